/** Customers' cards, logs, edits and runs of jobs, as staff see them over HTTP (SPEC 5, 6, 9). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdminUsersAnswer, IntegrityAnswer } from '@/lib/api/admin-loyalty-answers';
import type { JobAnswer } from '@/lib/api/answers';
import type {
  EditsAnswer,
  LogsAnswer,
  RepairAnswer,
  RunsAnswer,
  StaffCustomerAnswer,
} from '@/lib/api/openapi/answers-customers';
import type { StaffOrderView } from '@/lib/api/staff-orders';
import { hashPassword } from '@/lib/customers/admin-sign-in';
import type { StaffRole } from '@/lib/customers/roles';
import {
  type Api,
  adminToken,
  type Customer,
  createApi,
  dish,
  good,
  lines,
  refused,
  signUp,
} from '../support/api';
import { eventually } from '../support/ledger';
import { startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let owner: string;
let anna: Customer;
let boris: Customer;
let orderId: number;

beforeAll(async () => {
  site = await startSite('standard');
  api = createApi(site.url);
  owner = await adminToken(site.url);
  anna = await signUp(site.url, { name: 'Анна Ёлкина' });
  boris = await signUp(site.url, { name: 'Борис' });
  const body = { items: lines(await dish(site.store, 2000)), paymentMethod: 'card' };
  orderId = good<{ order: { id: number } }>(await api.place(anna, body), 201).order.id;
  await api.adjust(owner, boris.id, 70);
  await eventually(async () => {
    for (const { id } of [anna, boris]) {
      const user = await site.store.users.byId(id);
      expect(user?.copies.headSeq).toBe((await site.store.ledger.head(id))?.seq);
    }
    expect((await site.store.orders.unsettled(0, 10)).rows).toEqual([]);
  });
});
afterAll(() => site?.stop());

async function get<T>(path: string, token = owner): Promise<T> {
  return good<T>(await api.send('GET', path, { token }));
}

/** A token of a new admin of this role. */
async function tokenOf(role: StaffRole): Promise<string> {
  const [email, password] = [`${role}@example.com`, `${role} horse battery`];
  const passwordHash = await hashPassword(password);
  await site.store.admins.insert({ email, passwordHash, role, name: role, active: true });
  const answer = await api.send('POST', '/api/admin/auth/login', { body: { email, password } });
  return good<{ token: string }>(answer).token;
}

describe('the list of customers', () => {
  it('finds a phone however it is typed, and pages', async () => {
    const find = async (query: string) => {
      const answer = await get<AdminUsersAnswer>(
        `/api/admin/users?query=${encodeURIComponent(query)}`,
      );
      return answer.users.map((u) => u.id);
    };
    const d = anna.phone.slice(2);
    const [a, b, c, e] = [d.slice(0, 3), d.slice(3, 6), d.slice(6, 8), d.slice(8)];
    for (const typed of [
      anna.phone,
      `8${d}`,
      `7${d}`,
      d,
      `8 (${a}) ${b}-${c}-${e}`,
      `+7 ${a} ${b}\u2013${c}\u2013${e}`,
      `(${a}) ${b} ${c}${e}`,
    ]) {
      expect({ typed, found: await find(typed) }).toEqual({ typed, found: [anna.id] });
    }
    expect((await find(`8 ${a}`)).sort()).toEqual([anna.id, boris.id].sort());
    expect(await find('ёлк')).toEqual([anna.id]);
    expect(await find('+79991112233')).toEqual([]);
    const page = await get<AdminUsersAnswer>('/api/admin/users?limit=1&page=2&sort=name');
    expect(page).toMatchObject({ page: 2, limit: 1, total: 2, users: [{ id: boris.id }] });
    const bad = await api.send('GET', '/api/admin/users?sort=phone', { token: owner });
    refused(bad, 422, 'VALIDATION');
  });
});

describe('a card', () => {
  it('says what is known, and lists the orders, hidden ones too', async () => {
    const card = await get<StaffCustomerAnswer>(`/api/admin/users/${anna.id}`);
    expect(card).toMatchObject({
      user: { id: anna.id, name: 'Анна Ёлкина' },
      telegramLinked: false,
      erasedAt: null,
      levels: [{ previous: null, current: 'Bronze' }],
    });
    good(await api.staff(owner, orderId, { status: 'delivered' }));
    good(await api.remove(anna, orderId));
    const orders = await get<{ orders: StaffOrderView[]; next: number | null }>(
      `/api/admin/users/${anna.id}/orders`,
    );
    expect(orders).toMatchObject({ orders: [{ id: orderId }], next: null });
    for (const path of ['', '/orders', '/loyalty/export']) {
      const nobody = await api.send('GET', `/api/admin/users/99999${path}`, { token: owner });
      refused(nobody, 404, 'NOT_FOUND');
    }
  });

  it('gives all rows as CSV, or those of one type', async () => {
    const path = `/api/admin/users/${boris.id}/loyalty/export`;
    const all = String((await api.send('GET', path, { token: owner })).body);
    const body = all.split('\r\n');
    expect(body[0]).toContain('Баланс после');
    expect(body.slice(1, 3).map((line) => line.split(';')[3])).toEqual(['70', '1000']);
    const some = await api.send('GET', `${path}?type=adjustment`, { token: owner });
    expect(String(some.body).trim().split('\r\n')).toHaveLength(2);
    expect(some.headers.get('content-type')).toContain('text/csv');
  });

  it('is repaired: the copies anew, never the rows', async () => {
    await site.base.sql('update %s.users set loyalty_points = 5 where id = $1', [boris.id]);
    const path = `/api/admin/loyalty/integrity?user=${boris.id}`;
    expect(await get<IntegrityAnswer>(path)).toMatchObject({ ok: false });
    const repair = `/api/admin/users/${boris.id}/repair`;
    const answer = await api.send('POST', repair, { token: owner });
    expect(good<RepairAnswer>(answer)).toMatchObject({
      repaired: { copies: 1 },
      failed: 0,
      integrity: { ok: true, findings: [] },
    });
    expect((await site.store.users.byId(boris.id))?.copies.loyaltyPoints).toBe(1070);
    expect(good<RepairAnswer>(await api.send('POST', repair, { token: owner }))).toMatchObject({
      repaired: {},
    });
    const logs = await get<LogsAnswer>('/api/admin/logs?type=mismatch');
    expect(logs.logs).toMatchObject([
      { user: { id: boris.id }, admin: { id: site.adminId, name: 'Смена' }, old: '1', new: '0' },
    ]);
    const nobody = await api.send('POST', '/api/admin/users/99999/repair', { token: owner });
    refused(nobody, 404, 'NOT_FOUND');
  });
});

