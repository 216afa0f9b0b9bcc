/** A NocoDB base of a test file's own: set up anew, looked at from behind, removed afterwards. */
import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { type PresetName, presets } from '@/lib/loyalty/presets';
import { createNocoClient, type NocoRequest } from '@/lib/store/nocodb/client';
import { createNocoStore } from '@/lib/store/nocodb/connect';
import { setUp } from '@/lib/store/nocodb/setup';
import type { Store } from '@/lib/store/port';

export interface TestBase {
  title: string;
  url: string;
  token: string;
  store: Store;
  /** Another store over the same base, as a second process has; `onRequest` sees what it sends. */
  open(onRequest?: (request: NocoRequest) => void): Promise<Store>;
  /** PostgreSQL itself; `%s` stands for the base's schema. */
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Rows of every table, by the table's name in PostgreSQL. */
  countRows(): Promise<Record<string, number>>;
  remove(): Promise<void>;
}

interface PgClient {
  connect(): Promise<void>;
  on(event: 'error', listener: () => void): void;
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>;
  end(): Promise<void>;
}

/** A variable that the test runner gives (scripts/test.mjs). */
export function given(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`npm test -- --only api\``);
  return value;
}

async function connectPg(): Promise<PgClient> {
  // The driver comes with the stack, not with the site.
  const require = createRequire(path.join(given('TEST_STACK_DIR'), 'package.json'));
  const { Client } = require('pg') as { Client: new (url: string) => PgClient };
  const client = new Client(given('TEST_PG_URL'));
  // Tests that stop PostgreSQL break this connection too.
  client.on('error', () => {});
  await client.connect();
  return client;
}

export async function createBase(program: PresetName = 'standard'): Promise<TestBase> {
  const server = { url: given('TEST_NOCODB_URL'), token: given('TEST_NOCODB_TOKEN') };
  const title = `api ${randomUUID()}`;
  const admin = createNocoClient({ ...server, timeoutMs: 60_000 });
  const [base, pg] = await Promise.all([
    setUp(admin, { baseTitle: title, program: presets[program], say: () => {} }),
    connectPg(),
  ]);
  const open: TestBase['open'] = (onRequest) =>
    createNocoStore({ ...server, base: title, ...(onRequest && { onRequest }) });
  const sql: TestBase['sql'] = async (text, values) =>
    (await pg.query(text.replaceAll('%s', `"${base.id}"`), values)).rows;
  return {
    ...server,
    title,
    store: await open(),
    open,
    sql,
    async countRows() {
      const tables = await sql(
        'select table_name as name from information_schema.tables where table_schema = $1',
        [base.id],
      );
      const parts = tables.map(
        ({ name }) => `select '${name}' as name, count(*) from %s."${name}"`,
      );
      const counts = await sql(parts.join(' union all '));
      return Object.fromEntries(counts.map((row) => [String(row.name), Number(row.count)]));
    },
    async remove() {
      await pg.end().catch(() => {});
      await admin.meta('DELETE', `/api/v2/meta/bases/${base.id}`, z.unknown());
    },
  };
}

/** Row counts once they stand still: what the site does after its answers is over. */
export async function countsAtRest(base: TestBase): Promise<Record<string, number>> {
  let last = '';
  for (;;) {
    const counts = await base.countRows();
    if (JSON.stringify(counts) === last) return counts;
    last = JSON.stringify(counts);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
