/**
 * Creates the base or brings it up to the schema. Run twice it does nothing the
 * second time; it never drops or retypes anything.
 */
import { z } from 'zod';
import type { LoyaltyProgram } from '../../loyalty/program';
import { mendActive } from './active-orders';
import type { NocoClient } from './client';
import { type ColumnSpec, databaseName, foreignKey, uidts } from './columns';
import { SetupRefused } from './errors';
import { fillLevels } from './levels';
import {
  type BaseMeta,
  baseSchema,
  type ColumnMeta,
  findBase,
  readTable,
  type TableMeta,
  tableDetailSchema,
  tableOf,
} from './meta';
import { proveUnique } from './probe';
import { specOf, type TableTitle, tableTitles } from './schema';
import { ensureHooks, type HookOptions } from './setup-hooks';
import { openTable } from './table';

export interface SetupOptions {
  baseTitle: string;
  program: LoyaltyProgram;
  /** Where NocoDB tells of edits in its grid; left out = the webhooks stay as they are. */
  hooks?: HookOptions;
  /** Told about everything that is done. */
  say: (line: string) => void;
}

/**
 * Throws `SetupRefused` when NocoDB does not enforce unique fields or a column
 * has another type than the schema's, `NocoError` when it cannot be asked.
 */
export async function setUp(client: NocoClient, options: SetupOptions): Promise<BaseMeta> {
  const base = await ensureBase(client, options);
  for (const title of tableTitles) await ensureTable(client, base, title, options.say);
  for (const title of tableTitles) await ensureLink(client, base, title, options.say);
  await proveUnique(client, base, options.say);
  await fillLevels(client, base, options.program, options.say);
  const listed = await mendActive(openTable(client, base, 'Orders'));
  if (listed > 0) options.say(`orders in hand: ${listed} put on the list of staff's board`);
  if (options.hooks) await ensureHooks(client, base, options.hooks, options.say);
  return base;
}

async function ensureBase(client: NocoClient, { baseTitle, say }: SetupOptions): Promise<BaseMeta> {
  const found = await findBase(client, baseTitle);
  if (found) {
    say(`base "${baseTitle}" (${found.id}): found`);
    return found;
  }
  const made = await client.meta('POST', '/api/v2/meta/bases', baseSchema, { title: baseTitle });
  say(`base "${baseTitle}" (${made.id}): created`);
  return { ...made, tables: [] };
}

async function ensureTable(
  client: NocoClient,
  base: BaseMeta,
  title: TableTitle,
  say: SetupOptions['say'],
): Promise<void> {
  const columns = Object.entries(specOf(title).columns);
  const table = base.tables.find((t) => t.title === title);
  if (!table) {
    const body = {
      title,
      table_name: databaseName(title),
      columns: columns.map(([name, spec]) => columnBody(name, spec)),
    };
    const path = `/api/v2/meta/bases/${base.id}/tables`;
    const made = await client.meta('POST', path, tableDetailSchema, body);
    base.tables.push({ id: made.id, title, columns: made.columns });
    say(`table ${title}: created with ${columns.length} columns`);
    return;
  }
  for (const [name, spec] of columns) await ensureColumn(client, table, name, spec, say);
}

async function ensureColumn(
  client: NocoClient,
  table: TableMeta,
  name: string,
  spec: ColumnSpec,
  say: SetupOptions['say'],
): Promise<void> {
  const column = table.columns.find((c) => c.title === name);
  if (!column) {
    const path = `/api/v2/meta/tables/${table.id}/columns`;
    await client.meta('POST', path, z.unknown(), columnBody(name, spec));
    await refresh(client, table);
    say(`column ${table.title}.${name}: added`);
    return;
  }
  if (column.uidt !== uidts[spec.kind]) {
    throw new SetupRefused(
      `Column ${table.title}.${name} is of type ${column.uidt}, the site needs ${uidts[spec.kind]}. ` +
        'Rename that column in NocoDB and run setup again: it adds one of the right type.',
    );
  }
  if (spec.unique && !column.unique) await makeUnique(client, table, column, say);
}

async function makeUnique(
  client: NocoClient,
  table: TableMeta,
  column: ColumnMeta,
  say: SetupOptions['say'],
): Promise<void> {
  const { id, title, column_name, uidt } = column;
  const body = { title, column_name, uidt, unique: true };
  await client.meta('PATCH', `/api/v2/meta/columns/${id}`, z.unknown(), body);
  await refresh(client, table);
  say(`column ${table.title}.${title}: made unique`);
}

async function ensureLink(
  client: NocoClient,
  base: BaseMeta,
  title: TableTitle,
  say: SetupOptions['say'],
): Promise<void> {
  const { parent } = specOf(title);
  if (!parent) return;
  const child = tableOf(base, title);
  const owner = tableOf(base, parent.table);
  if (child.columns.some((c) => c.title === foreignKey(parent.table))) return;
  const body = {
    title: parent.link,
    uidt: 'Links',
    type: 'hm',
    parentId: owner.id,
    childId: child.id,
  };
  await client.meta('POST', `/api/v2/meta/tables/${owner.id}/columns`, z.unknown(), body);
  await refresh(client, child);
  say(`link ${parent.table}.${parent.link} to ${title}: added`);
}

function columnBody(title: string, spec: ColumnSpec) {
  return {
    title,
    column_name: databaseName(title),
    uidt: uidts[spec.kind],
    ...(spec.unique ? { unique: true } : {}),
  };
}

async function refresh(client: NocoClient, table: TableMeta): Promise<void> {
  table.columns = (await readTable(client, table.id)).columns;
}
