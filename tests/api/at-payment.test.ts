/** Programme `at-payment` over HTTP: the worked examples of SPEC 3, cash, and cancelling. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  adminToken,
  createApi,
  DAY,
  dish,
  good,
  HOUR,
  lines,
  MINUTE,
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

describe('the worked examples', () => {
  it('3266 with promo 1077 earns 97; then 3719 with 21 points makes 187', async () => {
    const customer = await signUp(site.url);
    await site.store.promo.insertCode(
      newCode('EXAMPLE', { value: 107_700, usageType: 'once_per_user' }),
    );
    const first = good(
      await api.place(customer, {
        items: lines(await dish(site.store, 3266)),
        paymentMethod: 'card',
        promoCode: 'example',
        expected: { total: 2189, payable: 2189, pointsToEarn: 97 },
      }),
      201,
    );
    expect(first).toMatchObject({
      success: true,
      loyaltyPointsEarned: 97,
      order: {
        subtotal: 3266,
        promoDiscount: 1077,
        total: 2189,
        paymentStatus: 'paid',
        paid: 2189,
      },
      userProfile: { id: customer.id, loyaltyPoints: 97, totalSpent: 2189 },
    });
    const second = good(
      await api.place(customer, {
        items: lines(await dish(site.store, 3719)),
        paymentMethod: 'sbp',
        loyaltyPointsUsed: 21,
        expected: { total: 3719, payable: 3698, pointsToEarn: 111 },
      }),
      201,
    );
    expect(second).toMatchObject({
      loyaltyPointsEarned: 111,
      order: { payable: 3698, pointsUsed: 21, loyalty: { pointsUsedState: 'used', percent: 3 } },
      userProfile: { loyaltyPoints: 187, totalSpent: 5887 },
    });
    const { rows } = await soundLedger(site.store, customer.id);
    expect(brief(rows)).toEqual(['registration 0', 'earned 97', 'used -21', 'earned 111']);
    expect(rows[1]?.description).toBe('Начислено 97 баллов за заказ на сумму 3266 руб.');
    expect((await api.balance(customer)).balance).toBe(187);
    const [copies] = await eventually(async () => {
      const found = await site.base.sql('select * from %s.users where id = $1', [customer.id]);
      expect(Number(found[0]?.loyalty_points)).toBe(187);
      return found;
    });
    expect(Number(copies?.total_spent)).toBe(5887);
  });

  it('an order of 2073 with 92 earned and 23 used nets to nothing when cancelled', async () => {
    const customer = await signUp(site.url);
    await api.adjust(staff, customer.id, 23);
    // 3 % of 3073 is 92: the promo code is ignored by the base.
    await site.store.promo.insertCode(newCode('THOUSAND', { value: 100_000 }));
    const body = {
      items: lines(await dish(site.store, 3073)),
      paymentMethod: 'card',
      promoCode: 'THOUSAND',
      loyaltyPointsUsed: 23,
    };
    const placed = good<{ order: { id: number } }>(await api.place(customer, body), 201);
    const cancelled = good(
      await api.patch(customer, placed.order.id, { orderStatus: 'cancelled' }),
    );
    expect(cancelled).toMatchObject({
      order: { status: 'cancelled', loyalty: { pointsUsedState: 'returned' } },
      userProfile: { loyaltyPoints: 23, totalSpent: 0 },
    });
    const { rows } = await soundLedger(site.store, customer.id);
    expect(brief(rows).slice(2)).toEqual(['used -23', 'earned 92', 'refunded 23', 'cancelled -92']);
    expect(rows.slice(-2).map((r) => r.description)).toEqual([
      'Возвращено 23 балла при отмене заказа',
      'Списано 92 балла при отмене заказа',
    ]);
    await eventually(async () => {
      const order = await api.order(customer, placed.order.id);
      expect(order).toMatchObject({ paymentStatus: 'refunded', paid: 0, refundDue: 0 });
    });
    const again = good(await api.patch(customer, placed.order.id, { orderStatus: 'cancelled' }));
    expect(again).toMatchObject({ userProfile: { loyaltyPoints: 23 } });
    expect((await soundLedger(site.store, customer.id)).rows).toHaveLength(rows.length);
  });
});

describe('cash', () => {
  async function cashOrder() {
    const customer = await signUp(site.url);
    const body = { items: lines(await dish(site.store, 1000)), paymentMethod: 'cash' };
    const { order, userProfile } = good<{
      order: { id: number; loyalty: object };
      userProfile: object;
    }>(await api.place(customer, body), 201);
    expect(order.loyalty).toMatchObject({ pointsEarned: 30, pointsEarnedState: 'pending' });
    expect(userProfile).toMatchObject({ loyaltyPoints: 0, totalSpent: 1000 });
    return { customer, id: order.id };
  }

  it('is promised, and paid out by the cron 24 hours after delivery', async () => {
    const { customer, id } = await cashOrder();
    expect(await api.balance(customer)).toMatchObject({ balance: 0, pending: 30 });
    good(await api.staff(staff, id, { status: 'delivered' }));
    const { deliveredAt, loyalty } = await api.order(customer, id);
    expect(Date.parse(String(loyalty.payoutAt)) - Date.parse(String(deliveredAt))).toBe(DAY);
    await api.advance(DAY - 5 * MINUTE);
    await api.cron('process-pending-points');
    expect((await api.balance(customer)).balance).toBe(0);
    await api.advance(6 * MINUTE);
    const report = await api.cron('process-pending-points');
    expect(report).toMatchObject({ job: 'process-pending-points', failed: 0, left: false });
    expect(report.done).toBeGreaterThanOrEqual(1);
    expect(await api.balance(customer)).toMatchObject({
      balance: 30,
      pending: 0,
      totalSpent: 1000,
    });
    expect((await api.cron('process-pending-points')).done).toBe(0);
    const { rows } = await soundLedger(site.store, customer.id);
    expect(brief(rows)).toEqual(['registration 0', 'earned 30 pending', 'earned 30']);
    expect(rows[1]?.currentStatus).toBe('settled');
    expect(rows[2]?.refersTo).toBe(2);
  });

  it('is paid out at once when the order is paid by card instead, and only then', async () => {
    const { customer, id } = await cashOrder();
    refused(await api.patch(customer, id, { paymentMethod: 'card' }), 409, 'PAYMENT_REQUIRED');
    expect(await api.order(customer, id)).toMatchObject({ paymentMethod: 'cash', events: [{}] });
    const paid = good(await api.patch(customer, id, { paymentMethod: 'card', pay: true }));
    expect(paid).toMatchObject({
      loyaltyPointsEarned: 30,
      order: { paymentMethod: 'card', paymentStatus: 'paid' },
      userProfile: { loyaltyPoints: 30, totalSpent: 1000 },
    });
    await api.advance(3 * DAY);
    await api.cron('process-pending-points');
    const { rows, balance } = await soundLedger(site.store, customer.id);
    expect(balance).toBe(30);
    expect(brief(rows)).toEqual(['registration 0', 'earned 30 pending', 'earned 30']);
  });

  it('is withdrawn when the order is cancelled before it is paid out', async () => {
    const { customer, id } = await cashOrder();
    good(await api.staff(staff, id, { status: 'cancelled', reason: 'нет повара' }));
    expect(await api.balance(customer)).toMatchObject({ balance: 0, pending: 0, totalSpent: 0 });
    await api.advance(3 * DAY);
    await api.cron('process-pending-points');
    const { rows } = await soundLedger(site.store, customer.id);
    expect(brief(rows)).toEqual(['registration 0', 'earned 30 pending', 'cancelled 0']);
    await eventually(async () => {
      expect((await site.store.ledger.byKey(customer.id, 2))?.currentStatus).toBe('cancelled');
    });
  });

  it('taken by staff does not pay out before its time', async () => {
    const { customer, id } = await cashOrder();
    good(await api.staff(staff, id, { paid: true, status: 'issued' }));
    expect(await api.order(customer, id)).toMatchObject({ paymentStatus: 'paid', paid: 1000 });
    expect((await api.balance(customer)).balance).toBe(0);
    await api.advance(DAY + HOUR);
    await api.cron('process-pending-points');
    expect((await api.balance(customer)).balance).toBe(30);
  });

  it('waits from the scheduled time when nobody marks the delivery', async () => {
    const customer = await signUp(site.url);
    const { body } = await api.send<{ now: string }>('POST', '/api/dev/clock', {
      token: 'test-clock-secret-1234',
      body: {},
    });
    const now = Date.parse(body.now);
    const order = {
      items: lines(await dish(site.store, 1000)),
      paymentMethod: 'cash',
      scheduledFor: new Date(now + 10 * HOUR).toISOString(),
    };
    good(await api.place(customer, order), 201);
    await api.advance(33 * HOUR);
    await api.cron('process-pending-points');
    expect((await api.balance(customer)).balance).toBe(0);
    await api.advance(2 * HOUR);
    await api.cron('process-pending-points');
    expect((await api.balance(customer)).balance).toBe(30);
  });
});

it('earns nothing while no method is chosen; the first payment decides', async () => {
  const customer = await signUp(site.url);
  const items = lines(await dish(site.store, 1000));
  const { order } = good<{ order: { id: number } }>(await api.place(customer, { items }), 201);
  expect(await api.balance(customer)).toMatchObject({ balance: 0, pending: 0, totalSpent: 0 });
  refused(await api.patch(customer, order.id, { pay: true }), 409, 'PAYMENT_METHOD_REQUIRED');
  good(await api.patch(customer, order.id, { paymentMethod: 'sbp', pay: true }));
  expect(await api.balance(customer)).toMatchObject({ balance: 30, totalSpent: 1000 });
});

it('cancels an unpaid order and gives its points back', async () => {
  const customer = await signUp(site.url);
  await api.adjust(staff, customer.id, 100);
  const items = lines(await dish(site.store, 1000));
  const { order } = good<{ order: { id: number } }>(
    await api.place(customer, { items, loyaltyPointsUsed: 100 }),
    201,
  );
  expect((await api.balance(customer)).balance).toBe(0);
  good(await api.remove(customer, order.id));
  const { balance, rows } = await soundLedger(site.store, customer.id);
  expect(balance).toBe(100);
  expect(brief(rows).slice(2)).toEqual(['used -100', 'refunded 100', 'cancelled 0']);
});
