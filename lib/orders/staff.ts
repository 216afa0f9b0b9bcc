/** What staff do to orders (SPEC 1, 3): move along, take cash, change amounts, cancel. */
import type { Context } from '../context';
import { voidedEvents } from '../loyalty/plan';
import { refuse } from '../refusal';
import type { Amounts } from './amounts';
import { applyEvent, type OrderChanged } from './cancel';
import { changeOrderFacts } from './events';
import type { Actor, OrderLine } from './facts';
import type { OrderStatus } from './lifecycle';
import { type AmountsRequest, changedSince, type StaffRequest, staffSteps } from './staff-steps';

/**
 * Moves an order to a status. The status it has: nothing changes. Refused:
 * NOT_FOUND, INVALID_STATUS, POINTS_UNAVAILABLE (on acceptance, when points
 * leave the balance then), CLAWBACK_SHORTFALL; the status then stays.
 */
export async function moveOrder(
  ctx: Context,
  orderId: number,
  actor: Actor,
  to: OrderStatus,
  reason = '',
): Promise<OrderChanged> {
  return changeOrderAsStaff(ctx, orderId, actor, { status: to, reason });
}

/** Marks what is still due as received in cash. A paid order stays as it is. */
export async function takeCash(ctx: Context, orderId: number, actor: Actor): Promise<OrderChanged> {
  return changeOrderAsStaff(ctx, orderId, actor, { paid: true });
}

/**
 * Changes an order's lines or sums, finished or not. Refused: NOT_FOUND,
 * INVALID_STATUS (cancelled), MENU_ITEM_UNAVAILABLE, CLAWBACK_SHORTFALL.
 */
export async function changeAmounts(
  ctx: Context,
  orderId: number,
  actor: Actor,
  { items, deliveryKopecks, dropPoints }: AmountsRequest,
): Promise<OrderChanged> {
  return changeOrderAsStaff(ctx, orderId, actor, { items, deliveryKopecks, dropPoints });
}

interface Sums {
  lines: OrderLine[];
  amounts: Amounts;
  points: number;
}

/** Sets lines, sums and points as `next` says from the present ones. */
export async function setAmounts(
  ctx: Context,
  orderId: number,
  actor: Actor,
  next: (current: Sums) => Sums,
): Promise<OrderChanged> {
  const changed = await changeOrderFacts(ctx, orderId, actor, (facts) => {
    if (facts.status === 'cancelled') return refuse('INVALID_STATUS');
    const { lines, amounts, points } = facts;
    const sums = next({ lines, amounts, points });
    const same = JSON.stringify(sums) === JSON.stringify({ lines, amounts, points });
    return same ? 'nothing' : { kind: 'changed', ...sums };
  });
  return applyEvent(ctx, changed);
}

/**
 * Amounts first, then cash, then the status; the first refusal stops. Refused as
 * the single ones are, and ORDER_CHANGED when others changed the order since
 * what `request.seen` names.
 */
export async function changeOrderAsStaff(
  ctx: Context,
  orderId: number,
  actor: Actor,
  request: StaffRequest,
): Promise<OrderChanged> {
  const menu = request.items ? await ctx.store.menu.all() : [];
  let last: OrderChanged = refuse('VALIDATION');
  for (const [i, step] of staffSteps(request, menu).entries()) {
    const changed = await changeOrderFacts(ctx, orderId, actor, (facts, { events, rows }) => {
      // Later steps come after our own event.
      const stale = i === 0 && changedSince(request, events, voidedEvents(events, rows));
      return stale ? refuse('ORDER_CHANGED') : step(facts);
    });
    last = await applyEvent(ctx, changed);
    if (!last.ok) return last;
  }
  return last;
}
