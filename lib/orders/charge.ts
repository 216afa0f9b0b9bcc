/**
 * Charging an order. The attempt is a fact before the provider is asked, and the
 * outcome a fact after it; both are keyed, so a repeated or crashed charge is
 * taken up where it stood (SPEC 5; ARCHITECTURE: decision 5).
 */
import type { Context } from '../context';
import { type OrderSnapshot, reconcileKnown, snapshotFacts } from '../loyalty/reconcile';
import { type ChargeResult, PaymentUnavailable } from '../payments/provider';
import { type Refusal, refuse } from '../refusal';
import { appendEvent, readOrder, withEvent } from './events';
import { type EventData, type OpenAttempt, refundDueKopecks } from './facts';

export type Charged =
  | { ok: true; snapshot: OrderSnapshot; confirmationUrl: string | null }
  | Refusal;

/** Name under which the provider knows an attempt. */
export function attemptKey(orderId: number, attempt: number): string {
  return `${orderId}:${attempt}`;
}

/**
 * Asks the provider about the order's open attempt, records what it says and
 * brings the ledger in line. Refused: PAYMENT_DECLINED (the order stays),
 * PAYMENT_UNAVAILABLE (the outcome is unknown; asking again is safe).
 */
export async function chargeOpenAttempt(ctx: Context, snapshot: OrderSnapshot): Promise<Charged> {
  const { openAttempt } = snapshotFacts(snapshot);
  if (!openAttempt) return outcomeOf(snapshot);
  const orderId = snapshot.order.id;
  let result: ChargeResult;
  try {
    result = await charge(ctx, orderId, openAttempt);
  } catch (error) {
    if (!(error instanceof PaymentUnavailable)) throw error;
    ctx.log.warn('payment.unavailable', { orderId, attempt: openAttempt.attempt });
    return refuse('PAYMENT_UNAVAILABLE', { orderId });
  }
  if (result.status === 'pending') {
    return { ok: true, snapshot, confirmationUrl: result.confirmationUrl };
  }
  const recorded = await recordOutcome(ctx, snapshot, openAttempt, result);
  return outcomeOf(await reconcileKnown(ctx, recorded));
}

/** What the facts say of the last payment. */
function outcomeOf(snapshot: OrderSnapshot): Charged {
  const facts = snapshotFacts(snapshot);
  if (!facts.paid && facts.lastFailure !== null) {
    return refuse('PAYMENT_DECLINED', { orderId: snapshot.order.id });
  }
  return { ok: true, snapshot, confirmationUrl: null };
}

/** Nothing to pay is paid without asking anybody. */
async function charge(ctx: Context, orderId: number, open: OpenAttempt): Promise<ChargeResult> {
  if (open.amountKopecks === 0) return { status: 'succeeded', providerId: 'nothing-to-pay' };
  return ctx.payments.charge({
    idempotenceKey: attemptKey(orderId, open.attempt),
    orderId,
    method: open.method,
    amountKopecks: open.amountKopecks,
  });
}

/** Records a provider's answer to an attempt once, whoever else records it too. */
export async function recordOutcome(
  ctx: Context,
  snapshot: OrderSnapshot,
  open: OpenAttempt,
  result: Exclude<ChargeResult, { status: 'pending' }>,
): Promise<OrderSnapshot> {
  const { attempt, method, amountKopecks } = open;
  const data: EventData =
    result.status === 'succeeded'
      ? { kind: 'payment_succeeded', attempt, method, amountKopecks, providerId: result.providerId }
      : { kind: 'payment_failed', attempt, code: result.reason };
  let current = snapshot;
  while (snapshotFacts(current).openAttempt?.attempt === attempt) {
    const event = await appendEvent(ctx, current, { kind: 'provider' }, data);
    if (event) return withEvent(current, event);
    current = (await readOrder(ctx, snapshot.order.id)) ?? current;
  }
  return current;
}

/**
 * Gives back online money that is due: all of a cancelled order's, or what a
 * lowered amount left over. The key counts what was returned before, so a repeat
 * after a crash gives nothing back twice. Returns the order after it; an order
 * that still has money due is looked at again by the reconcile job.
 */
export async function workOffRefund(ctx: Context, snapshot: OrderSnapshot): Promise<OrderSnapshot> {
  const facts = snapshotFacts(snapshot);
  const amountKopecks = refundDueKopecks(facts);
  if (amountKopecks === 0 || !facts.paidOnline || facts.openAttempt) return snapshot;
  const orderId = snapshot.order.id;
  try {
    const returned = await ctx.payments.refund({
      idempotenceKey: `${orderId}:refund:${facts.returnedKopecks}`,
      orderId,
      amountKopecks,
    });
    const data: EventData = { kind: 'money_refunded', ...returned };
    const event = await appendEvent(ctx, snapshot, { kind: 'provider' }, data);
    return event ? withEvent(snapshot, event) : snapshot;
  } catch (error) {
    if (!(error instanceof PaymentUnavailable)) throw error;
    ctx.log.warn('payment.refund_unavailable', { orderId });
    return snapshot;
  }
}
