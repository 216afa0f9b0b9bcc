/**
 * Accounts of staff, their roles and sessions, and that a change counts at once. Who may
 * call which endpoint: access.test.ts.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MenuAnswer, PageAnswer } from '@/lib/api/answers';
import type {
  PageEditAnswer,
  SessionView,
  SettingsAnswer,
  StaffListAnswer,
  StaffPasswordAnswer,
} from '@/lib/api/staff-answers';
import type { StaffRole } from '@/lib/customers/roles';
import { signToken } from '@/lib/server/tokens';
import { adminToken, type CallOptions, call, good, refused } from '../support/api';
import { ADMIN, SECRETS, startSite, type TestSite } from '../support/site';

let site: TestSite;
let owner: string;

const ask = <T = unknown>(method: string, path: string, options: CallOptions = {}) =>
  call<T>(site.url, method, path, options);
const owners = (body?: object) => ({ token: owner, ...(body && { body }) });

async function signIn(email: string, password: string): Promise<string> {
  const answer = await ask('POST', '/api/admin/auth/login', { body: { email, password } });
  return good<{ token: string }>(answer).token;
}

let people = 0;
/** A new account, made by the owner; signed in. */
async function hire(role: StaffRole) {
  const email = `${role}${++people}@example.com`;
  const body = { email, name: `Сотрудник ${people}`, role };
  const added = good<StaffPasswordAnswer>(await ask('POST', '/api/admin/staff', owners(body)), 201);
  const { member, password } = added;
  return { id: member.id, email, password, token: await signIn(email, password) };
}

async function listVersion(): Promise<number> {
  return good<StaffListAnswer>(await ask('GET', '/api/admin/staff', owners())).version;
}

async function edit(id: number, patch: object, version?: number) {
  const body = { version: version ?? (await listVersion()), ...patch };
  return ask('PATCH', `/api/admin/staff/${id}`, owners(body));
}

beforeAll(async () => {
  site = await startSite('standard');
  owner = await adminToken(site.url);
});
afterAll(async () => {
  try {
    expect(site?.log() ?? '').not.toContain('request.failed');
  } finally {
    await site?.stop();
  }
});

describe('rights follow the account, not the token', () => {
  it('a token that names a higher role than the account has', async () => {
    const { id } = await hire('operator');
    const forged = await signToken({ kind: 'admin', id, role: 'owner' }, SECRETS.jwt);
    refused(await ask('GET', '/api/admin/staff', { token: forged }), 403, 'FORBIDDEN');
    good(await ask('GET', '/api/admin/auth/me', { token: forged }));
    const unknown = await signToken({ kind: 'admin', id: 899_999_999, role: 'owner' }, SECRETS.jwt);
    refused(await ask('GET', '/api/admin/staff', { token: unknown }), 401, 'UNAUTHORIZED');
  });

  it('promoted, demoted, switched off: at once', async () => {
    const { id, email, password, token } = await hire('operator');
    refused(await ask('GET', '/api/admin/settings', { token }), 403, 'FORBIDDEN');
    good(await edit(id, { role: 'manager' }));
    good(await ask('GET', '/api/admin/settings', { token }));
    good(await edit(id, { role: 'operator' }));
    refused(await ask('GET', '/api/admin/orders', { token }), 401, 'UNAUTHORIZED');
    const again = await signIn(email, password);
    refused(await ask('GET', '/api/admin/settings', { token: again }), 403, 'FORBIDDEN');
    good(await edit(id, { active: false }));
    refused(await ask('GET', '/api/admin/orders', { token: again }), 401, 'UNAUTHORIZED');
    const tried = await ask('POST', '/api/admin/auth/login', { body: { email, password } });
    refused(tried, 401, 'SIGN_IN_FAILED');
    good(await edit(id, { active: true }));
    await signIn(email, password);
  });

  it('sessions are listed and ended, by oneself and by an owner', async () => {
    const { id, email, password, token } = await hire('operator');
    const second = await signIn(email, password);
    const path = '/api/admin/auth/sessions';
    const mine = async (by: string) =>
      good<{ sessions: SessionView[] }>(await ask('GET', path, { token: by })).sessions;
    const [newer, older] = await mine(second);
    expect([newer?.current, older?.current]).toEqual([true, false]);
    good(await ask('DELETE', `${path}/${older?.session}`, { token: second }));
    refused(await ask('GET', path, { token }), 401, 'UNAUTHORIZED');
    refused(await ask('DELETE', `${path}/${older?.session}`, { token: second }), 404, 'NOT_FOUND');

    // Another's session is not one's own, and an owner sees whose it is.
    const [ownersOwn] = await mine(owner);
    const stolen = await ask('DELETE', `${path}/${ownersOwn?.session}`, { token: second });
    refused(stolen, 404, 'NOT_FOUND');
    const theirs = `/api/admin/staff/${id}/sessions`;
    const { sessions } = good<{ sessions: SessionView[] }>(await ask('GET', theirs, owners()));
    expect(sessions.map(({ session }) => session)).toEqual([newer?.session]);
    good(await ask('DELETE', `${theirs}/${newer?.session}`, owners()));
    refused(await ask('GET', path, { token: second }), 401, 'UNAUTHORIZED');

    const [a, b] = [await signIn(email, password), await signIn(email, password)];
    good(await ask('DELETE', path, { token: b }));
    refused(await ask('GET', path, { token: a }), 401, 'UNAUTHORIZED');
    expect(await mine(b)).toHaveLength(1);
  });
});