describe('logs and edits', () => {
  it('are filtered by kind, customer, admin and day', async () => {
    const find = async (query: string) => get<LogsAnswer>(`/api/admin/logs?${query}`);
    const adjusted = await find(`type=balance_adjusted&user=${boris.id}`);
    expect(adjusted).toMatchObject({
      total: 1,
      logs: [{ user: { phone: boris.phone, name: 'Борис' }, admin: { id: site.adminId } }],
    });
    expect(adjusted.logs[0]).toMatchObject({ old: '1000', new: '1070' });
    const mine = await find(`admin=${site.adminId}`);
    expect(mine.logs.map((l) => l.type).sort()).toEqual(['balance_adjusted', 'mismatch']);
    expect(await find('to=2020-01-01')).toMatchObject({ logs: [], total: 0 });
    expect((await find('from=2020-01-01&limit=1&page=2')).logs).toHaveLength(1);
    for (const query of ['type=gift', 'from=yesterday', 'page=0', 'user=x']) {
      const bad = await api.send('GET', `/api/admin/logs?${query}`, { token: owner });
      refused(bad, 422, 'VALIDATION');
    }
  });

  it('tell what an admin changed, field by field', async () => {
    const code = { code: 'ЖУРНАЛ', discountType: 'fixed', value: 100 };
    const made = await api.send('POST', '/api/admin/promo-codes', { token: owner, body: code });
    const { id, version } = good<{ code: { id: number; version: number } }>(made, 201).code;
    const change = { version, active: false };
    good(await api.send('PATCH', `/api/admin/promo-codes/${id}`, { token: owner, body: change }));
    const { edits, total } = await get<EditsAnswer>(
      `/api/admin/edits?table=Promo_Codes&row=${id}&admin=${site.adminId}`,
    );
    expect(total).toBe(2);
    expect(edits[0]).toMatchObject({ before: { active: true }, after: { active: false } });
    expect(edits[0]?.after).toEqual({ active: false });
    expect(edits[1]).toMatchObject({ before: null, admin: { name: 'Смена' } });
  });
});

describe('jobs', () => {
  it('are run now, by several at once, and the run says by whom', async () => {
    const run = () => api.send('POST', '/api/admin/jobs/reconcile', { token: owner });
    const answers = await Promise.all([run(), run(), api.cron('reconcile')]);
    expect(good<JobAnswer>(answers[0])).toMatchObject({ job: 'reconcile', failed: 0 });
    expect(good<JobAnswer>(answers[1])).toMatchObject({ failed: 0 });
    const { runs, total } = await get<RunsAnswer>('/api/admin/jobs/runs?job=reconcile');
    expect(total).toBe(3);
    const names = runs.map((r) => r.startedBy?.name ?? null);
    expect(names.filter((name) => name === 'Смена')).toHaveLength(2);
    expect(names).toContain(null);
    const troubled = await get<RunsAnswer>('/api/admin/jobs/runs?troubled=true');
    expect(troubled).toMatchObject({ runs: [], total: 0 });
    refused(await api.send('POST', '/api/admin/jobs/nothing', { token: owner }), 404, 'NOT_FOUND');
  });
});

it('operators look, managers repair and run', async () => {
  const [operator, manager] = await Promise.all([tokenOf('operator'), tokenOf('manager')]);
  const card = `/api/admin/users/${anna.id}`;
  for (const path of ['/api/admin/users', card, `${card}/orders`, `${card}/loyalty/export`]) {
    expect((await api.send('GET', path, { token: operator })).status).toBe(200);
  }
  const closed = [
    ['GET', '/api/admin/logs'],
    ['GET', '/api/admin/edits'],
    ['GET', '/api/admin/jobs/runs'],
    ['POST', '/api/admin/jobs/audit'],
    ['POST', `${card}/repair`],
  ] as const;
  for (const [method, path] of closed) {
    refused(await api.send(method, path, { token: operator }), 403, 'FORBIDDEN');
    refused(await api.send(method, path, { token: anna.token }), 403, 'FORBIDDEN');
    refused(await api.send(method, path), 401, 'UNAUTHORIZED');
    expect((await api.send(method, path, { token: manager })).status).toBe(200);
  }
});
