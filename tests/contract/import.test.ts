/** `npm run import` against a base in the older shape, both on the real server. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ImportReport } from '../../lib/import/report';
import { createNocoClient } from '../../lib/store/nocodb/client';
import { baseSchema } from '../../lib/store/nocodb/meta';
import type { Store } from '../../lib/store/port';
import { freshBase, server } from './harness';

const columns = {
  Users: {
    Phone: 'PhoneNumber',
    Name: 'SingleLineText',
    'Birth Date': 'Date',
    'Loyalty Points': 'Number',
    'Total Spent': 'Decimal',
  },
  Orders: {
    'User ID': 'Number',
    Total: 'Decimal',
    Status: 'SingleLineText',
    'Payment Method': 'SingleLineText',
    Created: 'DateTime',
  },
  Loyalty_Points_Transactions: {
    'User ID': 'Number',
    'Order ID': 'Number',
    Points: 'Number',
    'Transaction Type': 'SingleLineText',
    'Transaction Status': 'SingleLineText',
    Created: 'DateTime',
    'Expires At': 'DateTime',
  },
};

/** More than a page of 1000. */
const ENTRIES_OF_FIRST = 1210;

describe.skipIf(!server)('npm run import', () => {
  const title = `older ${randomUUID()}`;
  const folder = mkdtempSync(join(tmpdir(), 'kopilka-import-'));
  let target: Awaited<ReturnType<typeof freshBase>>;
  let olderId = '';

  async function fill(client: ReturnType<typeof createNocoClient>): Promise<void> {
    const { id } = await client.meta('POST', '/api/v2/meta/bases', baseSchema, { title });
    olderId = id;
    const rows: Record<keyof typeof columns, Record<string, unknown>[]> = {
      Users: [
        { Phone: '89990000001', Name: 'Анна', 'Birth Date': '1990-05-17', 'Total Spent': 25000.5 },
        { Phone: '+7 999 000-00-02', Name: 'Борис', 'Loyalty Points': -40 },
        { Phone: '12', Name: 'Никто' },
      ],
      Orders: [
        { 'User ID': 1, Total: 900, Status: 'completed', Created: '2026-01-02 10:00:00+00:00' },
        { 'User ID': 1, Total: 100, Status: 'cancelled', Created: '2026-01-03 10:00:00+00:00' },
      ],
      Loyalty_Points_Transactions: [
        { 'User ID': 2, Points: -40, 'Transaction Type': 'used' },
        { 'User ID': 3, Points: 7 },
        {
          'User ID': 1,
          Points: 300,
          'Expires At': '2099-03-01 00:00:00+00:00',
          Created: '2026-01-02 10:00:00+00:00',
        },
        ...Array.from({ length: ENTRIES_OF_FIRST }, () => ({
          'User ID': 1,
          Points: 1,
          'Transaction Status': 'completed',
          Created: '2026-01-05 10:00:00+00:00',
        })),
        { 'User ID': 1, Points: 55, 'Transaction Status': 'pending' },
      ],
    };
    for (const [table, shape] of Object.entries(columns)) {
      const body = {
        title: table,
        table_name: table.toLowerCase(),
        columns: Object.entries(shape).map(([name, uidt]) => ({
          title: name,
          column_name: name.toLowerCase().replaceAll(' ', '_'),
          uidt,
        })),
      };
      const path = `/api/v2/meta/bases/${id}/tables`;
      const made = await client.meta('POST', path, z.object({ id: z.string() }), body);
      const list = rows[table as keyof typeof columns];
      for (let i = 0; i < list.length; i += 100) {
        const part = list.slice(i, i + 100);
        await client.meta('POST', `/api/v2/tables/${made.id}/records`, z.unknown(), part);
      }
    }
  }

  function runScript(...more: string[]): Promise<{ code: number; out: string }> {
    const report = join(folder, 'report.json');
    const args = ['--import', 'tsx', 'scripts/import.ts', '--from', server?.url ?? ''];
    const env = {
      ...process.env,
      NOCODB_URL: server?.url,
      NOCODB_TOKEN: server?.token,
      NOCODB_BASE: target.title,
      LOYALTY_PROGRAM: 'standard',
    };
    return new Promise((resolve) => {
      const options = { env, cwd: process.cwd() };
      const all = [...args, '--base', title, '--report', report, ...more];
      execFile(process.execPath, all, options, (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), out: stdout + stderr }),
      );
    });
  }

  const report = () =>
    JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as ImportReport;

  async function anna(store: Store) {
    const user = await store.users.byPhone('+79990000001');
    return { user, head: user && (await store.ledger.head(user.id)) };
  }

  beforeAll(async () => {
    if (!server) return;
    target = await freshBase(server);
    await fill(createNocoClient({ ...server, timeoutMs: 60_000 }));
  });
  afterAll(async () => {
    await target.admin.meta('DELETE', `/api/v2/meta/bases/${olderId}`, z.unknown());
    await target.remove();
    rmSync(folder, { recursive: true });
  });

  it('shows first, then writes once, however often it runs', async () => {
    const store = await target.open();
    const dry = await runScript();
    expect(dry.out).toContain('Would import (dry run)');
    // A row needs a person's look: the phone that is none.
    expect(dry.code).toBe(2);
    expect(report().customers).toMatchObject({ read: 3, chosen: 2, new: 2 });
    expect((await anna(store)).user).toBeNull();

    const applied = await runScript('--apply');
    expect(applied.code).toBe(2);
    const { transactions, balanceDiffers, pending, orphans, orders } = report();
    expect(transactions).toEqual({
      read: ENTRIES_OF_FIRST + 4,
      counted: ENTRIES_OF_FIRST + 3,
      pending: 1,
      void: 0,
    });
    expect(balanceDiffers).toEqual([]);
    expect(pending).toMatchObject([{ id: 1, points: 55 }]);
    expect(orphans).toEqual({ rows: 1, points: 7, userIds: [3] });
    expect(orders.byStatus).toEqual({
      completed: { orders: 1, sum: 900 },
      cancelled: { orders: 1, sum: 100 },
    });
    const first = await anna(store);
    expect(first.user).toMatchObject({
      name: 'Анна',
      birthDate: '1990-05-17',
      copies: { loyaltyPoints: 300 + ENTRIES_OF_FIRST, totalSpentKopecks: 2_500_050 },
    });
    expect(first.head).toMatchObject({ seq: 3, tier: 'Silver', causeKey: 'imp:1:2' });
    expect(first.head?.account.lots.map((l) => [l.points, l.expiresAt])).toEqual([
      [300, Date.UTC(2099, 2, 1)],
      [ENTRIES_OF_FIRST, null],
    ]);
    const boris = await store.users.byPhone('+79990000002');
    const borisHead = await store.ledger.head(boris?.id ?? 0);
    expect(borisHead?.account).toMatchObject({ balance: -40, debt: 40 });

    const again = await runScript('--apply');
    expect(again).toMatchObject({ code: 2, out: expect.stringContaining('Imported from') });
    expect(report().customers).toMatchObject({ done: 2, new: 0, changed: 0 });
    expect((await anna(store)).head?.hash).toBe(first.head?.hash);
  });

  it('refuses a base that is ours, and one that is not there', async () => {
    const own = await runScript('--base', target.title);
    expect(own).toMatchObject({ code: 1, out: expect.stringContaining("Kopilka's own") });
    const none = await runScript('--base', 'nobody');
    expect(none).toMatchObject({ code: 1, out: expect.stringContaining('There is no base') });
  });
});
