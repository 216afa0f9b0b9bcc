/** Cancelling and hiding (SPEC 1, 5). Everything that was spent or earned is undone by the ledger. */
import type { Context } from '../context';
import { type OrderSnapshot, reconcileKnown } from '../loyalty/reconcile';
import { LedgerStopped } from '../loyalty/stopped';
import { type Refusal, type RefusalCode, refuse } from '../refusal';
import { type Changed, changeOrderFacts, goesOnStopped } from './events';
import type { Actor, OrderEvent } from './facts';
import { isFinished } from './lifecycle';
import { settleOrder } from './settle';

export type OrderChanged = { ok: true; snapshot: OrderSnapshot } | Refusal;

/**
 * Brings the ledger in line after an event and says whether it took the event:
 * a refusal by the ledger leaves the order as it was before.
 */
export async function applyEvent(ctx: Context, changed: Changed): Promise<OrderChanged> {
  if (!changed.ok) return changed;
  const { order } = changed.snapshot;
  let own: OrderSnapshot | undefined;
  ctx.later(async () => {
    await settleOrder(ctx, order, { own });
  });
  const snapshot = await reconcileKnown(ctx, changed.snapshot).catch((error: unknown) => {
    const goesOn = changed.event && goesOnStopped(changed.event.data, changed.snapshot);
    if (error instanceof LedgerStopped && goesOn) return changed.snapshot;
    throw error;
  });
  own = snapshot;
  const refused = changed.event ? refusalOfEvent(snapshot, changed.event) : null;
  return refused ? refuse(refused, { orderId: order.id }) : { ok: true, snapshot };
}

function refusalOfEvent(snapshot: OrderSnapshot, event: OrderEvent): RefusalCode | null {
  const row = snapshot.rows.find((r) => r.voidsEvent === event.n);
  return row ? (row.reason as RefusalCode) : null;
}

/**
 * Cancels an order. A customer may cancel only a `new` one; cancelling again
 * changes nothing. Refused: NOT_FOUND, INVALID_STATUS, CLAWBACK_SHORTFALL.
 */
export async function cancelOrder(
  ctx: Context,
  orderId: number,
  actor: Actor,
  reason: string,
): Promise<OrderChanged> {
  const changed = await changeOrderFacts(ctx, orderId, actor, (facts) => {
    if (actor.kind === 'customer' && facts.userId !== actor.id) return refuse('NOT_FOUND');
    if (facts.status === 'cancelled') return 'nothing';
    if (actor.kind === 'customer' && facts.status !== 'new') return refuse('INVALID_STATUS');
    return { kind: 'cancelled', reason, code: null };
  });
  return applyEvent(ctx, changed);
}

/**
 * Takes an order off its customer's list: a `new` one is cancelled first; a
 * finished or cancelled one is only hidden; hiding touches no points. Refused:
 * NOT_FOUND, INVALID_STATUS.
 */
export async function hideOrder(
  ctx: Context,
  orderId: number,
  customerId: number,
): Promise<OrderChanged> {
  const actor: Actor = { kind: 'customer', id: customerId };
  const cancelled = await changeOrderFacts(ctx, orderId, actor, (facts) => {
    if (facts.userId !== customerId) return refuse('NOT_FOUND');
    if (facts.status === 'new') return { kind: 'cancelled', reason: 'customer', code: null };
    const ended = facts.status === 'cancelled' || isFinished(facts.status);
    return ended ? 'nothing' : refuse('INVALID_STATUS');
  });
  const applied = await applyEvent(ctx, cancelled);
  if (!applied.ok) return applied;
  const hidden = await changeOrderFacts(ctx, orderId, actor, (facts) =>
    facts.hidden ? 'nothing' : { kind: 'hidden' },
  );
  return applyEvent(ctx, hidden);
}
