/** The menu as staff change it: what customers see at once, who may what, two at the same dish. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MenuAnswer, Problem } from '@/lib/api/answers';
import type { PictureAnswer, StaffDishView, StaffMenuAnswer } from '@/lib/api/menu-answers';
import { hashPassword } from '@/lib/customers/admin-sign-in';
import { adminToken, type CallOptions, call, good, refused, signUp } from '../support/api';
import { eventually } from '../support/ledger';
import { jpeg, png } from '../support/pictures';
import { ADMIN, startSite, type TestSite } from '../support/site';

const PATH = '/api/admin/menu';
const SOUPS = 'Супы';
const IMAGE = '/menu/borsch.svg';

let site: TestSite;
const tokens: Record<'owner' | 'manager' | 'operator', string> = {
  owner: '',
  manager: '',
  operator: '',
};

beforeAll(async () => {
  site = await startSite('standard');
  tokens.owner = await adminToken(site.url);
  const passwordHash = await hashPassword(ADMIN.password);
  for (const role of ['manager', 'operator'] as const) {
    const email = `${role}@example.com`;
    await site.store.admins.insert({ email, passwordHash, role, name: role, active: true });
    const body = { email, password: ADMIN.password };
    const answer = await call<{ token: string }>(site.url, 'POST', '/api/admin/auth/login', {
      body,
    });
    tokens[role] = good<{ token: string }>(answer).token;
  }
});
afterAll(() => site?.stop());

type Sent = Omit<CallOptions, 'token'>;

const as = (role: keyof typeof tokens, method: string, path: string, sent: Sent = {}) =>
  call(site.url, method, PATH + path, { token: tokens[role], ...sent });
const manager = (method: string, path: string, body?: unknown) =>
  as('manager', method, path, { body });

const read = async () => good<StaffMenuAnswer>(await manager('GET', ''));
const customers = async () => good<MenuAnswer>(await call(site.url, 'GET', '/api/menu')).categories;
const shown = async () => (await customers()).map((c) => [c.name, c.items.map((i) => i.name)]);

async function arrange(categories: object[], version?: number) {
  const { categoriesVersion } = await read();
  return manager('PUT', '/categories', { version: version ?? categoriesVersion, categories });
}

async function make(name: string, more: object = {}): Promise<StaffDishView> {
  const body = { category: SOUPS, name, price: 300, image: IMAGE, ...more };
  return good<{ dish: StaffDishView }>(await manager('POST', '/dishes', body), 201).dish;
}

const place = (token: string, dish: StaffDishView, addOnIds: string[] = []) =>
  call(site.url, 'POST', '/api/orders', {
    token,
    body: { items: [{ menuItemId: dish.id, quantity: 1, addOnIds }], paymentMethod: 'cash' },
    headers: { 'idempotency-key': `menu-${crypto.randomUUID()}` },
  });

describe('from an empty menu', () => {
  it('categories and dishes are made, and customers see them at once', async () => {
    const names = [{ name: 'Напитки' }, { name: SOUPS }, { name: 'Пусто' }];
    good(await arrange(names));
    const soup = await make('Борщ', { portion: '350 г' });
    const tea = await make('Чай', { category: 'Напитки', price: 99.5 });
    expect(soup).toMatchObject({ version: 1, available: true, removed: false, price: 300 });
    expect(await shown()).toEqual([
      ['Напитки', ['Чай']],
      [SOUPS, ['Борщ']],
    ]);

    const wishes = [
      { name: SOUPS, from: SOUPS },
      { name: 'Чай и кофе', from: 'Напитки' },
    ];
    good(await arrange(wishes));
    expect(await shown()).toEqual([
      [SOUPS, ['Борщ']],
      ['Чай и кофе', ['Чай']],
    ]);
    // The name in the grid follows, for people.
    await eventually(async () => {
      expect((await site.store.menu.byId(tea.id))?.category).toBe('Чай и кофе');
    });
    expect((await read()).categories.map((c) => c.name)).toEqual([SOUPS, 'Чай и кофе']);

    const problem = refused(await arrange([wishes[0] ?? {}]), 409, 'CATEGORY_NOT_EMPTY');
    expect(problem.detail).toContain('Чай и кофе');
    const stale = refused(await arrange(wishes, 1), 409, 'EDIT_CONFLICT');
    expect(stale.conflict?.edits).toMatchObject([
      {
        n: 2,
        admin: { name: 'manager' },
        before: { categories: ['Напитки', SOUPS, 'Пусто'] },
        after: { categories: [SOUPS, 'Чай и кофе'] },
      },
    ]);
  });
});

describe('a dish', () => {
  it('with sizes and add-ons is ordered at the prices that staff gave it', async () => {
    const priced = (id: string, price: number) => ({ id, name: id, price });
    const group = { id: 'size', name: 'Размер', min: 1, max: 1 };
    const dish = await make('Солянка', {
      groups: [{ ...group, options: [priced('small', 0), priced('large', 120.5)] }],
      addOns: [priced('cream', 50)],
    });
    const { token } = await signUp(site.url);
    refused(await place(token, dish), 409, 'MENU_OPTIONS_INVALID');
    const total = async (ids: string[]) =>
      good<{ order: { total: number; subtotal: number } }>(await place(token, dish, ids), 201).order
        .subtotal;
    expect(await total(['large', 'cream'])).toBe(470.5);
    good(await manager('PATCH', `/dishes/${dish.id}`, { version: 1, price: 400, addOns: [] }));
    expect(await total(['small'])).toBe(400);
    refused(await place(token, dish, ['small', 'cream']), 409, 'MENU_ITEM_UNAVAILABLE');
  });

  it('of two editors at once the second is told; nothing is lost', async () => {
    const dish = await make('Уха');
    const edit = (role: 'owner' | 'manager', body: object) =>
      as(role, 'PATCH', `/dishes/${dish.id}`, { body: { version: 1, ...body } });
    const answers = await Promise.all([
      edit('owner', { price: 510 }),
      edit('manager', { name: 'Уха по-царски' }),
      edit('owner', { portion: '400 г' }),
    ]);
    expect(answers.map((a) => a.status).sort()).toEqual([200, 409, 409]);
    for (const { body } of answers.filter((a) => a.status === 409)) {
      const { conflict } = body as Problem;
      expect(conflict).toMatchObject({
        version: 2,
        edits: [{ n: 2, admin: { id: expect.any(Number) } }],
      });
      expect(Object.keys(conflict?.edits[0]?.after ?? {})).toHaveLength(1);
    }
    const rows = await site.base.sql(
      `select number from %s.edits where table_name = 'Menu_Items' and row_id = $1 order by number`,
      [String(dish.id)],
    );
    expect(rows.map((r) => Number(r.number))).toEqual([1, 2]);
    await eventually(async () => {
      const logs = await site.base.sql(
        `select metadata from %s.loyalty_logs where event_type = 'menu_changed'`,
      );
      expect(JSON.stringify(logs)).toContain('Уха');
    });
  });

  it('off the menu is gone for customers, comes back, and orders keep it', async () => {
    const dish = await make('Окрошка');
    const { token } = await signUp(site.url);
    const placed = good<{ order: { id: number } }>(await place(token, dish), 201);
    good(await manager('PATCH', `/dishes/${dish.id}`, { version: 1, removed: true }));
    expect(JSON.stringify(await shown())).not.toContain('Окрошка');
    refused(await place(token, dish), 409, 'MENU_ITEM_UNAVAILABLE');
    const order = await call(site.url, 'GET', `/api/orders/${placed.order.id}`, { token });
    expect(JSON.stringify(good(order))).toContain('Окрошка');
    good(await manager('PATCH', `/dishes/${dish.id}`, { version: 2, removed: false }));
    expect(JSON.stringify(await shown())).toContain('Окрошка');
  });

  it('goes up and down in its category', async () => {
    const first = await make('Первое по счёту');
    const second = await make('Второе по счёту');
    good(await manager('POST', `/dishes/${second.id}/move`, { direction: 'up' }));
    const names = (await shown()).find(([name]) => name === SOUPS)?.[1] ?? [];
    expect(names.indexOf(second.name)).toBe(names.indexOf(first.name) - 1);
    refused(await manager('POST', '/dishes/999999/move', { direction: 'up' }), 404, 'NOT_FOUND');
  });

  it('with nonsense in it is refused field by field', async () => {
    const body = { category: SOUPS, name: 'Щи', price: 300, image: IMAGE };
    const paths = async (change: object) => {
      const answer = await manager('POST', '/dishes', { ...body, ...change });
      return refused(answer, 422, 'VALIDATION').fields?.map((f) => f.path);
    };
    expect(await paths({ name: ' ' })).toEqual(['name']);
    expect(await paths({ price: -1 })).toEqual(['price']);
    expect(await paths({ price: 1.005 })).toEqual(['price']);
    expect(await paths({ category: 'Нет такой' })).toEqual(['category']);
    expect(await paths({ image: 'https://example.com/a.png' })).toEqual(['image']);
    const key = '0'.repeat(32);
    expect(await paths({ image: `/api/menu/pictures/${key}` })).toEqual(['image']);
    expect(await paths({ name: 'a\u0000b' })).toEqual(['name']);
    const option = { id: 'x', name: 'X', price: 1 };
    expect(await paths({ addOns: [option, option] })).toEqual(['addOns.1.id']);
    const group = { id: 'g', name: 'G', min: 2, max: 3, options: [option] };
    expect(await paths({ groups: [group] })).toEqual(['groups.0.max']);
    refused(await manager('PATCH', '/dishes/999999', { version: 0, price: 1 }), 404, 'NOT_FOUND');
  });
});

describe('pictures', () => {
  const upload = (file: Uint8Array<ArrayBuffer>, role: keyof typeof tokens = 'manager') =>
    as(role, 'POST', '/pictures', { file, headers: { 'content-type': 'image/png' } });

  it('are served as what they are, for ever, and can be a dish’s', async () => {
    // Says PNG, is a JPEG: the bytes decide.
    const file = jpeg(800, 600);
    const { image } = good<PictureAnswer>(await upload(file), 201);
    expect(good<PictureAnswer>(await upload(file), 201).image).toBe(image);
    const rows = await site.base.sql('select key from %s.menu_pictures');
    expect(rows).toHaveLength(1);
    const answer = await fetch(site.url + image);
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(file))).toBe(true);
    const dish = await make('С фото', { image });
    expect(dish.image).toBe(image);
    const { url } = await site.sibling();
    expect((await fetch(url + image)).status).toBe(200);
  });

  it('of another kind, too long or unknown are refused', async () => {
    const svg = new TextEncoder().encode('<svg onload="alert(1)"></svg>');
    refused(await upload(svg), 422, 'PICTURE_UNREADABLE');
    refused(await upload(png(10, 10)), 422, 'PICTURE_UNREADABLE');
    refused(await upload(new Uint8Array()), 422, 'PICTURE_UNREADABLE');
    const long = new Uint8Array(3 * 1024 * 1024 + 1);
    long.set(png(640, 480));
    refused(await upload(long), 413, 'BODY_TOO_LARGE');
    for (const key of ['0'.repeat(32), 'x', '..%2F..%2Fapi']) {
      refused(await call(site.url, 'GET', `/api/menu/pictures/${key}`), 404, 'NOT_FOUND');
    }
  });
});

it('operators say what has run out, and change nothing else', async () => {
  const dish = await make('Рассольник');
  const one = `/dishes/${dish.id}`;
  const set = (available: boolean) =>
    as('operator', 'PUT', `${one}/availability`, { body: { available } });
  expect(good<{ dish: StaffDishView }>(await set(false)).dish).toMatchObject({
    available: false,
    version: 2,
  });
  const { token } = await signUp(site.url);
  refused(await place(token, dish), 409, 'MENU_ITEM_UNAVAILABLE');
  good(await set(true));
  good(await as('operator', 'GET', ''));
  for (const [method, path, body] of [
    ['POST', '/dishes', { category: SOUPS, name: 'x', price: 1, image: IMAGE }],
    ['PATCH', one, { version: 3, price: 1 }],
    ['POST', `${one}/move`, { direction: 'up' }],
    ['PUT', '/categories', { version: 0, categories: [] }],
    ['POST', '/pictures', undefined],
  ] as const) {
    refused(await as('operator', method, path, { body }), 403, 'FORBIDDEN');
    refused(await call(site.url, method, PATH + path, { body }), 401, 'UNAUTHORIZED');
  }
  expect((await site.store.menu.byId(dish.id))?.version).toBe(3);
});
