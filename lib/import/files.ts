/** An older base as a folder of files: `Users.csv` or `Users.json`, and so on. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import { csvRecords } from './csv';
import { type LegacyRow, type LegacyTable, legacyTables } from './legacy';
import { type LegacySource, SourceError } from './source';

const ROWS_A_PAGE = 1000;
const rowSchema = z.record(z.string(), z.unknown());
/** A list of rows, or NocoDB's own answer to a list. */
const fileSchema = z.union([
  z.array(rowSchema),
  z.object({ list: z.array(rowSchema) }).transform((answer) => answer.list),
]);

/** Throws `SourceError` when the folder lacks `Users` or the transactions. */
export function folderSource(folder: string): LegacySource {
  const path = resolve(folder);
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    throw new SourceError(`${path} is neither an address nor a folder.`);
  }
  const files = new Map<LegacyTable, string>();
  for (const table of legacyTables) {
    const file = ['csv', 'json'].map((ext) => join(path, `${table}.${ext}`)).find(existsSync);
    if (file) files.set(table, file);
  }
  for (const table of ['Users', 'Loyalty_Points_Transactions'] as const) {
    if (!files.has(table)) throw new SourceError(`${path} has no ${table}.csv or ${table}.json.`);
  }
  return {
    name: `папка "${basename(path)}"`,
    pages(table) {
      const file = files.get(table);
      if (file === undefined) return null;
      return inPages(numbered(file.endsWith('.csv') ? csvRows(file) : jsonRows(file), table));
    },
  };
}

async function* csvRows(file: string): AsyncGenerator<LegacyRow> {
  let titles: string[] | null = null;
  for await (const cells of csvRecords(createReadStream(file, 'utf8'))) {
    if (titles === null) titles = cells.map((title) => title.trim());
    else yield Object.fromEntries(titles.map((title, i) => [title, cells[i] ?? null]));
  }
}

async function* jsonRows(file: string): AsyncGenerator<LegacyRow> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new SourceError(`${file} is not JSON: ${String(error)}`);
  }
  const rows = fileSchema.safeParse(value);
  if (!rows.success) throw new SourceError(`${file} is not a list of rows.`);
  yield* rows.data;
}

/** An export may come without ids; those that others name (of customers) cannot be made up. */
async function* numbered(
  rows: AsyncIterable<LegacyRow>,
  table: LegacyTable,
): AsyncGenerator<LegacyRow> {
  let n = 0;
  for await (const row of rows) {
    n += 1;
    const hasId = Object.keys(row).some((title) => title.trim().toLowerCase() === 'id');
    yield hasId || table === 'Users' ? row : { ...row, Id: n };
  }
}

async function* inPages(rows: AsyncIterable<LegacyRow>): AsyncGenerator<LegacyRow[]> {
  let page: LegacyRow[] = [];
  for await (const row of rows) {
    page.push(row);
    if (page.length < ROWS_A_PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
