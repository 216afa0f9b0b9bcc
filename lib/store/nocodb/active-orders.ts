/**
 * `Active Key` of `Orders`: not empty while somebody still has to do something about the
 * order, so the board finds its few rows by an index and does not read the whole table
 * for every look.
 */
import { z } from 'zod';
import { activeStatuses, isActive, type OrderStatus } from '../../orders/lifecycle';
import type { OrderFilter } from '../port-orders';
import { where } from './filter';
import type { NocoTable } from './table';

const status = z.enum(activeStatuses);
const ACTIVE_KEY = 'Active Key';
/** Rows that are put right in one go. */
const AT_ONCE = 100;

/** The column beside copies that say `status`. */
export function activeColumn(orderId: number, status: OrderStatus) {
  return { [ACTIVE_KEY]: isActive(status) ? `o:${orderId}` : null };
}

/** Are only active orders asked for? Then the index finds them. */
export function onlyActive({ statuses }: OrderFilter): boolean {
  return statuses !== undefined && statuses.length > 0 && statuses.every(isActive);
}

/** What `onlyActive` filters are found by. */
export const isListed = where.notNull(ACTIVE_KEY);

/**
 * Gives active orders without a key theirs: placed by a version of the site that did not
 * know of it, or emptied in the grid. Answers how many there were.
 */
export async function mendActive(orders: Pick<NocoTable, 'find' | 'update'>): Promise<number> {
  const lost = [where.isNull(ACTIVE_KEY), where.in('Order Status', activeStatuses)];
  for (let mended = 0; ; ) {
    const options = { sort: 'Id', limit: AT_ONCE, fields: ['Order Status'] };
    const rows = await orders.find(lost, options);
    for (const row of rows) {
      const id = Number(row.Id);
      await orders.update(id, activeColumn(id, status.parse(row['Order Status'])));
    }
    mended += rows.length;
    if (rows.length < AT_ONCE) return mended;
  }
}
