/** Opening hours, the minimum and choices of a dish over HTTP, under a clock that the test sets. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MenuAnswer, OrderAnswer } from '@/lib/api/answers';
import type { MenuItem } from '@/lib/store/port-menu';
import {
  type Api,
  adminToken,
  type Customer,
  call,
  createApi,
  dish,
  good,
  lines,
  refused,
  signUp,
} from '../support/api';
import { SECRETS, startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let soup: MenuItem;
let tea: MenuItem;
let customer: Customer;

const always = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00' }));
/** Monday to Friday, 10 to 22; Saturday till 2 at night. */
const week = [
  ...[1, 2, 3, 4, 5].map((day) => ({ day, from: '10:00', to: '22:00' })),
  { day: 6, from: '12:00', to: '02:00' },
];

beforeAll(async () => {
  site = await startSite('standard');
  api = createApi(site.url);
  soup = await dish(site.store, 400);
  const option = (id: string, priceKopecks: number) => ({ id, name: id, priceKopecks });
  const { id: _id, ...plain } = soup;
  tea = await site.store.menu.insert({
    ...plain,
    name: 'Чай',
    groups: [
      { id: 'size', name: 'Объём', min: 1, max: 1, options: [option('s', 0), option('l', 10_000)] },
    ],
  });
  customer = await signUp(site.url);
});
afterAll(() => site?.stop());
afterEach(async () => {
  await site.store.settings.put('hours', always);
  await site.store.settings.put('paused', false);
  await site.store.settings.put('closedDates', []);
  await site.store.settings.put('minimumOrderKopecks', 0);
});

/** 2027-03-01 is a Monday. */
async function setClock(now: string) {
  const body = { now };
  good(await call(site.url, 'POST', '/api/dev/clock', { token: SECRETS.clock, body }));
}

const restaurant = async () => {
  const menu = await call<MenuAnswer>(site.url, 'GET', '/api/menu');
  return good<MenuAnswer>(menu).restaurant;
};
const place = (more: object = {}) => api.place(customer, { items: lines(soup), ...more });

describe('without settings', () => {
  it('it is always open and takes any order', async () => {
    expect(await restaurant()).toEqual({
      open: true,
      opensAt: null,
      closesAt: null,
      hours: always,
      timeZone: 'Europe/Moscow',
      minimumOrder: 0,
      leadMinutes: 45,
    });
    good(await place(), 201);
  });
});

describe('hours', () => {
  it('are said, and held to', async () => {
    await site.store.settings.put('hours', week);
    await setClock('2027-03-01T12:00:00+03:00');
    expect(await restaurant()).toMatchObject({
      open: true,
      closesAt: '2027-03-01T19:00:00.000Z',
      hours: week,
    });
    good(await place(), 201);

    await setClock('2027-03-07T03:00:00+03:00');
    expect(await restaurant()).toMatchObject({
      open: false,
      opensAt: '2027-03-08T07:00:00.000Z',
      closesAt: null,
    });
    const closed = refused(await place(), 409, 'RESTAURANT_CLOSED');
    expect(closed.params).toEqual({ opensAt: '2027-03-08T07:00:00.000Z' });
    expect(closed.detail).toContain('8 марта в 10:00');
    const ahead = await place({ scheduledFor: '2027-03-08T10:30:00+03:00' });
    expect(good<OrderAnswer>(ahead, 201).order.scheduledFor).toBe('2027-03-08T07:30:00.000Z');
    await setClock('2027-03-08T08:00:00+03:00');
    expect(refused(await place(), 409, 'RESTAURANT_CLOSED').detail).toContain('Откроемся в 10:00');
  });

  it.each([
    ['past', '2027-03-01T11:59:00+03:00'],
    ['after closing', '2027-03-01T22:30:00+03:00'],
    ['on a day off', '2027-03-07T12:00:00+03:00'],
    ['too far ahead', '2027-03-16T12:00:00+03:00'],
  ])('refuse a time that is %s', async (_name, scheduledFor) => {
    await site.store.settings.put('hours', week);
    await setClock('2027-03-01T12:00:00+03:00');
    refused(await place({ scheduledFor }), 409, 'TIME_UNAVAILABLE');
  });

  it('are judged once: a retry of an order finds it after closing', async () => {
    await site.store.settings.put('hours', week);
    await setClock('2027-03-01T21:59:00+03:00');
    const key = randomUUID();
    const body = { items: lines(soup) };
    const first = good<OrderAnswer>(await api.place(customer, body, key), 201).order;
    await setClock('2027-03-01T22:30:00+03:00');
    expect(good<OrderAnswer>(await api.place(customer, body, key), 201).order.id).toBe(first.id);
    // A change is judged by what it changes.
    good(await api.patch(customer, first.id, { comment: 'Позвоните' }));
    const late = { scheduledFor: '2027-03-01T23:00:00+03:00' };
    refused(await api.patch(customer, first.id, late), 409, 'TIME_UNAVAILABLE');
    const tomorrow = { scheduledFor: '2027-03-02T11:00:00+03:00' };
    good(await api.patch(customer, first.id, tomorrow));
    const now = { scheduledFor: null };
    refused(await api.patch(customer, first.id, now), 409, 'RESTAURANT_CLOSED');
  });

  it('can be closed for a day, and paused', async () => {
    await setClock('2027-03-02T12:00:00+03:00');
    await site.store.settings.put('closedDates', ['2027-03-02']);
    expect(await restaurant()).toMatchObject({ open: false, opensAt: '2027-03-02T21:00:00.000Z' });
    await site.store.settings.put('closedDates', []);
    await site.store.settings.put('paused', true);
    expect(await restaurant()).toMatchObject({ open: false, opensAt: null });
    expect(refused(await place(), 409, 'RESTAURANT_CLOSED').params).toBeUndefined();
    const ahead = { scheduledFor: '2027-03-03T12:00:00+03:00' };
    refused(await place(ahead), 409, 'RESTAURANT_CLOSED');
  });
});

