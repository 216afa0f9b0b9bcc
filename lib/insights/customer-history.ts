/** Everything that is stored about customers' orders and points. */
import type { Context } from '../context';
import type { LedgerEntry } from '../loyalty/entry';
import type { OrderHistory } from '../loyalty/plan';
import type { Page } from '../store/port';
import type { StoredOrder } from '../store/port-orders';
import type { User } from '../store/port-users';
import { rowsOfGroup } from './row-pages';

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
  const { pageOfUser } = ctx.store.orders;
  const [rows, orders] = await Promise.all([
    readRows(ctx, user.id),
    readOrders(ctx, (after) => pageOfUser(user.id, after, ORDERS)),
  ]);
  return upTo({ user, rows, orders }, to);
}

/**
 * The same of up to 50 customers that follow one another by id, in some tenth of the
 * requests; those with unreadable rows are left out.
 */
export async function readHistories(
  ctx: Pick<Context, 'store'>,
  users: readonly User[],
  to: number,
): Promise<Map<number, CustomerHistory>> {
  const ids = users.map((u) => u.id);
  const { pageOfUsers } = ctx.store.orders;
  const [rows, orders] = await Promise.all([
    readRowsOf(ctx, users),
    readOrders(ctx, (after) => pageOfUsers(ids, after, ORDERS)),
  ]);
  const ordersOf = new Map(ids.map((id) => [id, [] as OrderHistory[]]));
  for (const order of orders) ordersOf.get(order.placed.userId)?.push(order);
  return new Map(
    users.flatMap((user) => {
      const own = rows.get(user.id);
      if (!own) return [];
      return [[user.id, upTo({ user, rows: own, orders: ordersOf.get(user.id) ?? [] }, to)]];
    }),
  );
}

function upTo({ user, rows, orders }: CustomerHistory, to: number): CustomerHistory {
  return {
    user,
    rows: rows.filter((r) => r.at <= to),
    orders: orders
      .filter((o) => o.placed.at <= to)
      .map((o) => ({ ...o, events: o.events.filter((e) => e.at <= to) })),
  };
}

async function readRowsOf(
  ctx: Pick<Context, 'store'>,
  users: readonly User[],
): Promise<Map<number, LedgerEntry[]>> {
  const found = new Map(users.map((u) => [u.id, [] as LedgerEntry[]]));
  for await (const { userId, rows, unreadable } of rowsOfGroup(ctx, users)) {
    found.get(userId)?.push(...rows);
    if (unreadable > 0) found.delete(userId);
  }
  return found;
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
  readPage: (after: number) => Promise<Page<StoredOrder>>,
): Promise<OrderHistory[]> {
  const orders: OrderHistory[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const { rows, next }: Page<StoredOrder> = await readPage(after);
    const events = rows.length > 0 ? await store.orders.eventsOfMany(rows.map((o) => o.id)) : [];
    const byOrder = new Map(
      rows.map(({ id, placed }) => [id, { id, placed, events: [] as typeof events }]),
    );
    for (const event of events) byOrder.get(event.orderId)?.events.push(event);
    orders.push(...byOrder.values());
    after = next;
  }
  return orders;
}
