/** Everything that is stored about one customer's orders and points. */
import type { Context } from '../context';
import type { LedgerEntry } from '../loyalty/entry';
import type { OrderHistory } from '../loyalty/plan';
import type { User } from '../store/port';

/** Rows of one read, and orders of one read (their events come in one request). */
const ROWS = 1000;
const ORDERS = 200;

export interface CustomerHistory {
  user: User;
  /** By seq. */
  rows: LedgerEntry[];
  /** By id. */
  orders: OrderHistory[];
}

/** Reads what happened up to `to`; later rows and events are left out. */
export async function readCustomerHistory(
  ctx: Pick<Context, 'store'>,
  user: User,
  to: number,
): Promise<CustomerHistory> {
  const [rows, orders] = await Promise.all([readRows(ctx, user.id), readOrders(ctx, user.id)]);
  return {
    user,
    rows: rows.filter((r) => r.at <= to),
    orders: orders
      .filter((o) => o.placed.at <= to)
      .map((o) => ({ ...o, events: o.events.filter((e) => e.at <= to) })),
  };
}

async function readRows({ store }: Pick<Context, 'store'>, userId: number): Promise<LedgerEntry[]> {
  const rows: LedgerEntry[] = [];
  for (;;) {
    const page = await store.ledger.since(userId, rows.at(-1)?.seq ?? 0, ROWS);
    rows.push(...page);
    if (page.length < ROWS) return rows;
  }
}

async function readOrders(
  { store }: Pick<Context, 'store'>,
  userId: number,
): Promise<OrderHistory[]> {
  const orders: OrderHistory[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const { rows, next }: Awaited<ReturnType<typeof store.orders.pageOfUser>> =
      await store.orders.pageOfUser(userId, after, ORDERS);
    const events = rows.length > 0 ? await store.orders.eventsOfMany(rows.map((o) => o.id)) : [];
    const byOrder = new Map<number, OrderHistory>();
    for (const { id, placed } of rows) byOrder.set(id, { id, placed, events: [] });
    for (const event of events) {
      const order = byOrder.get(event.orderId);
      if (order) byOrder.set(order.id, { ...order, events: [...order.events, event] });
    }
    orders.push(...byOrder.values());
    after = next;
  }
  return orders;
}
