/** Staff's view of points, the audit, jobs and health over HTTP (SPEC 5, 6, 9). */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  AdminOrderLoyaltyAnswer,
  AdminUserLoyaltyAnswer,
  AdminUsersAnswer,
  HealthAnswer,
  IntegrityAnswer,
} from '@/lib/api/admin-loyalty-answers';
import { jobs } from '@/lib/jobs/all';
import {
  type Api,
  adminToken,
  type Customer,
  createApi,
  dish,
  good,
  HOUR,
  lines,
  refused,
  signUp,
} from '../support/api';
import { eventually } from '../support/ledger';
import { SECRETS, startSite, type TestSite } from '../support/site';

let site: TestSite;
let api: Api;
let staff: string;
let customer: Customer;
let orderId: number;

beforeAll(async () => {
  site = await startSite('standard');
  api = createApi(site.url);
  staff = await adminToken(site.url);
  customer = await signUp(site.url, { name: 'Пётр Ёлкин' });
  const item = await dish(site.store, 1000);
  const body = { items: lines(item, 4), paymentMethod: 'card', loyaltyPointsUsed: 300 };
  orderId = good<{ order: { id: number } }>(await api.place(customer, body), 201).order.id;
  await api.adjust(staff, customer.id, 50);
  await api.adjust(staff, customer.id, -20);
});
afterAll(() => site?.stop());

async function get<T>(path: string, token = staff): Promise<T> {
  return good<T>(await api.send('GET', path, { token }));
}

/** Copies and log lines are written after the answers. */
async function settled(): Promise<void> {
  await eventually(async () => {
    const user = await site.store.users.byId(customer.id);
    const head = await site.store.ledger.head(customer.id);
    expect(user?.copies.headSeq).toBe(head?.seq);
    expect((await site.store.orders.unsettled(0, 10)).rows).toEqual([]);
  });
}

describe('customers', () => {
  it('are found by part of a phone as people type it, and by name', async () => {
    await settled();
    const find = async (query: string) =>
      (await get<AdminUsersAnswer>(`/api/admin/users?query=${encodeURIComponent(query)}`)).users;
    const { phone } = customer;
    const [found] = await find(phone);
    expect(found).toMatchObject({ id: customer.id, phone, name: 'Пётр Ёлкин', tier: 'Bronze' });
    const typed = `8 (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8)}`;
    expect((await find(typed)).map((u) => u.id)).toEqual([customer.id]);
    expect((await find('ёлкин')).map((u) => u.id)).toEqual([customer.id]);
    expect(await find('%')).toEqual([]);
    expect((await find('')).length).toBeGreaterThan(0);
  });

  it('show balance, totals and rows, with filter and paging', async () => {
    const path = `/api/admin/users/${customer.id}/loyalty`;
    const all = await get<AdminUserLoyaltyAnswer>(path);
    // 1 000 welcome, 300 spent, 3 % of 4 000 earned, 50 given, 20 taken.
    expect(all).toMatchObject({
      balance: 850,
      available: 850,
      debt: 0,
      pending: 0,
      totalSpent: 3700,
      tier: { name: 'Bronze' },
      totals: { earned: 120, bonuses: 1000, adjusted: 30, spent: 300, expired: 0 },
      orders: { count: 1, total: 4000, average: 4000, windowDays: null },
      next: null,
    });
    expect(all.entries.map((e) => `${e.type} ${e.points} ${e.balanceBefore}`)).toEqual([
      'adjustment -20 870',
      'adjustment 50 820',
      'earned 120 700',
      'used -300 1000',
      'registration 1000 0',
    ]);
    expect(all.entries[0]).toMatchObject({ reason: 'для проверки', adminId: site.adminId });
    const seqs = async (query: string) => {
      const page = await get<AdminUserLoyaltyAnswer>(`${path}?${query}`);
      return { seqs: page.entries.map((e) => e.seq), next: page.next };
    };
    expect(await seqs('type=adjustment')).toEqual({ seqs: [5, 4], next: null });
    expect(await seqs('limit=2')).toEqual({ seqs: [5, 4], next: 4 });
    expect(await seqs('limit=2&before=4')).toEqual({ seqs: [3, 2], next: 2 });
    refused(await api.send('GET', `${path}?type=gift`, { token: staff }), 422, 'VALIDATION');
    const nobody = await api.send('GET', '/api/admin/users/99999/loyalty', { token: staff });
    refused(nobody, 404, 'NOT_FOUND');
  });

  it('are for staff only', async () => {
    for (const path of [
      '/api/admin/users',
      `/api/admin/users/${customer.id}/loyalty`,
      `/api/admin/orders/${orderId}/loyalty`,
      '/api/admin/loyalty/integrity',
      '/api/admin/health',
    ]) {
      refused(await api.send('GET', path, { token: customer.token }), 403, 'FORBIDDEN');
      refused(await api.send('GET', path), 401, 'UNAUTHORIZED');
    }
  });
});

