/** What goes onto the fiscal receipts of an order's payments and refunds. */
import type { Context } from '../context';
import type { OrderSnapshot } from '../loyalty/reconcile';
import {
  linesFor,
  movedItems,
  orderItems,
  type ReceiptItem,
  type ReceiptLine,
} from '../payments/receipt';
import type { OpenAttempt } from './attempts';
import { factsAt } from './events';
import type { OrderEvent } from './facts';

/** What was on the receipts until now: the order when money last moved. */
function onReceipts(s: OrderSnapshot, before: number): ReceiptItem[] {
  const moved = s.events.findLast((event) => event.n < before && movesMoney(event));
  return moved ? orderItems(factsAt(s, moved.n)) : [];
}

function movesMoney({ data }: OrderEvent): boolean {
  return (
    (data.kind === 'payment_succeeded' || data.kind === 'money_refunded') && data.amountKopecks > 0
  );
}

/**
 * Lines of what an attempt pays for: all of the order as it stood then, or what was
 * added since the last payment. The same for every repeat of the attempt.
 */
export function receiptOfAttempt(s: OrderSnapshot, attempt: OpenAttempt): ReceiptLine[] {
  const started = s.events.find(
    ({ data }) => data.kind === 'payment_started' && data.attempt === attempt.attempt,
  );
  const n = started?.n ?? 0;
  const items = movedItems(onReceipts(s, n), orderItems(factsAt(s, n)), attempt.amountKopecks);
  return linesFor(items, attempt.amountKopecks, `Заказ ${s.order.id}`);
}

/** Lines of what goes back: what was taken off since money last moved, or all that was kept. */
export function receiptOfRefund(s: OrderSnapshot, amountKopecks: number): ReceiptLine[] {
  const now = factsAt(s, Number.POSITIVE_INFINITY);
  const kept = now.cancel ? [] : orderItems(now);
  const items = movedItems(kept, onReceipts(s, Number.POSITIVE_INFINITY), amountKopecks);
  return linesFor(items, amountKopecks, `Возврат по заказу ${s.order.id}`);
}

/** The phone that the receipt is for, read when the provider wants it. */
export function phoneOf(ctx: Context, { order }: OrderSnapshot): () => Promise<string> {
  return async () => {
    const user = await ctx.store.users.byId(order.placed.userId);
    if (!user) throw new Error(`customer ${order.placed.userId} is gone`);
    return user.phone;
  };
}
