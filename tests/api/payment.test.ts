/** Paying: a declined card and what may follow it, and money that goes back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderAnswer } from '@/lib/api/answers';
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
import { brief, eventually, soundLedger } from '../support/ledger';
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

describe('a declined card', () => {
  /** An order of 500.13, which the sandbox declines, with 100 points of 300 spent on it. */
  async function declined(points = 0) {
    const customer = await signUp(site.url);
    if (points > 0) await api.adjust(staff, customer.id, 300);
    const item = await dish(site.store, 500.13);
    const key = randomUUID();
    const body = { items: lines(item), paymentMethod: 'card', loyaltyPointsUsed: points };
    const problem = refused(await api.place(customer, body, key), 402, 'PAYMENT_DECLINED');
    const id = Number(problem.orderId);
    expect(await api.order(customer, id)).toMatchObject({
      status: 'new',
      paymentStatus: 'unpaid',
      paid: 0,
      canPay: true,
      canChange: true,
      pointsUsed: points,
      loyalty: { pointsEarnedState: 'expected' },
    });
    return { customer, id, item, key, body, problem };
  }

  it('leaves the order; the same request replays the same refusal', async () => {
    const { customer, key, body, problem } = await declined();
    expect(refused(await api.place(customer, body, key), 402, 'PAYMENT_DECLINED')).toEqual(problem);
    const { rows, orders } = await soundLedger(site.store, customer.id);
    expect(orders).toHaveLength(1);
    expect(brief(rows)).toEqual(['registration 0']);
  });

  it('is declined again for the same sum, and paid after the sum has changed', async () => {
    const { customer, id, item } = await declined(100);
    expect((await api.balance(customer)).balance).toBe(200);
    refused(await api.patch(customer, id, { pay: true }), 402, 'PAYMENT_DECLINED');
    const paid = good(await api.patch(customer, id, { items: lines(item, 2), pay: true }));
    expect(paid).toMatchObject({
      loyaltyPointsEarned: 30,
      order: { total: 1000.26, payable: 900.26, paid: 900.26, paymentStatus: 'paid' },
      userProfile: { loyaltyPoints: 230, totalSpent: 900.26 },
    });
    const { events } = await api.order(customer, id);
    expect(events.map((e) => e.kind)).toEqual([
      'placed',
      'payment_failed',
      'payment_started',
      'payment_failed',
      'changed',
      'payment_started',
      'payment_succeeded',
    ]);
    await soundLedger(site.store, customer.id);
  });

  it('gives way to cash: a promise is made', async () => {
    const { customer, id } = await declined();
    const changed = good(await api.patch(customer, id, { paymentMethod: 'cash' }));
    expect(changed).toMatchObject({
      order: { paymentMethod: 'cash', loyalty: { pointsEarned: 15, pointsEarnedState: 'pending' } },
      userProfile: { loyaltyPoints: 0, totalSpent: 500.13 },
    });
    good(await api.staff(staff, id, { paid: true, status: 'delivered' }));
    await api.advance(DAY);
    await api.cron('process-pending-points');
    expect((await api.balance(customer)).balance).toBe(15);
    await soundLedger(site.store, customer.id);
  });

  it('gives its points back when the order is cancelled', async () => {
    const { customer, id } = await declined(100);
    good(await api.patch(customer, id, { orderStatus: 'cancelled' }));
    const { rows, balance } = await soundLedger(site.store, customer.id);
    expect(balance).toBe(300);
    expect(brief(rows).slice(2)).toEqual(['used -100', 'refunded 100', 'cancelled 0']);
    refused(await api.patch(customer, id, { pay: true }), 409, 'INVALID_STATUS');
  });

  it('a cash order whose card is declined stays a cash order', async () => {
    const customer = await signUp(site.url);
    const items = lines(await dish(site.store, 700.13));
    const { order } = good<OrderAnswer>(
      await api.place(customer, { items, paymentMethod: 'cash' }),
      201,
    );
    const body = { paymentMethod: 'card', pay: true };
    refused(await api.patch(customer, order.id, body), 402, 'PAYMENT_DECLINED');
    expect(await api.order(customer, order.id)).toMatchObject({
      paymentMethod: 'cash',
      paymentStatus: 'unpaid',
      loyalty: { pointsEarned: 21, pointsEarnedState: 'pending' },
    });
    expect(await api.balance(customer)).toMatchObject({ balance: 0, pending: 21 });
  });
});

