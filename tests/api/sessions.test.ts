/** Sessions over HTTP: two tokens, their renewal, their ends; Telegram; staff. */
import { createHmac } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  MeAnswer,
  NeedsPhoneAnswer,
  RefreshAnswer,
  RequestCodeAnswer,
  SignInAnswer,
} from '@/lib/api/answers';
import { REPEAT_MS } from '@/lib/customers/sessions';
import {
  type Api,
  call,
  createApi,
  DAY,
  good,
  HOUR,
  MINUTE,
  newPhone,
  refused,
} from '../support/api';
import { ADMIN, SECRETS, startSite, type TestSite } from '../support/site';

const BOT = '7342037359:AAHI25ES9xCOMPokpYoz-p8XVrZUdygo2J4';

let site: TestSite;
let api: Api;

beforeAll(async () => {
  site = await startSite('standard', { TELEGRAM_BOT_TOKEN: BOT });
  api = createApi(site.url);
});
afterAll(() => site?.stop());

const post = <T>(path: string, body?: unknown, headers: Record<string, string> = {}) =>
  call<T>(site.url, 'POST', path, { body, headers });

async function codeFor(phone: string): Promise<string> {
  const asked = await post<RequestCodeAnswer>('/api/auth/request-code', { phone });
  return String(good<RequestCodeAnswer>(asked).devCode);
}

async function signIn(phone = newPhone(), more: object = {}) {
  const code = await codeFor(phone);
  const answer = await post<SignInAnswer>('/api/auth/verify', { phone, code, ...more });
  return { phone, ...good<SignInAnswer>(answer), cookies: cookiesOf(answer.headers) };
}

/** Cookies that an answer sets: the name, its value, and with what flags. */
function cookiesOf(headers: Headers) {
  return new Map(
    headers.getSetCookie().map((line) => {
      const [pair = '', ...flags] = line.split('; ');
      const [name = '', value = ''] = pair.split('=');
      return [name, { value, flags: flags.join('; ') }];
    }),
  );
}

function sent(cookies: ReturnType<typeof cookiesOf>, ...names: string[]) {
  return { cookie: names.map((n) => `${n}=${cookies.get(n)?.value}`).join('; ') };
}

const refresh = (refreshToken: string) =>
  post<RefreshAnswer>('/api/auth/refresh', { refreshToken });
const me = (token: string) => call<MeAnswer>(site.url, 'GET', '/api/auth/me', { token });

/** A genuine token that ran out a minute ago. */
function runOut(id: number, kind = 'customer', more: object = {}) {
  return new SignJWT({ kind, ...more })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(String(id))
    .setIssuer('kopilka')
    .setIssuedAt(Math.floor(Date.now() / 1000) - 960)
    .setExpirationTime(Math.floor(Date.now() / 1000) - 60)
    .sign(new TextEncoder().encode(SECRETS.jwt));
}

describe('signing in', () => {
  it('sets both tokens as httpOnly cookies, the refresh token for sign-in only', async () => {
    const { token, refreshToken, cookies } = await signIn();
    // 30 days, less what the answer took.
    const month = 'Max-Age=(2592000|25919[89]\\d)$';
    expect(cookies.get('kopilka_session')).toEqual({
      value: token,
      flags: expect.stringMatching(new RegExp(`^Path=/; HttpOnly; SameSite=Lax; ${month}`)),
    });
    expect(cookies.get('kopilka_refresh')).toEqual({
      value: refreshToken,
      flags: expect.stringMatching(new RegExp(`^Path=/api/auth; HttpOnly; SameSite=Lax; ${month}`)),
    });
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    expect(claims.exp - claims.iat).toBe(15 * 60);
    const rows = await site.base.sql('select * from %s.sessions');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(refreshToken.split('.')[2]);
  });

  it('keeps the first consent', async () => {
    const { phone, userProfile } = await signIn(newPhone(), { consent: true });
    expect(userProfile.consentAt).toMatch(/^20/);
    await api.advance(MINUTE + 1000);
    const again = await signIn(phone, { consent: true });
    expect(again.userProfile.consentAt).toBe(userProfile.consentAt);
    refused(
      await post('/api/auth/verify', { phone, code: '123456', consent: false }),
      422,
      'VALIDATION',
    );
  });
});

