/** What a customer may change about an own order (SPEC 1, 5): all or nothing. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderAnswer, OrdersAnswer } from '@/lib/api/answers';
import type { MenuItem } from '@/lib/store/port-menu';
import {
  type Api,
  adminToken,
  type Customer,
  createApi,
  dish,
  good,
  lines,
  type PlaceBody,
  refused,
  signUp,
} from '../support/api';
import { brief, eventually, soundClaims, soundLedger } from '../support/ledger';
import { newCode } from '../support/make';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let staff: string;
let soup: MenuItem;

beforeAll(async () => {
  site = await startSite('at-payment');
  api = createApi(site.url);
  staff = await adminToken(site.url);
  soup = await dish(site.store, 1000);
  for (const [code, minOrderKopecks] of [
    ['TENTH', null],
    ['FROM2000', 200_000],
  ] as const) {
    await site.store.promo.insertCode(
      newCode(code, {
        discountType: 'percentage',
        value: 10,
        usageType: 'once_per_user',
        usageLimit: 1000,
        minOrderKopecks,
      }),
    );
  }
});
afterAll(() => site?.stop());

async function customerWith(points: number): Promise<Customer> {
  const customer = await signUp(site.url);
  if (points > 0) await api.adjust(staff, customer.id, points);
  return customer;
}

async function placed(customer: Customer, more: Partial<PlaceBody> = {}): Promise<number> {
  const body = { items: lines(soup), ...more };
  return good<OrderAnswer>(await api.place(customer, body), 201).order.id;
}

/** What must not move when a change is refused. */
async function state(customer: Customer, id: number) {
  const order = await api.order(customer, id);
  const { rows } = await soundLedger(site.store, customer.id);
  const claims = await site.base.sql(
    'select id from %s.promo_redemptions where released is not true and user_id = $1',
    [customer.id],
  );
  return { order, rows: brief(rows), claims };
}

