/** The four `client/loyalty` endpoints, the welcome bonus, expiry and the module's switch (standard). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  HistoryEntryView,
  LevelsAnswer,
  MaxSpendAnswer,
  MeAnswer,
  OrderAnswer,
} from '@/lib/api/answers';
import {
  type Api,
  adminToken,
  type Customer,
  createApi,
  DAY,
  dish,
  good,
  lines,
  refused,
  signUp,
} from '../support/api';
import { brief, soundLedger } from '../support/ledger';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let staff: string;

beforeAll(async () => {
  site = await startSite('standard');
  api = createApi(site.url);
  staff = await adminToken(site.url);
});
afterAll(() => site?.stop());

const get = async <T>({ token }: Pick<Customer, 'token'>, path: string): Promise<T> =>
  good<T>(await api.send('GET', `/api/client/loyalty${path}`, { token }));

describe('balance', () => {
  it('starts with the welcome bonus and what it takes to the next tier', async () => {
    const customer = await signUp(site.url);
    expect(customer.welcomePoints).toBe(1000);
    const balance = await api.balance(customer);
    expect(balance).toEqual({
      enabled: true,
      balance: 1000,
      pending: 0,
      totalSpent: 0,
      tier: { name: 'Bronze', title: 'Бронза', earnPercent: 3 },
      progress: {
        next: { name: 'Silver', title: 'Серебро', earnPercent: 5 },
        sum: 0,
        threshold: 20_000,
        remaining: 20_000,
        percent: 0,
        windowDays: null,
      },
      expiring: [],
    });
  });

  it('shows lots that end within 14 days, then expires them, by the cron or before it', async () => {
    const customer = await signUp(site.url);
    await api.advance(17 * DAY);
    const { expiring } = await api.balance(customer);
    expect(expiring).toMatchObject([{ points: 1000, daysLeft: 12 }]);
    await api.advance(13 * DAY);
    expect(await api.balance(customer)).toMatchObject({ balance: 0, expiring: [] });
    const items = lines(await dish(site.store, 1000));
    const body = { items, loyaltyPointsUsed: 1 };
    refused(await api.place(customer, body), 409, 'POINTS_UNAVAILABLE');
    const report = await api.cron('expire-points');
    expect(report).toMatchObject({ failed: 0, left: false });
    expect((await api.cron('expire-points')).done).toBe(0);
    const { rows } = await soundLedger(site.store, customer.id);
    expect(brief(rows)).toEqual(['registration 1000', 'expired -1000']);
  });
});

describe('calculate-max-spend', () => {
  it.each([
    ['?orderTotal=2000&deliveryCost=200', { cap: 450, maxPoints: 450 }],
    ['?orderTotal=2000', { cap: 500, maxPoints: 500 }],
    ['?orderTotal=99999', { cap: 24_999, maxPoints: 1000 }],
    ['?orderTotal=0.5', { cap: 0, maxPoints: 0 }],
    ['?orderTotal=100&deliveryCost=500', { cap: 0, maxPoints: 0 }],
  ])('%s', async (query, expected) => {
    const customer = await signUp(site.url);
    const answer = await get<MaxSpendAnswer>(customer, `/calculate-max-spend${query}`);
    expect(answer).toEqual({ ...expected, available: 1000, percent: 25 });
  });

  it('is what an order is judged by', async () => {
    const customer = await signUp(site.url);
    const items = lines(await dish(site.store, 1003));
    const { maxPoints } = await get<MaxSpendAnswer>(
      customer,
      '/calculate-max-spend?orderTotal=1003',
    );
    expect(maxPoints).toBe(250);
    const over = { items, loyaltyPointsUsed: 251 };
    const problem = refused(await api.place(customer, over), 409, 'POINTS_OVER_CAP');
    expect(problem.maxPoints).toBe(250);
    good(await api.place(customer, { items, loyaltyPointsUsed: 250 }), 201);
  });
});

describe('history', () => {
  it('gives every row once, newest first, page by page', async () => {
    const customer = await signUp(site.url);
    for (let i = 0; i < 22; i++) await api.adjust(staff, customer.id, i % 2 ? -1 : 2);
    const { rows } = await soundLedger(site.store, customer.id);
    for (const limit of [1, 7, 23, 50]) {
      const seen: HistoryEntryView[] = [];
      for (let page = 1, more = true; more; page++) {
        const answer = await api.history(customer, `?page=${page}&limit=${limit}`);
        expect(answer).toMatchObject({ page, limit });
        seen.push(...answer.entries);
        more = answer.hasMore;
      }
      expect(seen.map((e) => e.seq)).toEqual(rows.map((r) => r.seq).reverse());
    }
    expect(await api.history(customer)).toMatchObject({ limit: 50, hasMore: false });
    expect(await api.history(customer, '?page=9')).toMatchObject({ entries: [], hasMore: false });
    const token = customer.token;
    for (const query of ['?limit=51', '?limit=0', '?page=0', '?page=x', '?page=1.5', '?what=1']) {
      const path = `/api/client/loyalty/history${query}`;
      refused(await api.send('GET', path, { token }), 422, 'VALIDATION');
    }
  });

  it('says of a promise when it is paid out, and of a grant when it ends', async () => {
    const customer = await signUp(site.url);
    const items = lines(await dish(site.store, 1000));
    const { order } = good<OrderAnswer>(
      await api.place(customer, { items, paymentMethod: 'cash' }),
      201,
    );
    const { entries } = await api.history(customer);
    expect(entries[0]).toMatchObject({
      type: 'earned',
      status: 'pending',
      points: 30,
      orderId: order.id,
      payoutAt: order.loyalty.payoutAt,
      balanceAfter: 1000,
    });
    expect(entries[1]?.expiresAt).not.toBeNull();
  });
});

it('levels: all tiers, the present one and those reached', async () => {
  const customer = await signUp(site.url);
  const body = { items: lines(await dish(site.store, 20_000)), paymentMethod: 'card' };
  good(await api.place(customer, body), 201);
  const levels = await get<LevelsAnswer>(customer, '/levels');
  expect(levels).toMatchObject({ current: 'Silver', sum: 20_000, windowDays: null });
  expect(levels.levels.map((l) => [l.title, l.reached, l.current, l.maxSpendPercent])).toEqual([
    ['Бронза', true, false, 25],
    ['Серебро', true, true, 25],
    ['Золото', false, false, 25],
  ]);
});

describe('the module off', () => {
  it('earns and spends nothing, keeps balances, and lets cash promises wait', async () => {
    const customer = await signUp(site.url);
    const items = lines(await dish(site.store, 1000));
    const cash = good<OrderAnswer>(await api.place(customer, { items, paymentMethod: 'cash' }), 201)
      .order.id;
    const chosen = good<OrderAnswer>(
      await api.place(customer, { items, loyaltyPointsUsed: 100 }),
      201,
    ).order.id;
    const shown = { total: 1000, payable: 1000, pointsToEarn: 30 };
    try {
      good(await api.toggle(staff, false));
      const status = await api.send('GET', '/api/admin/loyalty/status', { token: staff });
      expect(good(status)).toMatchObject({ enabled: false, programme: { id: 'standard' } });
      expect(await api.balance(customer)).toMatchObject({ enabled: false, balance: 900 });
      expect(await get(customer, '/calculate-max-spend?orderTotal=1000')).toMatchObject({
        maxPoints: 0,
      });
      refused(await api.place(customer, { items, loyaltyPointsUsed: 10 }), 409, 'LOYALTY_DISABLED');
      refused(
        await api.place(customer, { items, paymentMethod: 'card', expected: shown }),
        409,
        'QUOTE_CHANGED',
      );
      // Points chosen before are honoured; what is paid now never earns.
      const paid = good<OrderAnswer>(
        await api.patch(customer, chosen, { paymentMethod: 'card', pay: true }),
      );
      expect(paid).toMatchObject({
        loyaltyPointsEarned: 0,
        order: { paid: 900, loyalty: { pointsEarnedState: 'none', pointsUsedState: 'used' } },
        userProfile: { loyaltyPoints: 900, totalSpent: 1000 },
      });
      good(await api.staff(staff, cash, { status: 'delivered' }));
      await api.advance(2 * DAY);
      await api.cron('process-pending-points');
      expect(await api.balance(customer)).toMatchObject({ balance: 900, pending: 30 });
      const joined = await signUp(site.url);
      expect(joined.welcomePoints).toBe(0);
      const me = await api.send<MeAnswer>('GET', '/api/auth/me', { token: joined.token });
      expect(good(me)).toMatchObject({ loyaltyEnabled: false, userProfile: { loyaltyPoints: 0 } });
    } finally {
      good(await api.toggle(staff, true));
    }
    await api.cron('process-pending-points');
    expect(await api.balance(customer)).toMatchObject({ balance: 930, pending: 0 });
    good(await api.staff(staff, chosen, { status: 'cancelled' }));
    expect(await api.balance(customer)).toMatchObject({ balance: 1030, totalSpent: 1000 });
    await soundLedger(site.store, customer.id);
    const logs = await site.store.journal.logs(50);
    const switches = logs.filter((l) => l.type === 'module_toggled');
    expect(switches.map((l) => [l.new, l.metadata.adminId])).toEqual([
      ['true', site.adminId],
      ['false', site.adminId],
    ]);
  });
});

it('birthday bonuses are granted once, however often the job runs', async () => {
  const { body } = await api.send<{ now: string }>('POST', '/api/dev/clock', {
    token: 'test-clock-secret-1234',
    body: {},
  });
  const soon = new Date(Date.parse(body.now) + 2 * DAY).toISOString().slice(5, 10);
  const birthDate = soon === '02-29' ? '1990-02-28' : `1990-${soon}`;
  const customer = await signUp(site.url, { name: 'Анна', birthDate });
  const reports = await Promise.all([1, 2, 3, 4].map(() => api.cron('birthday-bonuses')));
  expect(reports.every((r) => r.failed === 0)).toBe(true);
  await api.advance(DAY);
  await api.cron('birthday-bonuses');
  const { rows } = await soundLedger(site.store, customer.id);
  expect(brief(rows)).toEqual(['registration 1000', 'birthday 500']);
});
