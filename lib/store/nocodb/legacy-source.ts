/** An older base in a NocoDB: read only, page by page behind the last Id. */
import { z } from 'zod';
import {
  aliases,
  type LegacyRow,
  type LegacyTable,
  legacyTables,
  titleKey,
} from '../../import/legacy';
import { type LegacySource, SourceError } from '../../import/source';
import { createNocoClient, type NocoClient } from './client';
import { filterParam, where } from './filter';
import { baseSchema, readTable, type TableMeta } from './meta';

export interface NocoSourceOptions {
  url: string;
  token: string;
  /** Title of the base; may be left out when only one has the tables. */
  base: string | null;
}

/** What NocoDB gives at most; its cloud cuts pages at 100, which is followed. */
const ROWS_A_PAGE = 1000;
/** Columns whose cells are no values of the row. */
const notValues = new Set(['Links', 'Lookup', 'Rollup', 'Formula', 'Button', 'QrCode', 'Barcode']);

/** Throws `SourceError` when there is no such base, or it is not of the older shape. */
export async function nocoSource(options: NocoSourceOptions): Promise<LegacySource> {
  const client = createNocoClient({ ...options, timeoutMs: 60_000 });
  const { title, tables } = await findBase(client, options.base);
  const entries = tables.get('Loyalty_Points_Transactions');
  if (!tables.has('Users') || !entries) {
    throw new SourceError(
      `Base "${title}" has no tables Users and Loyalty_Points_Transactions to import.`,
    );
  }
  if (entries.columns.some((c) => c.title === 'Entry Key')) {
    throw new SourceError(`Base "${title}" is Kopilka's own, not an older one.`);
  }
  return {
    name: `NocoDB "${title}"`,
    pages(table) {
      const meta = tables.get(table);
      return meta ? tablePages(client, meta, table) : null;
    },
  };
}

interface FoundBase {
  title: string;
  tables: Map<LegacyTable, TableMeta>;
}

async function findBase(client: NocoClient, wanted: string | null): Promise<FoundBase> {
  const bases = z.object({ list: z.array(baseSchema) });
  const { list } = await client.meta('GET', '/api/v2/meta/bases', bases);
  const titles = list.map((b) => `"${b.title}"`).join(', ') || 'none';
  const named = list.filter((b) => b.title === wanted || b.id === wanted);
  if (wanted !== null) {
    const [base, ...more] = named;
    if (!base) throw new SourceError(`There is no base "${wanted}"; there are: ${titles}.`);
    if (more.length > 0) {
      const ids = named.map((b) => b.id).join(', ');
      throw new SourceError(`Several bases are called "${wanted}": give an id (${ids}).`);
    }
    return { title: base.title, tables: await tablesOf(client, base.id) };
  }
  const all = await Promise.all(
    list.map(async (b) => ({ title: b.title, tables: await tablesOf(client, b.id) })),
  );
  const older = all.filter(({ tables }) => {
    const entries = tables.get('Loyalty_Points_Transactions');
    return tables.has('Users') && entries?.columns.every((c) => c.title !== 'Entry Key');
  });
  const [only, ...others] = older;
  if (only && others.length === 0) return only;
  throw new SourceError(`Say which base to read with --base TITLE; there are: ${titles}.`);
}

async function tablesOf(client: NocoClient, baseId: string): Promise<FoundBase['tables']> {
  const schema = z.object({ list: z.array(z.object({ id: z.string(), title: z.string() })) });
  const path = `/api/v2/meta/bases/${baseId}/tables?limit=1000`;
  const { list } = await client.meta('GET', path, schema);
  const found: FoundBase['tables'] = new Map();
  for (const title of legacyTables) {
    const table = list.find((t) => titleKey(t.title) === titleKey(title));
    if (table) found.set(title, await readTable(client, table.id));
  }
  return found;
}

async function* tablePages(
  client: NocoClient,
  meta: TableMeta,
  table: LegacyTable,
): AsyncGenerator<LegacyRow[]> {
  const wanted = new Set<string>(Object.values(aliases[table]).flat().map(titleKey));
  const idTitle = meta.columns.find((c) => c.uidt === 'ID')?.title;
  if (idTitle === undefined) throw new SourceError(`Table ${table} has no Id column.`);
  const fields = meta.columns
    .filter((c) => c.title === idTitle || (wanted.has(titleKey(c.title)) && !notValues.has(c.uidt)))
    .map((c) => c.title);
  const columnIds = new Map(meta.columns.map((c) => [c.title, c.id]));
  for (let last = 0; ; ) {
    const filter = filterParam([where.gt(idTitle, last)], columnIds);
    const query = { fields, filter, sort: idTitle, limit: ROWS_A_PAGE };
    const { rows, isLast } = await client.list(meta.id, query);
    if (rows.length > 0) yield rows.map((row) => ({ ...row, Id: row[idTitle] }));
    const end = Number(rows.at(-1)?.[idTitle] ?? last);
    if (isLast || rows.length === 0) return;
    // A server that did not understand the filter answers all rows, for ever.
    if (!(end > last)) throw new SourceError(`Table ${table} does not page by ${idTitle}.`);
    last = end;
  }
}
