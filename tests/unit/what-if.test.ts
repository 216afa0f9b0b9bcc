/** "What if" against the ledger: the same programme gives exactly what happened. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '@/lib/context';
import { seedDemo } from '@/lib/demo/seed';
import { readCustomerHistory, readHistories } from '@/lib/insights/customer-history';
import { replayCustomer, type Scenario } from '@/lib/insights/replay-customer';
import { moduleSwitches } from '@/lib/insights/switches';
import { runWhatIf, WhatIfCancelled } from '@/lib/insights/what-if';
import { grantBirthdayBonuses } from '@/lib/jobs/birthday-bonuses';
import { expirePoints } from '@/lib/jobs/expire-points';
import { processPendingPoints } from '@/lib/jobs/pending-points';
import { defaultJobLimits } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import type { LedgerEntry } from '@/lib/loyalty/entry';
import { joinProgram } from '@/lib/loyalty/join';
import { type PresetName, presetNames, presets } from '@/lib/loyalty/presets';
import type { LoyaltyProgram } from '@/lib/loyalty/program';
import { toggleModule } from '@/lib/loyalty/toggle';
import { cancelOrder } from '@/lib/orders/cancel';
import { placeOrder } from '@/lib/orders/place';
import { changeAmounts, moveOrder, takeCash } from '@/lib/orders/staff';
import { createMemoryStore } from '@/lib/store/memory';
import type { Store } from '@/lib/store/port';
import { addDish, addUser, createWorld, START, type World } from './support';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = 60 * 60 * 1000;
const NOW = Date.parse('2026-03-20T12:00:00+03:00');
const silent = { info: () => {}, warn: () => {}, error: () => {} };
const control = { onProgress: () => {}, isCancelled: () => false };

/** What of a row has to be the same: all but its place in the store. */
function brief(row: LedgerEntry) {
  const { type, status, points, orderId, at, expiresAt, spendKopecks, balanceAfter, tier } = row;
  return { type, status, points, orderId, at, expiresAt, spendKopecks, balanceAfter, tier };
}

function contextOf(store: Store, program: LoyaltyProgram, log = silent): Context {
  return { ...createWorld().ctx, store, program, now: () => NOW, sleep: async () => {}, log };
}

/** Both sides of every customer, row by row. */
async function compareRows(ctx: Context, days: number): Promise<void> {
  const scenario: Scenario = {
    program: ctx.program,
    current: ctx.program,
    timeZone: ctx.timeZone,
    from: ctx.now() - days * DAY,
    to: ctx.now(),
    switches: moduleSwitches(await ctx.store.journal.logs(1000)),
  };
  const { rows: users } = await ctx.store.users.page(0, 100);
  const together = await readHistories(ctx, users, scenario.to);
  for (const user of users) {
    const history = await readCustomerHistory(ctx, user, scenario.to);
    expect(together.get(user.id)).toEqual(history);
    const replayed = await replayCustomer(scenario, history);
    const actual = history.rows.filter((r) => r.at >= scenario.from);
    expect(replayed.rows.map(brief)).toEqual(actual.map(brief));
    expect(replayed.account).toEqual(history.rows.at(-1)?.account);
    expect(replayed).toMatchObject({ cappedOrders: 0, cappedPoints: 0, refusedChanges: 0 });
  }
}

describe.each(presetNames)('the demo restaurant under %s', (name) => {
  const store = createMemoryStore();
  const program = presets[name];
  beforeAll(async () => {
    await seedDemo({
      store,
      program,
      timeZone: 'Europe/Moscow',
      now: NOW,
      adminPassword: 'demo-password-of-tests',
      log: silent,
      say: () => {},
    });
  });

  test.each([7, 30, 60, 400])('the same programme over %i days gives the ledger', async (days) => {
    const warn: unknown[] = [];
    const log = { ...silent, warn: (...args: unknown[]) => void warn.push(args) };
    const ctx = contextOf(store, program, log);
    await compareRows(ctx, days);
    const result = await runWhatIf(ctx, { days, program }, control);
    expect(warn).toEqual([]);
    expect(result.tried).toEqual(result.actual);
    expect(result).toMatchObject({ cappedOrders: 0, refusedChanges: 0, affected: [], failed: 0 });
    // And that is what the ledger's own sums say.
    if (days !== 400) return;
    const { rows: users } = await store.users.page(0, 100);
    const totals = await Promise.all(users.map((u) => store.ledger.totals(u.id)));
    const sum = (...types: (keyof (typeof totals)[number])[]) =>
      totals.reduce((all, t) => all + types.reduce((s, type) => s + t[type], 0), 0);
    expect(result.actual).toMatchObject({
      earned: sum('earned', 'cancelled'),
      gifts: sum('registration', 'birthday'),
      spent: -sum('used', 'refunded') || 0,
      expired: -sum('expired') || 0,
    });
    expect(result.customers).toBe(users.length);
  });

  test.each(presetNames.filter((other) => other !== name))('can be tried as %s', async (other) => {
    const ctx = contextOf(store, program);
    const result = await runWhatIf(ctx, { days: 400, program: presets[other] }, control);
    expect(result.failed).toBe(0);
    // Nothing is written to the real store, and nothing is lost: in = out + what is left.
    const { earned, gifts, adjusted, spent, expired, outstanding, debt } = result.tried;
    expect(earned + gifts + adjusted - spent - expired).toBe(outstanding - debt);
    expect(result.actual).toEqual((await runWhatIf(ctx, { days: 400, program }, control)).tried);
  });
});

