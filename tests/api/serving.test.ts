/** The site as it stands on the internet: headers, limits, health, metrics, logs and traces. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Api,
  adminToken,
  type Customer,
  call,
  createApi,
  dish,
  good,
  lines,
  newPhone,
  refused,
  signUp,
} from '../support/api';
import { given } from '../support/base';
import { eventually } from '../support/ledger';
import { startCollector, startRelay } from '../support/listeners';
import { startProxy } from '../support/proxy';
import { ADMIN, SECRETS, startSite, type TestSite, USUAL_LIMITS } from '../support/site';

const ADDRESS_LIMIT = 60;

let site: TestSite;
let api: Api;
let customer: Customer;
let staff: string;
const helpers: { close(): void }[] = [];
const requestIds = new Set<string | undefined>();
const traces: string[] = [];

beforeAll(async () => {
  const noco = await startRelay(given('TEST_NOCODB_URL'), (headers) =>
    requestIds.add(headers['x-request-id']?.toString()),
  );
  const collector = await startCollector((path, body) => traces.push(`${path} ${body}`));
  helpers.push(noco, collector);
  site = await startSite('standard', {
    ...USUAL_LIMITS,
    RATE_LIMIT_ADDRESS: String(ADDRESS_LIMIT),
    NOCODB_URL: noco.url,
    METRICS_SECRET: SECRETS.metrics,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '100',
    CACHE: 'on',
  });
  api = createApi(site.url);
  customer = await signUp(site.url, { name: 'Аграфена', birthDate: '1990-05-05' });
  staff = await adminToken(site.url);
});
afterAll(async () => {
  await site?.stop();
  for (const helper of helpers) helper.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(site.url + path, { headers });
const https = { 'x-forwarded-proto': 'https' };

describe('headers', () => {
  it.each(['/', '/api/openapi.json', '/favicon.svg', '/offline', '/api/nothing'])(
    '%s says what a browser may do with it',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('x-powered-by')).toBeNull();
      // Over plain http a browser must not be told to insist on https.
      expect(headers.get('strict-transport-security')).toBeNull();
      const secure = await get(path, https);
      expect(secure.headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}$/);
    },
  );

  it('data is no page', async () => {
    const { headers } = await get('/api/openapi.json');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; frame-ancestors 'none'",
    );
  });

  it('cookies are httpOnly and SameSite, and Secure behind https', async () => {
    const login = (headers: Record<string, string>) =>
      api.send('POST', '/api/admin/auth/login', { body: ADMIN, headers });
    for (const headers of [{}, https]) {
      const cookies = (await login(headers)).headers.getSetCookie();
      expect(cookies).toHaveLength(2);
      for (const cookie of cookies) {
        expect(cookie).toMatch(/HttpOnly; SameSite=Lax/);
        expect(cookie.includes('; Secure')).toBe(headers === https);
      }
    }
  });
});

it('a site whose secret is weak does not start, and names it', async () => {
  await expect(site.sibling({ CRON_SECRET: 'short' })).rejects.toThrow(/CRON_SECRET: at least 16/);
});

it('one id goes with a request into its answer, every call to NocoDB, and the log', async () => {
  const id = 'a-request-of-this-test';
  const { headers } = await call(site.url, 'POST', '/api/orders', {
    token: customer.token,
    headers: { 'x-request-id': id, 'idempotency-key': 'serving-1' },
    body: { items: lines(await dish(site.store, 1000)), paymentMethod: 'card' },
  });
  expect(headers.get('x-request-id')).toBe(id);
  expect(requestIds).toContain(id);
  expect(site.log()).toContain(`"requestId":"${id}"`);
  const forged = await get('/api/menu', { 'x-request-id': 'not an id' });
  expect(forged.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
});

it('health: alive, and ready with NocoDB', async () => {
  expect(good(await api.send('GET', '/api/health?probe=live'))).toEqual({ status: 'live' });
  expect(good(await api.send('GET', '/api/health'))).toEqual({ status: 'ready' });
});

it('a site that starts while NocoDB is away serves when it is back', async () => {
  const network = await startProxy(site.base.url);
  let asked = 0;
  // Longer than the start itself tries.
  const AWAY = 20;
  network.rule = () => (++asked <= AWAY ? 'error-500' : 'pass');
  try {
    const { url } = await site.sibling({ NOCODB_URL: network.url });
    expect(asked).toBeGreaterThan(AWAY);
    expect(good(await createApi(url).send('GET', '/api/health'))).toEqual({ status: 'ready' });
  } finally {
    await network.close();
  }
});

describe('metrics', () => {
  it('are for who has the secret', async () => {
    refused(await api.send('GET', '/api/metrics'), 401, 'UNAUTHORIZED');
    refused(await api.send('GET', '/api/metrics', { token: SECRETS.cron }), 401, 'UNAUTHORIZED');
    refused(await api.send('GET', '/api/metrics', { token: staff }), 401, 'UNAUTHORIZED');
  });

  it('count requests, NocoDB, points, jobs and the cache', async () => {
    await api.cron('expire-points');
    await api.balance(customer);
    await api.balance(customer);
    const answer = await call<string>(site.url, 'GET', '/api/metrics', { token: SECRETS.metrics });
    const text = good<string>(answer);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const value = (name: string, ...labels: string[]) => {
      const line = text
        .split('\n')
        .find((l) => l.startsWith(name) && labels.every((label) => l.includes(label)));
      return Number(line?.split(' ').at(-1) ?? Number.NaN);
    };
    const requests = 'kopilka_http_request_seconds_count';
    expect(value(requests, 'method="POST"', 'endpoint="/api/orders"', 'status="201"')).toBe(1);
    expect(value(requests, 'endpoint="other"', 'status="404"')).toBeGreaterThan(0);
    expect(value('kopilka_nocodb_request_seconds_count', 'method="POST"', '"ok"')).toBeGreaterThan(
      2,
    );
    expect(value('kopilka_points_total', 'type="registration"', 'direction="in"')).toBe(1000);
    expect(value('kopilka_points_total', 'type="earned"', 'direction="in"')).toBe(30);
    expect(value('kopilka_job_runs_total', 'job="expire-points"', 'outcome="ended"')).toBe(1);
    expect(value('kopilka_job_rows_total', 'job="expire-points"', 'result="failed"')).toBe(0);
    expect(value('kopilka_cache_reads_total', 'what="balance"', 'outcome="found"')).toBeGreaterThan(
      0,
    );
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(0);
    // Nobody's id, phone or address is a label.
    expect(text).not.toMatch(/\{[^}]*(\/\d+|\+7)/);
  });
});

it('traces name what NocoDB was asked for', async () => {
  await eventually(async () => {
    const all = traces.join('\n');
    expect(all).toContain('/v1/traces');
    expect(all).toContain('"NocoDB POST"');
    expect(all).toContain('/api/orders');
    expect(all).not.toContain(customer.phone);
  });
});

describe('limits', () => {
  it('of staff: 200 a minute', async () => {
    const ask = () => api.send('GET', '/api/admin/loyalty/status', { token: staff });
    const statuses: number[] = [];
    for (let i = 0; i < 8; i++) {
      const answers = await Promise.all(Array.from({ length: 25 }, ask));
      statuses.push(...answers.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
    refused(await ask(), 429, 'TOO_MANY_REQUESTS');
  });

  it('of codes and passwords: by an address that cannot be forged', async () => {
    let n = 0;
    const forged = () => ({
      'x-forwarded-for': `198.51.100.${++n}`,
      'x-real-ip': `198.51.100.${n}`,
      'x-kopilka-client-address': `198.51.100.${n}`,
    });
    for (const [path, body] of [
      ['/api/auth/request-code', () => ({ phone: newPhone() })],
      ['/api/admin/auth/login', () => ({ email: `${n}@example.com`, password: 'wrong one' })],
    ] as const) {
      const statuses: number[] = [];
      for (let i = 0; i < 25; i++) {
        const answer = await api.send('POST', path, { body: body(), headers: forged() });
        statuses.push(answer.status);
        if (answer.status !== 429) continue;
        const wait = Number(answer.headers.get('retry-after'));
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(60);
      }
      expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(20);
      expect(statuses.at(-1)).toBe(429);
    }
  });

  it('of an address: tokens that are none count; what has its secret does not', async () => {
    const ask = () => api.send('GET', '/api/auth/me', { token: 'guess' });
    const answers = await Promise.all(Array.from({ length: ADDRESS_LIMIT + 1 }, ask));
    expect(answers.map(({ status }) => status)).toContain(429);
    refused(await api.send('GET', '/api/menu'), 429, 'TOO_MANY_REQUESTS');
    await api.cron('expire-points');
    good(await api.send('GET', '/api/health'));
    // Somebody who is signed in has a limit of their own.
    await api.balance(customer);
  });
});

it('the log has no phone, name, token or code of anybody', async () => {
  const log = site.log();
  expect(log).toContain('"event":"request.limited"');
  expect(log).toContain('"event":"ledger.appended"');
  for (const secret of [customer.phone, customer.token, 'Аграфена', ADMIN.email, staff]) {
    expect(log).not.toContain(secret);
  }
  for (const line of log.split('\n').filter((l) => l.startsWith('{'))) JSON.parse(line);
});
