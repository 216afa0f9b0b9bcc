/**
 * Orders that nobody pays for must not hold points and codes for ever (SPEC 4;
 * ARCHITECTURE: decision 5). Only the reconcile job cancels them, after asking
 * the provider; money that comes later is due back.
 */
import type { Context } from '../context';
import { entitlement } from '../loyalty/entitlement';
import { type OrderSnapshot, snapshotFacts } from '../loyalty/reconcile';
import { changeOrderFacts } from './events';
import type { OrderFacts } from './facts';
import { isOnline } from './lifecycle';

const HOLD_MS = 30 * 60 * 1000;
/** What the job itself writes about a charge that the provider never saw. */
export const NOT_CHARGED = 'not_charged';

/** New, unpaid, to be paid online, and keeping points or a code from others. */
export function holdsUnpaid(facts: OrderFacts): boolean {
  if (facts.status !== 'new' || facts.paid || !isOnline(facts.method)) return false;
  return facts.promo !== null || entitlement(facts, facts.placedAt).used > 0;
}

/** The last time that its customer, staff or the bank did something about it. */
function touchedAt({ order, events }: OrderSnapshot): number {
  const touches = events.filter(
    ({ actor, data }) =>
      actor.kind !== 'system' && !(data.kind === 'payment_failed' && data.code === NOT_CHARGED),
  );
  return touches.at(-1)?.at ?? order.placed.at;
}

/** Has it held what it holds for too long? */
export function isAbandoned(ctx: Context, snapshot: OrderSnapshot): boolean {
  if (ctx.now() - touchedAt(snapshot) < (ctx.holdMs ?? HOLD_MS)) return false;
  return holdsUnpaid(snapshotFacts(snapshot));
}

/**
 * Cancels an abandoned order; judged on the facts as they stand, so a payment or
 * a change at the same moment wins. The caller asks the provider before.
 */
export async function cancelAbandoned(ctx: Context, orderId: number): Promise<boolean> {
  const changed = await changeOrderFacts(ctx, orderId, { kind: 'system' }, (_facts, snapshot) =>
    isAbandoned(ctx, snapshot)
      ? { kind: 'cancelled', reason: 'not_paid', code: 'HOLD_EXPIRED' }
      : 'nothing',
  );
  if (!changed.ok || !changed.event) return false;
  ctx.log.info('order.hold_expired', { orderId });
  return true;
}
