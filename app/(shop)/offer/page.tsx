import type { Metadata } from 'next';
import { LegalPage } from '@/components/shop/legal-page';
import { ru } from '@/lib/messages/ru';
import { loadPage } from '../load-page';

export const metadata: Metadata = { title: ru['legal.offer'] };

export default async function Page() {
  return <LegalPage slug="offer" initial={await loadPage('offer')} />;
}
