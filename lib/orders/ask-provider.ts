/**
 * What the provider knows of an order's payments, asked when a webhook comes, when
 * the customer returns from the bank, and by the reconcile job for webhooks that
 * got lost. Paid is only ever what the provider itself answers (SPEC 5).
 */
import type { Context } from '../context';
import { type OrderSnapshot, reconcileKnown, snapshotFacts } from '../loyalty/reconcile';
import { type KnownPayment, PaymentUnavailable } from '../payments/provider';
import { refuse } from '../refusal';
import { type OpenAttempt, undecidedAttempts } from './attempts';
import type { OrderChanged } from './cancel';
import { findAttempt, recordOutcome } from './charge';
import { factsAt, readOrder } from './events';
import type { OnlineMethod } from './lifecycle';
import { recordRefunds } from './refund';
import { settleOrder } from './settle';

/**
 * Asks about every attempt whose outcome is open and records the answers, money
 * and refusals alike. Returns the order after it; the ledger is in line with it.
 * `unseen` says what becomes of an attempt that the provider never saw; left out,
 * it stays open. Throws `PaymentUnavailable`.
 */
export async function askAboutAttempts(
  ctx: Context,
  snapshot: OrderSnapshot,
  unseen?: (attempt: OpenAttempt) => string | null,
): Promise<OrderSnapshot> {
  let current = snapshot;
  for (const attempt of undecidedAttempts(snapshotFacts(snapshot))) {
    const found = await findAttempt(ctx, snapshot, attempt);
    const reason = found ? null : (unseen?.(attempt) ?? null);
    const result = found ?? (reason === null ? null : { status: 'declined' as const, reason });
    if (result) current = await recordOutcome(ctx, current, attempt, result);
  }
  return current === snapshot ? current : reconcileKnown(ctx, current);
}

/**
 * A webhook: only the ids are taken from it, and the payment is asked back from the
 * provider. Repeated, out of order or forged, it changes nothing that the provider
 * does not say. Throws `PaymentUnavailable`, so that the provider sends it again.
 */
export async function takeWebhook(ctx: Context, body: unknown): Promise<void> {
  const hint = ctx.payments.readWebhook(body);
  if (!hint) return;
  // A made-up message ends here: the order's key is known to us and the provider alone.
  if (hint.order && !(await orderOf(ctx, hint.order))) return;
  const payment = await ctx.payments.payment(hint.paymentId);
  const snapshot = payment && (await orderOf(ctx, payment));
  if (!payment || !snapshot) return;
  const { attempt, result, amountKopecks } = payment;
  let current = snapshot;
  const started = startedAttempt(snapshot, attempt);
  if (!started || started.amountKopecks !== amountKopecks) {
    ctx.log.error('payment.strange', { orderId: payment.orderId, attempt, amountKopecks });
    return;
  }
  current = await recordOutcome(ctx, current, { ...started, attempt }, result);
  if (hint.order === null) {
    const refunds = await ctx.payments.refunds(hint.paymentId);
    current = await recordRefunds(ctx, current, attempt, refunds);
  }
  if (current === snapshot) return;
  await reconcileKnown(ctx, current);
  settleLater(ctx, snapshot);
}

/**
 * A look at the open payment for its customer, who comes back from the bank sooner
 * than the webhook. Refused: NOT_FOUND, PAYMENT_UNAVAILABLE.
 */
export async function checkPayment(
  ctx: Context,
  orderId: number,
  customerId: number,
): Promise<OrderChanged> {
  const snapshot = await readOrder(ctx, orderId);
  if (snapshot?.order.placed.userId !== customerId) return refuse('NOT_FOUND');
  try {
    const asked = await askAboutAttempts(ctx, snapshot);
    if (asked !== snapshot) settleLater(ctx, snapshot);
    return { ok: true, snapshot: asked };
  } catch (error) {
    if (!(error instanceof PaymentUnavailable)) throw error;
    ctx.log.warn('payment.unavailable', { orderId, error: error.message });
    return refuse('PAYMENT_UNAVAILABLE', { orderId });
  }
}

function settleLater(ctx: Context, { order }: OrderSnapshot): void {
  ctx.later(async () => {
    await settleOrder(ctx, order);
  });
}

async function orderOf(
  ctx: Context,
  { orderId, orderKey }: Pick<KnownPayment, 'orderId' | 'orderKey'>,
): Promise<OrderSnapshot | null> {
  const snapshot = await readOrder(ctx, orderId);
  return snapshot?.order.placed.key === orderKey ? snapshot : null;
}

/** An attempt as it was started, whatever became of it. */
function startedAttempt(
  snapshot: OrderSnapshot,
  attempt: number,
): { method: OnlineMethod; amountKopecks: number } | null {
  for (const { data } of snapshot.events) {
    if (data.kind === 'payment_started' && data.attempt === attempt) return data;
  }
  return attempt === 1 ? factsAt(snapshot, 0).openAttempt : null;
}
