/**
 * Takes back customers of the large demo whose writing was broken off, with every
 * row that is theirs. The site itself deletes none of these; nobody has seen them.
 */
import { z } from 'zod';
import type { NocoClient, WireRow } from './client';
import { type AnyOf, type Condition, filterParam, where } from './filter';
import { type BaseMeta, tableOf } from './meta';
import { rangesOf } from './place';
import type { TableTitle } from './schema';

/** Rows of one v2 delete, and of one look. */
const ROWS_AT_ONCE = 100;
/** Values and ranges of one filter: the address has room for no more. */
const PARTS_AT_ONCE = 20;

type Filter = Condition | AnyOf;

/** Repeatable: customers go last. */
export async function takeBackCustomers(
  client: NocoClient,
  base: BaseMeta,
  phones: readonly string[],
): Promise<void> {
  const users = await idsOf('Users', isOneOf('Phone', phones));
  if (users.length === 0) return;
  const ofUsers = isOneOf('User ID', users);
  const orders = await idsOf('Orders', ofUsers);
  await remove('Order_Events', placedWith(orders));
  await remove('Order_Items', placedWith(orders));
  await remove('Loyalty_Points_Transactions', placedWith(users));
  await remove('User_Loyalty_Levels', placedWith(users));
  await remove('Loyalty_Logs', ofUsers);
  await remove('Promo_Redemptions', ofUsers);
  await remove('Orders', ofUsers);
  await remove('Users', isOneOf('Phone', phones));

  async function look(title: TableTitle, filter: Filter, after: number): Promise<WireRow[]> {
    const { id, columns } = tableOf(base, title);
    const columnIds = new Map(columns.map((c) => [c.title, c.id]));
    const query = { fields: ['Id'], sort: 'Id', limit: ROWS_AT_ONCE };
    const conditions = [filter, where.gt('Id', after)];
    return (await client.list(id, { ...query, filter: filterParam(conditions, columnIds) })).rows;
  }

  async function idsOf(title: TableTitle, filters: readonly Filter[]): Promise<number[]> {
    const ids: number[] = [];
    for (const filter of filters) {
      for (let last = 0; ; ) {
        const rows = await look(title, filter, last);
        ids.push(...rows.map((row) => Number(row.Id)));
        if (rows.length < ROWS_AT_ONCE) break;
        last = ids.at(-1) ?? last;
      }
    }
    return ids;
  }

  async function remove(title: TableTitle, filters: readonly Filter[]): Promise<void> {
    const path = `/api/v2/tables/${tableOf(base, title).id}/records`;
    for (const filter of filters) {
      for (;;) {
        const rows = await look(title, filter, 0);
        if (rows.length === 0) break;
        const ids = rows.map((row) => ({ Id: Number(row.Id) }));
        await client.meta('DELETE', path, z.unknown(), ids);
      }
    }
  }
}

function isOneOf(column: string, values: readonly (string | number)[]): Filter[] {
  return inParts(values).map((part) => where.in(column, part));
}

function placedWith(parents: readonly number[]): Filter[] {
  return inParts(rangesOf(parents, 1)).map((part) =>
    where.any(
      ...part.map(({ from, to }) => ({
        all: [where.gte('Position', from), where.lt('Position', to)],
      })),
    ),
  );
}

function inParts<T>(list: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let i = 0; i < list.length; i += PARTS_AT_ONCE) parts.push(list.slice(i, i + PARTS_AT_ONCE));
  return parts;
}
