/** Profile, phone, deletion and the owner's texts over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  HistoryAnswer,
  OrderAnswer,
  PageAnswer,
  ProfileAnswer,
  RequestCodeAnswer,
  SignInAnswer,
} from '@/lib/api/answers';
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
  MINUTE,
  newPhone,
  refused,
  signUp,
} from '../support/api';
import { soundLedger } from '../support/ledger';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let soup: MenuItem;
let staff: string;

beforeAll(async () => {
  site = await startSite('standard');
  api = createApi(site.url);
  soup = await dish(site.store, 1000);
  staff = await adminToken(site.url);
});
afterAll(() => site?.stop());

const profile = (customer: Pick<Customer, 'token'>, method = 'GET', body?: unknown, path = '') =>
  api.send<ProfileAnswer>(method, `/api/profile${path}`, { token: customer.token, body });

async function codeFor(phone: string): Promise<string> {
  const asked = await call(site.url, 'POST', '/api/auth/request-code', { body: { phone } });
  return String(good<RequestCodeAnswer>(asked).devCode);
}

async function signInAgain(phone: string): Promise<SignInAnswer> {
  await api.advance(MINUTE + 1000);
  const body = { phone, code: await codeFor(phone) };
  return good<SignInAnswer>(await call(site.url, 'POST', '/api/auth/verify', { body }));
}

async function delivered(customer: Customer, more: object = {}): Promise<number> {
  const placed = await api.place(customer, {
    items: lines(soup),
    deliveryAddress: 'Садовая, 12, кв. 7',
    comment: 'Домофон 7',
    paymentMethod: 'card',
    ...more,
  });
  const { order } = good<OrderAnswer>(placed, 201);
  good(await api.staff(staff, order.id, { status: 'delivered' }));
  return order.id;
}

describe('the profile', () => {
  it('is read, changed and checked', async () => {
    const customer = await signUp(site.url, { name: 'Анна', birthDate: '1990-02-28' });
    expect(good<ProfileAnswer>(await profile(customer))).toMatchObject({
      profile: { id: customer.id, phone: customer.phone, name: 'Анна', birthDate: '1990-02-28' },
      addresses: [],
    });
    const changed = await profile(customer, 'PATCH', { name: ' Мария ', birthDate: '1991-03-01' });
    expect(good<ProfileAnswer>(changed).profile).toMatchObject({
      name: 'Мария',
      birthDate: '1991-03-01',
    });
    for (const body of [{}, { name: '' }, { birthDate: '1991-02-30' }, { phone: '+79990000000' }]) {
      refused(await profile(customer, 'PATCH', body), 422, 'VALIDATION');
    }
    refused(await call(site.url, 'GET', '/api/profile'), 401, 'UNAUTHORIZED');
  });

  it('keeps up to ten addresses', async () => {
    const customer = await signUp(site.url);
    const addresses = Array.from({ length: 10 }, (_, i) => ({
      title: `Дом ${i}`,
      text: 'Садовая, 12',
    }));
    const put = (list: unknown) => profile(customer, 'PUT', { addresses: list }, '/addresses');
    const saved = good<ProfileAnswer>(await put(addresses)).addresses;
    expect(saved.map(({ title, text }) => ({ title, text }))).toEqual(addresses);
    expect(new Set(saved.map((a) => a.id)).size).toBe(10);
    expect(good<ProfileAnswer>(await profile(customer)).addresses).toEqual(saved);
    const fewer = good<ProfileAnswer>(await put(addresses.slice(3, 4))).addresses;
    expect(fewer).toEqual(saved.slice(3, 4));
    const tooMany = [...addresses, { title: 'Ещё', text: 'x' }];
    for (const wrong of [tooMany, [{ title: '', text: 'x' }], [{ title: 'Дом' }]]) {
      refused(await put(wrong), 422, 'VALIDATION');
    }
  });
});

describe('the phone', () => {
  const move = (customer: Customer, phone: string, code: string) =>
    profile(customer, 'POST', { phone, code }, '/phone');

  it('moves by a code sent to the new one', async () => {
    const customer = await signUp(site.url);
    const phone = newPhone();
    refused(await move(customer, phone, '000000'), 401, 'CODE_EXPIRED');
    const code = await codeFor(phone);
    expect(good<ProfileAnswer>(await move(customer, phone, code)).profile).toMatchObject({
      id: customer.id,
      phone,
      loyaltyPoints: 1000,
    });
    expect((await signInAgain(phone)).userProfile.id).toBe(customer.id);
    const old = await signInAgain(customer.phone);
    expect(old).toMatchObject({ isNew: true, welcomePoints: 0 });
  });

  it('of another customer is refused, to its holder only with a code', async () => {
    const [customer, other] = [await signUp(site.url), await signUp(site.url)];
    await api.advance(MINUTE + 1000);
    const code = await codeFor(other.phone);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    refused(await move(customer, other.phone, wrong), 401, 'CODE_WRONG');
    refused(await move(customer, other.phone, code), 409, 'PHONE_TAKEN');
    expect((await signInAgain(other.phone)).userProfile.id).toBe(other.id);
  });
});

describe('deleting the account', () => {
  const remove = (customer: Pick<Customer, 'token'>, body: object = { confirm: true }) =>
    api.send('DELETE', '/api/profile', { token: customer.token, body });

  it('needs a word of confirmation and no order under way', async () => {
    const customer = await signUp(site.url);
    refused(await remove(customer, {}), 422, 'VALIDATION');
    refused(await remove(customer, { confirm: false }), 422, 'VALIDATION');
    const placed = await api.place(customer, { items: lines(soup), paymentMethod: 'cash' });
    const { order } = good<OrderAnswer>(placed, 201);
    refused(await remove(customer), 409, 'ACTIVE_ORDERS');
    expect(await api.balance(customer)).toMatchObject({ balance: 1000 });
    good(await api.patch(customer, order.id, { orderStatus: 'cancelled' }));
    good(await remove(customer));
  });

  it('forfeits points, erases what is personal and keeps the ledger', async () => {
    const phone = newPhone();
    const body = { phone, code: await codeFor(phone), name: 'Пелагея', birthDate: '1990-02-28' };
    const signedIn = await call(site.url, 'POST', '/api/auth/verify', { body });
    const { token, refreshToken, userProfile } = good<SignInAnswer>(signedIn);
    const customer = { id: userProfile.id, phone, token, welcomePoints: 1000 };
    good(
      await profile(
        customer,
        'PUT',
        { addresses: [{ title: 'Дача', text: 'Лесная, 9' }] },
        '/addresses',
      ),
    );
    const to = { deliveryAddress: 'Заречная, 3', comment: 'Чердак', cutlery: 2 };
    const orderId = await delivered(customer, to);
    const before = await soundLedger(site.store, customer.id);
    const answer = good<{ pointsForfeited: number }>(await remove(customer));
    expect(answer.pointsForfeited).toBe(before.available);

    const after = await soundLedger(site.store, customer.id);
    expect(after.available).toBe(0);
    expect(after.rows.slice(0, -1)).toEqual(before.rows);
    expect(after.rows.at(-1)).toMatchObject({ type: 'adjustment', points: -before.available });
    expect(after.rows.at(-1)?.description).toContain('аккаунт удалён');
    expect(after.spendKopecks).toBe(before.spendKopecks);
    const order = await site.store.orders.byId(orderId);
    expect(order?.placed).toMatchObject({ comment: null, cutlery: 2 });

    const words = [
      phone,
      phone.slice(1),
      'Пелагея',
      '1990-02-28',
      'Дача',
      'Лесная',
      'Заречная',
      'Чердак',
    ];
    const tables = Object.keys(await site.base.countRows());
    for (const table of tables) {
      const rows = await site.base.sql(`select * from %s."${table}"`);
      const found = words.filter((w) => JSON.stringify(rows).includes(w));
      expect({ table, found }).toEqual({ table, found: [] });
    }

    refused(await profile(customer), 401, 'UNAUTHORIZED');
    refused(await api.send('GET', '/api/auth/me', { token }), 401, 'UNAUTHORIZED');
    refused(await api.place(customer, { items: lines(soup) }), 404, 'NOT_FOUND');
    const renew = await call(site.url, 'POST', '/api/auth/refresh', { body: { refreshToken } });
    refused(renew, 401, 'UNAUTHORIZED');

    const back = await signInAgain(phone);
    expect(back).toMatchObject({
      isNew: true,
      welcomePoints: 0,
      userProfile: { loyaltyPoints: 0 },
    });
    expect(back.userProfile.id).not.toBe(customer.id);
    expect(back.userProfile.name).toBeUndefined();
  });
});

describe('an order', () => {
  it('carries cutlery, change and consent', async () => {
    const customer = await signUp(site.url);
    const placed = await api.place(customer, {
      items: lines(soup),
      paymentMethod: 'cash',
      cutlery: 3,
      changeFrom: 2000,
      consent: true,
    });
    const { order } = good<OrderAnswer>(placed, 201);
    expect(order).toMatchObject({ cutlery: 3, changeFrom: 2000 });
    expect(good<ProfileAnswer>(await profile(customer)).profile.consentAt).toMatch(/^20/);
    const changed = await api.patch(customer, order.id, { cutlery: 0, changeFrom: null });
    expect(good<OrderAnswer>(changed).order).toMatchObject({ cutlery: 0, changeFrom: null });
    expect(await api.order(customer, order.id)).toMatchObject({ cutlery: 0, changeFrom: null });
    const plain = good<OrderAnswer>(await api.place(customer, { items: lines(soup) }), 201);
    expect(plain.order).toMatchObject({ cutlery: null, changeFrom: null });
    for (const wrong of [{ cutlery: 21 }, { cutlery: 1.5 }, { changeFrom: -1 }]) {
      const body = { items: lines(soup), ...wrong };
      refused(await api.place(customer, body), 422, 'VALIDATION');
    }
  });

  it('explains its points in the history', async () => {
    const customer = await signUp(site.url);
    await delivered(customer);
    const { entries } = await api.history(customer);
    const [earned, joined] = entries as HistoryAnswer['entries'];
    expect(earned).toMatchObject({
      type: 'earned',
      explanation: { subtotal: 1000, deliveryFee: 200, base: 1200, percent: 3, points: 36 },
    });
    expect(joined).toMatchObject({ type: 'registration', explanation: null });
  });
});

describe('a text of the restaurant', () => {
  it('is what stands in the table, with the time of its last change', async () => {
    const read = (slug: string) => call<PageAnswer>(site.url, 'GET', `/api/pages/${slug}`);
    refused(await read('offer'), 404, 'NOT_FOUND');
    refused(await read('else'), 404, 'NOT_FOUND');
    await site.store.pages.insert({ slug: 'offer', title: 'Оферта', body: '# Раз\n\nДва' });
    const first = good<PageAnswer>(await read('offer'));
    expect(first).toMatchObject({ slug: 'offer', title: 'Оферта', body: '# Раз\n\nДва' });
    expect(Math.abs(Date.parse(first.updatedAt) - Date.now())).toBeLessThan(60_000);
    await site.base.sql(
      "update %s.pages set body = 'Три', updated_at = now() + interval '1 hour' where slug = 'offer'",
    );
    const second = good<PageAnswer>(await read('offer'));
    expect(second.body).toBe('Три');
    expect(Date.parse(second.updatedAt)).toBeGreaterThan(Date.parse(first.updatedAt));
  });
});
