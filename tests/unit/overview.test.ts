/** The overview against the ledger and the orders that it is made from. */
import { describe, expect, test } from 'vitest';
import { overviewAnswer } from '@/lib/api/insights-views';
import { overviewAnswer as overviewSchema } from '@/lib/api/openapi/answers-insights';
import type { Context } from '@/lib/context';
import { seedDemo } from '@/lib/demo/seed';
import { computeOverview } from '@/lib/insights/overview';
import { rowsByCustomer } from '@/lib/insights/row-pages';
import { Insights } from '@/lib/insights/state';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { joinProgram } from '@/lib/loyalty/join';
import { livePoints } from '@/lib/loyalty/lots';
import { presetNames, presets } from '@/lib/loyalty/presets';
import { createMemoryStore } from '@/lib/store/memory';
import { addUser, createWorld } from './support';

const NOW = Date.parse('2026-03-20T12:00:00+03:00');
const log = { info: () => {}, warn: () => {}, error: () => {} };

async function demo(name: (typeof presetNames)[number]): Promise<Context> {
  const store = createMemoryStore();
  const program = presets[name];
  const timeZone = 'Europe/Moscow';
  const password = { adminPassword: 'demo-password-of-tests' };
  await seedDemo({ store, program, timeZone, now: NOW, log, say: () => {}, ...password });
  return { ...createWorld().ctx, store, program, now: () => NOW, sleep: async () => {} };
}

describe.each(presetNames)('of the demo restaurant under %s', (name) => {
  test('sums are those of the rows, the liability that of the accounts', async () => {
    const ctx = await demo(name);
    const overview = await computeOverview(ctx, 366);
    const { rows: users } = await ctx.store.users.page(0, 100);
    const heads = await Promise.all(users.map((u) => ctx.store.ledger.head(u.id)));
    const totals = await Promise.all(users.map((u) => ctx.store.ledger.totals(u.id)));
    const live = heads.map((h) => livePoints(h?.account.lots ?? [], NOW));
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    const moved = (key: 'earned' | 'spent' | 'expired' | 'gifts') =>
      sum(overview.series.map((s) => s[key]));

    expect(overview.customers).toBe(users.length);
    expect(overview.outstanding).toBe(sum(live));
    expect(sum(overview.liability.map((l) => l.points))).toBe(overview.outstanding);
    expect(sum(overview.tiers.map((t) => t.customers))).toBe(users.length);
    expect(moved('earned')).toBe(sum(totals.map((t) => t.earned + t.cancelled)));
    expect(moved('gifts')).toBe(sum(totals.map((t) => t.registration + t.birthday)));
    expect(moved('spent')).toBe(-sum(totals.map((t) => t.used + t.refunded)) || 0);
    expect(moved('expired')).toBe(-sum(totals.map((t) => t.expired)) || 0);
    expect(overview.series).toHaveLength(366);
    expect(overview.series.at(-1)?.day).toBe('2026-03-20');
    expect(new Set(overview.series.map((s) => s.day)).size).toBe(366);

    const { rows: orders } = await ctx.store.orders.page(0, 1000);
    const { withPoints, withoutPoints, cancelled } = overview.orders;
    expect(withPoints.orders + withoutPoints.orders + cancelled).toBe(orders.length);
    expect(withPoints.orders).toBe(orders.filter((o) => o.placed.points > 0).length);
  });
});

test('a shorter period counts less, and the same is owed', async () => {
  const ctx = await demo('standard');
  const [week, year] = [await computeOverview(ctx, 7), await computeOverview(ctx, 366)];
  expect(week.series).toHaveLength(7);
  expect(week.from).toBe('2026-03-14');
  expect(week.liability).toEqual(year.liability);
  // Placed 6, 3 and a fifth of a day before.
  expect(week.orders.withPoints.orders + week.orders.withoutPoints.orders).toBe(3);
});

test('an empty restaurant has an overview too', async () => {
  const { ctx } = createWorld('standard');
  const overview = await computeOverview(ctx, 30);
  expect(overview).toMatchObject({ customers: 0, outstanding: 0, liability: [] });
  expect(overview.series).toHaveLength(30);
});

test('a history longer than a page is read in parts', async () => {
  const { ctx, store } = createWorld('at-payment');
  const [long, none] = [await addUser(store), await addUser(store)];
  await joinProgram(ctx, long.id);
  for (let i = 0; i < 1300; i++) {
    const wish = { userId: long.id, points: 1, reason: 'test', adminId: 1, key: `k${i}` };
    await adjustBalance(ctx, wish);
  }
  const parts: [number, number, boolean][] = [];
  for await (const { userId, rows, isLast } of rowsByCustomer(ctx)) {
    parts.push([userId, rows.length, isLast]);
  }
  expect(parts).toEqual([
    [long.id, 999, false],
    [long.id, 302, true],
    [none.id, 0, true],
  ]);
  const overview = await computeOverview(ctx, 30);
  expect(overview).toMatchObject({ outstanding: 1300, customers: 2 });
  expect(overview.series.at(-1)?.adjusted).toBe(1300);
}, 30_000);

describe('kept results', () => {
  test('are computed once in ten minutes, or when asked to', async () => {
    const { ctx, setNow } = createWorld('standard');
    const insights = new Insights();
    const start = ctx.now();
    const first = await insights.overview(ctx, 30, false);
    expect(first).toMatchObject({ computing: false, failed: false });
    expect(overviewSchema.parse(overviewAnswer(first)).overview?.days).toBe(30);
    setNow(start + 9 * 60_000);
    expect((await insights.overview(ctx, 30, false)).overview?.computedAt).toBe(start);
    const asked = await insights.overview(ctx, 30, true);
    expect(asked.overview?.computedAt).toBe(start + 9 * 60_000);
    setNow(start + 20 * 60_000);
    const late = await insights.overview(ctx, 30, false);
    expect(late.overview?.computedAt).toBe(start + 20 * 60_000);
  });

  test('a slow one is answered without, and computed once for all who ask', async () => {
    const { ctx, store } = createWorld('standard');
    let reads = 0;
    let finish = () => {};
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const page: typeof store.users.page = async (...args) => {
      reads += 1;
      await gate;
      return store.users.page(...args);
    };
    const slow: Context = {
      ...ctx,
      store: { ...store, users: { ...store.users, page } },
      sleep: async () => {},
    };
    const insights = new Insights();
    const states = [
      await insights.overview(slow, 30, false),
      await insights.overview(slow, 30, true),
    ];
    expect(states).toMatchObject([
      { overview: null, computing: true },
      { overview: null, computing: true },
    ]);
    expect(reads).toBe(1);
    finish();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect((await insights.overview(slow, 30, false)).overview).not.toBeNull();
  });

  test('a failure is told, not kept', async () => {
    const { ctx, store } = createWorld('standard');
    const broken = { ...store.users, page: () => Promise.reject(new Error('down')) };
    const insights = new Insights();
    const failed = await insights.overview(
      { ...ctx, store: { ...store, users: broken } },
      30,
      false,
    );
    expect(failed).toMatchObject({ failed: true, computing: false, overview: null });
    expect((await insights.overview(ctx, 30, false)).failed).toBe(false);
  });
});
