/** An order as the API shows it (SPEC 5, 6). Pure: made from facts and rows. */

import { earnBaseKopecks } from '../loyalty/earning';
import { payoutDueAt } from '../loyalty/entitlement';
import type { LedgerEntry } from '../loyalty/entry';
import { factsOf } from '../loyalty/plan';
import { percentToPoints, toRubles } from '../money';
import { payableKopecks, totalKopecks } from '../orders/amounts';
import {
  amountDueKopecks,
  isPaid,
  type OrderEvent,
  type OrderFacts,
  refundDueKopecks,
} from '../orders/facts';
import { paymentState } from '../orders/payment-state';
import type { StoredOrder } from '../store/port-orders';
import type { OrderEventView, OrderLoyaltyView, OrderView } from './answers';
import { explanationView, iso, isoOrNull } from './views';

export interface OrderParts {
  order: StoredOrder;
  events: readonly OrderEvent[];
  /** Rows that carry the order, by seq. */
  rows: readonly LedgerEntry[];
}

export function orderView({ order, events, rows }: OrderParts): OrderView {
  const f = factsOf({ id: order.id, placed: order.placed, events }, rows);
  const isNew = f.status === 'new';
  return {
    id: order.id,
    number: String(order.id),
    status: f.status,
    createdAt: iso(f.placedAt),
    scheduledFor: isoOrNull(f.scheduledFor),
    deliveredAt: isoOrNull(f.deliveredAt),
    deliveryAddress: f.deliveryAddress,
    comment: f.comment,
    cutlery: f.cutlery,
    changeFrom: f.changeFromKopecks === null ? null : toRubles(f.changeFromKopecks),
    paymentMethod: f.method,
    paymentStatus: paymentState(f),
    items: f.lines.map((line) => ({
      menuItemId: line.menuItemId,
      name: line.name,
      quantity: line.quantity,
      addOns: line.addOns.map((a) => ({ id: a.id, name: a.name, price: toRubles(a.priceKopecks) })),
      unitPrice: toRubles(line.unitKopecks),
      total: toRubles(line.unitKopecks * line.quantity),
    })),
    subtotal: toRubles(f.amounts.subtotalKopecks),
    deliveryFee: toRubles(f.amounts.deliveryKopecks),
    promoCode: f.promo?.code ?? null,
    promoDiscount: toRubles(f.amounts.promoDiscountKopecks),
    total: toRubles(totalKopecks(f.amounts)),
    pointsUsed: f.points,
    payable: toRubles(payableKopecks(f.amounts, f.points)),
    paid: toRubles(f.paidKopecks - f.returnedKopecks),
    refundDue: toRubles(refundDueKopecks(f)),
    paymentUrl: f.status === 'cancelled' ? null : (f.openAttempt?.opened?.confirmationUrl ?? null),
    cancelReason: f.cancel ? (f.cancel.code ?? f.cancel.reason) : null,
    loyalty: loyaltyView(f, rows),
    canChange: isNew && !f.paid && !f.openAttempt,
    canCancel: isNew,
    canPay: f.status !== 'cancelled' && !isPaid(f) && (!f.paid || amountDueKopecks(f) > 0),
    events: [
      { n: 0, at: iso(f.placedAt), kind: 'placed', actor: 'customer' },
      ...events.flatMap(eventView),
    ],
  };
}

function loyaltyView(f: OrderFacts, rows: readonly LedgerEntry[]): OrderLoyaltyView {
  const used = rows
    .filter((r) => r.type === 'used' || r.type === 'refunded')
    .reduce((sum, r) => sum - r.points, 0);
  const wasUsed = rows.some((r) => r.type === 'used' && r.points < 0);
  const earning = rows.filter((r) => r.type === 'earned').at(-1);
  const ended = earning && rows.some((r) => r.seq > earning.seq && isTakeBack(r));
  const basis = earning?.basis ?? null;
  const state = earningState(f, earning, Boolean(ended));
  return {
    pointsUsed: used > 0 ? used : f.points,
    pointsUsedState:
      used > 0 ? 'used' : wasUsed ? 'returned' : f.points > 0 && !f.cancel ? 'reserved' : 'none',
    pointsEarned: earning?.points ?? (state === 'expected' ? expectedPoints(f, rows) : 0),
    pointsEarnedState: state,
    payoutAt: state === 'pending' ? iso(payoutDueAt(f)) : null,
    percent: basis?.percent ?? null,
    tier: basis?.tier ?? null,
    tierTitle: basis && (f.program.tiers.find((t) => t.name === basis.tier)?.title ?? basis.tier),
    programme: f.program.id,
    expiresAt: state === 'earned' ? isoOrNull(earning?.expiresAt ?? null) : null,
    explanation: basis && explanationView(basis),
  };
}

function isTakeBack(row: LedgerEntry): boolean {
  return row.type === 'cancelled' && row.voidsEvent === null;
}

function earningState(
  f: OrderFacts,
  earning: LedgerEntry | undefined,
  ended: boolean,
): OrderLoyaltyView['pointsEarnedState'] {
  if (earning) {
    if (ended) return 'taken_back';
    return earning.status === 'pending' ? 'pending' : 'earned';
  }
  if (f.cancel || f.earning.forfeited) return 'none';
  return 'expected';
}

/** Before anything is earned the percent is not fixed; the lowest tier's is certain. */
function expectedPoints(f: OrderFacts, rows: readonly LedgerEntry[]): number {
  const percent = rows.find((r) => r.basis)?.basis?.percent ?? f.program.tiers[0]?.earnPercent ?? 0;
  return percentToPoints(earnBaseKopecks(f.program, f.amounts, f.points), percent);
}

/** Where a payment can be confirmed is no event for people. */
function eventView({ n, at, actor, data }: OrderEvent): OrderEventView[] {
  if (data.kind === 'payment_opened') return [];
  const view: OrderEventView = { n, at: iso(at), kind: data.kind, actor: actor.kind };
  switch (data.kind) {
    case 'status':
      return [{ ...view, status: data.to }];
    case 'cancelled':
      return [{ ...view, reason: data.reason, ...(data.code !== null && { code: data.code }) }];
    case 'payment_failed':
    case 'voided':
      return [{ ...view, code: data.code }];
    case 'payment_started':
    case 'payment_succeeded':
    case 'money_refunded':
      return [{ ...view, amount: toRubles(data.amountKopecks) }];
    case 'changed':
    case 'hidden':
      return [view];
  }
}