describe('a token that ran out', () => {
  it('is told from none, a forged one and one of another kind', async () => {
    const { userProfile } = await signIn();
    refused(await me(await runOut(userProfile.id)), 401, 'TOKEN_EXPIRED');
    refused(await me(`${await runOut(userProfile.id)}x`), 401, 'UNAUTHORIZED');
    refused(await call(site.url, 'GET', '/api/auth/me'), 401, 'UNAUTHORIZED');
    refused(await me('nonsense'), 401, 'UNAUTHORIZED');
    const asCookie = { cookie: `kopilka_session=${await runOut(userProfile.id)}` };
    const withCookie = await call(site.url, 'GET', '/api/auth/me', { headers: asCookie });
    refused(withCookie, 401, 'TOKEN_EXPIRED');
  });

  it('is renewed by the refresh cookie alone', async () => {
    const { cookies, userProfile } = await signIn();
    const headers = sent(cookies, 'kopilka_refresh');
    const renewed = await post<RefreshAnswer>('/api/auth/refresh', undefined, headers);
    const { token, refreshToken, expiresIn } = good<RefreshAnswer>(renewed);
    expect(expiresIn).toBe(900);
    const next = cookiesOf(renewed.headers);
    expect(next.get('kopilka_session')?.value).toBe(token);
    expect(next.get('kopilka_refresh')?.value).toBe(refreshToken);
    expect(good<MeAnswer>(await me(token)).userProfile.id).toBe(userProfile.id);
    const foreign = { ...headers, origin: 'https://evil.example' };
    refused(await post('/api/auth/refresh', undefined, foreign), 403, 'CROSS_SITE');
  });
});

describe('a refresh token', () => {
  it('is good once; the session ends when it comes again', async () => {
    const { refreshToken: first, token } = await signIn();
    const second = good<RefreshAnswer>(await refresh(first)).refreshToken;
    const third = good<RefreshAnswer>(await refresh(second)).refreshToken;
    refused(await refresh(first), 401, 'UNAUTHORIZED');
    refused(await refresh(third), 401, 'UNAUTHORIZED');
    // What was given out runs on for its quarter of an hour.
    good(await me(token));
  });

  it('used by two tabs at once, or again after a lost answer, gives the same next one', async () => {
    const { refreshToken } = await signIn();
    const answers = await Promise.all(Array.from({ length: 6 }, () => refresh(refreshToken)));
    const next = new Set(answers.map((a) => good<RefreshAnswer>(a).refreshToken));
    expect(next.size).toBe(1);
    const [only = ''] = next;
    await api.advance(REPEAT_MS + 1000);
    refused(await refresh(refreshToken), 401, 'UNAUTHORIZED');
    refused(await refresh(only), 401, 'UNAUTHORIZED');
  });

  it.each(['', 'x', `AAAAAAAAAAAAAAAAAAAAAA.0.${'A'.repeat(43)}`])(
    '%j is refused',
    async (token) => {
      refused(await refresh(token), 401, 'UNAUTHORIZED');
    },
  );

  it('that cannot go on takes the cookies away', async () => {
    const { cookies } = await signIn();
    const headers = sent(cookies, 'kopilka_refresh');
    await api.advance(31 * DAY);
    const gone = await post('/api/auth/refresh', undefined, headers);
    refused(gone, 401, 'UNAUTHORIZED');
    expect(cookiesOf(gone.headers).get('kopilka_refresh')).toMatchObject({ value: '' });
    refused(await post('/api/auth/refresh'), 401, 'UNAUTHORIZED');
  });
});

describe('signing out', () => {
  it('ends this session and leaves the others', async () => {
    const here = await signIn();
    await api.advance(MINUTE + 1000);
    const there = await signIn(here.phone);
    const out = await post('/api/auth/logout', undefined, sent(here.cookies, 'kopilka_refresh'));
    expect(cookiesOf(out.headers).get('kopilka_session')).toMatchObject({ value: '' });
    refused(await refresh(here.refreshToken), 401, 'UNAUTHORIZED');
    good(await refresh(there.refreshToken));
  });

  it('with the access token alone ends its session too', async () => {
    const { token, refreshToken } = await signIn();
    good(await call(site.url, 'POST', '/api/auth/logout', { token }));
    refused(await refresh(refreshToken), 401, 'UNAUTHORIZED');
    good(await post('/api/auth/logout'));
  });

  it('everywhere ends all of them', async () => {
    const here = await signIn();
    await api.advance(MINUTE + 1000);
    const there = await signIn(here.phone);
    const stranger = await signIn();
    const path = '/api/profile/sign-out-everywhere';
    const out = await call(site.url, 'POST', path, { token: here.token, body: {} });
    good(out);
    expect(cookiesOf(out.headers).get('kopilka_refresh')).toMatchObject({ value: '' });
    refused(await refresh(here.refreshToken), 401, 'UNAUTHORIZED');
    refused(await refresh(there.refreshToken), 401, 'UNAUTHORIZED');
    good(await refresh(stranger.refreshToken));
    refused(await post(path, {}), 401, 'UNAUTHORIZED');
  });
});

