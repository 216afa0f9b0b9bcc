/**
 * Charging an order. The attempt is a fact before the provider is asked, and the
 * outcome a fact after it; both are keyed, so a repeated or crashed charge is
 * taken up where it stood (SPEC 5; ARCHITECTURE: decision 5).
 */
import type { Context } from '../context';
import { type OrderSnapshot, reconcileKnown, snapshotFacts } from '../loyalty/reconcile';
import { type AttemptName, type ChargeResult, PaymentUnavailable } from '../payments/provider';
import { type Refusal, refuse } from '../refusal';
import type { User } from '../store/port-users';
import { type OpenAttempt, undecidedAttempts } from './attempts';
import { appendEvent, readOrder, withEvent } from './events';
import type { EventData } from './facts';
import { phoneOf, receiptOfAttempt } from './receipts';

export type Charged =
  | { ok: true; snapshot: OrderSnapshot; confirmationUrl: string | null }
  | Refusal;

/** Name under which the provider knows an attempt. */
export function attemptKey(orderId: number, attempt: number): string {
  return `${orderId}:${attempt}`;
}

function nameOf({ order }: OrderSnapshot, attempt: number): AttemptName {
  return {
    idempotenceKey: attemptKey(order.id, attempt),
    orderId: order.id,
    orderKey: order.placed.key,
    attempt,
  };
}

/**
 * Asks the provider about the order's open attempt, records what it says and
 * brings the ledger in line. Refused: PAYMENT_DECLINED (the order stays),
 * PAYMENT_UNAVAILABLE (the outcome is unknown; asking again is safe). `user`, when
 * known, saves a read.
 */
export async function chargeOpenAttempt(
  ctx: Context,
  snapshot: OrderSnapshot,
  user?: User,
): Promise<Charged> {
  const { openAttempt } = snapshotFacts(snapshot);
  if (!openAttempt) return outcomeOf(snapshot);
  const orderId = snapshot.order.id;
  let result: ChargeResult;
  try {
    result = await charge(ctx, snapshot, openAttempt, user);
  } catch (error) {
    if (!(error instanceof PaymentUnavailable)) throw error;
    const { attempt } = openAttempt;
    ctx.log.warn('payment.unavailable', { orderId, attempt, error: error.message });
    return refuse('PAYMENT_UNAVAILABLE', { orderId });
  }
  const recorded = await recordOutcome(ctx, snapshot, openAttempt, result);
  if (result.status === 'pending') {
    return { ok: true, snapshot: recorded, confirmationUrl: result.confirmationUrl };
  }
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

/** Nothing to pay is paid without asking anybody; what the provider has taken on is asked about. */
async function charge(
  ctx: Context,
  snapshot: OrderSnapshot,
  open: OpenAttempt,
  user: User | undefined,
): Promise<ChargeResult> {
  if (open.amountKopecks === 0) return { status: 'succeeded', providerId: 'nothing-to-pay' };
  if (open.opened) {
    const found = await findAttempt(ctx, snapshot, open);
    if (!found) throw new PaymentUnavailable(`payment ${open.opened.providerId} is not found`);
    return found;
  }
  return ctx.payments.charge({
    ...nameOf(snapshot, open.attempt),
    method: open.method,
    amountKopecks: open.amountKopecks,
    receipt: receiptOfAttempt(snapshot, open),
    phone: user ? async () => user.phone : phoneOf(ctx, snapshot),
  });
}

/** What became of an attempt at the provider; null when it never saw it. */
export function findAttempt(
  ctx: Context,
  snapshot: OrderSnapshot,
  open: OpenAttempt,
): Promise<ChargeResult | null> {
  return ctx.payments.find({
    ...nameOf(snapshot, open.attempt),
    providerId: open.opened?.providerId ?? null,
    since: open.at,
  });
}

/**
 * Records a provider's answer to an attempt once, whoever else records it too.
 * Money is recorded whatever was thought of its attempt before.
 */
export async function recordOutcome(
  ctx: Context,
  snapshot: OrderSnapshot,
  attempt: Pick<OpenAttempt, 'attempt' | 'method' | 'amountKopecks'>,
  result: ChargeResult,
): Promise<OrderSnapshot> {
  const data = outcomeData(attempt, result);
  for (let current = snapshot; ; ) {
    if (isRecorded(current, data)) return current;
    const event = await appendEvent(ctx, current, { kind: 'provider' }, data);
    if (event) return withEvent(current, event);
    current = (await readOrder(ctx, snapshot.order.id)) ?? current;
  }
}

type Outcome = Extract<
  EventData,
  { kind: 'payment_opened' | 'payment_succeeded' | 'payment_failed' }
>;

function outcomeData(
  { attempt, method, amountKopecks }: Pick<OpenAttempt, 'attempt' | 'method' | 'amountKopecks'>,
  result: ChargeResult,
): Outcome {
  switch (result.status) {
    case 'succeeded': {
      const { providerId } = result;
      return { kind: 'payment_succeeded', attempt, method, amountKopecks, providerId };
    }
    case 'declined':
      return { kind: 'payment_failed', attempt, code: result.reason };
    case 'pending': {
      const { providerId, confirmationUrl } = result;
      return { kind: 'payment_opened', attempt, providerId, confirmationUrl };
    }
  }
}

/** Nothing new: the attempt's money is in the facts; or, without money, its outcome is. */
function isRecorded(snapshot: OrderSnapshot, data: Outcome): boolean {
  const open = undecidedAttempts(snapshotFacts(snapshot)).find((a) => a.attempt === data.attempt);
  if (data.kind === 'payment_opened') return open === undefined || open.opened !== null;
  if (data.kind === 'payment_failed') return open === undefined;
  return snapshot.events.some(
    (e) => e.data.kind === 'payment_succeeded' && e.data.attempt === data.attempt,
  );
}
