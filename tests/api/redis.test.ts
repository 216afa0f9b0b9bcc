/**
 * Two processes of the site and one Redis, with limits and cache as they are by
 * default: a write on one is seen on the other at once, what is counted is counted
 * together, and when Redis dies everybody goes on.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BalanceAnswer, MenuAnswer } from '@/lib/api/answers';
import type { MenuItem } from '@/lib/store/port-menu';
import {
  type Api,
  adminToken,
  type Customer,
  createApi,
  dish,
  good,
  lines,
  refused,
  signUp,
} from '../support/api';
import { eventually } from '../support/ledger';
import { startTestRedis, type TestRedis } from '../support/redis';
import { startSite, type TestSite, USUAL_LIMITS } from '../support/site';

let redis: TestRedis;
let site: TestSite;
let one: Api;
let two: Api;
let staff: string;
let customer: Customer;
let soup: MenuItem;

beforeAll(async () => {
  redis = await startTestRedis();
  site = await startSite('standard', { ...USUAL_LIMITS, CACHE: 'on', REDIS_URL: redis.url });
  const { url } = await site.sibling();
  [one, two] = [createApi(site.url), createApi(url)];
  soup = await dish(site.store, 1000);
  [staff, customer] = [await adminToken(site.url), await signUp(site.url)];
});
afterAll(async () => {
  await site?.stop();
  await redis?.die();
});

const balances = async () =>
  Promise.all([one, two].map(async (api) => (await api.balance(customer)).balance));

it('a balance read on one process is never older than a write on the other', async () => {
  const start = (await one.balance(customer)).balance;
  let expected = start;
  for (const [n, api] of [one, two, one, two].entries()) {
    // Both have it in the cache now.
    expect(await balances()).toEqual([expected, expected]);
    await api.adjust(staff, customer.id, n + 1);
    expected += n + 1;
    expect(await balances()).toEqual([expected, expected]);
  }
  const body = { items: lines(soup, 2), paymentMethod: 'card', loyaltyPointsUsed: 100 };
  const { userProfile } = good<{ userProfile: { loyaltyPoints: number } }>(
    await two.place(customer, body),
    201,
  );
  expect(await balances()).toEqual([userProfile.loyaltyPoints, userProfile.loyaltyPoints]);
});

it('readers and writers at once: what is read last is what was written last', async () => {
  const before = (await one.balance(customer)).balance;
  const reading = Array.from({ length: 12 }, (_, i) => (i % 2 ? one : two).balance(customer));
  const writing = [1, 2, 3, 4].map((n) => (n % 2 ? one : two).adjust(staff, customer.id, n));
  await Promise.all([...reading, ...writing]);
  expect(await balances()).toEqual([before + 10, before + 10]);
});

it('the switch of the module on one process is seen on the other', async () => {
  const enabled = async (api: Api) =>
    good<MenuAnswer>(await api.send('GET', '/api/menu')).loyalty.enabled;
  expect([await enabled(one), await enabled(two)]).toEqual([true, true]);
  good(await one.toggle(staff, false));
  expect([await enabled(one), await enabled(two)]).toEqual([false, false]);
  good(await two.toggle(staff, true));
  expect([await enabled(one), await enabled(two)]).toEqual([true, true]);
});

it('Redis dies and comes back: requests go on, balances are right, each process says so once', async () => {
  const told = (event: string) => site.log().split(`"event":"${event}"`).length - 1;
  expect(told('redis.away')).toBe(0);
  const before = (await one.balance(customer)).balance;

  await redis.die();
  await one.adjust(staff, customer.id, 5);
  // The writer's own process never shows the old value; another within seconds.
  expect((await one.balance(customer)).balance).toBe(before + 5);
  await eventually(async () => {
    const answer: BalanceAnswer = await two.balance(customer);
    expect(answer.balance).toBe(before + 5);
  });
  for (let i = 0; i < 5; i++) await Promise.all([one, two].map((api) => api.balance(customer)));
  good(await one.send('GET', '/api/health'));
  expect(await one.send('GET', '/api/health')).toMatchObject({
    status: 200,
    body: { status: 'ready', redis: 'away' },
  });
  expect(told('redis.away')).toBe(2);

  await redis.comeBack();
  await eventually(async () => {
    for (const api of [one, two]) {
      expect(good(await api.send('GET', '/api/health'))).toMatchObject({ redis: 'ready' });
    }
  });
  await two.adjust(staff, customer.id, 7);
  expect(await balances()).toEqual([before + 12, before + 12]);
  expect(told('redis.away')).toBe(2);
  expect(told('redis.back')).toBe(2);
  expect(site.log()).not.toContain('request.failed');
});

it('a customer’s requests are counted on both together; others are not concerned', async () => {
  const [greedy, other] = [await signUp(site.url), await signUp(site.url)];
  const ask = async (api: Api, { token }: Customer) =>
    (await api.send('GET', '/api/auth/me', { token })).status;
  const asked = await Promise.all(
    Array.from({ length: 100 }, (_, i) => ask(i % 2 ? one : two, greedy)),
  );
  expect(asked.filter((status) => status !== 200)).toEqual([]);
  for (const api of [one, two]) {
    const token = greedy.token;
    const problem = refused(
      await api.send('GET', '/api/auth/me', { token }),
      429,
      'TOO_MANY_REQUESTS',
    );
    expect(problem.retryAfter).toBeGreaterThan(0);
    expect(problem.retryAfter).toBeLessThanOrEqual(60);
  }
  expect(await ask(one, other)).toBe(200);
});
