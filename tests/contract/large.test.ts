/**
 * The large demo: its ledgers are true, and every list that staff open answers
 * its first page with as many requests of NocoDB as it did with fewer rows.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readUserLoyalty, userLoyaltyQuery } from '../../lib/api/admin-loyalty';
import { promoUsageQuery } from '../../lib/api/promo-requests';
import { promoUses } from '../../lib/api/promo-views';
import { findUsers, readCustomer, readCustomerOrders } from '../../lib/api/staff-customers';
import {
  editsQuery,
  logsQuery,
  runsQuery,
  userOrdersQuery,
  usersQuery,
} from '../../lib/api/staff-customers-requests';
import { boardAnswer, staffOrderViews } from '../../lib/api/staff-orders';
import { readEdits, readLogs, readRuns } from '../../lib/api/staff-records';
import type { Context } from '../../lib/context';
import { demoSettings } from '../../lib/demo/data';
import { phoneOf } from '../../lib/demo/large-lives';
import { largePromoNames } from '../../lib/demo/large-promo';
import { demoMenu } from '../../lib/demo/menu';
import { seedLarge } from '../../lib/demo/seed-large';
import { openFindings } from '../../lib/loyalty/audit/audit-state';
import { runAudit } from '../../lib/loyalty/audit/run';
import { presets } from '../../lib/loyalty/presets';
import { readBoard } from '../../lib/orders/board';
import { findOrders } from '../../lib/orders/find';
import { createSandboxProvider } from '../../lib/payments/sandbox';
import { openFilling } from '../../lib/store/nocodb/fill';
import type { Store } from '../../lib/store/port';
import { startProxy } from '../support/proxy';
import { freshBase, server } from './harness';

const log = { info: () => {}, warn: () => {}, error: () => {} };
const now = Date.now();

describe.runIf(server)('the large demo', () => {
  let base: Awaited<ReturnType<typeof freshBase>>;
  let store: Store;

  beforeAll(async () => {
    if (!server) return;
    base = await freshBase(server);
    store = await base.open();
    for (const dish of demoMenu.slice(0, 6)) await store.menu.insert(dish);
    for (const [key, value] of Object.entries(demoSettings)) await store.settings.put(key, value);
  });
  afterAll(() => base?.remove());

  function contextOn(on: Store): Context {
    return {
      store: on,
      program: presets.standard,
      timeZone: 'Europe/Moscow',
      now: () => now,
      ticks: () => performance.now(),
      random: Math.random,
      sleep: async () => {},
      payments: createSandboxProvider(),
      later: () => {},
      log,
    };
  }

  async function grow(customers: number, { url = server?.url ?? '', on = store } = {}) {
    if (!server) return;
    const filling = await openFilling({ ...server, url, base: base.title });
    const world = { program: presets.standard, timeZone: 'Europe/Moscow', now, log };
    const orders = customers * 5;
    await seedLarge({ store: on, filling, world, customers, orders, say: () => {} });
  }

  /** A run that dies when its customers are written, before it has said so. */
  async function breakOff(customers: number): Promise<void> {
    const put = async () => {
      throw new Error('broken off');
    };
    const on = { ...store, settings: { ...store.settings, put } };
    await expect(grow(customers, { on })).rejects.toThrow('broken off');
  }

  /** Requests of each first page, by a server that has just started. */
  async function firstPages(): Promise<Record<string, number>> {
    const ctx = contextOn(await base.open());
    const user = await ctx.store.users.byPhone(phoneOf(10));
    const id = user?.id ?? 0;
    const code = await ctx.store.promo.byCode(largePromoNames[0]);
    const pages: Record<string, () => Promise<unknown>> = {
      customers: () => findUsers(ctx, usersQuery.parse({})),
      search: () => findUsers(ctx, usersQuery.parse({ query: '8 900', sort: '-spent' })),
      orders: async () => staffOrderViews(ctx, await findOrders(ctx, {}, null, 50)),
      ordersFound: async () =>
        staffOrderViews(ctx, await findOrders(ctx, { text: '8 900', withPoints: true }, null, 50)),
      board: async () => boardAnswer(ctx, await readBoard(ctx, undefined)),
      card: () => readCustomer(ctx, id),
      points: () => readUserLoyalty(ctx, id, userLoyaltyQuery.parse({})),
      pointsOfType: () => readUserLoyalty(ctx, id, userLoyaltyQuery.parse({ type: 'earned' })),
      customerOrders: () => readCustomerOrders(ctx, id, userOrdersQuery.parse({})),
      logs: () => readLogs(ctx, logsQuery.parse({})),
      logsOfOne: () => readLogs(ctx, logsQuery.parse({ user: String(id) })),
      edits: () => readEdits(ctx, editsQuery.parse({})),
      runs: () => readRuns(ctx, runsQuery.parse({})),
      levels: () => ctx.store.journal.levelChanges(id),
      uses: async () => {
        const { page, limit } = promoUsageQuery.parse({});
        const claims = await ctx.store.promo.claimsOfCode(code?.id ?? 0, page, limit);
        return promoUses(ctx, claims.rows);
      },
      promo: () =>
        ctx.store.promo.searchCodes({
          text: null,
          campaign: null,
          state: 'active',
          now,
          sort: 'created',
          descending: true,
          page: 1,
          limit: 25,
        }),
    };
    const counts: Record<string, number> = {};
    for (const [name, read] of Object.entries(pages)) {
      const before = base.requests.length;
      await read();
      counts[name] = base.requests.length - before;
    }
    return counts;
  }

  it('has true ledgers, and lists that cost no more when there are more rows', async () => {
    // Over a bad line: each first answer of a table is lost, or the request is.
    const line = await startProxy(server?.url ?? '');
    const seen = new Map<string, number>();
    line.rule = (method, path) => {
      const times = (seen.get(path) ?? 0) + 1;
      seen.set(path, times);
      if (method !== 'POST' || times > 2) return 'pass';
      return times === 1 ? 'swallow' : 'drop-answer';
    };
    await grow(20, { url: line.url });
    await line.close();
    const few = await firstPages();
    await breakOff(40);
    await grow(40);
    const { users, orders, promo } = contextOn(store).store;
    expect((await users.page(0, 1000)).rows).toHaveLength(40);
    expect((await orders.page(0, 1000)).rows).toHaveLength(200);
    expect(await orders.unsettled(0, 10)).toEqual({ rows: [], next: null });
    const edited = await orders.edited(24 * 60 * 60 * 1000, 0, 1000);
    expect(edited.rows).toEqual([]);

    // Codes of every kind are used, within their limits and times.
    const uses = (await promo.liveClaims(0, 1000)).rows;
    expect(new Set(uses.map((use) => use.code))).toEqual(new Set(largePromoNames));
    expect(uses.some((use) => use.slotKey)).toBe(true);
    for (const name of largePromoNames) {
      const code = await promo.byCode(name);
      expect(code?.timesUsed).toBe(uses.filter((use) => use.code === name).length);
    }

    const report = await runAudit(contextOn(store));
    expect(report.findings).toEqual([]);
    expect(openFindings(report)).toBe(0);
    expect(report.looked).toMatchObject({ customers: 40, orders: 200 });

    // The board that is known is not read again, and a later order has a higher number.
    const board = await readBoard(contextOn(store), undefined);
    const again = await readBoard(contextOn(store), board.version);
    expect(again).toEqual({ version: board.version, orders: null, counts: {} });
    const newest = await orders.list({}, null, 100);
    expect(new Set(newest.slice(0, 20).map((o) => o.placed.userId)).size).toBeGreaterThan(5);

    const many = await firstPages();
    expect(many).toEqual(few);
    expect(Math.max(...Object.values(many))).toBeLessThanOrEqual(20);
  });

  it('adds only what is missing', async () => {
    const before = base.requests.length;
    await grow(40);
    const writes = base.requests.slice(before).filter((r) => r.method !== 'GET');
    expect(writes).toEqual([]);
    expect((await store.users.page(0, 1000)).rows).toHaveLength(40);
  });
});
