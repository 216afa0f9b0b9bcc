/** Programme `at-delivery` over HTTP: spent on acceptance, earned while delivered. */
import { afterAll, beforeAll, expect, it } from 'vitest';
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
import { brief, soundLedger } from '../support/ledger';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let staff: string;

beforeAll(async () => {
  site = await startSite('at-delivery');
  api = createApi(site.url);
  staff = await adminToken(site.url);
});
afterAll(() => site?.stop());

async function customerWith(points: number): Promise<Customer> {
  const customer = await signUp(site.url);
  if (points > 0) await api.adjust(staff, customer.id, points);
  return customer;
}

async function order(customer: Customer, rubles: number, points = 0): Promise<number> {
  const items = lines(await dish(site.store, rubles));
  const body = { items, paymentMethod: 'cash', loyaltyPointsUsed: points };
  return good<{ order: { id: number } }>(await api.place(customer, body), 201).order.id;
}

/** Moves an order and says what the customer has then. */
async function move(customer: Customer, id: number, status: string): Promise<number> {
  const { order, userProfile } = good<{
    order: { status: string };
    userProfile: { loyaltyPoints: number };
  }>(await api.staff(staff, id, { status }));
  expect(order.status).toBe(status);
  expect((await api.balance(customer)).balance).toBe(userProfile.loyaltyPoints);
  return userProfile.loyaltyPoints;
}

it('1000 with 500 points: accepted 0, delivered 25, cancelled 500', async () => {
  const customer = await customerWith(500);
  const id = await order(customer, 1000, 500);
  expect((await api.balance(customer)).balance).toBe(500);
  expect((await api.order(customer, id)).loyalty.pointsUsedState).toBe('reserved');
  expect(await move(customer, id, 'accepted')).toBe(0);
  expect(await move(customer, id, 'delivered')).toBe(25);
  expect(await move(customer, id, 'cancelled')).toBe(500);
  const { rows, spendKopecks } = await soundLedger(site.store, customer.id);
  expect(spendKopecks).toBe(0);
  expect(brief(rows).slice(2)).toEqual(['used -500', 'earned 25', 'refunded 500', 'cancelled -25']);
});

it("a courier's mistake: 550, 500, 550", async () => {
  const customer = await customerWith(500);
  const id = await order(customer, 1000);
  expect(await move(customer, id, 'delivered')).toBe(550);
  expect(await move(customer, id, 'on_way')).toBe(500);
  expect((await api.order(customer, id)).deliveredAt).toBeNull();
  expect(await move(customer, id, 'delivered')).toBe(550);
  await soundLedger(site.store, customer.id);
});

it('an amount that falls to 666 after delivery: -50 and +33', async () => {
  const customer = await customerWith(500);
  const id = await order(customer, 1000);
  expect(await move(customer, id, 'delivered')).toBe(550);
  const items = lines(await dish(site.store, 666));
  const { userProfile } = good<{ userProfile: object }>(await api.staff(staff, id, { items }));
  expect(userProfile).toMatchObject({ loyaltyPoints: 533, totalSpent: 666 });
  const { rows } = await soundLedger(site.store, customer.id);
  expect(brief(rows).slice(2)).toEqual(['earned 50', 'cancelled -50', 'earned 33']);
});

it('points are spent when acceptance is skipped', async () => {
  const customer = await customerWith(300);
  const id = await order(customer, 1000, 300);
  expect(await move(customer, id, 'completed')).toBe(35);
  expect(await move(customer, id, 'new')).toBe(0);
  const { rows } = await soundLedger(site.store, customer.id);
  expect(brief(rows).slice(2)).toEqual(['used -300', 'earned 35', 'cancelled -35']);
});

it('refuses to take back what is spent already, and the status stays', async () => {
  const customer = await customerWith(0);
  const first = await order(customer, 1000);
  expect(await move(customer, first, 'delivered')).toBe(50);
  const second = await order(customer, 1000, 50);
  expect(await move(customer, second, 'accepted')).toBe(0);
  for (const status of ['on_way', 'cancelled', 'new']) {
    refused(await api.staff(staff, first, { status }), 409, 'CLAWBACK_SHORTFALL');
    expect((await api.order(customer, first)).status).toBe('delivered');
  }
  const items = lines(await dish(site.store, 100));
  refused(await api.staff(staff, first, { items }), 409, 'CLAWBACK_SHORTFALL');
  expect(await api.order(customer, first)).toMatchObject({ status: 'delivered', total: 1000 });
  expect((await api.balance(customer)).balance).toBe(0);
  // Once the points are back, the same change goes through.
  expect(await move(customer, second, 'cancelled')).toBe(50);
  expect(await move(customer, first, 'cancelled')).toBe(0);
  const { balance } = await soundLedger(site.store, customer.id);
  expect(balance).toBe(0);
});

it('refuses to accept an order whose points are gone; staff can drop them', async () => {
  const customer = await customerWith(500);
  const [first, second] = [
    await order(customer, 1000, 500),
    await order(customer, 1000, 500),
  ] as const;
  expect(await move(customer, first, 'accepted')).toBe(0);
  for (const status of ['accepted', 'delivered']) {
    refused(await api.staff(staff, second, { status }), 409, 'POINTS_UNAVAILABLE');
    expect((await api.order(customer, second)).status).toBe('new');
  }
  const changed = await api.staff(staff, second, { dropPoints: true, status: 'accepted' });
  expect(good(changed)).toMatchObject({
    order: { status: 'accepted', payable: 1000, pointsUsed: 0 },
  });
  await soundLedger(site.store, customer.id);
});

it('two acceptances at once of orders that want the same points: one gets them', async () => {
  const customer = await customerWith(500);
  const ids = [await order(customer, 1000, 500), await order(customer, 1000, 500)];
  const answers = await Promise.all(ids.map((id) => api.staff(staff, id, { status: 'accepted' })));
  expect(answers.map((a) => a.status).sort()).toEqual([200, 409]);
  const { balance, rows } = await soundLedger(site.store, customer.id);
  expect(balance).toBe(0);
  expect(rows.filter((r) => r.points === -500)).toHaveLength(1);
});

it('a balance that does not suffice is refused at placing too', async () => {
  const customer = await customerWith(100);
  const items = lines(await dish(site.store, 1000));
  const body = { items, loyaltyPointsUsed: 101 };
  const problem = refused(await api.place(customer, body), 409, 'POINTS_UNAVAILABLE');
  expect(problem.maxPoints).toBe(100);
  expect((await soundLedger(site.store, customer.id)).orders).toEqual([]);
});