describe('accounts', () => {
  it('an email once; weak passwords refused; a password changed ends the other sessions', async () => {
    const { id, email, password, token } = await hire('manager');
    const again = { email: email.toUpperCase(), name: 'x', role: 'operator' };
    refused(await ask('POST', '/api/admin/staff', owners(again)), 409, 'EMAIL_TAKEN');
    const second = await signIn(email, password);
    const change = (current: string, next: string) =>
      ask('POST', '/api/admin/auth/password', { token, body: { current, next } });
    refused(await change('не тот пароль', 'новый пароль 2026'), 403, 'PASSWORD_WRONG');
    const weak = refused(await change(password, 'qwerty12345'), 422, 'PASSWORD_WEAK');
    expect(weak.params).toEqual({ fault: 'common' });
    good(await change(password, 'ложка сметаны в борщ'));
    refused(await ask('GET', '/api/admin/auth/me', { token: second }), 401, 'UNAUTHORIZED');
    good(await ask('GET', '/api/admin/auth/me', { token }));
    await signIn(email, 'ложка сметаны в борщ');
    // Forgotten: the owner has another drawn.
    const drawn = await ask('POST', `/api/admin/staff/${id}/password`, owners());
    const fresh = good<StaffPasswordAnswer>(drawn).password;
    refused(await ask('GET', '/api/admin/auth/me', { token }), 401, 'UNAUTHORIZED');
    await signIn(email, fresh);
    const stored = JSON.stringify(await site.store.edits.after('Admins', 'staff', 0));
    expect(stored).not.toContain(fresh);
  });

  it('the last active owner stays one; two editors of one account are told of each other', async () => {
    const { staff, version } = good<StaffListAnswer>(
      await ask('GET', '/api/admin/staff', owners()),
    );
    for (const { id } of staff.filter((one) => one.role === 'owner' && one.email !== ADMIN.email)) {
      good(await edit(id, { active: false }));
    }
    refused(await edit(site.adminId, { active: false }), 409, 'LAST_OWNER');
    refused(await edit(site.adminId, { role: 'manager' }), 409, 'LAST_OWNER');
    const { id } = await hire('operator');
    const seen = await listVersion();
    good(await edit(id, { name: 'Анна' }, seen));
    const { conflict } = refused(await edit(id, { role: 'manager' }, seen), 409, 'EDIT_CONFLICT');
    expect(conflict?.edits).toMatchObject([{ admin: { name: 'Смена' }, after: { name: 'Анна' } }]);
    expect(seen).toBeGreaterThan(version);
  });

  it('guessing a password is stopped, for that account', async () => {
    const [guessed, other] = [await hire('operator'), await hire('operator')];
    const login = (email: string, password: string) =>
      ask('POST', '/api/admin/auth/login', { body: { email, password } });
    for (let i = 0; i < 10; i++) {
      refused(await login(guessed.email, `не тот ${i}`), 401, 'SIGN_IN_FAILED');
    }
    const right = await login(guessed.email, guessed.password);
    expect(refused(right, 429, 'TOO_MANY_REQUESTS').retryAfter).toBeGreaterThan(0);
    good(await login(other.email, other.password));
  });
});

