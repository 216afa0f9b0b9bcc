/**
 * Between NocoDB's values and ours. A row that does not fit its schema is an
 * error, never skipped: somebody edited the grid, or a column changed.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { toKopecks, toRubles } from '../../money';
import { type Insert, type Page, RowUnreadable } from '../port';
import type { Stray } from '../port-ledger';
import type { WireRow } from './client';
import { where } from './filter';
import type { NocoTable } from './table';

/** Decimal rubles to whole kopecks. */
export const kopecks = z.number().transform((rubles, ctx) => {
  const value = toKopecks(rubles);
  if (Number.isSafeInteger(value)) return value;
  ctx.addIssue({ code: 'custom', message: 'too much money' });
  return z.NEVER;
});

export const int = z.int();
export const text = z.string();
/** NocoDB answers an unset checkbox as false or null. */
export const flag = z
  .boolean()
  .nullable()
  .transform((on) => on === true);
export const id = z.int().positive();

/** Reads rows of one area: `Id` and the columns of `shape`. Throws `RowUnreadable`. */
export function reader<S extends z.ZodRawShape, T>(
  shape: S,
  make: (row: z.output<z.ZodObject<S>>) => T,
): (row: WireRow) => T {
  const schema = z.object(shape);
  return (row) => {
    const parsed = schema.safeParse(row);
    if (!parsed.success) {
      const problems = z.prettifyError(parsed.error);
      throw new RowUnreadable(`row ${String(row.Id)} does not fit: ${problems}`, Number(row.Id));
    }
    return make(parsed.data);
  };
}

/** Whole kopecks as a decimal column holds them. */
export function rubles(value: number): number;
export function rubles(value: number | null): number | null;
export function rubles(value: number | null): number | null {
  return value === null ? null : toRubles(value);
}

/** Integer milliseconds as a DateTime column holds them, for people: to the second, UTC. */
export function forPeople(ms: number): string;
export function forPeople(ms: number | null): string | null;
export function forPeople(ms: number | null): string | null {
  if (ms === null) return null;
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')}+00:00`;
}

/**
 * JSON as text. Sent as a value, a bare string would be taken for JSON text and
 * `"5"` come back as 5.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value ?? null);
}

/**
 * Inserts one row marked as this call's own; if an answer gets lost, the row
 * under `key` is ours when it carries the mark.
 */
export async function insertMarked(
  table: NocoTable,
  key: string,
  row: WireRow,
): Promise<WireRow | null> {
  const mark = randomUUID();
  const marked: WireRow = { ...row, 'Write Mark': mark };
  const rows = await table.insert([marked], {
    async readOwn() {
      const found = await table.one([where.eq(key, String(marked[key]))]);
      return found && found['Write Mark'] === mark ? [found] : null;
    },
  });
  return rows?.[0] ?? null;
}

export function inserted<T>(row: WireRow | null, read: (row: WireRow) => T): Insert<T> {
  return row ? { won: true, row: read(row) } : { won: false };
}

/** `rows` as the page that follows; a page shorter than `limit` is the last one. */
export function pageOf<T extends { id: number }>(rows: T[], limit: number): Page<T> {
  return { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}

/** Columns of a row that do not read as `wanted` says. */
export function straysOf(row: WireRow, wanted: WireRow): Stray[] {
  return Object.entries(wanted).flatMap(([column, value]) => {
    const [is, shouldBe] = [asText(row[column]), asText(value)];
    return is === shouldBe ? [] : [{ column, is, shouldBe }];
  });
}

/** As one reads it: an unset checkbox is false, a missing number nothing. */
export function asText(value: unknown): string | null {
  if (value === null || value === undefined || value === false) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
