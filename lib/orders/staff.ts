/** What staff do to orders (SPEC 1, 3): move along, take cash, change amounts, cancel. */
import type { Context } from '../context';
import { promoDiscountKopecks } from '../promo/rules';
import { refuse } from '../refusal';
import type { Amounts } from './amounts';
import { applyEvent, type OrderChanged } from './cancel';
import { changeOrderFacts, type Judgement } from './events';
import { type Actor, amountDueKopecks, type OrderFacts, type OrderLine } from './facts';
import { canStaffMove, type OrderStatus } from './lifecycle';
import { type LineRequest, priceLines, pricingRefusal, staffMenu, subtotalOf } from './pricing';

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
  const changed = await changeOrderFacts(ctx, orderId, actor, (facts) =>
    judgeMove(facts, to, reason || 'staff'),
  );
  return applyEvent(ctx, changed);
}

/** May staff move an order that stands like this? Pure. */
export function judgeMove(facts: OrderFacts, to: OrderStatus, reason: string): Judgement {
  if (facts.status === to) return 'nothing';
  if (!canStaffMove(facts.status, to)) return refuse('INVALID_STATUS');
  return to === 'cancelled' ? { kind: 'cancelled', reason, code: null } : { kind: 'status', to };
}

/** Marks what is still due as received in cash. A paid order stays as it is. */
export async function takeCash(ctx: Context, orderId: number, actor: Actor): Promise<OrderChanged> {
  return applyEvent(ctx, await changeOrderFacts(ctx, orderId, actor, judgeCash));
}

/** What taking the rest in cash means for an order that stands like this. Pure. */
export function judgeCash(facts: OrderFacts): Judgement {
  if (facts.status === 'cancelled') return refuse('INVALID_STATUS');
  const amountKopecks = amountDueKopecks(facts);
  if (facts.paid && amountKopecks === 0) return 'nothing';
  if (facts.openAttempt) return refuse('PAYMENT_IN_PROGRESS');
  // A rest collected by staff does not make an online order a cash order.
  const method = facts.paidOnline && facts.method ? facts.method : 'cash';
  return { kind: 'payment_succeeded', attempt: 0, method, amountKopecks, providerId: null };
}

/** undefined = leave as it is. */
export interface AmountsRequest {
  items?: LineRequest[] | undefined;
  deliveryKopecks?: number | undefined;
  /** Drop the points that the order was to spend; what is payable rises. */
  dropPoints?: boolean | undefined;
}

/**
 * Changes an order's lines or sums, finished or not. The promo discount follows
 * from the terms fixed on the order. Refused: NOT_FOUND, INVALID_STATUS
 * (cancelled), MENU_ITEM_UNAVAILABLE, CLAWBACK_SHORTFALL.
 */
export async function changeAmounts(
  ctx: Context,
  orderId: number,
  actor: Actor,
  request: AmountsRequest,
): Promise<OrderChanged> {
  const menu = request.items ? staffMenu(await ctx.store.menu.all()) : [];
  const priced = request.items ? priceLines(request.items, menu) : null;
  if (Array.isArray(priced)) return pricingRefusal(priced);
  return setAmounts(ctx, orderId, actor, (current) => {
    const lines = priced?.lines ?? current.lines;
    const subtotalKopecks = priced ? subtotalOf(lines) : current.amounts.subtotalKopecks;
    return {
      lines,
      amounts: {
        subtotalKopecks,
        deliveryKopecks: request.deliveryKopecks ?? current.amounts.deliveryKopecks,
        promoDiscountKopecks: priced
          ? promoDiscountKopecks(current.promo, subtotalKopecks)
          : current.amounts.promoDiscountKopecks,
      },
      points: request.dropPoints ? 0 : current.points,
    };
  });
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
  next: (current: Sums & { promo: Parameters<typeof promoDiscountKopecks>[0] }) => Sums,
): Promise<OrderChanged> {
  const changed = await changeOrderFacts(ctx, orderId, actor, (facts) => {
    if (facts.status === 'cancelled') return refuse('INVALID_STATUS');
    const { lines, amounts, points } = facts;
    const sums = next({ lines, amounts, points, promo: facts.promo });
    const same = JSON.stringify(sums) === JSON.stringify({ lines, amounts, points });
    return same ? 'nothing' : { kind: 'changed', ...sums };
  });
  return applyEvent(ctx, changed);
}

/** Everything that staff may ask of one order at once. */
export interface StaffRequest extends AmountsRequest {
  status?: OrderStatus | undefined;
  /** Cash received in full. */
  paid?: boolean | undefined;
  reason?: string | undefined;
}

/** Amounts first, then cash, then the status; the first refusal stops. */
export async function changeOrderAsStaff(
  ctx: Context,
  orderId: number,
  actor: Actor,
  request: StaffRequest,
): Promise<OrderChanged> {
  const { items, deliveryKopecks, dropPoints, paid, status, reason } = request;
  const steps: (() => Promise<OrderChanged>)[] = [];
  if (items || deliveryKopecks !== undefined || dropPoints) {
    steps.push(() => changeAmounts(ctx, orderId, actor, request));
  }
  if (paid) steps.push(() => takeCash(ctx, orderId, actor));
  if (status) steps.push(() => moveOrder(ctx, orderId, actor, status, reason));
  let last: OrderChanged = refuse('VALIDATION');
  for (const step of steps) {
    last = await step();
    if (!last.ok) return last;
  }
  return last;
}
