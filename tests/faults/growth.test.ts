/**
 * Two processes of the site on two NocoDB servers over one PostgreSQL: what must never
 * happen twice does not happen twice, for the unique fields live in PostgreSQL.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAudit } from '@/lib/loyalty/audit/run';
import { type Api, adminToken, createApi, dish, lines, refused, signUp } from '../support/api';
import { given } from '../support/base';
import { eventually, soundClaims, soundLedger } from '../support/ledger';
import { newCode } from '../support/make';
import { type NocoDbServer, startNocoDb } from '../support/nocodb-server';
import { startSite, type TestSite } from '../support/site';
import { createWorld } from '../unit/support';

let site: TestSite;
let second: NocoDbServer;
let apis: [Api, Api];

beforeAll(async () => {
  site = await startSite('at-payment');
  const { freePort } = await import(new URL('../../scripts/lib/ports.mjs', import.meta.url).href);
  // It reads the tables' description once: the base has to be there before.
  second = await startNocoDb(given('TEST_PG_URL'), await freePort());
  const { url } = await site.sibling({ NOCODB_URL: second.url });
  apis = [createApi(site.url), createApi(url)];
});
afterAll(async () => {
  await site?.stop();
  await second?.stop();
});

/** `n` requests at once, by turns to both. */
function atOnce<T>(n: number, request: (api: Api, i: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: n }, (_, i) => request(apis[i % 2 ? 1 : 0], i)));
}

test('50 spends of 10 from 100: 10 succeed, the balance is 0', async () => {
  const customer = await signUp(site.url);
  await apis[0].adjust(await adminToken(site.url), customer.id, 100);
  const body = { items: lines(await dish(site.store, 1000)), loyaltyPointsUsed: 10 };
  const answers = await atOnce(50, (api) => api.place(customer, body));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  for (const answer of answers) {
    if (answer.status !== 201) refused(answer, 409, 'POINTS_UNAVAILABLE');
  }
  for (const api of apis) expect((await api.balance(customer)).balance).toBe(0);
  await eventually(() => soundLedger(site.store, customer.id));
});

test('one key: one order, equal answers from both', async () => {
  const customer = await signUp(site.url);
  const body = { items: lines(await dish(site.store, 500)), paymentMethod: 'card' };
  const key = randomUUID();
  const answers = await atOnce(20, (api) => api.place(customer, body, key));
  expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
  expect(new Set(answers.map((answer) => answer.body.order.id)).size).toBe(1);
  const { rows } = await eventually(() => soundLedger(site.store, customer.id));
  expect(rows.filter((row) => row.type === 'earned')).toHaveLength(1);
});

test('40 customers and a code for 7: 7 get it', async () => {
  const items = lines(await dish(site.store, 1000));
  await site.store.promo.insertCode(newCode('SEVEN', { value: 5000, usageLimit: 7 }));
  const customers = await Promise.all(Array.from({ length: 40 }, () => signUp(site.url)));
  const answers = await atOnce(40, (api, i) => {
    const customer = customers[i];
    if (!customer) throw new Error('no customer');
    return api.place(customer, { items, promoCode: 'SEVEN' });
  });
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(7);
  for (const answer of answers) {
    if (answer.status !== 201) refused(answer, 409, 'PROMO_EXHAUSTED');
  }
  await eventually(async () => {
    await Promise.all(
      customers.map(async ({ id }) => {
        await soundClaims(site.store, await soundLedger(site.store, id));
      }),
    );
    expect(await site.store.promo.byCode('SEVEN')).toMatchObject({ timesUsed: 7 });
  });
});

test('jobs on both at once, then the audit is clean', async () => {
  await atOnce(6, (api) => api.cron('reconcile'));
  const world = createWorld('at-payment');
  world.setNow(Date.now());
  const report = await runAudit(world.sibling(site.store));
  expect(report.findings).toEqual([]);
});
