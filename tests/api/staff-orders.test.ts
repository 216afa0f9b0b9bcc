/** Staff find orders, watch the board and are told what a change would do (SPEC 5, 6). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderAnswer } from '@/lib/api/answers';
import type { OrderPreviewAnswer } from '@/lib/api/order-preview';
import {
  type BoardAnswer,
  boardAnswer,
  type StaffOrderView,
  staffOrderViews,
} from '@/lib/api/staff-orders';
import { readBoard } from '@/lib/orders/board';
import { findOrders } from '@/lib/orders/find';
import type { NocoRequest } from '@/lib/store/nocodb/client';
import { placed as placedFacts } from '../contract/samples';
import {
  type Api,
  adminToken,
  createApi,
  dish,
  good,
  lines,
  type PlaceBody,
  refused,
  signUp,
} from '../support/api';
import { eventually, soundLedger } from '../support/ledger';
import { startSite, type TestSite } from '../support/site';
import { createWorld } from '../unit/support';

let site: TestSite;
let api: Api;
let staff: string;

beforeAll(async () => {
  site = await startSite('at-delivery');
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

const get = async <T>(path: string) => good<T>(await api.send('GET', path, { token: staff }));
const preview = async (id: number, body: object) => {
  const path = `/api/admin/orders/${id}/preview`;
  return good<OrderPreviewAnswer>(await api.send('POST', path, { token: staff, body }));
};

describe('a preview', () => {
  it('tells what cancelling gives back, and the change then does exactly that', async () => {
    const { customer, id } = await placed({ paymentMethod: 'card', loyaltyPointsUsed: 500 }, 500);
    good(await api.staff(staff, id, { status: 'delivered' }));
    const told = await preview(id, { status: 'cancelled' });
    expect(told).toMatchObject({
      refusal: null,
      before: { status: 'delivered', available: 25, earned: 25, refundDue: 0 },
      after: { status: 'cancelled', available: 500, earned: 0, refundDue: 500, due: 0 },
      points: { returned: 500, takenBack: 25, spent: 0, earned: 0 },
      refundBy: 'provider',
    });
    expect((await api.order(customer, id)).status).toBe('delivered');
    good(await api.staff(staff, id, { status: 'cancelled', seen: told.seen }));
    expect((await soundLedger(site.store, customer.id)).balance).toBe(500);
    refused(await api.staff(staff, id, { status: 'new', seen: told.seen }), 409, 'ORDER_CHANGED');
  });

  it('tells of sums, and of a refusal with how far it came', async () => {
    const { customer, id } = await placed({ paymentMethod: 'card' });
    good(await api.staff(staff, id, { status: 'delivered' }));
    const [bigger, smaller] = [await dish(site.store, 1500), await dish(site.store, 666)];
    expect(await preview(id, { items: lines(bigger) })).toMatchObject({
      after: { total: 1500, due: 500, refundDue: 0, earned: 75 },
      points: { earned: 75, takenBack: 50 },
    });
    expect(await preview(id, { items: lines(smaller), deliveryFee: 100 })).toMatchObject({
      after: { total: 766, due: 0, refundDue: 234, earned: 33 },
    });
    const items = lines(await dish(site.store, 100));
    const next = { items, loyaltyPointsUsed: 50, paymentMethod: 'cash' };
    const { order } = good<OrderAnswer>(await api.place(customer, next), 201);
    good(await api.staff(staff, order.id, { status: 'accepted' }));
    expect(await preview(id, { status: 'cancelled' })).toMatchObject({
      refusal: { code: 'CLAWBACK_SHORTFALL' },
      after: { status: 'delivered' },
    });
    const unknown = [{ menuItemId: 999_999, quantity: 1 }];
    expect((await preview(id, { items: unknown })).refusal).toEqual({
      code: 'MENU_ITEM_UNAVAILABLE',
      fields: [{ path: 'items.0.menuItemId', message: 'unknown' }],
    });
    const path = '/api/admin/orders/999999/preview';
    const body = { status: 'cancelled' };
    refused(await api.send('POST', path, { token: staff, body }), 404, 'NOT_FOUND');
    const nothing = { reason: 'x', seen: 1 };
    refused(await api.send('POST', path, { token: staff, body: nothing }), 422, 'VALIDATION');
    refused(await api.send('POST', path, { token: customer.token, body }), 403, 'FORBIDDEN');
  });

  it('of two who move the same order at once, the second is told', async () => {
    const { id } = await placed();
    const moves = ['accepted', 'preparing'].map((status) =>
      api.staff(staff, id, { status, seen: 0 }),
    );
    const answers = (await Promise.all(moves)).map((a) => a.status);
    expect(answers.sort()).toEqual([200, 409]);
  });
});

describe('the board', () => {
  it('has what is in hand and what has just ended, and is short while nothing changes', async () => {
    const { customer, id } = await placed({ deliveryAddress: 'Лесная, 5', comment: 'домофон 7' });
    const card = async () => {
      const board = await get<BoardAnswer>('/api/admin/orders/board');
      return { board, card: board.orders?.find((o) => o.id === id) };
    };
    const first = await card();
    expect(first.card).toMatchObject({
      status: 'new',
      deliveryAddress: 'Лесная, 5',
      comment: 'домофон 7',
      payable: 1200, // with the delivery
      customer: { id: customer.id, phone: customer.phone },
      items: [{ name: 'Блюдо за 1000 ₽', quantity: 1, addOns: [] }],
      seen: 0,
    });
    expect(first.board.counts.new).toBeGreaterThan(0);
    await eventually(async () => {
      const { version } = await get<BoardAnswer>('/api/admin/orders/board');
      const again = await get<BoardAnswer>(`/api/admin/orders/board?known=${version}`);
      expect(again).toMatchObject({ version, orders: null, counts: {} });
    });
    good(await api.staff(staff, id, { status: 'on_way' }));
    await eventually(async () => {
      const { board, card: moved } = await card();
      expect(board.version).not.toBe(first.board.version);
      expect(moved).toMatchObject({ status: 'on_way', seen: 1 });
    });
    good(await api.staff(staff, id, { status: 'cancelled' }));
    await eventually(async () => expect((await card()).card?.status).toBe('cancelled'));
  });
});

describe('the list', () => {
  it('finds by number, phone, method, payment, day, points and code', async () => {
    const { customer, id } = await placed({ paymentMethod: 'card', loyaltyPointsUsed: 300 }, 300);
    good(await api.staff(staff, id, { status: 'accepted' }));
    const { phone } = customer;
    const written = `8 (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`;
    const today = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 10);
    const find = async (query: Record<string, string>) => {
      const { orders } = await get<{ orders: StaffOrderView[] }>(
        `/api/admin/orders?${new URLSearchParams(query)}`,
      );
      return orders.map((o) => o.id);
    };
    await eventually(async () => {
      expect(await find({ search: written, points: 'yes' })).toEqual([id]);
    });
    for (const search of [String(id), `№ ${id}`, phone, phone.slice(-7)]) {
      expect(await find({ search })).toContain(id);
    }
    const all = { search: phone, method: 'card', payment: 'paid', status: 'accepted' };
    expect(await find({ ...all, from: today, to: today })).toEqual([id]);
    for (const other of [
      { ...all, method: 'cash' },
      { ...all, payment: 'unpaid' },
      { ...all, status: 'new' },
      { ...all, promo: 'yes' },
      { ...all, to: '2020-01-01' },
      { ...all, from: '2100-01-01' },
      { search: '77' },
      { search: 'никто' },
      { search: '(Id,gt,0)~or(Id,gt,0)' },
    ]) {
      expect(await find(other)).not.toContain(id);
    }
    const bad = ['from=2026-13-45', 'points=no', 'method=gold', 'payment=x', 'search=%00', 'x=1'];
    for (const query of bad) {
      const answer = await api.send('GET', `/api/admin/orders?${query}`, { token: staff });
      refused(answer, 422, 'VALIDATION');
    }
  });
});

it('asks NocoDB as often for a big table as for a small one', async () => {
  let requests: NocoRequest[] = [];
  const store = await site.base.open((request) => requests.push(request));
  const { ctx } = createWorld('at-delivery');
  const asked = async (run: () => Promise<unknown>) => {
    requests = [];
    await run();
    return requests.length;
  };
  const { customer } = await placed();
  const on = { ...ctx, store };
  const page = (search: Parameters<typeof findOrders>[1]) => async () =>
    staffOrderViews(on, await findOrders(on, search, null, 50));
  const pages = {
    all: page({}),
    narrow: page({ statuses: ['new'], payments: ['unpaid'], methods: ['cash'], withPoints: true }),
    phone: page({ text: customer.phone.slice(0, 9) }),
    board: async () => boardAnswer(on, await readBoard(on, undefined)),
    same: async () => readBoard(on, (await readBoard(on, undefined)).version),
  };
  const measure = async () => {
    const counts: Record<string, number> = {};
    for (const [name, run] of Object.entries(pages)) counts[name] = await asked(run);
    return counts;
  };
  const small = await measure();
  const many = Array.from({ length: 260 }, () => placedFacts(customer.id, { at: Date.now() }));
  for (let i = 0; i < many.length; i += 20) {
    await Promise.all(many.slice(i, i + 20).map((facts) => store.orders.insert(facts)));
  }
  const big = await measure();
  // A page is at most: orders in two steps, their events, rows and customers, who was looked for.
  for (const [name, most] of Object.entries({ all: 5, narrow: 5, phone: 6, board: 24, same: 16 })) {
    expect(small[name], name).toBeLessThanOrEqual(most);
    expect(big[name], name).toBeLessThanOrEqual(most);
  }
  const { version } = await readBoard(on, undefined);
  // Those in hand by their index; of the others the newest, and all where these are too few.
  expect(await asked(() => readBoard(on, version))).toBeLessThanOrEqual(3);
  const { counts } = await boardAnswer(on, await readBoard(on, undefined));
  expect(counts.new).toBeGreaterThanOrEqual(260);
});
