/**
 * What staff may ask of an order, as steps that each look at its facts and say
 * which event they make (SPEC 1, 3). The change itself and its preview run the
 * same steps. Pure.
 */
import { promoDiscountKopecks } from '../promo/rules';
import { refuse } from '../refusal';
import type { MenuItem } from '../store/port-menu';
import type { Judgement } from './events';
import {
  amountDueKopecks,
  type OrderEvent,
  type OrderFacts,
  type OrderLine,
  refundDueKopecks,
} from './facts';
import { canStaffMove, type OrderStatus } from './lifecycle';
import { type LineRequest, priceLines, pricingRefusal, staffMenu, subtotalOf } from './pricing';

/** undefined = leave as it is. */
export interface AmountsRequest {
  items?: LineRequest[] | undefined;
  deliveryKopecks?: number | undefined;
  /** Drop the points that the order was to spend; what is payable rises. */
  dropPoints?: boolean | undefined;
}

/** Everything that staff may ask of one order at once. */
export interface StaffRequest extends AmountsRequest {
  status?: OrderStatus | undefined;
  /** Cash received in full. */
  paid?: boolean | undefined;
  /** Cash that was due back was handed over. */
  refunded?: boolean | undefined;
  reason?: string | undefined;
  /** Number of the last event that the page showed; refused when others changed the order since. */
  seen?: number | undefined;
}

export type StaffStep = (facts: OrderFacts) => Judgement;

/** Amounts first, then cash in and back, then the status; each only when asked for. */
export function staffSteps(request: StaffRequest, menu: readonly MenuItem[]): StaffStep[] {
  const { items, deliveryKopecks, dropPoints, paid, refunded, status, reason } = request;
  const steps: StaffStep[] = [];
  if (items || deliveryKopecks !== undefined || dropPoints) {
    steps.push((facts) => judgeAmounts(facts, request, menu));
  }
  if (paid) steps.push(judgeCash);
  if (refunded) steps.push(judgeCashBack);
  if (status) steps.push((facts) => judgeMove(facts, status, reason || 'staff'));
  return steps;
}

/** May staff move an order that stands like this? */
export function judgeMove(facts: OrderFacts, to: OrderStatus, reason: string): Judgement {
  if (facts.status === to) return 'nothing';
  if (!canStaffMove(facts.status, to)) return refuse('INVALID_STATUS');
  return to === 'cancelled' ? { kind: 'cancelled', reason, code: null } : { kind: 'status', to };
}

/** What taking the rest in cash means for an order that stands like this. */
export function judgeCash(facts: OrderFacts): Judgement {
  if (facts.status === 'cancelled') return refuse('INVALID_STATUS');
  const amountKopecks = amountDueKopecks(facts);
  if (facts.paid && amountKopecks === 0) return 'nothing';
  if (facts.openAttempt) return refuse('PAYMENT_IN_PROGRESS');
  // A rest collected by staff does not make an online order a cash order.
  const method = facts.paidOnline && facts.method ? facts.method : 'cash';
  return { kind: 'payment_succeeded', attempt: 0, method, amountKopecks, providerId: null };
}

/** Cash handed back: what is due beyond the online payments, which the provider gives back itself. */
export function judgeCashBack(facts: OrderFacts): Judgement {
  const online = facts.onlinePayments.reduce((t, p) => t + p.amountKopecks - p.returnedKopecks, 0);
  const amountKopecks = refundDueKopecks(facts) - online;
  if (amountKopecks <= 0) return 'nothing';
  return { kind: 'money_refunded', attempt: 0, amountKopecks, providerId: null };
}

/** New lines and sums; the promo discount follows from the terms fixed on the order. */
export function judgeAmounts(
  facts: OrderFacts,
  request: AmountsRequest,
  menu: readonly MenuItem[],
): Judgement {
  if (facts.status === 'cancelled') return refuse('INVALID_STATUS');
  const { lines, amounts, points } = facts;
  const priced = request.items ? staffLines(request.items, lines, menu) : lines;
  if ('ok' in priced) return priced;
  const subtotalKopecks = request.items ? subtotalOf(priced) : amounts.subtotalKopecks;
  const sums = {
    lines: priced,
    amounts: {
      subtotalKopecks,
      deliveryKopecks: request.deliveryKopecks ?? amounts.deliveryKopecks,
      promoDiscountKopecks: request.items
        ? promoDiscountKopecks(facts.promo, subtotalKopecks)
        : amounts.promoDiscountKopecks,
    },
    points: request.dropPoints ? 0 : points,
  };
  const same = JSON.stringify(sums) === JSON.stringify({ lines, amounts, points });
  return same ? 'nothing' : { kind: 'changed', ...sums };
}

/**
 * Lines as staff want them. What the order has already keeps its price and name,
 * whatever became of the menu since; the rest is priced from the menu.
 */
function staffLines(
  wanted: readonly LineRequest[],
  had: readonly OrderLine[],
  menu: readonly MenuItem[],
): OrderLine[] | ReturnType<typeof pricingRefusal> {
  const dishes = staffMenu(menu);
  const lines: OrderLine[] = [];
  for (const [i, request] of wanted.entries()) {
    const kept = had.find((line) => lineKey(line) === requestKey(request));
    if (kept) {
      lines.push({ ...kept, quantity: request.quantity });
      continue;
    }
    const priced = priceLines([request], dishes);
    if (Array.isArray(priced)) {
      const at = (path: string) => path.replace(/^items\.0/, `items.${i}`);
      return pricingRefusal(priced.map((p) => ({ ...p, path: at(p.path) })));
    }
    lines.push(...priced.lines);
  }
  return lines;
}

function keyOf(menuItemId: number, addOnIds: readonly string[]): string {
  return JSON.stringify([menuItemId, ...[...new Set(addOnIds)].sort()]);
}

function lineKey({ menuItemId, addOns }: OrderLine): string {
  return keyOf(
    menuItemId,
    addOns.map((a) => a.id),
  );
}

function requestKey({ menuItemId, addOnIds }: LineRequest): string {
  return keyOf(menuItemId, addOnIds ?? []);
}

/**
 * Did others change, after event `seen`, what the page told about this request?
 * A plain move minds only the status; what gives money or points back minds sums too.
 */
export function changedSince(
  { status, items, deliveryKopecks, dropPoints, paid, refunded, seen }: StaffRequest,
  events: readonly OrderEvent[],
  voided: ReadonlyMap<number, string>,
): boolean {
  if (seen === undefined) return false;
  const plain = !items && deliveryKopecks === undefined && !dropPoints && !paid && !refunded;
  const minds: ReadonlySet<string> =
    plain && status !== 'cancelled' ? movingKinds : new Set([...movingKinds, ...moneyKinds]);
  return events.some((e) => e.n > seen && minds.has(e.data.kind) && !voided.has(e.n));
}

const movingKinds = new Set(['status', 'cancelled']);
const moneyKinds = ['changed', 'payment_succeeded', 'money_refunded'];