describe("staff's session", () => {
  const login = async () => {
    const answer = await post<RefreshAnswer>('/api/admin/auth/login', ADMIN);
    return { ...good<RefreshAnswer>(answer), cookies: cookiesOf(answer.headers) };
  };
  const orders = (token: string) => call(site.url, 'GET', '/api/admin/orders', { token });

  it('is renewed beside a customer’s, for half a day in all', async () => {
    const [admin, customer] = [await login(), await signIn()];
    const headers = {
      cookie: `${sent(admin.cookies, 'kopilka_admin_refresh').cookie}; ${sent(customer.cookies, 'kopilka_refresh').cookie}`,
    };
    refused(
      await orders(await runOut(site.adminId, 'admin', { role: 'manager' })),
      401,
      'TOKEN_EXPIRED',
    );
    const both = cookiesOf((await post('/api/auth/refresh', undefined, headers)).headers);
    expect([...both.keys()].sort()).toEqual([
      'kopilka_admin',
      'kopilka_admin_refresh',
      'kopilka_refresh',
      'kopilka_session',
    ]);
    good(await orders(both.get('kopilka_admin')?.value ?? ''));
    const next = both.get('kopilka_admin_refresh')?.value ?? '';
    await api.advance(13 * HOUR);
    refused(await refresh(next), 401, 'UNAUTHORIZED');
    good(await refresh(both.get('kopilka_refresh')?.value ?? ''));
  });

  it('ends when they sign out, and when they are switched off', async () => {
    const first = await login();
    const headers = sent(first.cookies, 'kopilka_admin');
    good(await post('/api/admin/auth/logout', undefined, headers));
    refused(await refresh(first.refreshToken), 401, 'UNAUTHORIZED');
    const second = await login();
    await site.base.sql('update %s.admins set active = false where id = $1', [site.adminId]);
    refused(await refresh(second.refreshToken), 401, 'UNAUTHORIZED');
    await site.base.sql('update %s.admins set active = true where id = $1', [site.adminId]);
    good(await refresh(second.refreshToken));
  });
});

describe('Telegram', () => {
  async function initData(id: number, token = BOT): Promise<string> {
    const now = good<{ now: string }>(
      await call(site.url, 'POST', '/api/dev/clock', { token: SECRETS.clock, body: {} }),
    ).now;
    const data: Record<string, string> = {
      auth_date: String(Math.floor(Date.parse(now) / 1000)),
      query_id: 'AAHdF6IQAAAAAN0XohDhrOrc',
      user: JSON.stringify({ id, first_name: 'Анна' }),
    };
    const lines = Object.keys(data)
      .sort()
      .map((name) => `${name}=${data[name]}`);
    const key = createHmac('sha256', 'WebAppData').update(token).digest();
    const hash = createHmac('sha256', key).update(lines.join('\n')).digest('hex');
    return new URLSearchParams({ ...data, hash }).toString();
  }
  const open = async (id: number, token?: string) =>
    post<SignInAnswer & NeedsPhoneAnswer>('/api/auth/telegram', {
      initData: await initData(id, token),
    });

  it('asks for a phone once, and then signs in by itself', async () => {
    const first = good<NeedsPhoneAnswer>(await open(501));
    expect(first).toEqual({ success: true, needsPhone: true, telegramToken: expect.any(String) });
    const { telegramToken } = first;
    refused(await me(telegramToken), 401, 'UNAUTHORIZED');
    const customer = await signIn(newPhone(), { telegramToken });
    expect(customer).toMatchObject({ isNew: true, welcomePoints: 1000 });
    expect(customer.userProfile.telegramLinked).toBe(true);
    const opened = await open(501);
    const again = good<SignInAnswer>(opened);
    expect(again).toMatchObject({ isNew: false, userProfile: { id: customer.userProfile.id } });
    expect(cookiesOf(opened.headers).has('kopilka_refresh')).toBe(true);
    good(await refresh(again.refreshToken));
  });

  it('moves to the customer whose phone was verified last', async () => {
    const { telegramToken } = good<NeedsPhoneAnswer>(await open(502));
    await signIn(newPhone(), { telegramToken });
    const second = await signIn(newPhone(), { telegramToken });
    expect(good<SignInAnswer>(await open(502)).userProfile.id).toBe(second.userProfile.id);
  });

  it('is not believed without its signature', async () => {
    refused(await open(503, '1:other'), 401, 'TELEGRAM_INVALID');
    refused(await post('/api/auth/telegram', { initData: 'user=1' }), 401, 'TELEGRAM_INVALID');
    const phone = newPhone();
    const code = await codeFor(phone);
    const forged = { phone, code, telegramToken: 'a.b.c' };
    refused(await post('/api/auth/verify', forged), 401, 'TELEGRAM_INVALID');
    // The code was not used up.
    good(await post('/api/auth/verify', { phone, code }));
  });
});
