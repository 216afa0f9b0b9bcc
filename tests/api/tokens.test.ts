/** Who may call what: every token and secret that is not right is refused, and nothing is written. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signToken } from '@/lib/server/tokens';
import type { MenuItem } from '@/lib/store/port-menu';
import {
  type Api,
  adminToken,
  type CallOptions,
  type Customer,
  createApi,
  dish,
  lines,
  refused,
  signUp,
} from '../support/api';
import { countsAtRest } from '../support/base';
import { SECRETS, startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let staff: string;
let customer: Customer;
let stranger: Customer;
let soup: MenuItem;
let before: Record<string, number>;

beforeAll(async () => {
  site = await startSite('standard');
  api = createApi(site.url);
  staff = await adminToken(site.url);
  [customer, stranger] = [await signUp(site.url), await signUp(site.url)];
  soup = await dish(site.store, 1000);
  before = await countsAtRest(site.base);
});
afterAll(async () => {
  try {
    expect(await countsAtRest(site.base)).toEqual(before);
    expect(site.log()).not.toContain('request.failed');
  } finally {
    await site?.stop();
  }
});

describe('tokens', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = () => ({
    kind: 'customer',
    sub: String(customer.id),
    iss: 'kopilka',
    iat: 1_700_000_000,
    exp: 4_000_000_000,
  });
  const endpoints: [method: string, path: string, options?: CallOptions][] = [
    ['GET', '/api/auth/me'],
    ['GET', '/api/orders'],
    ['POST', '/api/orders', { body: {} }],
    ['GET', '/api/orders/1'],
    ['PATCH', '/api/orders/1', { body: {} }],
    ['DELETE', '/api/orders/1'],
    ['POST', '/api/promo/validate', { body: {} }],
    ['GET', '/api/client/loyalty/balance'],
    ['GET', '/api/client/loyalty/calculate-max-spend?orderTotal=1'],
    ['GET', '/api/client/loyalty/history'],
    ['GET', '/api/client/loyalty/levels'],
  ];
  const adminEndpoints: typeof endpoints = [
    ['GET', '/api/admin/orders'],
    ['GET', '/api/admin/orders/1'],
    ['PATCH', '/api/admin/orders/1', { body: { status: 'cancelled' } }],
    ['GET', '/api/admin/loyalty/status'],
    ['PUT', '/api/admin/loyalty/toggle', { body: { enabled: false } }],
    ['POST', '/api/admin/loyalty/adjust', { body: {} }],
  ];

  it('missing, garbled, forged, without a signature or expired: 401', async () => {
    const [header, payload, signature] = customer.token.split('.') as [string, string, string];
    const tokens: (string | undefined)[] = [
      undefined,
      'garbage',
      'a.b.c',
      `${header}.${payload}.`,
      `${header}.${part({ ...claims(), sub: String(stranger.id) })}.${signature}`,
      `${part({ alg: 'none', typ: 'JWT' })}.${part(claims())}.`,
      `${part({ alg: 'HS512' })}.${part(claims())}.${signature}`,
      await signToken(
        { kind: 'customer', id: customer.id },
        'another-secret-of-at-least-32-characters',
      ),
      SECRETS.cron,
      'x'.repeat(6000),
    ];
    for (const token of tokens) {
      for (const [method, path, options] of [...endpoints, ...adminEndpoints]) {
        refused(await api.send(method, path, { ...options, token }), 401, 'UNAUTHORIZED');
      }
    }
    // Told apart, so that the page knows to ask for a new one.
    const token = await expired();
    for (const [method, path, options] of [...endpoints, ...adminEndpoints]) {
      refused(await api.send(method, path, { ...options, token }), 401, 'TOKEN_EXPIRED');
    }
  }, 60_000);

  async function expired(): Promise<string> {
    const { SignJWT } = await import('jose');
    return new SignJWT({ kind: 'customer' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(String(customer.id))
      .setIssuer('kopilka')
      .setIssuedAt(1_700_000_000)
      .setExpirationTime(1_700_000_001)
      .sign(new TextEncoder().encode(SECRETS.jwt));
  }

  it("a customer's at staff endpoints and the reverse: 403", async () => {
    for (const [method, path, options] of endpoints) {
      refused(await api.send(method, path, { ...options, token: staff }), 403, 'FORBIDDEN');
    }
    for (const [method, path, options] of adminEndpoints) {
      const asCustomer = { ...options, token: customer.token };
      refused(await api.send(method, path, asCustomer), 403, 'FORBIDDEN');
    }
  });

  it('of a customer who is not there opens nothing', async () => {
    for (const id of [999_999, 2_147_483_647, 9_999_999_999]) {
      const token = await signToken({ kind: 'customer', id }, SECRETS.jwt);
      refused(await api.send('GET', '/api/auth/me', { token }), 401, 'UNAUTHORIZED');
      const answer = await api.place({ token }, { items: lines(soup) }, 'tokens-key-1');
      expect([401, 404]).toContain(answer.status);
    }
  });
});

it('cron and clock need their own secrets', async () => {
  const jobs = ['process-pending-points', 'expire-points', 'birthday-bonuses', 'reconcile'];
  const wrong = [
    undefined,
    '',
    'x',
    `${SECRETS.cron}x`,
    SECRETS.cron.slice(1),
    staff,
    SECRETS.clock,
  ];
  for (const token of wrong) {
    for (const job of jobs) {
      refused(await api.send('GET', `/api/cron/${job}`, { token }), 401, 'UNAUTHORIZED');
    }
  }
  const body = { advanceMs: 1 };
  for (const token of [undefined, SECRETS.cron, staff]) {
    refused(await api.send('POST', '/api/dev/clock', { token, body }), 401, 'UNAUTHORIZED');
  }
});
