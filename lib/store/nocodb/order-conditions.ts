/** Staff's filters of orders as conditions on the columns of `Orders`. */
import type { OrderFilter } from '../port-orders';
import { isListed, onlyActive } from './active-orders';
import { foreignKey } from './columns';
import { type AnyOf, type Condition, where } from './filter';

export function orderConditions(filter: OrderFilter): (Condition | AnyOf)[] {
  const { statuses, methods, payments, placedFrom, placedBefore, among } = filter;
  const found: (Condition | AnyOf)[] = [];
  if (onlyActive(filter)) found.push(isListed);
  if (statuses) found.push(where.in('Order Status', statuses));
  if (methods) found.push(where.in('Payment Method', methods));
  if (payments) found.push(where.in('Payment Status', payments));
  if (placedFrom !== undefined) found.push(where.gte('Placed At Ms', placedFrom));
  if (placedBefore !== undefined) found.push(where.lt('Placed At Ms', placedBefore));
  if (filter.withPoints) found.push(where.gt('Points Used', 0));
  if (filter.withPromo) found.push(where.notNull('Promo Code'));
  if (among) found.push(anyOf(among.orderIds, among.userIds));
  return found;
}

function anyOf(orderIds: readonly number[], userIds: readonly number[]): Condition | AnyOf {
  // A list without values would be left out of a group: then nobody may be asked for.
  const parts = [
    ...(orderIds.length > 0 ? [where.in('Id', orderIds)] : []),
    ...(userIds.length > 0 ? [where.in(foreignKey('Users'), userIds)] : []),
  ];
  return parts.length > 0 ? where.any(...parts) : where.in('Id', []);
}