/** A busy month of one customer: every kind of event, with the scheduler coming by each day. */
async function busyMonth(world: World): Promise<number> {
  const { ctx, store } = world;
  const admin = { kind: 'admin', id: 1 } as const;
  const dish = await addDish(store, 100_000);
  const user = await addUser(store, '1990-03-20');
  let day = 0;
  const at = async (days: number, hours = 0) => {
    for (; day < days; day++) {
      world.setNow(START + day * DAY);
      await processPendingPoints(ctx, defaultJobLimits);
      await expirePoints(ctx, defaultJobLimits);
      await grantBirthdayBonuses(ctx, defaultJobLimits);
      await world.drain();
    }
    world.setNow(START + days * DAY + hours * HOUR);
  };
  const place = async (key: string, more: object = {}) => {
    const placed = await placeOrder(ctx, user.id, key, {
      items: [{ menuItemId: dish.id, quantity: 3 }],
      deliveryAddress: null,
      scheduledFor: null,
      method: 'card',
      promoCode: null,
      points: 0,
      comment: null,
      expected: null,
      ...({ cutlery: null, changeFrom: null, ...more } as object),
    });
    await world.drain();
    if (!placed.ok) throw new Error(placed.code);
    return placed.snapshot.order.id;
  };
  await joinProgram(ctx, user.id);
  const first = await place('first');
  await at(0, 2);
  await moveOrder(ctx, first, admin, 'delivered');
  await at(1, 1);
  const cash = await place('cash', { method: 'cash' });
  await takeCash(ctx, cash, admin);
  await moveOrder(ctx, cash, admin, 'completed');
  await at(4, 3);
  await adjustBalance(ctx, { userId: user.id, points: 700, reason: 'sorry', adminId: 1, key: 'a' });
  await world.drain();
  const spent = await place('spent', { points: 600 });
  await moveOrder(ctx, spent, admin, 'delivered');
  await at(6, 1);
  await changeAmounts(ctx, spent, admin, { items: [{ menuItemId: dish.id, quantity: 1 }] });
  const gone = await place('gone', { points: 200 });
  await at(7, 2);
  await cancelOrder(ctx, gone, admin, 'no courier');
  await toggleModule(ctx, 1, false);
  await at(8, 2);
  const off = await place('off', { method: 'cash' });
  await moveOrder(ctx, off, admin, 'issued');
  await at(10, 1);
  await toggleModule(ctx, 1, true);
  await adjustBalance(ctx, {
    userId: user.id,
    points: -50,
    reason: 'mistake',
    adminId: 1,
    key: 'b',
  });
  await world.drain();
  await at(70, 1);
  await place('late');
  await at(75);
  await world.drain();
  return user.id;
}

describe('a busy month', () => {
  test.each(['standard', 'rolling-tiers', 'at-payment'] as const)(
    'is played again exactly under %s',
    async (name: PresetName) => {
      const world = createWorld(name);
      await busyMonth(world);
      for (const days of [74, 70, 68, 5]) await compareRows(world.ctx, days);
    },
  );

  test('a lower cap takes points off orders and says so', async () => {
    const world = createWorld('at-payment');
    const userId = await busyMonth(world);
    const { program } = world.ctx;
    const strict = { ...program, spendCap: { percent: 5, delivery: 'included' as const } };
    const result = await runWhatIf(world.ctx, { days: 100, program: strict }, control);
    // 600 and 200 points on 3 000 rubles: 5 % are 150.
    expect(result).toMatchObject({ cappedOrders: 2, cappedPoints: 450 + 50, failed: 0 });
    expect(result.tried.spent).toBe(150);
    expect(result.affected[0]).toMatchObject({ userId });
  });

  test('a promise that is shorter, a gift that was not there', async () => {
    const world = createWorld('at-payment');
    await busyMonth(world);
    const kind: LoyaltyProgram = {
      ...world.ctx.program,
      cashHoldHours: 1,
      welcome: { points: 100, lifeDays: null },
      birthday: { points: 50, daysBefore: 3, daysAfter: 7, minDaysBetween: 330 },
    };
    const result = await runWhatIf(world.ctx, { days: 100, program: kind }, control);
    expect(result.tried.gifts).toBe(150);
    expect(result.tried.earned).toBe(result.actual.earned);
    expect(result.actual.gifts).toBe(0);
  });
});

test('a run tells how far it is and can be called off', async () => {
  const world = createWorld('standard');
  for (let i = 0; i < 9; i++) await joinProgram(world.ctx, (await addUser(world.store)).id);
  const seen: [number, number][] = [];
  const request = { days: 30, program: presets.standard };
  const follow = {
    onProgress: (...p: [number, number]) => void seen.push(p),
    isCancelled: () => seen.length === 2,
  };
  await expect(runWhatIf(world.ctx, request, follow)).rejects.toThrow(WhatIfCancelled);
  expect(seen).toEqual([
    [1, 9],
    [2, 9],
  ]);
});
