/**
 * Fills a base with very many customers past NocoDB, as rows in PostgreSQL: for benchmarks of
 * reading, which would otherwise wait an hour for their data. Column for column what
 * `openFilling` sends to NocoDB.
 */
import type { Filling } from '@/lib/demo/seed-large';
import type { WireRow } from '@/lib/store/nocodb/client';
import { databaseName } from '@/lib/store/nocodb/columns';
import { linksOf, numberedRows, otherRows } from '@/lib/store/nocodb/fill-rows';
import { specOf, type TableTitle } from '@/lib/store/nocodb/schema';
import type { TestBase } from '../support/base';

const CHUNK = 500;

export function fillPastNocoDb({ sql }: Pick<TestBase, 'sql'>): Filling {
  async function insert(title: TableTitle, rows: readonly WireRow[]): Promise<void> {
    const { columns } = specOf(title);
    const table = `%s."${databaseName(title)}"`;
    for (let i = 0; i < rows.length; i += CHUNK) {
      const chunk = rows.slice(i, i + CHUNK).map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => {
            const isJson = columns[name]?.kind === 'json' && typeof value === 'string';
            return [databaseName(name), isJson ? JSON.parse(value) : value];
          }),
        ),
      );
      const names = [...new Set(chunk.flatMap((row) => Object.keys(row)))]
        .map((name) => `"${name}"`)
        .join(', ');
      await sql(
        `insert into ${table} (${names}) select ${names} from json_populate_recordset(null::${table}, $1)`,
        [JSON.stringify(chunk)],
      );
    }
  }

  async function lastId(title: TableTitle): Promise<number> {
    const table = `%s."${databaseName(title)}"`;
    const [row] = await sql(`select coalesce(max(id), 0) as id from ${table}`);
    return Number(row?.id);
  }

  return {
    async takeBack() {},
    async lastIds() {
      return {
        users: await lastId('Users'),
        orders: await lastId('Orders'),
        claims: await lastId('Promo_Redemptions'),
      };
    },
    async write(customers) {
      const tables = Object.entries({ ...numberedRows(customers), ...otherRows(customers) });
      for (const [title, rows] of tables as [TableTitle, WireRow[]][]) await insert(title, rows);
      for (const { title, link, named, parentId, from, to } of linksOf(customers)) {
        await sql(
          `update %s."${databaseName(title)}" set "${link}" = $1
           where id between $2 and $3 and "${databaseName(named)}" = $1`,
          [parentId, from, to],
        );
      }
      return tables.reduce((sum, [, rows]) => sum + rows.length, 0);
    },
  };
}
