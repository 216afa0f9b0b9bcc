import { totalKopecks } from '../../orders/amounts';
import type { OrderEvent } from '../../orders/facts';
import { paymentStateAsPlaced } from '../../orders/payment-state';
import { withoutPersonal } from '../../orders/personal';
import type { Stray } from '../port-ledger';
import type { OrderCopies, OrderFilter, OrderStore, StoredOrder } from '../port-orders';
import { MemoryTable } from './table';

interface OrderRow extends StoredOrder {
  copies: OrderCopies | null;
}

export function memoryOrders(ids: number | readonly number[] = 0): OrderStore {
  const orders = new MemoryTable<OrderRow>({ key: (o) => o.placed.key }, ids);
  const events = new MemoryTable<OrderEvent & { id: number }>({
    event: (e) => `${e.orderId}:${e.n}`,
  });
  const byOrder = new Map<number, number>();

  function uncovered(order: OrderRow): boolean {
    return !order.settled || (byOrder.get(order.id) ?? 0) > order.copiesVersion;
  }

  return {
    async insert(placed) {
      const row = orders.insert({
        placed,
        copiesVersion: -1,
        settled: false,
        ledgerRows: 0,
        copies: null,
      });
      return row ? { won: true, row: stored(row) } : { won: false };
    },
    async byId(id) {
      return maybe(orders.get(id));
    },
    async byIds(ids) {
      return ids.flatMap((id) => maybe(orders.get(id)) ?? []);
    },
    async byKey(key) {
      return maybe(orders.by('key', key));
    },
    async byKeys(keys) {
      return keys.flatMap((key) => maybe(orders.by('key', key)) ?? []);
    },
    async events(orderId) {
      return events
        .where((e) => e.orderId === orderId)
        .map(withoutId)
        .sort((a, b) => a.n - b.n);
    },
    async eventsOfMany(orderIds) {
      const wanted = new Set(orderIds);
      return events
        .where((e) => wanted.has(e.orderId))
        .map(withoutId)
        .sort((a, b) => a.orderId - b.orderId || a.n - b.n);
    },
    async appendEvent(event) {
      const row = events.insert(event);
      if (!row) return { won: false };
      byOrder.set(event.orderId, Math.max(byOrder.get(event.orderId) ?? 0, event.n));
      return { won: true, row: withoutId(row) };
    },
    async erasePersonal(orderId, address) {
      const order = orders.get(orderId);
      if (order) orders.update(orderId, { placed: withoutPersonal(order.placed, address) });
      for (const event of events.where((e) => e.orderId === orderId)) {
        events.update(event.id, { data: withoutPersonal(event.data, address) });
      }
    },
    async ofUser(userId, before, limit, hidden) {
      const own = (o: OrderRow) =>
        o.placed.userId === userId && (hidden !== undefined || o.copies?.hidden !== true);
      return orders.newest(before, limit, own).map(stored);
    },
    async list(filter, before, limit) {
      return orders.newest(before, limit, (o) => matches(o, filter)).map(stored);
    },
    async stamps(filter, limit) {
      const found = orders.newest(null, limit, (o) => matches(o, filter));
      return found.map(({ id, copiesVersion }) => ({ id, copiesVersion }));
    },
    async count(filter) {
      return orders.where((o) => matches(o, filter)).length;
    },
    async unsettled(after, limit) {
      return pageOf(orders.page(after, limit, uncovered));
    },
    async touchedSince(at, after, limit) {
      return pageOf(orders.page(after, limit, (o) => (o.copies?.touchedAt ?? o.placed.at) >= at));
    },
    async page(after, limit) {
      return pageOf(orders.page(after, limit));
    },
    async pageOfUser(userId, after, limit) {
      return pageOf(orders.page(after, limit, (o) => o.placed.userId === userId));
    },
    async pageOfUsers(userIds, after, limit) {
      const wanted = new Set(userIds);
      return pageOf(orders.page(after, limit, (o) => wanted.has(o.placed.userId)));
    },
    // It looks at every order: there is no list that could lose one.
    async mendActive() {
      return 0;
    },
    async copyStrays(wanted) {
      return new Map(
        wanted.flatMap(({ orderId, copies }) => {
          const strays = straysOf(orders.get(orderId)?.copies ?? null, copies);
          return strays.length > 0 ? [[orderId, strays] as const] : [];
        }),
      );
    },
    async visible(id) {
      const row = orders.get(id);
      if (!row) return null;
      const { status = 'new', method = row.placed.method, paidKopecks = null } = row.copies ?? {};
      const version = row.copiesVersion;
      return { id, version, edited: false, mark: '', status, method, paidKopecks };
    },
    async edited() {
      // Nobody can edit what is in memory alone.
      return { rows: [], next: null };
    },
    async sumsOfUser(userId, placedSince) {
      const live = orders.where(
        ({ placed, copies }) =>
          placed.userId === userId && placed.at >= placedSince && copies?.status !== 'cancelled',
      );
      const totals = live.map((o) => o.copies?.totalKopecks ?? totalKopecks(o.placed.amounts));
      return { orders: live.length, totalKopecks: totals.reduce((sum, t) => sum + t, 0) };
    },
    async writeCopies(orderId, copies) {
      const { version: copiesVersion, settled, ledgerRows } = copies;
      orders.update(orderId, { copies, copiesVersion, settled, ledgerRows });
      return true;
    },
  };
}

/** What the row's columns would say: as placed, until copies were written. */
function columnsOf({ placed, copies }: OrderRow) {
  return {
    status: copies?.status ?? 'new',
    method: copies ? copies.method : placed.method,
    payment: copies?.payment ?? paymentStateAsPlaced(placed),
    points: copies?.pointsUsed ?? (placed.program.spendWhen === 'placed' ? placed.points : 0),
    promo: copies ? copies.promoCode : (placed.promo?.code ?? null),
  };
}

function matches(order: OrderRow, f: OrderFilter): boolean {
  const is = columnsOf(order);
  const { at, userId } = order.placed;
  return (
    (!f.statuses || f.statuses.includes(is.status)) &&
    (!f.methods || (is.method !== null && f.methods.includes(is.method))) &&
    (!f.payments || f.payments.includes(is.payment)) &&
    (f.placedFrom === undefined || at >= f.placedFrom) &&
    (f.placedBefore === undefined || at < f.placedBefore) &&
    (!f.withPoints || is.points > 0) &&
    (!f.withPromo || is.promo !== null) &&
    (!f.among || f.among.orderIds.includes(order.id) || f.among.userIds.includes(userId))
  );
}

function withoutId({ id: _id, ...event }: OrderEvent & { id: number }): OrderEvent {
  return event;
}

function stored({ copies: _copies, ...order }: OrderRow): StoredOrder {
  return order;
}

function straysOf(is: OrderCopies | null, wanted: OrderCopies): Stray[] {
  const { lines: _lines, settled: _settled, ledgerRows: _rows, ...columns } = wanted;
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return Object.entries(columns).flatMap(([column, value]) => {
    const found = is?.[column as keyof OrderCopies];
    return found === value ? [] : [{ column, is: text(found), shouldBe: text(value) }];
  });
}

function maybe(row: OrderRow | null): StoredOrder | null {
  return row && stored(row);
}

function pageOf(page: { rows: OrderRow[]; next: number | null }) {
  return { rows: page.rows.map(stored), next: page.next };
}