describe('settings', () => {
  const path = '/api/admin/settings';
  const read = async () => good<SettingsAnswer>(await ask('GET', path, owners()));
  const menu = async () => good<MenuAnswer>(await ask('GET', '/api/menu'));

  it('rules of delivery are seen by customers at once; the second editor gets a 409', async () => {
    const { delivery } = await read();
    const rules = { ...delivery, fee: 149.5, freeFrom: null, minimumOrder: 600, leadMinutes: 50 };
    good(await ask('PUT', `${path}/delivery`, owners(rules)));
    expect(await menu()).toMatchObject({
      delivery: { fee: 149.5, freeFrom: null },
      restaurant: { minimumOrder: 600, leadMinutes: 50 },
    });
    const late = await ask('PUT', `${path}/delivery`, owners({ ...delivery, fee: 0 }));
    const { conflict } = refused(late, 409, 'EDIT_CONFLICT');
    expect(conflict?.edits[0]).toMatchObject({
      before: { fee: delivery.fee },
      after: { fee: 149.5 },
    });
    expect((await read()).delivery).toEqual({ ...rules, version: delivery.version + 1 });
  });

  it('hours, days off and the pause', async () => {
    const { hours } = await read();
    const week = (from: string, to: string) =>
      [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to }));
    const put = (body: object) => ask('PUT', `${path}/hours`, owners({ ...hours, ...body }));
    const overlapping = [...week('10:00', '15:00'), { day: 3, from: '14:00', to: '18:00' }];
    refused(await put({ hours: overlapping }), 422, 'VALIDATION');
    refused(await put({ closedDates: ['2026-02-30'] }), 422, 'VALIDATION');
    good(await put({ hours: [], closedDates: ['2031-01-02', '2031-01-01', '2031-01-02'] }));
    expect((await menu()).restaurant).toMatchObject({ open: false });
    const closed = await read();
    expect(closed.hours.closedDates).toEqual(['2031-01-01', '2031-01-02']);
    const always = {
      hours: week('00:00', '24:00'),
      closedDates: [],
      version: closed.hours.version,
    };
    good(await put(always));
    expect((await menu()).restaurant).toMatchObject({ open: true });
    good(await ask('PUT', `${path}/pause`, owners({ paused: true })));
    expect((await menu()).restaurant).toMatchObject({ open: false });
    good(await ask('PUT', `${path}/pause`, owners({ paused: false })));
    expect((await menu()).restaurant).toMatchObject({ open: true });
  });

  it('texts', async () => {
    const page = '/api/admin/pages/privacy';
    const { version } = good<PageEditAnswer>(await ask('GET', page, owners())).page;
    const text = { title: 'Политика', body: '# Раз\n\nДва' };
    good(await ask('PUT', page, owners({ ...text, version })));
    expect(good<PageAnswer>(await ask('GET', '/api/pages/privacy'))).toMatchObject(text);
    const late = await ask('PUT', page, owners({ ...text, title: 'Другая', version }));
    refused(late, 409, 'EDIT_CONFLICT');
    refused(
      await ask('PUT', page, owners({ ...text, body: 'a\u0007', version })),
      422,
      'VALIDATION',
    );
  });
});
