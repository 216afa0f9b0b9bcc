/** Many requests at once, at two processes of the site over one base. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderAnswer, SignInAnswer } from '@/lib/api/answers';
import type { NewPromoCode } from '@/lib/store/port-promo';
import {
  type Answer,
  type Api,
  adminToken,
  call,
  createApi,
  DAY,
  dish,
  good,
  lines,
  newPhone,
  refused,
  signUp,
} from '../support/api';
import { brief, eventually, soundClaims, soundLedger } from '../support/ledger';
import { newCode } from '../support/make';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let apis: [Api, Api];
let staff: string;

beforeAll(async () => {
  site = await startSite('at-payment');
  const { url } = await site.sibling();
  apis = [createApi(site.url), createApi(url)];
  staff = await adminToken(site.url);
});
afterAll(() => site?.stop());

/** `n` requests at once, by turns to both processes. */
function atOnce<T>(n: number, request: (api: Api, i: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: n }, (_, i) => request(apis[i % 2 ? 1 : 0], i)));
}

async function promoCode(code: string, change: Partial<NewPromoCode> = {}): Promise<void> {
  const made = await site.store.promo.insertCode(newCode(code, { value: 5_000, ...change }));
  if (!made.won) throw new Error(`${code} exists`);
}

const accepted = (answers: Answer<OrderAnswer>[]) => answers.filter((a) => a.status === 201);

describe('50 orders at once, each spending 10 of 100 points, with a promo code', () => {
  it('10 are accepted, the rest leave nothing behind and replay their refusal', async () => {
    const customer = await signUp(site.url);
    await apis[0].adjust(staff, customer.id, 100);
    await promoCode('CROWD');
    const items = lines(await dish(site.store, 1000));
    const body = { items, loyaltyPointsUsed: 10, promoCode: 'CROWD' };
    const keys = Array.from({ length: 50 }, () => randomUUID());
    const answers = await atOnce(50, (api, i) => api.place(customer, body, keys[i]));
    expect(accepted(answers)).toHaveLength(10);
    for (const answer of answers) {
      if (answer.status !== 201) refused(answer, 409, 'POINTS_UNAVAILABLE');
    }
    expect((await apis[1].balance(customer)).balance).toBe(0);
    await eventually(async () => {
      const state = await soundLedger(site.store, customer.id);
      expect(state.balance).toBe(0);
      expect(state.orders.filter((o) => o.facts.status !== 'cancelled')).toHaveLength(10);
      for (const { facts, rows } of state.orders) {
        if (facts.status !== 'cancelled') expect(brief(rows)).toEqual(['used -10']);
        else expect(rows.map((r) => [r.points, r.closes])).toEqual([[0, true]]);
      }
      await soundClaims(site.store, state);
      expect(await site.store.promo.byCode('CROWD')).toMatchObject({ timesUsed: 10 });
    });
    const written = answers.flatMap((a, i) => {
      const { orderId } = a.body as { orderId?: number };
      return orderId === undefined ? [] : [{ i, orderId, body: a.body }];
    });
    expect(written.length).toBeGreaterThan(0);
    for (const { i, body: problem } of written.slice(0, 5)) {
      const replay = refused(
        await apis[0].place(customer, body, keys[i]),
        409,
        'POINTS_UNAVAILABLE',
      );
      expect(replay).toEqual(problem);
    }
    const ids = accepted(answers).map((a) => a.body.order.id);
    good(await apis[1].patch(customer, Number(ids[0]), { orderStatus: 'cancelled' }));
    expect((await apis[0].balance(customer)).balance).toBe(10);
  });
});

describe('one Idempotency-Key', () => {
  it('20 equal requests at once: one order, one set of rows, 20 equal answers', async () => {
    const customer = await signUp(site.url);
    await apis[0].adjust(staff, customer.id, 100);
    await promoCode('TWENTY', { usageType: 'once_per_user' });
    const body = {
      items: lines(await dish(site.store, 1000)),
      paymentMethod: 'card',
      loyaltyPointsUsed: 40,
      promoCode: 'TWENTY',
    };
    const key = randomUUID();
    const answers = await atOnce(20, (api) => api.place(customer, body, key));
    const first = good<OrderAnswer>(answers[0] as Answer<OrderAnswer>, 201);
    expect(first).toMatchObject({
      loyaltyPointsEarned: 30,
      order: { payable: 910, paid: 910, paymentStatus: 'paid' },
      userProfile: { loyaltyPoints: 90, totalSpent: 910 },
    });
    for (const answer of answers) {
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual(first);
    }
    const state = await soundLedger(site.store, customer.id);
    expect(state.orders).toHaveLength(1);
    expect(brief(state.rows).slice(2)).toEqual(['used -40', 'earned 30']);
    await soundClaims(site.store, state);
    expect(
      await site.store.promo
        .byCode('TWENTY')
        .then((c) => c && site.store.promo.countLiveClaims(c.id)),
    ).toBe(1);
    await eventually(async () => {
      expect((await apis[1].place(customer, body, key)).body).toEqual(first);
    });
  });

  it('with another body it is refused, and nothing is written', async () => {
    const customer = await signUp(site.url);
    const items = lines(await dish(site.store, 500));
    const key = randomUUID();
    const { order } = good<OrderAnswer>(await apis[0].place(customer, { items }, key), 201);
    await promoCode('MISUSE', { usageType: 'once_total' });
    const others = [
      { items, comment: 'другое' },
      { items, promoCode: 'MISUSE' },
      { items, paymentMethod: 'card' },
    ];
    for (const body of others) {
      refused(await apis[1].place(customer, body, key), 422, 'IDEMPOTENCY_MISMATCH');
    }
    const { orders } = await soundLedger(site.store, customer.id);
    expect(orders.map((o) => o.order.id)).toEqual([order.id]);
    const code = await site.store.promo.byCode('MISUSE');
    expect(code && (await site.store.promo.countLiveClaims(code.id))).toBe(0);
  });

  it('two different bodies at once: one order, the other one is refused', async () => {
    const customer = await signUp(site.url);
    const items = lines(await dish(site.store, 500));
    await promoCode('RACE', { usageType: 'once_total' });
    const key = randomUUID();
    const answers = await atOnce(10, (api, i) =>
      api.place(customer, i % 2 ? { items } : { items, promoCode: 'RACE' }, key),
    );
    expect(new Set(answers.map((a) => a.status))).toEqual(new Set([201, 422]));
    await eventually(async () => {
      const state = await soundLedger(site.store, customer.id);
      expect(state.orders).toHaveLength(1);
      await soundClaims(site.store, state);
    });
  });

  it('belongs to its customer', async () => {
    const [one, two] = [await signUp(site.url), await signUp(site.url)];
    const items = lines(await dish(site.store, 500));
    const key = randomUUID();
    const a = good<OrderAnswer>(await apis[0].place(one, { items }, key), 201);
    const b = good<OrderAnswer>(await apis[1].place(two, { items }, key), 201);
    expect(a.order.id).not.toBe(b.order.id);
  });
});

