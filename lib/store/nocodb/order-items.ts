/** `Order_Items`: an order's lines as they are now, for people who read the grid. */
import type { OrderLine } from '../../orders/facts';
import type { WireRow } from './client';
import { where } from './filter';
import { itemColumns } from './orders-wire';
import { endOf, place } from './place';
import type { NocoTable } from './table';

/** Rows of one insert: what NocoDB takes when it is not told otherwise. */
const CHUNK = 10;
const MAX_ITEMS = 1000;

/**
 * Makes the rows say `lines`; a line that is gone stays as a row of quantity 0.
 * `first`: there are most likely no rows yet.
 */
export async function writeItems(
  table: NocoTable,
  orderId: number,
  lines: readonly OrderLine[],
  { first }: { first: boolean },
): Promise<void> {
  const wanted = lines.map((line, i) => itemColumns(orderId, i + 1, line));
  if (first && wanted.length <= CHUNK) {
    if (wanted.length === 0 || (await insert(table, wanted))) return;
  }
  const range = [where.gte('Position', place(orderId, 0)), where.lt('Position', endOf(orderId))];
  const found = await table.find(range, { sort: 'Position', limit: MAX_ITEMS });
  const byPlace = new Map(found.map((row) => [row.Position, row]));
  const missing = wanted.filter((row) => !byPlace.has(row.Position));
  for (let i = 0; i < missing.length; i += CHUNK) {
    await insert(table, missing.slice(i, i + CHUNK));
  }
  for (const row of wanted) {
    const old = byPlace.get(row.Position);
    byPlace.delete(row.Position);
    if (old && !sameItem(old, row)) await table.update(Number(old.Id), row);
  }
  for (const gone of byPlace.values()) {
    if (gone.Quantity !== 0) await table.update(Number(gone.Id), { Quantity: 0, Sum: 0 });
  }
}

/** false: somebody writes the same copies at this moment, or has written them. */
async function insert(table: NocoTable, rows: readonly WireRow[]): Promise<boolean> {
  return (await table.insert(rows, { readOwn: async () => null })) !== null;
}

function sameItem(old: WireRow, row: WireRow): boolean {
  return Object.entries(row).every(([title, value]) =>
    title === 'Add Ons' ? JSON.stringify(old[title]) === value : old[title] === value,
  );
}