describe('an order', () => {
  it('shows its points, the calculation and the state', async () => {
    await api.advance(HOUR);
    const block = await get<AdminOrderLoyaltyAnswer>(`/api/admin/orders/${orderId}/loyalty`);
    expect(block).toMatchObject({
      orderId,
      userId: customer.id,
      programme: { id: 'standard' },
      tier: { name: 'Bronze', title: 'Бронза' },
      percent: 3,
      base: 4000,
      used: { points: 300, state: 'used' },
      earned: { points: 120, state: 'earned' },
      indicator: 'green',
      problems: [],
    });
    expect(block.calculation.map((s) => `${s.sign} ${s.key} ${s.value}`)).toEqual([
      '+ subtotal 4000',
      '+ delivery 0',
      'none promo 0',
      'none points_used 300',
      '= base 4000',
      'x percent 3',
      '= earned 120',
    ]);
    expect(block.rows.map((r) => r.type)).toEqual(['used', 'earned']);
    const none = await api.send('GET', '/api/admin/orders/99999/loyalty', { token: staff });
    refused(none, 404, 'NOT_FOUND');
  });

  it('is orange while something is to come', async () => {
    const item = await dish(site.store, 500);
    const body = { items: lines(item), paymentMethod: 'cash' };
    const placed = good<{ order: { id: number } }>(await api.place(customer, body), 201);
    await settled();
    await api.advance(HOUR);
    const path = `/api/admin/orders/${placed.order.id}/loyalty`;
    expect(await get<AdminOrderLoyaltyAnswer>(path)).toMatchObject({
      earned: { points: 15, state: 'pending' },
      indicator: 'orange',
    });
  });
});

describe('the audit and health', () => {
  it('agrees on an honest base, as a whole and for one customer', async () => {
    await settled();
    const all = await get<IntegrityAnswer>('/api/admin/loyalty/integrity');
    expect(all).toMatchObject({ ok: true, findings: [], next: null });
    expect(all.looked).toMatchObject({ customers: 1, orders: 2 });
    const one = await get<IntegrityAnswer>(`/api/admin/loyalty/integrity?user=${customer.id}`);
    expect(one).toMatchObject({ ok: true, looked: { orders: 2 } });
    const half = await api.send('GET', '/api/admin/loyalty/integrity?phase=orders', {
      token: staff,
    });
    refused(half, 422, 'VALIDATION');
  });

  it('names a changed row, raises the alert once, and health says so', async () => {
    const points = 'loyalty_points_transactions';
    const set = (value: number) =>
      site.base.sql(`update %s.${points} set points = $1 where entry_key = $2`, [
        value,
        `${customer.id}:4`,
      ]);
    await set(5000);
    const path = `/api/admin/loyalty/integrity?user=${customer.id}`;
    const { ok, findings } = await get<IntegrityAnswer>(path);
    expect(ok).toBe(false);
    expect(findings[0]).toMatchObject({
      kind: 'row_changed',
      seq: 4,
      field: 'points',
      is: '5000',
      shouldBe: '50',
    });
    const night = await api.cron('audit');
    expect(night).toMatchObject({ job: 'audit', left: false });
    expect(night.failed).toBeGreaterThan(0);
    await api.cron('audit');
    expect(site.log()).toContain('"event":"audit.alert"');
    const logs = (await site.store.journal.logs(500)).filter((l) => l.type === 'mismatch');
    expect(logs.filter((l) => l.metadata.kind === 'row_changed')).toHaveLength(1);
    const health = await get<HealthAnswer>('/api/admin/health');
    expect(health.status).toBe('attention');
    expect(health.audit?.findings).toBeGreaterThan(0);
    await set(50);
    await api.cron('audit');
    expect((await get<HealthAnswer>('/api/admin/health')).audit).toMatchObject({ findings: 0 });
  });

  it('every cron call leaves a row in Job_Runs; health knows them', async () => {
    for (const job of Object.keys(jobs)) {
      const report = await api.cron(job);
      const [run] = await site.store.jobRuns.latest(job, 1);
      expect(run).toMatchObject({
        lookedAt: report.lookedAt,
        done: report.done,
        failed: 0,
        error: null,
      });
      expect(run?.finishedAt).not.toBeNull();
    }
    const refusedCall = await api.send('GET', '/api/cron/audit', { token: 'wrong' });
    refused(refusedCall, 401, 'UNAUTHORIZED');
    expect(await get<HealthAnswer>('/api/admin/health')).toMatchObject({ status: 'ok' });
    expect(SECRETS.cron).toBeDefined();
  });

  it('overlapping calls of every job do each thing once', async () => {
    const before = await site.store.ledger.head(customer.id);
    await api.advance(40 * 24 * HOUR);
    await Promise.all(
      ['process-pending-points', 'expire-points', 'reconcile'].flatMap((job) => [
        api.cron(job),
        api.cron(job),
        api.cron(job),
      ]),
    );
    const rows = await site.store.ledger.since(customer.id, before?.seq ?? 0, 100);
    // What was left of the welcome bonus ended; the cash promise was paid out.
    expect(rows.map((r) => r.type).sort()).toEqual(['earned', 'expired']);
    const { findings } = await get<IntegrityAnswer>('/api/admin/loyalty/integrity');
    expect(findings).toEqual([]);
  });

  it('public health needs no sign-in', async () => {
    expect(good(await api.send('GET', '/api/health'))).toEqual({ status: 'ready' });
    expect(good(await api.send('GET', '/api/health?probe=live'))).toEqual({ status: 'live' });
  });
});