describe('the minimum', () => {
  it('is of the dishes, without delivery', async () => {
    await site.store.settings.put('minimumOrderKopecks', 80_000);
    expect((await restaurant()).minimumOrder).toBe(800);
    const short = refused(await place({ deliveryAddress: 'Садовая, 12' }), 409, 'MIN_ORDER');
    expect(short.params).toEqual({ missingKopecks: 40_000 });
    expect(short.detail).toMatch(/400\s₽/);
    const items = lines(soup, 2);
    const { order } = good<OrderAnswer>(await place({ items }), 201);
    refused(await api.patch(customer, order.id, { items: lines(soup) }), 409, 'MIN_ORDER');
    const staff = await adminToken(site.url);
    good(await api.staff(staff, order.id, { items: lines(soup) }));
  });
});

describe('choices', () => {
  const choose = (...addOnIds: string[]) => ({
    items: [{ menuItemId: tea.id, quantity: 1, addOnIds }],
  });

  it('are offered, priced and asked for', async () => {
    const menu = good<MenuAnswer>(await call(site.url, 'GET', '/api/menu'));
    const [category] = menu.categories;
    expect(category?.items.map((i) => i.groups)).toEqual([
      [],
      [
        {
          id: 'size',
          name: 'Объём',
          min: 1,
          max: 1,
          options: [
            { id: 's', name: 's', price: 0 },
            { id: 'l', name: 'l', price: 100 },
          ],
        },
      ],
    ]);
    const { order } = good<OrderAnswer>(await place(choose('sauce', 'l')), 201);
    expect(order.items).toMatchObject([
      {
        unitPrice: 550,
        addOns: [
          { id: 'l', price: 100 },
          { id: 'sauce', price: 50 },
        ],
      },
    ]);
    for (const wrong of [choose(), choose('sauce'), choose('s', 'l')]) {
      const problem = refused(await place(wrong), 409, 'MENU_OPTIONS_INVALID');
      expect(problem.fields).toEqual([{ path: 'items.0.addOnIds', message: 'Чай: Объём' }]);
      refused(await api.patch(customer, order.id, wrong), 409, 'MENU_OPTIONS_INVALID');
    }
    refused(await place(choose('s', 'nothing')), 409, 'MENU_ITEM_UNAVAILABLE');
    const promo = { code: 'X', ...choose() };
    const path = '/api/promo/validate';
    const judged = await api.send('POST', path, { token: customer.token, body: promo });
    refused(judged, 409, 'MENU_OPTIONS_INVALID');
  });
});
