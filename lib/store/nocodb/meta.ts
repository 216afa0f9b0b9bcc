/** NocoDB's own description of bases, tables and columns. */
import { z } from 'zod';
import type { NocoClient } from './client';
import { foreignKey } from './columns';
import { specOf, type TableTitle, tableTitles } from './schema';

export const DEFAULT_BASE = 'Kopilka';

const columnSchema = z.object({
  id: z.string(),
  title: z.string(),
  column_name: z.string().nullish(),
  uidt: z.string(),
  unique: z.union([z.boolean(), z.number()]).nullish(),
});
const tableSchema = z.object({ id: z.string(), title: z.string() });

export const tableDetailSchema = tableSchema.extend({ columns: z.array(columnSchema) });
export const baseSchema = z.object({ id: z.string(), title: z.string() });

export type ColumnMeta = z.infer<typeof columnSchema>;

export interface TableMeta {
  id: string;
  title: string;
  columns: ColumnMeta[];
}

export interface BaseMeta {
  id: string;
  title: string;
  tables: TableMeta[];
}

/**
 * The base of this title, with its tables. NocoDB allows equal titles: the one
 * with most of our tables is ours, the first by id among equals.
 */
export async function findBase(client: NocoClient, title: string): Promise<BaseMeta | null> {
  const schema = z.object({ list: z.array(baseSchema) });
  const { list } = await client.meta('GET', '/api/v2/meta/bases', schema);
  const bases = await Promise.all(
    list
      .filter((b) => b.title === title)
      .map(async (b) => ({ ...b, list: await listTables(client, b.id) })),
  );
  const ours = (tables: { title: string }[]) => tables.filter((t) => isOurs(t.title)).length;
  bases.sort((a, b) => ours(b.list) - ours(a.list) || (a.id < b.id ? -1 : 1));
  const [base] = bases;
  if (!base) return null;
  const tables = base.list.filter((t) => isOurs(t.title));
  return {
    id: base.id,
    title: base.title,
    tables: await Promise.all(tables.map((t) => readTable(client, t.id))),
  };
}

async function listTables(client: NocoClient, baseId: string) {
  const schema = z.object({ list: z.array(tableSchema) });
  const path = `/api/v2/meta/bases/${baseId}/tables?limit=1000`;
  return (await client.meta('GET', path, schema)).list;
}

export async function readTable(client: NocoClient, id: string): Promise<TableMeta> {
  const t = await client.meta('GET', `/api/v2/meta/tables/${id}`, tableDetailSchema);
  return { id: t.id, title: t.title, columns: t.columns };
}

function isOurs(title: string): title is TableTitle {
  return (tableTitles as string[]).includes(title);
}

/** What of the schema a base lacks, such as `Orders.Total` or `Users.Phone (unique)`. */
export function missingFrom(base: BaseMeta): string[] {
  return tableTitles.flatMap((title) => {
    const table = base.tables.find((t) => t.title === title);
    if (!table) return [`table ${title}`];
    const { columns, parent } = specOf(title);
    const byTitle = new Map(table.columns.map((c) => [c.title, c]));
    const lacking = Object.entries(columns).flatMap(([name, spec]) => {
      const column = byTitle.get(name);
      if (!column) return [`column ${title}.${name}`];
      return spec.unique && !column.unique ? [`column ${title}.${name} (unique)`] : [];
    });
    if (parent && !byTitle.has(foreignKey(parent.table))) {
      lacking.push(`link ${parent.table}.${parent.link} to ${title}`);
    }
    return lacking;
  });
}

/** Throws when the base has no such table. */
export function tableOf(base: BaseMeta, title: string): TableMeta {
  const table = base.tables.find((t) => t.title === title);
  if (!table) throw new Error(`base ${base.title} has no table ${title}`);
  return table;
}
