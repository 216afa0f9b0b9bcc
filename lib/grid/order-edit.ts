/**
 * What an edit of an order's row in the grid may mean (docs/grid.md). A status
 * that staff may choose and money clearly taken in cash are changes; everything
 * else follows from the facts and cannot be typed. Pure.
 */
import { amountDueKopecks, type OrderFacts } from '../orders/facts';
import { canStaffMove, type OrderStatus, orderStatuses } from '../orders/lifecycle';
import type { Stray } from '../store/port-ledger';
import type { VisibleOrder } from '../store/port-orders';

export interface OrderEdit {
  /** All that was still due was received in cash. */
  cash: boolean;
  /** The status that staff move the order to; null = none. */
  status: OrderStatus | null;
}

/** A status as people type it: "On way" is `on_way`. */
function typedStatus(text: string | null): OrderStatus | null {
  const wanted = text
    ?.trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return orderStatuses.find((status) => status === wanted) ?? null;
}

function isForward(from: OrderStatus, to: OrderStatus): boolean {
  return orderStatuses.indexOf(to) > orderStatuses.indexOf(from);
}

/**
 * The legal part of an edit. `seen` are the facts that the row was made from,
 * which its editor saw; null when its version says nothing. When the order has
 * changed since, only a move further forward counts: the order may have been
 * moved past the other ones, and money may have come another way.
 */
export function legalEdit(
  row: VisibleOrder,
  seen: OrderFacts | null,
  facts: OrderFacts,
): OrderEdit {
  if (!seen) return { cash: false, status: null };
  const fresh = seen.version === facts.version;
  const typed = typedStatus(row.status);
  const moves =
    typed !== null &&
    typed !== seen.status &&
    typed !== facts.status &&
    canStaffMove(facts.status, typed) &&
    (fresh || isForward(facts.status, typed));
  return { cash: fresh && isCash(row, facts), status: moves ? typed : null };
}

/** Exactly what was due, and called cash: a part, or the rest of an online payment, is not clear. */
function isCash(row: VisibleOrder, facts: OrderFacts): boolean {
  const received = facts.paidKopecks - facts.returnedKopecks;
  const due = amountDueKopecks(facts);
  const clear = row.method === 'cash' && row.paidKopecks === received + due;
  return clear && due > 0 && !facts.paidOnline && facts.openAttempt === null;
}

/** Columns as the stores name them that a legal edit changes. */
const titles = {
  status: ['Order Status', 'status'],
  cash: ['Paid', 'paidKopecks', 'Payment Method', 'method'],
};

/** What is left of an edit when its legal part is taken out. */
export function illegalPart(strays: readonly Stray[], edit: OrderEdit): Stray[] {
  const legal = new Set([
    ...(edit.status === null ? [] : titles.status),
    ...(edit.cash ? titles.cash : []),
  ]);
  return strays.filter(({ column }) => !legal.has(column));
}
