'use client';
import type { MenuAnswer } from '@/lib/api/answers';
import type { Cart } from '@/lib/client/cart';
import { useI18n } from '@/lib/messages/provider';
import { toKopecks } from '@/lib/money';

interface Props {
  delivery: MenuAnswer['delivery'];
  receive: Cart['receive'];
  subtotalKopecks: number;
}

/** How much is missing to free delivery. */
export function FreeDelivery({ delivery, receive, subtotalKopecks }: Props) {
  const { t, kopecks } = useI18n();
  if (receive === 'pickup' || delivery.freeFrom === null || delivery.fee === 0) return null;
  const missing = toKopecks(delivery.freeFrom) - subtotalKopecks;
  return (
    <p className="text-sm text-muted">
      {missing > 0 ? t('cart.freeFrom', { amount: kopecks(missing) }) : t('cart.freeReached')}
    </p>
  );
}
