import { describe, expect, it } from 'vitest';
import type { LegacyRow, LegacyTable } from '@/lib/import/legacy';
import { reportLines } from '@/lib/import/report';
import { runImport } from '@/lib/import/run';
import type { LegacySource } from '@/lib/import/source';
import { expirePoints } from '@/lib/jobs/expire-points';
import { defaultJobLimits } from '@/lib/jobs/run';
import { availablePoints, emptyAccount, foldEntry } from '@/lib/loyalty/account';
import { entryHash, GENESIS_HASH } from '@/lib/loyalty/hash';
import { joinProgram } from '@/lib/loyalty/join';
import type { PresetName } from '@/lib/loyalty/presets';
import { withHooks } from '@/lib/store/hooks';
import { createWorld, START, type World } from './support';

const DAY = 86_400_000;
const day = (n: number) => new Date(START + n * DAY).toISOString();

function sourceOf(tables: Partial<Record<LegacyTable, LegacyRow[]>>): LegacySource {
  return {
    name: 'older',
    pages(table) {
      const rows = tables[table];
      if (!rows) return null;
      return (async function* () {
        for (let i = 0; i < rows.length; i += 2) yield rows.slice(i, i + 2);
      })();
    },
  };
}

const users: LegacyRow[] = [
  { Id: 1, Phone: '8 999 000-00-01', Name: 'Анна', 'Loyalty Points': 150, 'Total Spent': 25000 },
  { Id: 2, Phone: '+79990000002', 'Loyalty Points': 70, 'Total Spent': 0 },
  { Id: 3, Phone: '79990000003', 'Loyalty Points': -40, 'Total Spent': 1200.5 },
  { Id: 4, Phone: 'нет', 'Loyalty Points': 900 },
  { Id: 5, Phone: '+79990000005', 'Loyalty Points': 0, 'Total Spent': 0 },
  { Id: 6, Phone: '+7 (999) 000 00 02', Name: 'Второй', 'Loyalty Points': 5 },
];
const entries: LegacyRow[] = [
  { Id: 1, 'User ID': 1, Points: 100, Created: day(-20), 'Expires At': day(40) },
  { Id: 2, 'User ID': 1, Points: 80, Created: day(-19) },
  { Id: 3, 'User ID': 1, Points: -30, Created: day(-18), 'Transaction Type': 'used' },
  { Id: 4, 'User ID': 2, Points: 50, 'Transaction Status': 'completed' },
  { Id: 5, 'User ID': 2, Points: 500, 'Transaction Status': 'pending' },
  { Id: 6, 'User ID': 3, Points: -40 },
  { Id: 7, 'User ID': 4, Points: 900 },
  { Id: 8, 'User ID': 2, Points: 0.5 },
  { Id: 9, 'User ID': 6, Points: 5 },
];
const older = sourceOf({ Users: users, Loyalty_Points_Transactions: entries });
const apply = { apply: true, limit: null };

async function account(world: World, phone: string) {
  const user = await world.store.users.byPhone(phone);
  const head = user && (await world.store.ledger.head(user.id));
  return head?.account ?? null;
}

/** The chain of every customer is whole: hashes, sequence, fold. */
async function checkChains(world: World): Promise<number> {
  let rows = 0;
  for (const user of (await world.store.users.page(0, 1000)).rows) {
    let folded = emptyAccount;
    let hash = GENESIS_HASH;
    for (const row of await world.store.ledger.since(user.id, 0, 1000)) {
      const { id: _id, currentStatus: _status, hash: own, ...values } = row;
      expect(row.prevHash).toBe(hash);
      expect(entryHash(values)).toBe(own);
      folded = foldEntry(folded, row);
      expect(folded).toEqual(row.account);
      hash = own;
      rows += 1;
    }
  }
  return rows;
}

