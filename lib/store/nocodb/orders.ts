import { toKopecks } from '../../money';
import { withoutPersonal } from '../../orders/personal';
import type { OrderFilter, OrderStore } from '../port-orders';
import { mendActive, onlyActive } from './active-orders';
import type { WireRow } from './client';
import { foreignKey } from './columns';
import { type Condition, where } from './filter';
import { marked, visibleOrders, withMark } from './grid-marks';
import { orderConditions } from './order-conditions';
import { writeItems } from './order-items';
import {
  copiesColumns,
  eventColumns,
  NEVER_COPIED,
  placedColumns,
  readEvent,
  readOrder,
  readStamp,
  stampFields,
} from './orders-wire';
import { endOf, place } from './place';
import type { NocoTable } from './table';
import { inserted, insertMarked, jsonText, pageOf, straysOf } from './wire';

export interface OrderTables {
  orders: NocoTable;
  events: NocoTable;
  items: NocoTable;
}

const MAX_EVENTS = 10_000;

export function nocoOrders({ orders, events, items }: OrderTables): OrderStore {
  const visible = visibleOrders(orders);

  function eventsOf(orderId: number): Condition[] {
    return [where.gte('Position', place(orderId, 0)), where.lt('Position', endOf(orderId))];
  }

  /** Takes events off the list of open ones that the order's copies now cover. */
  async function cover(orderId: number, version: number): Promise<void> {
    const open = [
      where.gte('Position', place(orderId, 0)),
      where.lte('Position', place(orderId, version)),
      where.notNull('Open Key'),
    ];
    const rows = await events.find(open, { sort: 'Position', limit: MAX_EVENTS });
    await Promise.all(rows.map((row) => events.update(Number(row.Id), { 'Open Key': null })));
  }

  /** Ids of orders above `after` that have events on the open list, and how far that is known. */
  async function ordersWithOpenEvents(after: number, limit: number) {
    const open = [where.notNull('Open Key'), where.gte('Position', endOf(after))];
    const rows = await events.find(open, { sort: 'Position', limit });
    const ids = rows.map((row) => Number(row['Order ID']));
    return { ids, knownTo: rows.length < limit ? Infinity : (ids.at(-1) ?? Infinity) };
  }

  /** Active orders are few, and an index finds them: there is no need to try the newest first. */
  function newest(
    filter: OrderFilter,
    before: number | null,
    limit: number,
    fields?: readonly string[],
  ): Promise<WireRow[]> {
    const conditions = orderConditions(filter);
    if (!onlyActive(filter)) return orders.newest(conditions, before, limit, fields);
    const upTo = before === null ? [] : [where.lt('Id', before)];
    return orders.find([...conditions, ...upTo], { sort: '-Id', limit, ...(fields && { fields }) });
  }

  return {
    async insert(placed) {
      const row = await insertMarked(orders, 'Idempotency Key', withMark(placedColumns(placed)));
      return inserted(row, readOrder);
    },
    async byId(id) {
      const row = await orders.one([where.eq('Id', id)]);
      return row && readOrder(row);
    },
    async byIds(ids) {
      const options = { sort: 'Id', limit: ids.length };
      return (await orders.findIn('Id', ids, options)).map(readOrder);
    },
    async byKey(key) {
      const row = await orders.one([where.eq('Idempotency Key', key)]);
      return row && readOrder(row);
    },
    async byKeys(keys) {
      const options = { sort: 'Id', limit: keys.length };
      return (await orders.findIn('Idempotency Key', keys, options)).map(readOrder);
    },
    async events(orderId) {
      const options = { sort: 'Position', limit: MAX_EVENTS };
      return (await events.find(eventsOf(orderId), options)).map(readEvent);
    },
    async eventsOfMany(orderIds) {
      const found = await events.findOfParents('Position', orderIds, MAX_EVENTS);
      return found.map(readEvent).sort((a, b) => a.orderId - b.orderId || a.n - b.n);
    },
    async appendEvent(event) {
      const row = await insertMarked(events, 'Event Key', eventColumns(event));
      return inserted(row, readEvent);
    },
    async erasePersonal(orderId, address) {
      const row = await orders.one([where.eq('Id', orderId)]);
      if (!row) return;
      const { placed } = readOrder(row);
      const left = withoutPersonal(placed, address);
      if (jsonText(left) !== jsonText(placed)) {
        await orders.update(orderId, { 'Placed Facts': jsonText(left) });
      }
      const options = { sort: 'Position', limit: MAX_EVENTS };
      for (const eventRow of await events.find(eventsOf(orderId), options)) {
        const { data } = readEvent(eventRow);
        const without = withoutPersonal(data, address);
        if (jsonText(without) === jsonText(data)) continue;
        await events.update(Number(eventRow.Id), { Data: jsonText(without) });
      }
    },
    async ofUser(userId, before, limit, hidden) {
      const shown = hidden ? [] : [where.flag('Hidden', false)];
      const own = [where.eq(foreignKey('Users'), userId), ...shown];
      const below = before === null ? [] : [where.lt('Id', before)];
      const rows = await orders.find([...own, ...below], { sort: '-Id', limit });
      return rows.map(readOrder);
    },
    async list(filter, before, limit) {
      return (await newest(filter, before, limit)).map(readOrder);
    },
    async stamps(filter, limit) {
      return (await newest(filter, null, limit, stampFields)).map(readStamp);
    },
    async count(filter) {
      return orders.count(orderConditions(filter));
    },
    async unsettled(after, limit) {
      const open = [where.notNull('Open Key'), where.gt('Id', after)];
      const [rows, byEvents] = await Promise.all([
        orders.find(open, { sort: 'Id', limit }),
        ordersWithOpenEvents(after, limit),
      ]);
      const found = new Map(rows.map((row) => [Number(row.Id), readOrder(row)]));
      // Each list may stop early; what lies past the nearer end is left for the next page.
      const lastOrder = rows.length < limit ? Infinity : Number(rows.at(-1)?.Id);
      const knownTo = Math.min(lastOrder, byEvents.knownTo);
      const ids = [...new Set([...found.keys(), ...byEvents.ids])]
        .filter((id) => id <= knownTo)
        .sort((a, b) => a - b)
        .slice(0, limit);
      const missing = ids.filter((id) => !found.has(id));
      const more = await orders.findIn('Id', missing, { sort: 'Id', limit });
      for (const row of more) found.set(Number(row.Id), readOrder(row));
      const last = ids.at(-1) ?? null;
      return {
        rows: ids.flatMap((id) => found.get(id) ?? []),
        next: ids.length < limit && knownTo === Infinity ? null : last,
      };
    },
    async touchedSince(at, after, limit) {
      const conditions = [where.gte('Touched At Ms', at), where.gt('Id', after)];
      const rows = await orders.find(conditions, { sort: 'Id', limit });
      return pageOf(rows.map(readOrder), limit);
    },
    async page(after, limit) {
      return pageOf((await orders.scan(after, limit)).map(readOrder), limit);
    },
    async pageOfUser(userId, after, limit) {
      const own = [where.eq(foreignKey('Users'), userId), where.gt('Id', after)];
      const rows = await orders.find(own, { sort: 'Id', limit });
      return pageOf(rows.map(readOrder), limit);
    },
    async pageOfUsers(userIds, after, limit) {
      const own = [where.in(foreignKey('Users'), userIds), where.gt('Id', after)];
      const rows = await orders.find(own, { sort: 'Id', limit });
      return pageOf(rows.map(readOrder), limit);
    },
    mendActive: () => mendActive(orders),
    async copyStrays(wanted) {
      const ids = wanted.map((w) => w.orderId);
      const rows = await orders.findIn('Id', ids, { sort: 'Id', limit: ids.length });
      const byId = new Map(rows.map((row) => [Number(row.Id), row]));
      return new Map(
        wanted.flatMap(({ orderId, copies }) => {
          // The work list's key and the anchor are no copies.
          const {
            'Open Key': _open,
            'Ledger Rows': _rows,
            ...columns
          } = copiesColumns(orderId, copies);
          const strays = straysOf(byId.get(orderId) ?? {}, columns);
          return strays.length > 0 ? [[orderId, strays] as const] : [];
        }),
      );
    },
    ...visible,
    async sumsOfUser(userId, placedSince) {
      const own = [where.eq(foreignKey('Users'), userId), where.gte('Placed At Ms', placedSince)];
      const cancelled = [...own, where.eq('Order Status', 'cancelled')];
      const [all, dropped, sum, droppedSum] = await Promise.all([
        orders.count(own),
        orders.count(cancelled),
        orders.sum('Total', own),
        orders.sum('Total', cancelled),
      ]);
      return { orders: all - dropped, totalKopecks: toKopecks(sum) - toKopecks(droppedSum) };
    },
    async writeCopies(orderId, copies, over) {
      // A moment between this look and the write is left: NocoDB has no conditional update.
      const stands = await visible.visible(orderId);
      if (stands?.edited && stands.mark !== over) return false;
      // The order first: an event leaves the open list only when the row says so.
      const row = await orders.update(orderId, withMark(copiesColumns(orderId, copies)));
      // What a column cannot hold exactly must not look like an edit for ever.
      if (!marked(row)) await orders.update(orderId, withMark(row, 'mark alone'));
      // Copies that were never written have no lines yet to be compared with.
      const first = stands?.version === NEVER_COPIED;
      await Promise.all([
        copies.version > 0 ? cover(orderId, copies.version) : null,
        writeItems(items, orderId, copies.lines, { first }),
      ]);
      return true;
    },
  };
}
