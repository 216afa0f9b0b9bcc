/**
 * A first look at many orders at once, for a few requests: which of them may be
 * wrong? Only these are worth reading one by one.
 */
import type { Context } from '../../context';
import type { OrderEvent } from '../../orders/facts';
import { orderCopies } from '../../orders/settle';
import { claimOrderKey } from '../../promo/claims';
import { readSettings } from '../../settings';
import { RowUnreadable } from '../../store/port';
import type { StoredOrder } from '../../store/port-orders';
import { knownHead } from '../chain';
import type { LedgerEntry } from '../entry';
import { factsOf } from '../plan';
import type { OrderSnapshot } from '../reconcile';
import { checkClaims } from './claim-check';
import { type Finding, finding } from './finding';
import { checkOrderRows } from './order-check';

export interface Glance {
  /** Orders that are not settled, or do not look right. */
  suspects: Set<StoredOrder>;
  /** The others as they were read, but for the customers' heads. */
  seen: OrderSnapshot[];
  /** Rows of the chain that name an order, by it; also those of `missing`. */
  rowsOf: Map<number, LedgerEntry[]>;
}

/**
 * Looks at orders against their rows, claims and visible columns. `missing`: ids of
 * orders that are not there, whose rows are read too. Rows that somebody made
 * unreadable by hand make every order a suspect.
 */
export async function glance(
  ctx: Context,
  orders: readonly StoredOrder[],
  missing: readonly number[] = [],
): Promise<Glance> {
  try {
    return await look(ctx, orders, missing);
  } catch (error) {
    if (!(error instanceof RowUnreadable)) throw error;
    return { suspects: new Set(orders), seen: [], rowsOf: new Map() };
  }
}

async function look(
  ctx: Context,
  orders: readonly StoredOrder[],
  missing: readonly number[],
): Promise<Glance> {
  const ids = orders.map((o) => o.id);
  const keys = orders.flatMap((o) => (o.placed.promo ? [claimOrderKey(o.placed.key, 1)] : []));
  const [events, rows, claims, settings] = await Promise.all([
    ctx.store.orders.eventsOfMany(ids),
    ctx.store.ledger.ofOrders([...ids, ...missing]),
    ctx.store.promo.claimsByOrderKeys(keys),
    readSettings(ctx.store),
  ]);
  const eventsOf = groupBy(events, (e) => e.orderId);
  const rowsOf = groupBy(rows, (r) => r.orderId ?? 0);
  const claimsOf = new Map(claims.map((c) => [c.orderKey, c]));
  const written: { orderId: number; copies: ReturnType<typeof orderCopies> }[] = [];
  const suspects = new Set<StoredOrder>();
  const seen: OrderSnapshot[] = [];
  for (const order of orders) {
    const known = {
      order,
      events: eventsOf.get(order.id) ?? [],
      rows: rowsOf.get(order.id) ?? [],
      head: knownHead(null, null),
      moduleOn: settings.loyaltyEnabled,
    };
    const facts = factsOf({ ...order, events: known.events }, known.rows);
    const claim = claimsOf.get(claimOrderKey(order.placed.key, 1)) ?? null;
    const simple = facts.promoTry <= 1;
    const wrong =
      !simple ||
      orderFindings(ctx, known).length > 0 ||
      checkClaims(order, facts, [claim]).length > 0;
    if (wrong || order.copiesVersion !== facts.version || !order.settled) {
      suspects.add(order);
      continue;
    }
    seen.push(known);
    written.push({ orderId: order.id, copies: orderCopies(known, facts) });
  }
  const strays = await ctx.store.orders.copyStrays(written);
  const byId = new Map(orders.map((o) => [o.id, o]));
  for (const id of strays.keys()) suspects.add(byId.get(id) as StoredOrder);
  return { suspects, seen: seen.filter((s) => !suspects.has(s.order)), rowsOf };
}

/** What does not hold of one order and its rows, as they were read. */
export function orderFindings(ctx: Context, s: OrderSnapshot): Finding[] {
  const order = { ...s.order, events: s.events };
  const now = Math.max(ctx.now(), s.events.at(-1)?.at ?? 0, s.rows.at(-1)?.at ?? 0);
  try {
    return checkOrderRows({ order, rows: s.rows, head: s.head, moduleOn: s.moduleOn, now });
  } catch (error) {
    // The planner stops at what no order can need.
    return [finding('order_unfinished', { is: String(error) })];
  }
}

function groupBy<T extends OrderEvent | LedgerEntry>(
  values: readonly T[],
  keyOf: (value: T) => number,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value)) ?? [];
    group.push(value);
    groups.set(keyOf(value), group);
  }
  return groups;
}
