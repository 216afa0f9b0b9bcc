'use client';
import type { OrderView } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import { isFinished } from '@/lib/orders/lifecycle';
import { Badge, type Tone } from '../ui/badge';

/** Where the order is. */
export function StatusBadge({ status }: Pick<OrderView, 'status'>) {
  const { t } = useI18n();
  let tone: Tone = 'accent';
  if (status === 'cancelled') tone = 'plain';
  else if (isFinished(status)) tone = 'good';
  return <Badge tone={tone}>{t(`status.${status}`)}</Badge>;
}

/** Whether it is paid, and how. */
export function PaidBadge({
  order,
}: {
  order: Pick<OrderView, 'status' | 'paymentStatus' | 'paymentMethod'>;
}) {
  const { t } = useI18n();
  const tones = {
    unpaid: 'honey',
    pending: 'honey',
    paid: 'good',
    refund_due: 'honey',
    refunded: 'plain',
  } as const;
  if (order.status === 'cancelled' && order.paymentStatus === 'unpaid') return null;
  // Cash is paid at the door: "not paid" would sound like a fault.
  if (order.paymentMethod === 'cash' && order.paymentStatus === 'unpaid') {
    return <Badge>{t('method.cash')}</Badge>;
  }
  return <Badge tone={tones[order.paymentStatus]}>{t(`paid.${order.paymentStatus}`)}</Badge>;
}
