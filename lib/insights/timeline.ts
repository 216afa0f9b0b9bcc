/** A customer's stored history as steps in time, for playing it again. Pure. */
import type { LedgerEntry } from '../loyalty/entry';
import { isOrderRow } from '../loyalty/entry';
import { joinCause } from '../loyalty/join';
import { type OrderHistory, voidedEvents } from '../loyalty/plan';
import type { OrderEvent } from '../orders/facts';
import type { CustomerHistory } from './customer-history';

export type Step = {
  at: number;
} /** The job came by and granted, or wrote off what had ended. */ & (
  | { kind: 'birthday' | 'expire' }
  | { kind: 'join' | 'adjust' | 'copy'; row: LedgerEntry }
  /** The job paid out an order's promise. */
  | { kind: 'payout'; orderId: number }
  | { kind: 'place'; order: OrderHistory }
  | { kind: 'event'; order: OrderHistory; event: OrderEvent }
);

const ranks: Record<Step['kind'], number> = {
  join: 0,
  copy: 1,
  birthday: 2,
  adjust: 3,
  payout: 4,
  expire: 5,
  place: 6,
  event: 7,
};

/** What happened from `from` on. Rows of orders and expiries follow from the rest and are left out. */
export function timeline(history: CustomerHistory, from: number): Step[] {
  const rows = history.rows.filter((r) => r.at >= from);
  const promised = new Set(
    history.rows.filter((r) => r.status === 'pending').map((r) => `${r.orderId}:${r.seq}`),
  );
  const steps: Step[] = rows.flatMap((row): Step[] => {
    const { at, orderId } = row;
    if (row.type === 'earned' && orderId !== null && promised.has(`${orderId}:${row.refersTo}`)) {
      return [{ at, kind: 'payout', orderId }];
    }
    if (row.causeKey.startsWith('exp:')) return [{ at, kind: 'expire' }];
    if (isOrderRow(row)) return [];
    if (row.type === 'birthday') return [{ at, kind: 'birthday' }];
    return [{ at, kind: kindOf(row), row }];
  });
  for (const order of history.orders) {
    const isNew = order.placed.at >= from;
    const voided = voidedEvents(
      order.events,
      history.rows.filter((r) => r.orderId === order.id),
    );
    if (isNew && voided.has(0)) continue;
    if (isNew) steps.push({ at: order.placed.at, kind: 'place', order });
    for (const event of order.events) {
      if (event.at < from) continue;
      // Of a new order what the ledger refused never happened; an old one keeps its numbers.
      if (isNew && (voided.has(event.n) || event.data.kind === 'voided')) continue;
      steps.push({ at: event.at, kind: 'event', order, event });
    }
  }
  return steps.sort(byTime);
}

function kindOf(row: LedgerEntry): 'join' | 'adjust' | 'copy' {
  if (row.causeKey === joinCause(row.userId)) return 'join';
  // Rows of the import carry more than points.
  return row.causeKey.startsWith('adj:') ? 'adjust' : 'copy';
}

function byTime(a: Step, b: Step): number {
  if (a.at !== b.at) return a.at - b.at;
  if ('order' in a && 'order' in b && a.order.id !== b.order.id) return a.order.id - b.order.id;
  if (a.kind === 'event' && b.kind === 'event') return a.event.n - b.event.n;
  return ranks[a.kind] - ranks[b.kind];
}