describe('a PATCH', () => {
  it('changes points, code, lines, method and address together', async () => {
    const customer = await customerWith(500);
    const id = await placed(customer);
    const answer = good(
      await api.patch(customer, id, {
        items: lines(soup, 2),
        promoCode: 'tenth',
        loyaltyPointsUsed: 300,
        paymentMethod: 'cash',
        deliveryAddress: 'ул. Лесная, 5',
        comment: 'без лука\nи перца',
        expected: { total: 1800, payable: 1500, pointsToEarn: 60 },
      }),
    );
    expect(answer).toMatchObject({
      order: {
        subtotal: 2000,
        deliveryFee: 0,
        promoCode: 'TENTH',
        promoDiscount: 200,
        total: 1800,
        pointsUsed: 300,
        payable: 1500,
        paymentMethod: 'cash',
        deliveryAddress: 'ул. Лесная, 5',
        comment: 'без лука\nи перца',
        loyalty: { pointsEarned: 60, pointsEarnedState: 'pending' },
      },
      userProfile: { loyaltyPoints: 200, totalSpent: 1500 },
    });
    await soundClaims(site.store, await soundLedger(site.store, customer.id));
  });

  const refusals: [name: string, body: object, status: number, code: string][] = [
    ['too many points', { loyaltyPointsUsed: 501 }, 409, 'POINTS_OVER_CAP'],
    ['more points than there are', { loyaltyPointsUsed: 401 }, 409, 'POINTS_UNAVAILABLE'],
    ['a code that is not there', { promoCode: 'NOPE' }, 409, 'PROMO_NOT_FOUND'],
    ['a code whose minimum is missed', { promoCode: 'FROM2000' }, 409, 'PROMO_MIN_AMOUNT'],
    [
      'a dish that is not there',
      { items: [{ menuItemId: 999_999, quantity: 1 }] },
      409,
      'MENU_ITEM_UNAVAILABLE',
    ],
    ['a payment without a method', { pay: true }, 409, 'PAYMENT_METHOD_REQUIRED'],
    [
      'other numbers than shown',
      { expected: { total: 1, payable: 1, pointsToEarn: 0 } },
      409,
      'QUOTE_CHANGED',
    ],
  ];
  it('that cannot be done whole changes nothing at all', async () => {
    const customer = await customerWith(400);
    const id = await placed(customer);
    const before = await state(customer, id);
    for (const [name, bad, status, code] of refusals) {
      const body = { comment: 'не должно сохраниться', promoCode: 'TENTH', ...bad };
      refused(await api.patch(customer, id, body), status, code);
      expect({ name, ...(await state(customer, id)) }).toEqual({ name, ...before });
    }
  });

  it('with a cancellation and anything else is refused whole', async () => {
    const customer = await customerWith(0);
    const id = await placed(customer);
    const body = { orderStatus: 'cancelled', comment: 'и ещё' };
    refused(await api.patch(customer, id, body), 422, 'VALIDATION');
    expect(await api.order(customer, id)).toMatchObject({ status: 'new', comment: null });
  });

  it('cannot add points to an order that has some; it can take them off', async () => {
    const customer = await customerWith(400);
    const id = await placed(customer, { loyaltyPointsUsed: 100 });
    refused(await api.patch(customer, id, { loyaltyPointsUsed: 150 }), 409, 'POINTS_ALREADY_USED');
    good(await api.patch(customer, id, { loyaltyPointsUsed: 100 }));
    const fewer = good(await api.patch(customer, id, { loyaltyPointsUsed: 40 }));
    expect(fewer).toMatchObject({ order: { pointsUsed: 40 }, userProfile: { loyaltyPoints: 360 } });
    good(await api.patch(customer, id, { loyaltyPointsUsed: 0 }));
    good(await api.patch(customer, id, { loyaltyPointsUsed: 400 }));
    const { rows, balance } = await soundLedger(site.store, customer.id);
    expect(balance).toBe(0);
    expect(brief(rows).slice(2)).toEqual(['used -100', 'refunded 60', 'refunded 40', 'used -400']);
  });

  it('that lowers the sum gives excess points back', async () => {
    const customer = await customerWith(500);
    const id = await placed(customer, { loyaltyPointsUsed: 500 });
    const cheap = await dish(site.store, 301);
    const answer = good(await api.patch(customer, id, { items: lines(cheap) }));
    expect(answer).toMatchObject({
      order: { total: 301, pointsUsed: 150, payable: 151 },
      userProfile: { loyaltyPoints: 350 },
    });
    await soundLedger(site.store, customer.id);
  });

  it('with new lines judges the code again; a code can be taken off and put back', async () => {
    const customer = await customerWith(0);
    const big = lines(soup, 3);
    const id = await placed(customer, { items: big, promoCode: 'FROM2000' });
    refused(await api.patch(customer, id, { items: lines(soup) }), 409, 'PROMO_MIN_AMOUNT');
    expect(await api.order(customer, id)).toMatchObject({ subtotal: 3000, promoDiscount: 300 });
    const off = good(await api.patch(customer, id, { items: lines(soup), promoCode: null }));
    expect(off).toMatchObject({ order: { total: 1000, promoCode: null, promoDiscount: 0 } });
    await eventually(async () => {
      good(await api.patch(customer, id, { items: big, promoCode: 'FROM2000' }));
    });
    const other = good(await api.patch(customer, id, { promoCode: 'TENTH' }));
    expect(other).toMatchObject({ order: { promoCode: 'TENTH', promoDiscount: 300 } });
    await eventually(async () =>
      soundClaims(site.store, await soundLedger(site.store, customer.id)),
    );
  });

  it('from card (unpaid) to cash makes a promise, and an empty one changes nothing', async () => {
    const customer = await customerWith(0);
    const id = await placed(customer);
    good(await api.patch(customer, id, { paymentMethod: 'card' }));
    expect(await api.order(customer, id)).toMatchObject({ paymentStatus: 'unpaid' });
    expect(await api.balance(customer)).toMatchObject({ pending: 0, totalSpent: 0 });
    good(await api.patch(customer, id, { paymentMethod: 'cash' }));
    expect(await api.balance(customer)).toMatchObject({ pending: 30, totalSpent: 1000 });
    const before = await state(customer, id);
    good(await api.patch(customer, id, {}));
    expect(await state(customer, id)).toEqual(before);
  });

  it('is refused once staff have accepted the order', async () => {
    const customer = await customerWith(100);
    const id = await placed(customer);
    good(await api.staff(staff, id, { status: 'accepted' }));
    for (const body of [{ comment: 'поздно' }, { loyaltyPointsUsed: 10 }, { promoCode: 'TENTH' }]) {
      refused(await api.patch(customer, id, body), 409, 'ORDER_NOT_CHANGEABLE');
    }
    refused(await api.patch(customer, id, { orderStatus: 'cancelled' }), 409, 'INVALID_STATUS');
    // Paying is still possible.
    good(await api.patch(customer, id, { paymentMethod: 'sbp', pay: true }));
    expect((await api.balance(customer)).balance).toBe(130);
  });

  it('ten at once that each want 100 of 100 points: one gets them', async () => {
    const customer = await customerWith(100);
    const ids = await Promise.all(Array.from({ length: 10 }, () => placed(customer)));
    const answers = await Promise.all(
      ids.map((id) => api.patch(customer, id, { loyaltyPointsUsed: 100 })),
    );
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1);
    for (const a of answers) if (a.status !== 200) refused(a, 409, 'POINTS_UNAVAILABLE');
    const { balance } = await soundLedger(site.store, customer.id);
    expect(balance).toBe(0);
    // What was refused left the orders as they were, and cannot come true later.
    await api.adjust(staff, customer.id, 1000);
    await api.cron('reconcile');
    const { balance: later } = await soundLedger(site.store, customer.id);
    expect(later).toBe(1000);
  });
});

