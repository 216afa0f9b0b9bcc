import type { Metadata } from 'next';
import { BonusesScreen } from '@/components/loyalty/bonuses-screen';
import { ru } from '@/lib/messages/ru';

export const metadata: Metadata = { title: ru['bonuses.title'] };

export default function BonusesPage() {
  return <BonusesScreen />;
}
