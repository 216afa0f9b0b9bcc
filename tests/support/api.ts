/** The HTTP API as tests call it, typed with what it says it answers. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { z } from 'zod';
import type {
  AdjustAnswer,
  BalanceAnswer,
  HistoryAnswer,
  JobAnswer,
  OrderAnswer,
  OrderView,
  Problem,
  RequestCodeAnswer,
  SignInAnswer,
} from '@/lib/api/answers';
import { assertConforms, operationAt } from '@/lib/api/openapi/conforms';
import type { placeOrderBody } from '@/lib/api/requests';
import type { Store } from '@/lib/store/port';
import type { MenuItem } from '@/lib/store/port-menu';
import { ADMIN, SECRETS } from './site';

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

export interface CallOptions {
  token?: string | undefined;
  /** A value is sent as JSON, a string as it is. */
  body?: unknown;
  /** Sent as it is, instead of a body. */
  file?: Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
}

export type PlaceBody = z.input<typeof placeOrderBody>;

/** One request; the answer's body as it is, whatever its status. */
export async function call<T = unknown>(
  url: string,
  method: string,
  path: string,
  { token, body, file, headers = {} }: CallOptions = {},
): Promise<Answer<T>> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(file && { body: file }),
    redirect: 'manual',
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const answer = (isJson ? JSON.parse(text) : text) as T;
  // Whatever a test asks for, the answer has to be as the OpenAPI document says.
  if (isJson && operationAt(method, path)) assertConforms(method, path, response.status, answer);
  return { status: response.status, body: answer, headers: response.headers };
}

/** The body of an answer that must be of this status. */
export function good<T>(answer: Answer<unknown>, status = 200): T {
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
  return answer.body as T;
}

/** Checks that an answer is a problem document of this code, and returns it. */
export function refused(answer: Answer<unknown>, status: number, code: string): Problem {
  const problem = answer.body as Problem;
  expect({ status: answer.status, code: problem?.code, body: problem }).toMatchObject({
    status,
    code,
  });
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(problem).toMatchObject({ type: 'about:blank', title: code, status });
  expect(problem.detail).toMatch(/[а-яё]/i);
  return problem;
}

let phones = 0;
/** A Russian phone that no other test has. */
export function newPhone(): string {
  return `+79${String(process.pid % 1000).padStart(3, '0')}${String(++phones).padStart(6, '0')}`;
}

export interface Customer {
  id: number;
  phone: string;
  token: string;
  welcomePoints: number;
}

/** A new customer, signed in by the code flow. */
export async function signUp(url: string, more: object = {}): Promise<Customer> {
  const phone = newPhone();
  const asked = await call(url, 'POST', '/api/auth/request-code', { body: { phone } });
  const { devCode } = good<RequestCodeAnswer>(asked);
  const body = { phone, code: devCode, ...more };
  const answer = await call(url, 'POST', '/api/auth/verify', { body });
  const { token, userProfile, isNew, welcomePoints } = good<SignInAnswer>(answer);
  expect(isNew).toBe(true);
  return { id: userProfile.id, phone, token, welcomePoints };
}

/** A token of the admin that `startSite` made. */
export async function adminToken(url: string): Promise<string> {
  const answer = await call(url, 'POST', '/api/admin/auth/login', { body: ADMIN });
  return good<{ token: string }>(answer).token;
}

/** A dish of this price in rubles. */
export async function dish(store: Store, rubles: number): Promise<MenuItem> {
  return store.menu.insert({
    category: 'Супы',
    name: `Блюдо за ${rubles} ₽`,
    description: '',
    priceKopecks: Math.round(rubles * 100),
    portion: '300 г',
    image: '/menu/borsch.svg',
    addOns: [{ id: 'sauce', name: 'Соус', priceKopecks: 5000 }],
    available: true,
    position: 1,
  });
}

export function lines(item: MenuItem, quantity = 1): PlaceBody['items'] {
  return [{ menuItemId: item.id, quantity }];
}

/** Everything that tests ask of a site, for one customer and its staff. */
export function createApi(url: string) {
  const send = <T>(method: string, path: string, options: CallOptions = {}) =>
    call<T>(url, method, path, options);
  return {
    url,
    send,
    place: (
      customer: Pick<Customer, 'token'>,
      body: PlaceBody | object,
      key: string = randomUUID(),
    ) =>
      send<OrderAnswer>('POST', '/api/orders', {
        token: customer.token,
        body,
        headers: { 'idempotency-key': key },
      }),
    patch: (customer: Pick<Customer, 'token'>, orderId: number, body: object) =>
      send<OrderAnswer>('PATCH', `/api/orders/${orderId}`, { token: customer.token, body }),
    remove: (customer: Pick<Customer, 'token'>, orderId: number) =>
      send<OrderAnswer>('DELETE', `/api/orders/${orderId}`, { token: customer.token }),
    async order(customer: Pick<Customer, 'token'>, orderId: number): Promise<OrderView> {
      const answer = await send('GET', `/api/orders/${orderId}`, { token: customer.token });
      return good<{ order: OrderView }>(answer).order;
    },
    staff: (token: string, orderId: number, body: object) =>
      send<OrderAnswer>('PATCH', `/api/admin/orders/${orderId}`, { token, body }),
    async balance(customer: Pick<Customer, 'token'>): Promise<BalanceAnswer> {
      return good(await send('GET', '/api/client/loyalty/balance', { token: customer.token }));
    },
    async history(customer: Pick<Customer, 'token'>, query = ''): Promise<HistoryAnswer> {
      const path = `/api/client/loyalty/history${query}`;
      return good(await send('GET', path, { token: customer.token }));
    },
    /** Moves a balance by an admin's correction; negative points take. */
    async adjust(token: string, userId: number, points: number): Promise<AdjustAnswer> {
      const type = points > 0 ? 'earn' : 'spend';
      const body = { userId, amount: Math.abs(points), type, reason: 'для проверки' };
      const headers = { 'idempotency-key': randomUUID() };
      return good(await send('POST', '/api/admin/loyalty/adjust', { token, body, headers }));
    },
    toggle: (token: string, enabled: boolean) =>
      send('PUT', '/api/admin/loyalty/toggle', { token, body: { enabled } }),
    async cron(job: string): Promise<JobAnswer> {
      return good(await send('GET', `/api/cron/${job}`, { token: SECRETS.cron }));
    },
    /** Moves the site's clock forward. */
    async advance(ms: number): Promise<void> {
      const body = { advanceMs: ms };
      good(await send('POST', '/api/dev/clock', { token: SECRETS.clock, body }));
    },
  };
}

export type Api = ReturnType<typeof createApi>;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
