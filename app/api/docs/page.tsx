import type { Metadata } from 'next';
import { ApiDocs } from '@/components/docs/api-docs';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['docs.api'] };

export default function ApiDocsPage() {
  return <ApiDocs />;
}
