/** `npm run backup` and `npm run restore`: the restaurant is lost and comes back, whole. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seedDemo } from '@/lib/demo/seed';
import { runAudit } from '@/lib/loyalty/audit/run';
import { presets } from '@/lib/loyalty/presets';
import { createNocoClient } from '@/lib/store/nocodb/client';
import { createNocoStore } from '@/lib/store/nocodb/connect';
import { setUp } from '@/lib/store/nocodb/setup';
import type { Store } from '@/lib/store/port';
import { given } from '../support/base';
import { type PrivatePostgres, startPostgres } from '../support/debian-postgres';
import { NOCODB_ADMIN, type NocoDbServer, startNocoDb } from '../support/nocodb-server';
import { createWorld } from '../unit/support';

const NOW = Date.parse('2026-03-02T12:00:00+03:00');
const BASE = 'Kopilka';
const run = promisify(execFile);

let folder: string;
let backups: string;
let postgres: PrivatePostgres;
let nocodb: NocoDbServer;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kopilka-backup-'));
  backups = path.join(folder, 'backups');
  const { freePort } = await import(new URL('../../scripts/lib/ports.mjs', import.meta.url).href);
  postgres = await startPostgres(given('TEST_PG_BIN'), await freePort());
  nocodb = await startNocoDb(postgres.address, await freePort(), {
    NC_ADMIN_EMAIL: NOCODB_ADMIN.email,
    NC_ADMIN_PASSWORD: NOCODB_ADMIN.password,
  });
  const admin = await import(new URL('../../scripts/lib/nocodb-admin.mjs', import.meta.url).href);
  const session = await admin.signIn(nocodb.url, NOCODB_ADMIN.email, NOCODB_ADMIN.password);
  token = await admin.apiToken(nocodb.url, session);
});

afterAll(async () => {
  await nocodb?.stop();
  await postgres?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A script of ours, on this database; answers what it says, or its complaint. */
async function script(name: string, ...args: string[]): Promise<string> {
  const file = path.join(import.meta.dirname, '..', '..', 'scripts', `${name}.mjs`);
  const env = {
    ...process.env,
    DATABASE_URL: postgres.address,
    PG_BIN: given('TEST_PG_BIN'),
  };
  try {
    return (await run(process.execPath, [file, ...args], { env })).stdout;
  } catch (error) {
    return `FAILED ${(error as { stderr: string }).stderr}`;
  }
}

const openStore = (): Promise<Store> =>
  createNocoStore({ url: nocodb.url, token, base: BASE, timeoutMs: 60_000 });

/** Every row of the ledger, by its hash, and whether the audit is content. */
async function stateOf(store: Store): Promise<{ hashes: string[]; findings: number }> {
  const world = createWorld('standard');
  world.setNow(NOW);
  const { rows } = await store.ledger.page(0, 1000);
  const report = await runAudit(world.sibling(store));
  return { hashes: rows.map((row) => row.hash), findings: report.findings.length };
}

async function join(store: Store, phone: string): Promise<boolean> {
  const user = { phone, name: null, birthDate: null, joinedAt: NOW };
  return (await store.users.insert(user)).won;
}

test('back up, destroy, restore: the audit is clean and the site can go on', async () => {
  const client = createNocoClient({ url: nocodb.url, token, timeoutMs: 60_000 });
  await setUp(client, { baseTitle: BASE, program: presets.standard, say: () => {} });
  const store = await openStore();
  const quiet = { info: () => {}, warn: () => {}, error: () => {} };
  await seedDemo({
    store,
    program: presets.standard,
    timeZone: 'Europe/Moscow',
    now: NOW,
    adminPassword: null,
    log: quiet,
    say: () => {},
  });
  const before = await stateOf(store);
  expect(before.findings).toBe(0);
  expect(before.hashes.length).toBeGreaterThan(10);

  expect(await script('backup', '--to', backups)).toMatch(/kopilka-.*\.dump \(\d+ bytes\)/);
  const [name = ''] = readdirSync(backups);
  const file = path.join(backups, name);

  // What is there is not overwritten by mistake, nor dropped for a file that is no backup.
  expect(await script('restore', file)).toMatch(/FAILED .*--replace/s);
  const broken = path.join(folder, 'broken.dump');
  writeFileSync(broken, 'PGDMP and nothing more');
  expect(await script('restore', broken, '--replace')).toMatch(/FAILED/);
  expect((await stateOf(store)).hashes).toEqual(before.hashes);

  // Everything that came after the backup, and all before it, is lost.
  expect(await join(store, '+79161112233')).toBe(true);
  await nocodb.stop();
  expect(await script('restore', file, '--replace')).toMatch(/restored \d+ tables/);
  nocodb = await startNocoDb(postgres.address, Number(new URL(nocodb.url).port));

  const again = await openStore();
  expect(await stateOf(again)).toEqual(before);
  // Numbers go on where they stood, and the lost customer's phone is free again.
  expect(await join(again, '+79161112233')).toBe(true);
  expect(await join(again, '+79161112233')).toBe(false);
}, 300_000);

test('old backups are removed only beyond the number to keep', async () => {
  writeFileSync(path.join(backups, 'kopilka-20200101T000000Z.dump'), '');
  writeFileSync(path.join(backups, 'kopilka-20200102T000000Z.dump'), '');
  writeFileSync(path.join(backups, 'notes.txt'), '');
  await script('backup', '--to', backups, '--keep', '2');
  const left = readdirSync(backups).sort();
  expect(left).toHaveLength(3);
  expect(left).toContain('notes.txt');
  expect(left.some((name) => name.includes('20200'))).toBe(false);
});

test('a wrong address or program is told plainly', async () => {
  const file = path.join(import.meta.dirname, '..', '..', 'scripts', 'backup.mjs');
  const told = async (env: Record<string, string>) => {
    const all = { NODE_ENV: 'production' as const, PATH: process.env.PATH, ...env };
    const failure = await run(process.execPath, [file], { env: all, cwd: folder }).catch(
      (error: { stderr: string }) => error,
    );
    return 'stderr' in failure ? failure.stderr : '';
  };
  expect(await told({})).toContain('DATABASE_URL must be set');
  expect(await told({ DATABASE_URL: 'mysql://x/y' })).toContain('must look like');
  expect(await told({ DATABASE_URL: postgres.address, PG_BIN: folder })).toContain(
    'pg_dump is not installed',
  );
});
