import type { Metadata } from 'next';
import { LegalPage } from '@/components/shop/legal-page';
import { ru } from '@/lib/messages/ru';
import { loadPage } from '../load-page';

export const metadata: Metadata = { title: ru['legal.privacy'] };

export default async function Page() {
  return <LegalPage slug="privacy" initial={await loadPage('privacy')} />;
}
