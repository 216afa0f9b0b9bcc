/**
 * Fills a demo base with very many customers at once. Their histories are made
 * elsewhere (lib/demo/large.ts) with the ids that the rows are going to have,
 * because ledger rows are sealed with them: so nobody else may write meanwhile.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { FilledCustomer, LastIds } from '../filled';
import { createNocoClient, type NocoConfig, type WireRow } from './client';
import { SchemaMismatch } from './connect';
import { isFailure } from './errors';
import { takeBackCustomers } from './fill-back';
import { type CommonLink, linksOf, type NumberedRow, numberedRows, otherRows } from './fill-rows';
import { filterParam, where } from './filter';
import { jitter } from './limiter';
import { findBase, tableOf } from './meta';
import type { TableTitle } from './schema';
import { newUserColumns } from './users';

/** Rows of one insert: what NocoDB takes of a v2 one. */
const CHUNK = 100;
const TRIES = 5;
const PAUSE_MS = 200;
/** What finds a row again, where its id is needed. */
const keys: Partial<Record<TableTitle, string>> = {
  Users: 'Phone',
  Orders: 'Idempotency Key',
  Promo_Redemptions: 'Order Key',
};
const madeSchema = z.array(z.object({ Id: z.number() }));

/** Throws `SchemaMismatch` when there is no such base. */
export async function openFilling(config: NocoConfig & { base: string }) {
  const client = createNocoClient({ ...config, timeoutMs: 60_000, maxConcurrent: 6 });
  const base = await findBase(client, config.base);
  if (!base) throw new SchemaMismatch([`base ${config.base}`]);
  const schema = base;
  const tableId = (title: TableTitle) => tableOf(schema, title).id;

  /**
   * One v2 insert, all or nothing: the rows' ids, where the table's are needed. It
   * can claim rows that are not there when PostgreSQL breaks off (docs/nocodb.md);
   * the audit would tell. After a lost answer it looks, then sends again.
   */
  async function insertMany(title: TableTitle, rows: readonly WireRow[]): Promise<number[]> {
    const path = `/api/v2/tables/${tableId(title)}/records`;
    const key = keys[title];
    for (let attempt = 0; ; attempt += 1) {
      try {
        const made = await client.meta('POST', path, madeSchema, rows);
        if (made.length !== rows.length) throw new Error(`${title}: ${made.length} rows came back`);
        return made.map((row) => row.Id);
      } catch (e) {
        // Sent before, and here already: each table has a unique key.
        if (attempt > 0 && !key && isFailure(e, 'unique')) return [];
        if (attempt >= TRIES || !isFailure(e, 'unavailable')) throw e;
        await jitter(PAUSE_MS, attempt);
        // A refused insert would use ids up, so these tables are looked at first.
        const ids = key ? await idsOf(title, key, rows) : [];
        if (key && ids.length === rows.length) return ids;
      }
    }
  }

  /** Ids of rows that are there, in their order; none at all when the first is not. */
  async function idsOf(title: TableTitle, key: string, rows: readonly WireRow[]) {
    const columnIds = new Map(tableOf(schema, title).columns.map((c) => [c.title, c.id]));
    const ids: number[] = [];
    // One by one: the address of a list has room for some keys only, and it is rare.
    for (const row of rows) {
      const filter = filterParam([where.eq(key, String(row[key]))], columnIds);
      const query = { fields: ['Id'], filter, sort: 'Id', limit: 1 };
      const [found] = (await client.list(tableId(title), query)).rows;
      if (!found) break;
      ids.push(Number(found.Id));
    }
    return ids;
  }

  /** A row that is inserted and taken away tells which id the sequence is at. */
  async function lastId(title: TableTitle, row: WireRow): Promise<number> {
    const [id = 0] = await insertMany(title, [row]);
    await client.remove(schema.id, tableId(title), id);
    return id;
  }

  async function insert(title: TableTitle, rows: readonly WireRow[]): Promise<void> {
    const chunks: WireRow[][] = [];
    for (let i = 0; i < rows.length; i += CHUNK) chunks.push(rows.slice(i, i + CHUNK));
    await Promise.all(chunks.map((chunk) => insertMany(title, chunk)));
  }

  /** In their order, and under the very ids that the rows are sealed with. */
  async function insertAs(title: TableTitle, rows: readonly NumberedRow[]): Promise<void> {
    for (let i = 0; i < rows.length; i += CHUNK) {
      const chunk = rows.slice(i, i + CHUNK);
      const ids = await insertMany(
        title,
        chunk.map(({ id: _id, ...row }) => row),
      );
      if (chunk.some((row, n) => row.id !== ids[n])) {
        throw new Error(`somebody else writes to ${title}: start with a fresh base`);
      }
    }
  }

  /**
   * Sets a link on rows that were inserted without: NocoDB reads the parent again for
   * each row that is inserted with one, which costs ten times the row. Repeatable.
   */
  async function setLink({ title, link, named, parentId, from, to }: CommonLink): Promise<void> {
    // Titles and whole numbers of ours only: `where` is a grammar (docs/nocodb.md).
    const rows = `(Id,gte,${from})~and(Id,lte,${to})~and(${named},eq,${parentId})`;
    const query = encodeURIComponent(rows);
    const path = `/api/v1/db/data/bulk/noco/${schema.id}/${tableId(title)}/all?where=${query}`;
    for (let attempt = 0; ; attempt += 1) {
      try {
        await client.meta('PATCH', path, z.unknown(), { [link]: parentId });
        return;
      } catch (e) {
        if (attempt >= TRIES || !isFailure(e, 'unavailable')) throw e;
        await jitter(PAUSE_MS, attempt);
      }
    }
  }

  return {
    /** The last ids that were given; the next rows get those after them. */
    async lastIds(): Promise<LastIds> {
      const mark = `seed:${randomUUID()}`;
      const nobody = { phone: mark, name: null, birthDate: null, joinedAt: 0 };
      return {
        users: await lastId('Users', newUserColumns(nobody)),
        orders: await lastId('Orders', { 'Idempotency Key': mark }),
        claims: await lastId('Promo_Redemptions', { 'Order Key': mark }),
      };
    },
    /** Writes customers whose ids follow `lastIds`, in their order; answers the number of rows. */
    async write(customers: readonly FilledCustomer[]): Promise<number> {
      const numbered = numberedRows(customers);
      const others = Object.entries(otherRows(customers)) as [TableTitle, WireRow[]][];
      // What a broken run's rows are found by goes first: customers, then their orders.
      await insertAs('Users', numbered.Users);
      await Promise.all([
        insertAs('Orders', numbered.Orders),
        insertAs('Promo_Redemptions', numbered.Promo_Redemptions),
      ]);
      await Promise.all(others.map(([title, rows]) => insert(title, rows)));
      await Promise.all(linksOf(customers).map(setLink));
      return [...Object.values(numbered), ...others.map(([, rows]) => rows)].flat().length;
    },
    /** Takes away what a broken run left of customers with these phones. */
    takeBack: (phones: readonly string[]) => takeBackCustomers(client, schema, phones),
  };
}
