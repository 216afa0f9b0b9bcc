/** Sign-in by phone code: forms of a phone, limits of codes and tries. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MeAnswer, RequestCodeAnswer, SignInAnswer } from '@/lib/api/answers';
import {
  type Answer,
  type Api,
  call,
  createApi,
  good,
  HOUR,
  MINUTE,
  newPhone,
  refused,
} from '../support/api';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;

beforeAll(async () => {
  site = await startSite('standard');
  api = createApi(site.url);
});
afterAll(() => site?.stop());

const ask = (phone: string) =>
  call<RequestCodeAnswer>(site.url, 'POST', '/api/auth/request-code', { body: { phone } });
const verify = (body: object) => call<SignInAnswer>(site.url, 'POST', '/api/auth/verify', { body });

async function codeFor(phone: string): Promise<string> {
  return String(good<RequestCodeAnswer>(await ask(phone)).devCode);
}
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a phone', () => {
  it('is one customer in whatever form it is written', async () => {
    const phone = newPhone();
    const [area, rest] = [phone.slice(2, 5), phone.slice(5)];
    const forms = [
      phone,
      `8${area}${rest}`,
      `8 (${area}) ${rest.slice(0, 3)}-${rest.slice(3, 5)}-${rest.slice(5)}`,
      ` +7 ${area} ${rest} `,
      `${area}${rest}`,
    ];
    const ids = new Set<number>();
    for (const form of forms) {
      const answer = good<SignInAnswer>(await verify({ phone: form, code: await codeFor(form) }));
      expect(answer.userProfile.phone).toBe(phone);
      expect(answer.welcomePoints).toBe(ids.size === 0 ? 1000 : 0);
      expect(answer.isNew).toBe(ids.size === 0);
      ids.add(answer.userProfile.id);
      await api.advance(MINUTE + 1000);
    }
    expect(ids.size).toBe(1);
  });

  it('of another country needs its code', async () => {
    good(await ask('+375 29 123-45-67'));
    const [stored] = await site.base.sql('select phone from %s.sign_in_codes order by id desc');
    expect(stored?.phone).toBe('+375291234567');
  });

  it.each(['', '123', '+7 000 000-00-00', 'телефон', '+7999', '8'.repeat(41), '9; drop table'])(
    'such as %j is refused',
    async (phone) => {
      const problem = refused(await ask(phone), 422, 'VALIDATION');
      expect(problem.fields?.[0]?.path).toBe('phone');
    },
  );
});

describe('a code', () => {
  it('is sent again after a minute, ten times an hour', async () => {
    const phone = newPhone();
    await codeFor(phone);
    const limited = await ask(phone);
    const problem = refused(limited, 429, 'TOO_MANY_REQUESTS');
    expect(problem.retryAfter).toBeGreaterThan(0);
    expect(Number(limited.headers.get('retry-after'))).toBe(problem.retryAfter);
    for (let i = 1; i < 10; i++) {
      await api.advance(MINUTE + 500);
      await codeFor(phone);
    }
    await api.advance(MINUTE + 500);
    refused(await ask(phone), 429, 'TOO_MANY_REQUESTS');
    await api.advance(HOUR);
    await codeFor(phone);
  });

  it('parallel requests do not get round the limit', async () => {
    const phone = newPhone();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(phone)));
    const sent = answers.filter((a) => a.status === 200);
    const devCodes = new Set(sent.map((a) => a.body.devCode));
    for (const a of answers) if (a.status !== 200) refused(a, 429, 'TOO_MANY_REQUESTS');
    expect(sent.length).toBe(1);
    expect(devCodes.size).toBe(1);
  });

  it('can be guessed at five times, in parallel too; then even the right one is refused', async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    const guesses: Answer<unknown>[] = await Promise.all(
      Array.from({ length: 12 }, () => verify({ phone, code: wrong(code) })),
    );
    const tried = guesses.filter((a) => a.status === 401);
    expect(tried).toHaveLength(5);
    for (const a of tried) refused(a, 401, 'CODE_WRONG');
    for (const a of guesses) if (a.status !== 401) refused(a, 429, 'TOO_MANY_REQUESTS');
    refused(await verify({ phone, code }), 429, 'TOO_MANY_REQUESTS');
    expect(await site.store.users.byPhone(phone)).toBeNull();
    await api.advance(MINUTE + 1000);
    good(await verify({ phone, code: await codeFor(phone) }));
  });

  it('is good once, for five minutes, for its own phone', async () => {
    const [phone, other] = [newPhone(), newPhone()];
    const code = await codeFor(phone);
    const otherCode = await codeFor(other);
    if (code !== otherCode) refused(await verify({ phone, code: otherCode }), 401, 'CODE_WRONG');
    good(await verify({ phone, code }));
    refused(await verify({ phone, code }), 401, 'CODE_EXPIRED');
    await api.advance(5 * MINUTE);
    refused(await verify({ phone: other, code: otherCode }), 401, 'CODE_EXPIRED');
    refused(await verify({ phone: newPhone(), code }), 401, 'CODE_EXPIRED');
  });

  it('is stored as a hash only', async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    const rows = await site.base.sql('select * from %s.sign_in_codes where phone = $1', [phone]);
    expect(rows).toHaveLength(1);
    expect(String(rows[0]?.code_hash)).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.values(rows[0] ?? {}).map(String)).not.toContain(code);
    expect(site.log()).not.toContain(code);
  });
});

describe('a session', () => {
  it('is also an httpOnly cookie, which another site cannot use', async () => {
    const phone = newPhone();
    const code = await codeFor(phone);
    const signedIn = await verify({ phone, code, name: ' Анна ', birthDate: '1990-02-28' });
    expect(good(signedIn)).toMatchObject({
      userProfile: { name: 'Анна', birthDate: '1990-02-28' },
    });
    const set = String(signedIn.headers.get('set-cookie'));
    expect(set).toMatch(/^kopilka_session=.+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=\d+/);
    const headers = { cookie: set.split(';')[0] as string };
    const me = await call<MeAnswer>(site.url, 'GET', '/api/auth/me', { headers });
    expect(good(me)).toMatchObject({ userProfile: { phone }, loyaltyEnabled: true });
    const foreign = { ...headers, origin: 'https://evil.example', 'idempotency-key': 'key-12345' };
    const body = { items: [{ menuItemId: 1, quantity: 1 }] };
    refused(
      await call(site.url, 'POST', '/api/orders', { headers: foreign, body }),
      403,
      'CROSS_SITE',
    );
    const out = await call(site.url, 'POST', '/api/auth/logout', { headers });
    expect(String(out.headers.get('set-cookie'))).toMatch(/^kopilka_session=; .*Max-Age=0/);
  });

  it('keeps name and birthday as first given', async () => {
    const phone = newPhone();
    good(await verify({ phone, code: await codeFor(phone), name: 'Анна' }));
    await api.advance(MINUTE + 1000);
    const second = { phone, code: await codeFor(phone), name: 'Мария', birthDate: '1990-02-28' };
    expect(good(await verify(second))).toMatchObject({
      userProfile: { name: 'Анна', birthDate: '1990-02-28' },
    });
  });

  it('of staff needs the right password', async () => {
    const login = (body: object) => call(site.url, 'POST', '/api/admin/auth/login', { body });
    const email = 'staff@example.com';
    refused(await login({ email, password: 'wrong' }), 401, 'SIGN_IN_FAILED');
    refused(await login({ email: 'no@example.com', password: 'wrong' }), 401, 'SIGN_IN_FAILED');
    const upper = { email: 'STAFF@example.com', password: 'correct horse battery' };
    expect(good(await login(upper))).toMatchObject({ admin: { email, role: 'owner' } });
  });
});