describe('money', () => {
  async function paid(rubles: number): Promise<{ customer: Customer; id: number }> {
    const customer = await signUp(site.url);
    const items = lines(await dish(site.store, rubles));
    const body = { items, paymentMethod: 'card' };
    return { customer, id: good<OrderAnswer>(await api.place(customer, body), 201).order.id };
  }

  it('is charged once, however often and in parallel it is asked for', async () => {
    const customer = await signUp(site.url);
    const items = lines(await dish(site.store, 1000));
    const { order } = good<OrderAnswer>(await api.place(customer, { items }), 201);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        api.patch(customer, order.id, { paymentMethod: 'sbp', pay: true }),
      ),
    );
    for (const answer of answers) {
      // Who comes while an attempt is open is told so; everybody else sees the paid order.
      if (answer.status === 200) expect(answer.body.order.paymentStatus).toBe('paid');
      else refused(answer, 409, 'PAYMENT_IN_PROGRESS');
    }
    expect(answers.some((a) => a.status === 200)).toBe(true);
    const { events } = await api.order(customer, order.id);
    expect(events.filter((e) => e.kind === 'payment_succeeded')).toHaveLength(1);
    const { balance } = await soundLedger(site.store, customer.id);
    expect(balance).toBe(30);
  });

  it('above a lowered sum goes back; what a raised sum adds is collected by staff', async () => {
    const { customer, id } = await paid(1000);
    good(await api.staff(staff, id, { items: lines(await dish(site.store, 600)) }));
    await eventually(async () => {
      expect(await api.order(customer, id)).toMatchObject({ paid: 600, refundDue: 0, total: 600 });
    });
    expect((await api.balance(customer)).balance).toBe(18);
    good(await api.staff(staff, id, { items: lines(await dish(site.store, 900)) }));
    expect(await api.order(customer, id)).toMatchObject({ paid: 600, payable: 900, canPay: true });
    good(await api.staff(staff, id, { paid: true }));
    expect(await api.order(customer, id)).toMatchObject({
      paid: 900,
      paymentMethod: 'card',
      paymentStatus: 'paid',
    });
    expect((await api.balance(customer)).balance).toBe(27);
    await soundLedger(site.store, customer.id);
  });

  it('of an order that points cover needs no provider', async () => {
    const customer = await signUp(site.url);
    await api.adjust(staff, customer.id, 1000);
    const items = lines(await dish(site.store, 0.26));
    const { order } = good<OrderAnswer>(
      await api.place(customer, { items, paymentMethod: 'card' }),
      201,
    );
    expect(order).toMatchObject({ payable: 0.26, paymentStatus: 'paid' });
    const free = lines(await dish(site.store, 0));
    const nothing = good<OrderAnswer>(
      await api.place(customer, { items: free, paymentMethod: 'card' }),
      201,
    );
    expect(nothing.order).toMatchObject({ payable: 0, paymentStatus: 'paid' });
  });

  it('cannot be paid twice: a paid order stays as it is', async () => {
    const { customer, id } = await paid(1000);
    const again = good<OrderAnswer>(await api.patch(customer, id, { pay: true }));
    expect(again.order.events).toHaveLength(2);
    const items = lines(await dish(site.store, 10));
    for (const body of [{ items }, { paymentMethod: 'cash' }, { comment: 'поздно' }]) {
      refused(await api.patch(customer, id, body), 409, 'ORDER_NOT_CHANGEABLE');
    }
    expect((await api.order(customer, id)).events).toHaveLength(2);
  });
});
