/** What staff do to orders (SPEC 1, 5). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderAnswer } from '@/lib/api/answers';
import type { StaffOrderView } from '@/lib/api/staff-orders';
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
import { brief, eventually, soundLedger } from '../support/ledger';
import { newCode } from '../support/make';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let staff: string;

beforeAll(async () => {
  site = await startSite('at-payment');
  api = createApi(site.url);
  staff = await adminToken(site.url);
});
afterAll(() => site?.stop());

async function placed(more: Partial<PlaceBody> = {}, points = 0) {
  const customer = await signUp(site.url);
  if (points > 0) await api.adjust(staff, customer.id, points);
  const body = { items: lines(await dish(site.store, 1000)), ...more };
  const { order } = good<OrderAnswer>(await api.place(customer, body), 201);
  return { customer, id: order.id };
}

async function moved(id: number, body: object): Promise<OrderAnswer['order']> {
  return good<OrderAnswer>(await api.staff(staff, id, body)).order;
}

describe('statuses', () => {
  it('go forward with skips and back to any earlier one; delivery time is cleared', async () => {
    const { id } = await placed({ paymentMethod: 'card' });
    for (const status of ['accepted', 'ready', 'delivered', 'completed'] as const) {
      expect((await moved(id, { status })).status).toBe(status);
    }
    const first = (await moved(id, { status: 'issued' })).deliveredAt;
    expect(first).not.toBeNull();
    expect(await moved(id, { status: 'preparing' })).toMatchObject({ deliveredAt: null });
    expect(await moved(id, { status: 'new' })).toMatchObject({ status: 'new' });
    const { events } = await moved(id, { status: 'new' });
    expect(events.filter((e) => e.kind === 'status')).toHaveLength(7);
    expect(events.at(-1)).toMatchObject({ actor: 'admin', status: 'new' });
  });

  it('cancelled is final; asking for it again changes nothing', async () => {
    const { customer, id } = await placed({ paymentMethod: 'card', loyaltyPointsUsed: 100 }, 100);
    await moved(id, { status: 'completed' });
    expect(await moved(id, { status: 'cancelled', reason: 'возврат' })).toMatchObject({
      status: 'cancelled',
      cancelReason: 'возврат',
    });
    const { rows, balance } = await soundLedger(site.store, customer.id);
    expect(balance).toBe(100);
    await moved(id, { status: 'cancelled' });
    for (const status of ['new', 'accepted', 'completed']) {
      refused(await api.staff(staff, id, { status }), 409, 'INVALID_STATUS');
    }
    refused(await api.staff(staff, id, { paid: true }), 409, 'INVALID_STATUS');
    const items = lines(await dish(site.store, 5));
    refused(await api.staff(staff, id, { items }), 409, 'INVALID_STATUS');
    refused(await api.staff(staff, id, { dropPoints: true }), 409, 'INVALID_STATUS');
    expect((await soundLedger(site.store, customer.id)).rows).toHaveLength(rows.length);
  });

  it('a customer cancels at the moment when staff accept: one of them gets 409', async () => {
    for (let i = 0; i < 5; i++) {
      const { customer, id } = await placed({ loyaltyPointsUsed: 50 }, 50);
      const [cancelled, accepted] = await Promise.all([
        api.patch(customer, id, { orderStatus: 'cancelled' }),
        api.staff(staff, id, { status: 'accepted' }),
      ]);
      expect([cancelled.status, accepted.status].sort()).toEqual([200, 409]);
      const { status } = await api.order(customer, id);
      expect(status).toBe(cancelled.status === 200 ? 'cancelled' : 'accepted');
      const { balance } = await soundLedger(site.store, customer.id);
      expect(balance).toBe(cancelled.status === 200 ? 50 : 0);
    }
  });
});

describe('amounts', () => {
  it('are recomputed with the percent that the order has fixed', async () => {
    const { customer, id } = await placed({ paymentMethod: 'card' });
    // The customer reaches Серебро meanwhile.
    const big = { items: lines(await dish(site.store, 30_000)), paymentMethod: 'card' };
    good(await api.place(customer, big), 201);
    expect((await api.balance(customer)).tier.name).toBe('Silver');
    const order = await moved(id, { items: lines(await dish(site.store, 2000)) });
    expect(order).toMatchObject({ total: 2000, loyalty: { percent: 3, pointsEarned: 60 } });
    const { rows } = await soundLedger(site.store, customer.id);
    expect(brief(rows)).toEqual([
      'registration 0',
      'earned 30',
      'earned 900',
      'cancelled -30',
      'earned 60',
    ]);
  });

  it('a delivery fee alone, and points that no longer fit the total', async () => {
    const { customer, id } = await placed({ loyaltyPointsUsed: 500 }, 500);
    expect(await moved(id, { deliveryFee: 150 })).toMatchObject({ total: 1150, payable: 650 });
    const order = await moved(id, { items: lines(await dish(site.store, 100)), deliveryFee: 0 });
    expect(order).toMatchObject({ total: 100, pointsUsed: 100, payable: 0 });
    expect((await api.balance(customer)).balance).toBe(400);
    expect(await moved(id, { dropPoints: true })).toMatchObject({ pointsUsed: 0, payable: 100 });
    const { balance, rows } = await soundLedger(site.store, customer.id);
    expect(balance).toBe(500);
    expect(brief(rows).slice(2)).toEqual(['used -500', 'refunded 400', 'refunded 100']);
  });

  it('keep the code of the order, and a dish that has run out since', async () => {
    await site.store.promo.insertCode(
      newCode('QUARTER', { discountType: 'percentage', value: 25, minOrderKopecks: 90_000 }),
    );
    const { id } = await placed({ promoCode: 'QUARTER' });
    const gone = await dish(site.store, 400);
    await site.store.menu.update(gone.id, { available: false });
    expect(await moved(id, { items: lines(gone, 2) })).toMatchObject({
      subtotal: 800,
      promoDiscount: 200,
      total: 600,
    });
    const unknown = [{ menuItemId: 999_999, quantity: 1 }];
    refused(await api.staff(staff, id, { items: unknown }), 409, 'MENU_ITEM_UNAVAILABLE');
  });

  it('a take-back beyond what is left becomes debt, which the next grant pays', async () => {
    const { customer, id } = await placed({ paymentMethod: 'card' });
    const items = lines(await dish(site.store, 100));
    good(await api.place(customer, { items, loyaltyPointsUsed: 30 }), 201);
    await moved(id, { status: 'cancelled' });
    const { balance } = await soundLedger(site.store, customer.id);
    expect(balance).toBe(-30);
    expect((await api.balance(customer)).balance).toBe(0);
    const adjusted = await api.adjust(staff, customer.id, 50);
    expect(adjusted).toMatchObject({ balance: 20, available: 20, debt: 0 });
    await soundLedger(site.store, customer.id);
  });
});

describe('corrections', () => {
  const adjust = (userId: number, body: object, key = 'correction-key-1') =>
    api.send('POST', '/api/admin/loyalty/adjust', {
      token: staff,
      body: { userId, amount: 10, type: 'spend', reason: 'проверка', ...body },
      headers: { 'idempotency-key': key },
    });

  it('take no more than there is, and carry the reason and the admin', async () => {
    const customer = await signUp(site.url);
    const problem = refused(await adjust(customer.id, {}), 409, 'POINTS_UNAVAILABLE');
    expect(problem.maxPoints).toBe(0);
    await api.adjust(staff, customer.id, 30);
    expect(good(await adjust(customer.id, {}, 'correction-key-2'))).toMatchObject({ balance: 20 });
    const { rows } = await soundLedger(site.store, customer.id);
    expect(rows.at(-1)).toMatchObject({
      type: 'adjustment',
      points: -10,
      reason: 'проверка',
      adminId: site.adminId,
    });
    await eventually(async () => {
      const logs = await site.store.journal.logs(50);
      expect(logs.some((l) => l.type === 'balance_adjusted' && l.userId === customer.id)).toBe(
        true,
      );
    });
    refused(await adjust(999_999, {}, 'correction-key-3'), 404, 'NOT_FOUND');
  });
});

describe('lists', () => {
  it('show every order with its customer, newest first, by pages and by status', async () => {
    const { customer, id } = await placed();
    await moved(id, { status: 'on_way' });
    const get = async (query: string) =>
      good<{ orders: StaffOrderView[]; next: number | null }>(
        await api.send('GET', `/api/admin/orders${query}`, { token: staff }),
      );
    await eventually(async () => {
      const { orders } = await get('?status=on_way');
      expect(orders[0]).toMatchObject({ id, customer: { id: customer.id, phone: customer.phone } });
      expect(orders.every((o) => o.status === 'on_way')).toBe(true);
    });
    const seen: number[] = [];
    for (let next: number | null = null, first = true; first || next !== null; first = false) {
      const page = await get(`?limit=3${next === null ? '' : `&before=${next}`}`);
      seen.push(...page.orders.map((o) => o.id));
      next = page.next;
    }
    const all = await site.base.sql('select id from %s.orders order by id desc');
    expect(seen).toEqual(all.map((row) => Number(row.id)));
    const one = await api.send('GET', `/api/admin/orders/${id}`, { token: staff });
    expect(good(one)).toMatchObject({ order: { id, customer: { phone: customer.phone } } });
  });
});

it('a customer has no way to staff endpoints, nor staff to customers’', async () => {
  const { customer, id } = await placed();
  const asCustomer: Customer['token'] = customer.token;
  refused(await api.staff(asCustomer, id, { status: 'accepted' }), 403, 'FORBIDDEN');
  refused(await api.patch({ token: staff }, id, { comment: 'x' }), 403, 'FORBIDDEN');
  expect((await api.order(customer, id)).events).toHaveLength(1);
});