describe('importing an older base', () => {
  it('shows everything and writes nothing without apply', async () => {
    const world = createWorld();
    const report = await runImport(world.ctx, older, { apply: false, limit: null });
    expect(report.customers).toMatchObject({ read: 6, chosen: 5, new: 5, failed: 0, left: 0 });
    expect(report.transactions).toEqual({ read: 9, counted: 7, pending: 1, void: 0 });
    expect(report.balanceDiffers).toEqual([{ id: 2, phone: '+79990000002', stored: 70, rows: 50 }]);
    expect(report.pending).toEqual([{ id: 2, phone: '+79990000002', rows: 1, points: 500 }]);
    expect(report.merged).toEqual([{ phone: '+79990000002', ids: [2, 6] }]);
    expect(report.orphans).toEqual({ rows: 1, points: 900, userIds: [4] });
    expect(report.badRows.map((r) => `${r.table} ${r.id}`)).toEqual([
      'Users 4',
      'Loyalty_Points_Transactions 8',
    ]);
    expect(report.opening).toMatchObject({ points: 165, debt: 40, inDebt: 1, spent: 26200.5 });
    expect((await world.store.users.page(0, 10)).rows).toEqual([]);
    expect(reportLines(report).join('\n')).toContain('2 +79990000002: stored 70, rows 50');
  });

  it('keeps balance, expiry, debt and spend', async () => {
    const world = createWorld();
    const report = await runImport(world.ctx, older, apply);
    expect(report.customers).toMatchObject({ new: 4, known: 1, failed: 0 });
    const anna = await account(world, '+79990000001');
    expect(anna).toMatchObject({ balance: 150, debt: 0, spendKopecks: 2_500_000, tier: 'Silver' });
    expect(anna?.lots.map(({ points, expiresAt }) => [points, expiresAt])).toEqual([
      [70, START + 40 * DAY],
      [80, null],
    ]);
    expect(await account(world, '+79990000002')).toMatchObject({ balance: 55, debt: 0 });
    expect(await account(world, '+79990000003')).toMatchObject({
      balance: -40,
      debt: 40,
      spendKopecks: 120_050,
    });
    expect(await account(world, '+79990000005')).toMatchObject({ balance: 0, tier: 'Bronze' });
    const user = await world.store.users.byPhone('+79990000001');
    expect(user).toMatchObject({
      name: 'Анна',
      copies: { loyaltyPoints: 150, totalSpentKopecks: 2_500_000, tier: 'Silver' },
    });
    await checkChains(world);
  });

  it('gives no welcome bonus at the first sign-in, and lets old points expire in time', async () => {
    const world = createWorld('standard');
    await runImport(world.ctx, older, apply);
    const user = await world.store.users.byPhone('+79990000001');
    await joinProgram(world.ctx, user?.id ?? 0);
    expect(await account(world, '+79990000001')).toMatchObject({ balance: 150 });
    world.setNow(START + 41 * DAY);
    await expirePoints(world.ctx, defaultJobLimits);
    expect(await account(world, '+79990000001')).toMatchObject({ balance: 80 });
  });

  it('writes nothing the second time, also when two run at once', async () => {
    const world = createWorld();
    await Promise.all([
      runImport(world.ctx, older, apply),
      runImport(world.sibling({ ...world.store }), older, apply),
    ]);
    const rows = await checkChains(world);
    expect(rows).toBe(4 + 5);
    // The next day nothing is different: what is written does not depend on when it runs.
    world.setNow(START + DAY);
    const again = await runImport(world.ctx, older, apply);
    expect(again.customers).toMatchObject({ done: 5, new: 0, changed: 0 });
    expect(await checkChains(world)).toBe(rows);
    expect(await account(world, '+79990000002')).toMatchObject({ balance: 55 });
  });

  it('goes on where it was stopped', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({
      Id: i + 1,
      'User ID': 1,
      Points: 10,
      Created: day(i - 40),
      'Expires At': day(i + 1),
    }));
    const source = sourceOf({ Users: users.slice(0, 1), Loyalty_Points_Transactions: many });
    // A customer, four parts of rows, the copies.
    for (let stopAt = 1; stopAt <= 6; stopAt++) {
      for (const when of ['before', 'after'] as const) {
        const world = createWorld();
        let writes = 0;
        const crash = (call: { method: string }) => {
          const isWrite = ['insert', 'append', 'writeCopies'].includes(call.method);
          if (isWrite && ++writes === stopAt) throw new Error('stopped');
        };
        const dying = world.sibling(withHooks(world.store, { [when]: crash }));
        const first = await runImport(dying, source, apply);
        const report = await runImport(world.ctx, source, apply);
        expect([first.customers.failed, report.customers.failed]).toEqual([1, 0]);
        expect(await account(world, '+79990000001')).toMatchObject({
          balance: 300,
          spendKopecks: 2_500_000,
        });
        expect(await checkChains(world)).toBe(31);
        const user = await world.store.users.byPhone('+79990000001');
        expect(user?.copies).toMatchObject({ loyaltyPoints: 300, headSeq: 31 });
      }
    }
  }, 60_000);

  it('ends early when it is told to, and says what is left', async () => {
    const world = createWorld();
    let asked = 0;
    const stop = () => ++asked > 2;
    const first = await runImport(world.ctx, older, { ...apply, stop });
    expect(first.customers.left).toBeGreaterThan(0);
    const second = await runImport(world.ctx, older, apply);
    expect(second.customers).toMatchObject({ left: 0, failed: 0, changed: 0 });
    expect(await checkChains(world)).toBe(4 + 5);
  });

  it('leaves a customer alone whose older rows changed since', async () => {
    const world = createWorld();
    await runImport(world.ctx, older, apply);
    const moved = [...entries, { Id: 10, 'User ID': 1, Points: 11 }];
    const report = await runImport(
      world.ctx,
      sourceOf({ Users: users, Loyalty_Points_Transactions: moved }),
      apply,
    );
    expect(report.changed).toEqual([{ id: 1, phone: '+79990000001' }]);
    expect(await account(world, '+79990000001')).toMatchObject({ balance: 150 });
  });

  it('adds to a customer who was here before, and stops at a limit', async () => {
    const world = createWorld('standard');
    const made = await world.store.users.insert({
      phone: '+79990000001',
      name: null,
      birthDate: null,
      joinedAt: START,
    });
    if (!made.won) throw new Error('phone taken');
    await joinProgram(world.ctx, made.row.id);
    const report = await runImport(world.ctx, older, { apply: true, limit: 1 });
    expect(report.customers).toMatchObject({ read: 6, chosen: 1, known: 1, new: 0 });
    expect(await account(world, '+79990000001')).toMatchObject({ balance: 1150 });
    expect(await world.store.users.byPhone('+79990000001')).toMatchObject({ name: 'Анна' });
    expect(await world.store.users.byPhone('+79990000002')).toBeNull();
  });

  it.each<[PresetName, number, string]>([
    ['rolling-tiers', 1_500_000, 'Silver'],
    ['at-delivery', 0, 'Bronze'],
  ])('dates the orders of a rolling window (%s)', async (program, windowKopecks, tier) => {
    const world = createWorld(program);
    const source = sourceOf({
      Users: [{ Id: 1, Phone: '+79990000001', 'Total Spent': 19_000 }],
      Orders: [
        { Id: 1, 'User ID': 1, Total: 15_000, Status: 'completed', Created: day(-10) },
        { Id: 2, 'User ID': 1, Total: 4000, Status: 'completed', Created: day(-90) },
        { Id: 3, 'User ID': 1, Total: 700, Status: 'cancelled', Created: day(-2) },
        { Id: 4, 'User ID': 1, Total: 800, Status: 'preparing', Created: day(0) },
      ],
      Loyalty_Points_Transactions: [{ Id: 1, 'User ID': 1, Points: 10, 'Expires At': day(-1) }],
    });
    const report = await runImport(world.ctx, source, apply);
    expect(report.orders).toEqual({
      read: 4,
      unfinished: 1,
      byStatus: {
        completed: { orders: 2, sum: 19_000 },
        cancelled: { orders: 1, sum: 700 },
        preparing: { orders: 1, sum: 800 },
      },
    });
    const opened = await account(world, '+79990000001');
    const inWindow = opened?.window.reduce((sum, w) => sum + w.kopecks, 0);
    expect(inWindow).toBe(windowKopecks);
    expect(opened).toMatchObject({ spendKopecks: 1_900_000, tier });
    // A lot that ended in the older system counts in the balance until the job comes, and cannot be spent.
    expect(opened?.balance).toBe(10);
    expect(opened && availablePoints(opened, START)).toBe(0);
  });
});