it('20 payout jobs at once pay each due order out once', async () => {
  const customers = await Promise.all([1, 2].map(() => signUp(site.url)));
  const items = lines(await dish(site.store, 1000));
  for (const customer of customers) {
    for (let i = 0; i < 2; i++) {
      good(await apis[0].place(customer, { items, paymentMethod: 'cash' }), 201);
    }
  }
  await Promise.all(apis.map((api) => api.advance(DAY + 1000)));
  const reports = await atOnce(20, (api) => api.cron('process-pending-points'));
  expect(reports.every((r) => r.failed === 0 && !r.left)).toBe(true);
  for (const customer of customers) {
    const { rows, balance } = await soundLedger(site.store, customer.id);
    expect(balance).toBe(60);
    expect(rows.filter((r) => r.type === 'earned' && r.status === 'completed')).toHaveLength(2);
  }
});

it('the last use of a promo code goes to one of 10 customers', async () => {
  await promoCode('LAST', { usageType: 'unlimited', usageLimit: 1 });
  const customers = await Promise.all(Array.from({ length: 10 }, () => signUp(site.url)));
  const items = lines(await dish(site.store, 300));
  const body = { items, promoCode: 'LAST' };
  const answers = await atOnce(10, (api, i) => api.place(customers[i] as { token: string }, body));
  expect(accepted(answers)).toHaveLength(1);
  for (const answer of answers) {
    if (answer.status !== 201) refused(answer, 409, 'PROMO_EXHAUSTED');
  }
  const winner = answers.findIndex((a) => a.status === 201);
  const id = Number(answers[winner]?.body.order.id);
  good(
    await apis[0].patch(customers[winner] as { token: string }, id, { orderStatus: 'cancelled' }),
  );
  await eventually(async () => {
    const next = customers[winner === 0 ? 1 : 0] as { token: string };
    good(await apis[1].place(next, body), 201);
  });
});

it('one customer cannot use a once-per-user code twice', async () => {
  await promoCode('ONCE', { usageType: 'once_per_user' });
  const customer = await signUp(site.url);
  const body = { items: lines(await dish(site.store, 300)), promoCode: 'ONCE' };
  const answers = await atOnce(10, (api) => api.place(customer, body));
  expect(accepted(answers)).toHaveLength(1);
  for (const answer of answers) {
    if (answer.status !== 201) refused(answer, 409, 'PROMO_ALREADY_USED');
  }
  await eventually(async () => soundClaims(site.store, await soundLedger(site.store, customer.id)));
});

it('parallel first sign-ins make one customer with one welcome row', async () => {
  const phone = newPhone();
  const asked = await call<{ devCode: string }>(site.url, 'POST', '/api/auth/request-code', {
    body: { phone },
  });
  const { devCode: code } = good<{ devCode: string }>(asked);
  const answers = await atOnce(5, ({ url }) =>
    call<SignInAnswer>(url, 'POST', '/api/auth/verify', { body: { phone, code } }),
  );
  expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
  const users = await site.base.sql('select id from %s.users where phone = $1', [phone]);
  expect(users).toHaveLength(1);
  const { rows } = await soundLedger(site.store, Number(users[0]?.id));
  expect(brief(rows)).toEqual(['registration 0']);
});

it('one correction key sent 10 times moves the balance once', async () => {
  const customer = await signUp(site.url);
  const headers = { 'idempotency-key': randomUUID() };
  const body = { userId: customer.id, amount: 70, type: 'earn', reason: 'извинение' };
  const answers = await atOnce(10, (api) =>
    api.send('POST', '/api/admin/loyalty/adjust', { token: staff, body, headers }),
  );
  for (const answer of answers) expect(good(answer)).toMatchObject({ balance: 70 });
  const other = { ...body, amount: 71 };
  refused(
    await apis[0].send('POST', '/api/admin/loyalty/adjust', { token: staff, body: other, headers }),
    422,
    'IDEMPOTENCY_MISMATCH',
  );
  expect((await soundLedger(site.store, customer.id)).rows).toHaveLength(2);
});
