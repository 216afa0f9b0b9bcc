/**
 * Giving online money back (SPEC 1): all of a cancelled order's, or what a lowered
 * amount left over. The provider is asked first what it gave back already, so a
 * repeat after a crash, however late, gives nothing back twice, and a refund that
 * somebody made in the provider's own office counts.
 */
import type { Context } from '../context';
import { type OrderSnapshot, snapshotFacts } from '../loyalty/reconcile';
import { PaymentUnavailable, type Refund } from '../payments/provider';
import type { OnlinePayment } from './attempts';
import { appendEvent, readOrder, withEvent } from './events';
import { type EventData, type OrderFacts, refundDueKopecks } from './facts';
import { phoneOf, receiptOfRefund } from './receipts';

/** What the provider is to give back now; cash that is due is for staff to hand over. */
export function onlineRefundDue(
  facts: OrderFacts,
): { payment: OnlinePayment; amountKopecks: number } | null {
  const due = refundDueKopecks(facts);
  if (due === 0 || facts.openAttempt) return null;
  const payment = facts.onlinePayments.findLast((p) => p.amountKopecks > p.returnedKopecks);
  if (!payment) return null;
  const left = payment.amountKopecks - payment.returnedKopecks;
  return { payment, amountKopecks: Math.min(due, left) };
}

/**
 * Gives back what is due, payment by payment. Returns the order after it; one that
 * still has money due is looked at again by the reconcile job.
 */
export async function workOffRefund(ctx: Context, snapshot: OrderSnapshot): Promise<OrderSnapshot> {
  let current = snapshot;
  for (;;) {
    const due = onlineRefundDue(snapshotFacts(current));
    if (!due) return current;
    const next = await refundOnce(ctx, current, due);
    if (!next) return current;
    current = next;
  }
}

/** One refund, made or found; null when nothing more can be done now. */
async function refundOnce(
  ctx: Context,
  snapshot: OrderSnapshot,
  due: { payment: OnlinePayment; amountKopecks: number },
): Promise<OrderSnapshot | null> {
  const orderId = snapshot.order.id;
  const { payment, amountKopecks } = due;
  try {
    const made = await ctx.payments.refunds(payment.providerId);
    const known = await recordRefunds(ctx, snapshot, payment.attempt, made);
    if (known !== snapshot) return known;
    if (made.some((refund) => refund.status === 'pending')) return null;
    // A refund that failed used its key up.
    const failed = made.filter((refund) => refund.status === 'declined').length;
    const { returnedKopecks } = snapshotFacts(snapshot);
    const whole = amountKopecks === payment.amountKopecks;
    const refund = await ctx.payments.refund({
      idempotenceKey: `${orderId}:refund:${returnedKopecks}${failed > 0 ? `:${failed}` : ''}`,
      orderId,
      paymentId: payment.providerId,
      amountKopecks,
      receipt: whole ? null : receiptOfRefund(snapshot, amountKopecks),
      phone: phoneOf(ctx, snapshot),
    });
    if (refund.status === 'declined') ctx.log.error('payment.refund_declined', { orderId });
    const recorded = await recordRefunds(ctx, snapshot, payment.attempt, [refund]);
    return recorded === snapshot ? null : recorded;
  } catch (error) {
    if (!(error instanceof PaymentUnavailable)) throw error;
    ctx.log.warn('payment.refund_unavailable', { orderId, error: error.message });
    return null;
  }
}

/**
 * Records the refunds that have succeeded and are not in the order's events yet.
 * Returns the snapshot itself when there is none. When another writer was faster,
 * the order is read and looked at again.
 */
export async function recordRefunds(
  ctx: Context,
  snapshot: OrderSnapshot,
  attempt: number,
  refunds: readonly Refund[],
): Promise<OrderSnapshot> {
  let current = snapshot;
  for (const { providerId, status, amountKopecks } of refunds) {
    if (status !== 'succeeded') continue;
    const data: EventData = { kind: 'money_refunded', amountKopecks, providerId, attempt };
    while (!isRecorded(current, providerId)) {
      const event = await appendEvent(ctx, current, { kind: 'provider' }, data);
      if (event) current = withEvent(current, event);
      else current = (await readOrder(ctx, snapshot.order.id)) ?? current;
    }
  }
  return current;
}

function isRecorded({ events }: OrderSnapshot, providerId: string): boolean {
  return events.some(
    ({ data }) => data.kind === 'money_refunded' && data.providerId === providerId,
  );
}