describe('DELETE', () => {
  const list = async (customer: Customer) =>
    good<OrdersAnswer>(await api.send('GET', '/api/orders', { token: customer.token })).orders.map(
      (o) => o.id,
    );

  it('cancels a new order and hides it; GET by id still answers', async () => {
    const customer = await customerWith(100);
    const id = await placed(customer, { loyaltyPointsUsed: 100 });
    expect(await list(customer)).toEqual([id]);
    good(await api.remove(customer, id));
    await eventually(async () => expect(await list(customer)).toEqual([]));
    expect(await api.order(customer, id)).toMatchObject({ status: 'cancelled' });
    expect((await api.balance(customer)).balance).toBe(100);
    const { rows } = await soundLedger(site.store, customer.id);
    good(await api.remove(customer, id));
    expect((await soundLedger(site.store, customer.id)).rows).toHaveLength(rows.length);
  });

  it('only hides a finished order: no points move', async () => {
    const customer = await customerWith(0);
    const id = await placed(customer, { paymentMethod: 'card' });
    good(await api.staff(staff, id, { status: 'completed' }));
    const { rows } = await soundLedger(site.store, customer.id);
    good(await api.remove(customer, id));
    await eventually(async () => expect(await list(customer)).toEqual([]));
    expect(await api.order(customer, id)).toMatchObject({ status: 'completed' });
    expect((await soundLedger(site.store, customer.id)).rows).toHaveLength(rows.length);
  });

  it('is refused while the kitchen and the courier have the order', async () => {
    const customer = await customerWith(0);
    const id = await placed(customer);
    for (const status of ['accepted', 'preparing', 'ready', 'on_way']) {
      good(await api.staff(staff, id, { status }));
      refused(await api.remove(customer, id), 409, 'INVALID_STATUS');
    }
    expect(await list(customer)).toEqual([id]);
  });
});
