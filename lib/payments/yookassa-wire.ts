/** YooKassa's objects as its API v3 sends them; fields that we do not use are let through. */
import { z } from 'zod';
import { toKopecks } from '../money';
import type { Refund, RefundStatus } from './provider';

const rubles = z
  .object({ value: z.string().regex(/^\d+(\.\d{1,2})?$/), currency: z.literal('RUB') })
  .transform(({ value }) => toKopecks(Number(value)));

export const yooPayment = z.object({
  id: z.string().min(1),
  status: z.enum(['pending', 'waiting_for_capture', 'succeeded', 'canceled']),
  amount: rubles,
  confirmation: z.object({ confirmation_url: z.url().optional() }).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  cancellation_details: z.object({ party: z.string(), reason: z.string() }).optional(),
});

export type YooPayment = z.infer<typeof yooPayment>;

export const yooPayments = z.object({
  items: z.array(yooPayment),
  next_cursor: z.string().optional(),
});

const refundStatus: Record<'pending' | 'succeeded' | 'canceled', RefundStatus> = {
  pending: 'pending',
  succeeded: 'succeeded',
  canceled: 'declined',
};

export const yooRefund = z
  .object({
    id: z.string().min(1),
    status: z.enum(['pending', 'succeeded', 'canceled']),
    amount: rubles,
  })
  .transform(
    ({ id, status, amount }): Refund => ({
      providerId: id,
      status: refundStatus[status],
      amountKopecks: amount,
    }),
  );

export const yooRefunds = z.object({
  items: z.array(yooRefund),
  next_cursor: z.string().optional(),
});

export const yooError = z.object({
  type: z.literal('error').optional(),
  code: z.string().optional(),
  description: z.string().optional(),
  parameter: z.string().optional(),
});

const objectId = z.string().regex(/^[\w-]{1,64}$/);

/** The order's name as we gave it to the payment. */
export const ourMetadata = z.object({
  orderId: z.coerce.number().pipe(z.int().min(1).max(2_147_483_647)),
  orderKey: z.string().min(1).max(100),
  attempt: z.coerce.number().pipe(z.int().min(1).max(1_000_000)),
});

/** What is read of a notification: whose payment it is about. */
export const yooNotification = z.union([
  z
    .object({
      type: z.literal('notification'),
      event: z.enum(['payment.succeeded', 'payment.canceled', 'payment.waiting_for_capture']),
      object: z.object({ id: objectId, metadata: ourMetadata }),
    })
    .transform(({ object: { id, metadata } }) => ({ paymentId: id, order: metadata })),
  z
    .object({
      type: z.literal('notification'),
      event: z.literal('refund.succeeded'),
      object: z.object({ payment_id: objectId }),
    })
    .transform(({ object }) => ({ paymentId: object.payment_id, order: null })),
]);

export function yooAmount(kopecks: number): { value: string; currency: 'RUB' } {
  const whole = Math.floor(kopecks / 100);
  return { value: `${whole}.${String(kopecks % 100).padStart(2, '0')}`, currency: 'RUB' };
}
