/** Whatever is sent: a problem document with a stable code, never a 500, and nothing written. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MenuItem } from '@/lib/store/port-menu';
import {
  type Api,
  adminToken,
  type CallOptions,
  type Customer,
  createApi,
  dish,
  good,
  lines,
  refused,
  signUp,
} from '../support/api';
import { countsAtRest } from '../support/base';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let staff: string;
let customer: Customer;
let stranger: Customer;
let soup: MenuItem;
let orderId: number;
let before: Record<string, number>;

beforeAll(async () => {
  site = await startSite('standard');
  api = createApi(site.url);
  staff = await adminToken(site.url);
  [customer, stranger] = [await signUp(site.url), await signUp(site.url)];
  soup = await dish(site.store, 1000);
  const body = { items: lines(soup), loyaltyPointsUsed: 10 };
  orderId = good<{ order: { id: number } }>(await api.place(customer, body), 201).order.id;
  before = await countsAtRest(site.base);
});
afterAll(async () => {
  // Nothing that was refused has left a row, in any table.
  try {
    expect(await countsAtRest(site.base)).toEqual(before);
    expect(site.log()).not.toContain('request.failed');
  } finally {
    await site?.stop();
  }
});

const key = { 'idempotency-key': 'bad-input-key-1' };
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

type Case = [name: string, change: unknown];

function orderCases(): Case[] {
  const items = lines(soup);
  const line = (change: object) => ({ items: [{ menuItemId: soup.id, quantity: 1, ...change }] });
  return [
    ['nothing', {}],
    ['null', null],
    ['a list', []],
    ['a text', '"text"'],
    ['a number', 5],
    ['no lines', { items: [] }],
    ['lines that are an object', { items: {} }],
    ['61 lines', { items: Array.from({ length: 61 }, () => items[0]) }],
    ['an unknown field', { items, price: 1 }],
    ['an unknown field in a line', line({ price: 1 })],
    ['a total of its own', { items, total: 1 }],
    ['another customer', { items, userId: stranger.id }],
    ['paid: true', { items, paid: true }],
    ['a quantity of 0', line({ quantity: 0 })],
    ['a negative quantity', line({ quantity: -1 })],
    ['a broken quantity', line({ quantity: 1.5 })],
    ['a quantity as text', line({ quantity: '1' })],
    ['a huge quantity', line({ quantity: 1e21 })],
    ['100 of one', line({ quantity: 100 })],
    ['a dish of id 0', line({ menuItemId: 0 })],
    ['a dish id beyond PostgreSQL', line({ menuItemId: 2_147_483_648 })],
    ['a dish id beyond whole numbers', line({ menuItemId: 2 ** 53 })],
    ['an add-on that is a number', line({ addOnIds: [1] })],
    ['negative points', { items, loyaltyPointsUsed: -1 }],
    ['half a point', { items, loyaltyPointsUsed: 0.5 }],
    ['points as text', { items, loyaltyPointsUsed: '10' }],
    ['huge points', { items, loyaltyPointsUsed: 1e300 }],
    ['points that are null', { items, loyaltyPointsUsed: null }],
    ['an unknown method', { items, paymentMethod: 'bitcoin' }],
    ['a method of the prototype', { items, paymentMethod: 'constructor' }],
    ['an empty code', { items, promoCode: '  ' }],
    ['a code with NUL', { items, promoCode: 'A\u0000B' }],
    ['a comment with an escape character', { items, comment: 'a\u001b[31m' }],
    ['a comment with half an emoji', { items, comment: 'a\ud800' }],
    ['a comment of 501 letters', { items, comment: 'ы'.repeat(501) }],
    ['an address over two lines', { items, deliveryAddress: 'a\nb' }],
    ['an address of spaces', { items, deliveryAddress: '   ' }],
    ['a time without a zone', { items, scheduledFor: '2026-12-01T12:00:00' }],
    ['a time that is not', { items, scheduledFor: '2026-13-45T12:00:00Z' }],
    [
      'expected with three decimals',
      { items, expected: { total: 0.001, payable: 1, pointsToEarn: 0 } },
    ],
    ['expected without a part', { items, expected: { total: 1 } }],
    ['__proto__', '{"__proto__":{"items":[]},"items":[{"menuItemId":1,"quantity":1}]}'],
  ];
}

it('POST and PATCH of an order refuse every broken body', async () => {
  for (const [name, body] of orderCases()) {
    const placed = await api.send('POST', '/api/orders', {
      token: customer.token,
      body,
      headers: key,
    });
    expect.soft({ name, problem: refused(placed, 422, 'VALIDATION') }).toMatchObject({
      problem: { fields: expect.any(Array) },
    });
    if (name === 'nothing' || name === 'points that are null') continue;
    const options = { token: customer.token, body };
    const changed = await api.send('PATCH', `/api/orders/${orderId}`, options);
    expect.soft({ name, code: refused(changed, 422, 'VALIDATION').code }).toBeTruthy();
  }
}, 60_000);

describe('a body that is no JSON', () => {
  it.each([
    ['empty', '', 400, 'INVALID_JSON'],
    ['half', '{"items":', 400, 'INVALID_JSON'],
    ['two', '{}{}', 400, 'INVALID_JSON'],
    ['NaN', '{"items":NaN}', 400, 'INVALID_JSON'],
    ['nested 30 000 deep', nested(30_000), 422, 'VALIDATION'],
    ['nested in a field', `{"items":${nested(20_000)}}`, 422, 'VALIDATION'],
    ['nested in a text’s place', `{"comment":${nested(20_000)}}`, 422, 'VALIDATION'],
    ['too large', JSON.stringify({ comment: 'x'.repeat(70_000) }), 413, 'BODY_TOO_LARGE'],
    ['very large', 'x'.repeat(3_000_000), 413, 'BODY_TOO_LARGE'],
  ])('%s', async (_name, body, status, code) => {
    const options = { token: customer.token, body, headers: key };
    refused(await api.send('POST', '/api/orders', options), status, code);
  });
});

it('an Idempotency-Key must be there and be a key', async () => {
  const body = { items: lines(soup) };
  for (const value of [undefined, '', 'short', 'with space inside', 'x'.repeat(201)]) {
    const headers: Record<string, string> = value === undefined ? {} : { 'idempotency-key': value };
    const answer = await api.send('POST', '/api/orders', { token: customer.token, body, headers });
    refused(answer, 400, 'IDEMPOTENCY_KEY_REQUIRED');
  }
});

it('things that are not there: dishes, codes, orders, customers', async () => {
  const { token } = customer;
  const gone = await site.store.menu.update((await dish(site.store, 5)).id, { available: false });
  before = { ...before, menu_items: Number(before.menu_items) + 1 };
  const place = (body: object) => api.place(customer, body, 'bad-input-key-2');
  for (const item of [
    { menuItemId: 2_147_483_647 },
    { menuItemId: gone.id },
    { menuItemId: soup.id, addOnIds: ['x'] },
  ]) {
    const problem = refused(
      await place({ items: [{ quantity: 1, ...item }] }),
      409,
      'MENU_ITEM_UNAVAILABLE',
    );
    expect(problem.fields?.[0]?.path).toMatch(/^items\.0\./);
  }
  for (const promoCode of ["' OR 1=1 --", '(Code,eq,x)~or(Id,gt,0)', '%', 'NOPE', '__proto__']) {
    refused(await place({ items: lines(soup), promoCode }), 409, 'PROMO_NOT_FOUND');
    const body = { code: promoCode, items: lines(soup) };
    refused(await api.send('POST', '/api/promo/validate', { token, body }), 409, 'PROMO_NOT_FOUND');
  }
  const ids = [
    '0',
    '-1',
    '1.5',
    'x',
    '2147483648',
    '999999',
    '9'.repeat(400),
    '1%00',
    '1 or 1=1',
    'NaN',
    'null',
  ];
  for (const id of ids) {
    const path = `/api/orders/${encodeURIComponent(id)}`;
    refused(await api.send('GET', path, { token }), 404, 'NOT_FOUND');
    refused(await api.send('DELETE', path, { token }), 404, 'NOT_FOUND');
    refused(await api.send('PATCH', path, { token, body: { comment: 'x' } }), 404, 'NOT_FOUND');
    refused(
      await api.send('GET', path.replace('/api', '/api/admin'), { token: staff }),
      404,
      'NOT_FOUND',
    );
  }
  refused(await api.send('GET', '/api/nothing/here'), 404, 'NOT_FOUND');
  refused(await api.send('POST', '/api/nothing', { body: {} }), 404, 'NOT_FOUND');
});

it("another customer's order is as if it were not there", async () => {
  const { token } = stranger;
  const path = `/api/orders/${orderId}`;
  refused(await api.send('GET', path, { token }), 404, 'NOT_FOUND');
  for (const body of [
    { comment: 'x' },
    { pay: true },
    { paymentMethod: 'card', pay: true },
    { orderStatus: 'cancelled' },
    { loyaltyPointsUsed: 0 },
    {},
  ]) {
    refused(await api.send('PATCH', path, { token, body }), 404, 'NOT_FOUND');
  }
  refused(await api.send('DELETE', path, { token }), 404, 'NOT_FOUND');
  expect(await api.order(customer, orderId)).toMatchObject({ status: 'new', pointsUsed: 10 });
});

it('broken bodies and queries of the other endpoints', async () => {
  const { token } = customer;
  const bad: [method: string, path: string, options: CallOptions][] = [
    ['POST', '/api/auth/request-code', { body: {} }],
    ['POST', '/api/auth/request-code', { body: { phone: 79991234567 } }],
    ['POST', '/api/auth/request-code', { body: { phone: '+79991234567', x: 1 } }],
    ['POST', '/api/auth/verify', { body: { phone: '+79991234567', code: 'abc' } }],
    [
      'POST',
      '/api/auth/verify',
      { body: { phone: '+79991234567', code: '123456', birthDate: '1990-02-30' } },
    ],
    [
      'POST',
      '/api/auth/verify',
      { body: { phone: '+79991234567', code: '123456', birthDate: '2999-01-01' } },
    ],
    [
      'POST',
      '/api/auth/verify',
      { body: { phone: '+79991234567', code: '123456', name: 'a\u0007' } },
    ],
    ['POST', '/api/admin/auth/login', { body: { email: 'x', password: 'y' } }],
    [
      'POST',
      '/api/admin/auth/login',
      { body: { email: 'a@example.com', password: 'y'.repeat(201) } },
    ],
    ['POST', '/api/promo/validate', { token, body: { code: 'A' } }],
    ['GET', '/api/orders?before=x', { token }],
    ['GET', '/api/orders?before=0', { token }],
    ['GET', '/api/orders?after=1', { token }],
    ['GET', '/api/client/loyalty/calculate-max-spend', { token }],
    ['GET', '/api/client/loyalty/calculate-max-spend?orderTotal=-1', { token }],
    ['GET', '/api/client/loyalty/calculate-max-spend?orderTotal=1e30', { token }],
    ['GET', '/api/client/loyalty/calculate-max-spend?orderTotal=0.001', { token }],
    ['GET', '/api/client/loyalty/calculate-max-spend?orderTotal=NaN', { token }],
    ['GET', '/api/admin/orders?status=gone', { token: staff }],
    ['GET', '/api/admin/orders?limit=101', { token: staff }],
    ['PATCH', `/api/admin/orders/${orderId}`, { token: staff, body: {} }],
    ['PATCH', `/api/admin/orders/${orderId}`, { token: staff, body: { reason: 'x' } }],
    ['PATCH', `/api/admin/orders/${orderId}`, { token: staff, body: { status: 'flown' } }],
    ['PATCH', `/api/admin/orders/${orderId}`, { token: staff, body: { paid: false } }],
    ['PATCH', `/api/admin/orders/${orderId}`, { token: staff, body: { deliveryFee: -1 } }],
    ['PATCH', `/api/admin/orders/${orderId}`, { token: staff, body: { points: 5 } }],
    ['PUT', '/api/admin/loyalty/toggle', { token: staff, body: { enabled: 'no' } }],
    [
      'POST',
      '/api/admin/loyalty/adjust',
      { token: staff, body: { userId: 1, amount: 1, type: 'earn' } },
    ],
    ...[0, -5, 1.5, 1_000_001, '5'].map((amount): (typeof bad)[number] => [
      'POST',
      '/api/admin/loyalty/adjust',
      { token: staff, body: { userId: customer.id, amount, type: 'earn', reason: 'почему' } },
    ]),
  ];
  for (const [method, path, options] of bad) {
    const problem = refused(await api.send(method, path, options), 422, 'VALIDATION');
    expect(problem.instance).toBe(path.split('?')[0]);
  }
});

/** Sends bytes as they are, which no HTTP client would; answers the first line. */
function raw(path: string, header: string): Promise<string> {
  const { hostname, port } = new URL(site.url);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}\r\n\r\n`),
    );
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(answer.split('\r\n')[0] ?? ''));
    socket.on('error', reject);
    socket.setTimeout(5000, () => socket.destroy());
  });
}

describe('broken addresses and headers', () => {
  const bearer = () => `Authorization: Bearer ${customer.token}`;

  it.each(['/api/%00', '/api/orders/%00', '/api/orders/..%2f..%2fme', '/api//orders//'])(
    '%s is no 500',
    async (path) => {
      expect(await raw(path, bearer())).toMatch(/^HTTP\/1\.1 (4\d\d|308)/);
    },
  );

  // Next.js 16 answers these itself, with a plain 500, before any code of ours runs.
  it.fails.each(['/api/orders/%', '/api/orders/%E0%A4%A'])('%s is no 500', async (path) => {
    expect(await raw(path, bearer())).toMatch(/^HTTP\/1\.1 4\d\d/);
  });

  it.each(['kopilka_session=%E0%A4%A', 'kopilka_session=\u00ff', 'kopilka_session', '=;=;'])(
    'the cookie %j is no sign-in and no 500',
    async (cookie) => {
      expect(await raw('/api/auth/me', `Cookie: ${cookie}`)).toMatch(/^HTTP\/1\.1 401/);
    },
  );
});
