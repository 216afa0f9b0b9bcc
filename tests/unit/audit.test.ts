/** What the audit finds after a row, a copy or an order was changed by hand. */
import { describe, expect, test } from 'vitest';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { openFindings } from '@/lib/loyalty/audit/audit-state';
import type { Finding } from '@/lib/loyalty/audit/finding';
import { renderReport } from '@/lib/loyalty/audit/render';
import { repairOne, repairSteps } from '@/lib/loyalty/audit/repair';
import { runAudit } from '@/lib/loyalty/audit/run';
import type { LedgerEntry } from '@/lib/loyalty/entry';
import { refreshUserCopies } from '@/lib/loyalty/user-copies';
import { settleOrder } from '@/lib/orders/settle';
import { type Restaurant, restaurant } from './audit-world';

const rowsOf = (r: Restaurant) => r.store.ledger.since(r.userId, 0, 1000);

async function rowWhere(r: Restaurant, match: (row: LedgerEntry) => boolean): Promise<LedgerEntry> {
  const row = (await rowsOf(r)).find(match);
  if (!row) throw new Error('no such row');
  return row;
}

const brief = (f: Finding) =>
  `${f.kind} ${f.seq ?? ''} ${f.field ?? ''}`.trim().replace(/\s+/g, ' ');
const kinds = async (r: Restaurant) => (await runAudit(r.ctx)).findings.map(brief);

describe('a base that nobody touched', () => {
  test('gives no findings, and says what was looked at', async () => {
    const r = await restaurant();
    const report = await runAudit(r.ctx);
    expect(report.findings).toEqual([]);
    const rows = await rowsOf(r);
    expect(report).toMatchObject({ next: null, debtors: 0, more: 0, inFlight: 0 });
    expect(report.looked).toMatchObject({ customers: 1, rows: rows.length, orders: 4 });
    expect(report.points).toBe(rows.at(-1)?.balanceAfter);
    expect(renderReport(report)).toContain('Everything agrees.');
    expect((await runAudit(r.ctx, { userId: r.userId })).findings).toEqual([]);
  });

  test('is looked at in pieces as it is as a whole', async () => {
    const r = await restaurant();
    let report = await runAudit(r.ctx, { milliseconds: 0 });
    let runs = 1;
    let orders = report.looked.orders;
    while (report.next && runs < 20) {
      report = await runAudit(r.ctx, { milliseconds: 0, from: report.next });
      orders += report.looked.orders;
      runs++;
    }
    expect(report.next).toBeNull();
    expect(runs).toBeGreaterThan(2);
    expect(orders).toBe(4);
  });
});

describe('a row changed by hand is found, and the field is named', () => {
  test.each<[string, Partial<LedgerEntry>, string]>([
    ['points', { points: 999 }, '90'],
    ['orderId', { orderId: 4 }, '1'],
    ['orderId', { orderId: null }, '1'],
    [
      'at',
      { at: Date.parse('2026-03-02T12:00:00.250+03:00') },
      String(Date.parse('2026-03-02T12:00:00+03:00')),
    ],
    ['type', { type: 'adjustment' }, 'earned'],
    ['status', { status: 'pending' }, 'completed'],
    ['balanceAfter', { balanceAfter: 5 }, '990'],
    ['balanceBefore', { balanceBefore: 5 }, '900'],
    ['expiresAt', { expiresAt: null }, String(Date.parse('2026-05-01T12:00:00+03:00'))],
    ['spendKopecks', { spendKopecks: 0 }, '290000'],
    ['causeKey', { causeKey: 'o:9:9' }, 'o:1:2'],
    ['description', { description: 'подарок' }, 'Начислено 90 баллов за заказ на сумму 3000 руб.'],
    ['userId', { userId: 77 }, '1'],
    ['tier', { tier: 'Gold' }, 'Bronze'],
    ['adminId', { adminId: 3 }, 'null'],
    ['orderVersion', { orderVersion: 9 }, '1'],
  ])('%s', async (field, patch, was) => {
    const r = await restaurant();
    const row = await rowWhere(r, (e) => e.type === 'earned' && e.orderId === 1);
    r.raw.change(r.userId, row.seq, patch);
    const { findings } = await runAudit(r.ctx);
    const found = findings.find((f) => f.kind === 'row_changed');
    expect(found).toMatchObject({ seq: row.seq, rowId: row.id, userId: r.userId, field });
    expect(found?.shouldBe).toBe(was);
    expect(findings.filter((f) => f.kind === 'row_changed')).toHaveLength(1);
    expect(findings.some((f) => f.kind === 'chain_broken')).toBe(false);
  });

  test('the account, the lots, the hash, two fields at once', async () => {
    const r = await restaurant();
    const row = await rowWhere(r, (e) => e.type === 'used');
    r.raw.change(r.userId, row.seq, { account: { ...row.account, balance: 1 } });
    expect(await kinds(r)).toContain(`row_changed ${row.seq} account`);
    r.raw.change(r.userId, row.seq, { account: row.account, lots: [] });
    expect(await kinds(r)).toContain(`row_changed ${row.seq} lots`);
    r.raw.change(r.userId, row.seq, { lots: row.lots, hash: 'f'.repeat(64) });
    expect(await kinds(r)).toContain(`row_changed ${row.seq}`);
    r.raw.change(r.userId, row.seq, { hash: row.hash, points: -1, balanceAfter: 3 });
    expect(await kinds(r)).toContain(`row_changed ${row.seq}`);
  });

  test('points of a row make the sum differ from the balance', async () => {
    const r = await restaurant();
    r.raw.change(r.userId, 1, { points: 5000 });
    const { findings, points } = await runAudit(r.ctx);
    const head = (await rowsOf(r)).at(-1);
    expect(findings.find((f) => f.kind === 'balance_mismatch')).toMatchObject({
      is: String(head?.balanceAfter),
      shouldBe: String(points),
    });
  });
});

describe('rows taken away or moved', () => {
  test('a deleted row in the middle is named with its points', async () => {
    const r = await restaurant();
    const row = await rowWhere(r, (e) => e.type === 'adjustment' && e.points > 0);
    r.raw.remove(r.userId, row.seq);
    const { findings } = await runAudit(r.ctx);
    expect(findings.find((f) => f.kind === 'row_missing')).toMatchObject({
      seq: row.seq,
      shouldBe: 'points 40',
    });
    expect(findings.some((f) => f.kind === 'chain_broken')).toBe(false);
  });

  test('the first row', async () => {
    const r = await restaurant();
    r.raw.remove(r.userId, 1);
    expect(await kinds(r)).toContain('row_missing 1');
  });

  test('the last row, and all rows', async () => {
    const r = await restaurant();
    const last = (await rowsOf(r)).length;
    r.raw.remove(r.userId, last);
    expect(await kinds(r)).toContain(`last_row_missing ${last}`);
    for (let seq = 1; seq < last; seq++) r.raw.remove(r.userId, seq);
    const { findings } = await runAudit(r.ctx);
    expect(findings.find((f) => f.kind === 'last_row_missing')).toMatchObject({
      seq: 1,
      is: `rows 1 to ${last} missing`,
    });
  });

  test('the last row, after another took its place and everything was settled again', async () => {
    const r = await restaurant();
    const rows = await rowsOf(r);
    const last = rows.length;
    const anchor = (await r.store.users.byId(r.userId))?.anchor;
    expect(anchor).toEqual({ seq: last, hash: rows.at(-1)?.hash });
    r.raw.remove(r.userId, last);
    // The site itself stops there (missing-rows.test.ts): a row written by somebody who knows no anchor.
    const byId = async (id: number) => {
      const user = await r.store.users.byId(id);
      return user && { ...user, anchor: null };
    };
    const store = { ...r.store, users: { ...r.store.users, byId } };
    const wish = { userId: r.userId, points: 7, reason: 'новая', adminId: 1 };
    const past = { ...r.ctx, store, later: () => {} };
    expect((await adjustBalance(past, { ...wish, key: 'n1' })).ok).toBe(true);
    expect((await adjustBalance(r.ctx, { ...wish, key: 'n2' })).ok).toBe(true);
    await r.world.drain();
    for (const id of r.orders) {
      const order = await r.store.orders.byId(id);
      if (order) await settleOrder(r.ctx, order);
    }
    await refreshUserCopies(r.ctx, r.userId);
    expect((await r.store.users.byId(r.userId))?.anchor).toEqual(anchor);
    const { findings } = await runAudit(r.ctx);
    expect(findings.map(brief)).toEqual([`last_row_replaced ${last} hash`]);
    expect(findings[0]?.shouldBe).toBe(anchor?.hash);
  });

  test('two rows that changed places', async () => {
    const r = await restaurant();
    r.raw.swap(r.userId, 3, 5);
    expect(await kinds(r)).toContain('rows_swapped 3 seq');
    const other = await restaurant();
    const [third, fifth] = [(await rowsOf(other))[2], (await rowsOf(other))[4]];
    if (!third || !fifth) throw new Error('rows');
    other.raw.swap(other.userId, 3, 5);
    // Renumbered, so that only the hashes can tell; the memory store has no second key for it.
    expect((await runAudit(other.ctx)).findings.filter((f) => f.kind === 'rows_swapped')).toEqual([
      expect.objectContaining({ seq: 3, is: '3', shouldBe: '5' }),
    ]);
  });
});

describe('copies are found and mended', () => {
  async function mend(r: Restaurant): Promise<number> {
    const steps = repairSteps((await runAudit(r.ctx)).findings);
    for (const step of steps) await repairOne(r.ctx, step);
    await r.world.drain();
    return steps.length;
  }

  test('on Users', async () => {
    const r = await restaurant();
    const user = await r.store.users.byId(r.userId);
    if (!user) throw new Error('user');
    await r.store.users.writeCopies(user.id, {
      ...user.copies,
      loyaltyPoints: 1,
      totalSpentKopecks: 2,
      tier: 'Gold!',
      nextExpiryAt: null,
    });
    expect(await kinds(r)).toEqual([
      'user_copy Loyalty Points',
      'user_copy Total Spent',
      'user_copy Tier',
      'user_copy Next Expiry At',
    ]);
    expect(await mend(r)).toBe(1);
    expect(await kinds(r)).toEqual([]);
    expect(await r.store.users.byId(r.userId)).toEqual(user);
  });

  test('on Orders', async () => {
    const r = await restaurant();
    const order = await r.store.orders.byId(1);
    if (!order) throw new Error('order');
    const snapshot = await settleOrder(r.ctx, order);
    const { orderCopies } = await import('@/lib/orders/settle');
    const { snapshotFacts } = await import('@/lib/loyalty/reconcile');
    const copies = orderCopies(snapshot, snapshotFacts(snapshot));
    await r.store.orders.writeCopies(1, { ...copies, pointsEarned: 900, status: 'cancelled' });
    expect((await kinds(r)).sort()).toEqual(['order_copy pointsEarned', 'order_copy status']);
    expect(await mend(r)).toBe(1);
    expect(await kinds(r)).toEqual([]);
  });

  test('of tier changes and of the moving status', async () => {
    const r = await restaurant();
    const changes = await r.store.journal.levelChanges(r.userId);
    expect(changes.map((c) => [c.previous, c.current])).toEqual([
      [null, 'Bronze'],
      ['Bronze', 'Silver'],
    ]);
    const [first, second] = changes;
    if (!first || !second) throw new Error('changes');
    await r.store.journal.removeLevelChange(r.userId, first.entrySeq);
    await r.store.journal.mendLevelChange({ ...second, current: 'Gold' });
    await r.store.journal.mendLevelChange({ ...second, entrySeq: second.entrySeq + 1 });
    const pending = await rowWhere(r, (e) => e.status === 'pending');
    r.raw.change(r.userId, pending.seq, { currentStatus: 'cancelled' });
    r.raw.change(r.userId, 1, { currentStatus: 'cancelled' });
    expect((await kinds(r)).sort()).toEqual([
      'level_missing 1',
      `level_stray ${second.entrySeq + 1}`,
      `level_wrong ${second.entrySeq}`,
      'status_copy 1 Transaction Status',
      `status_copy ${pending.seq} Transaction Status`,
    ]);
    expect(await mend(r)).toBe(5);
    expect(await kinds(r)).toEqual([]);
    expect(await r.store.journal.levelChanges(r.userId)).toEqual(changes);
  });
});

describe('orders and the ledger', () => {
  test('a half-done order is named, finished by the repair, and clean afterwards', async () => {
    const r = await restaurant();
    // An event that nobody reconciled: the process died behind it.
    await r.store.orders.appendEvent({
      orderId: 2,
      n: 3,
      at: r.ctx.now() - 3_600_000,
      moduleOn: true,
      actor: { kind: 'admin', id: 1 },
      data: { kind: 'cancelled', reason: 'staff', code: null },
    });
    const { findings } = await runAudit(r.ctx);
    expect(findings.map((f) => `${f.kind} ${f.orderId} ${f.repair}`)).toContain(
      'not_taken_back 2 settle',
    );
    for (const step of repairSteps(findings)) await repairOne(r.ctx, step);
    await r.world.drain();
    expect(await kinds(r)).toEqual([]);
  });

  test('nothing is finished on a chain whose rows are wrong', async () => {
    const r = await restaurant();
    const earned = await rowWhere(r, (e) => e.type === 'earned' && e.orderId === 1);
    r.raw.remove(r.userId, earned.seq);
    const { findings } = await runAudit(r.ctx);
    expect(findings.map((f) => f.kind)).toEqual(
      expect.arrayContaining(['row_missing', 'order_row_missing']),
    );
    expect(repairSteps(findings).filter((s) => s.repair === 'settle')).toEqual([]);
  });

  test('an adjustment that names the row answers it', async () => {
    const r = await restaurant();
    r.raw.change(r.userId, 2, { points: -1 });
    const before = await runAudit(r.ctx);
    expect(openFindings(before)).toBeGreaterThan(0);
    const rows = await rowsOf(r);
    await adjustBalance(r.ctx, {
      userId: r.userId,
      points: 0,
      reason: 'строка изменена вручную, остаток верен',
      adminId: 1,
      key: 'answer',
      refersTo: 2,
    });
    await r.world.drain();
    const after = await runAudit(r.ctx);
    expect(openFindings(after)).toBe(0);
    expect(after.answered).toBe(before.findings.length);
    expect((await rowsOf(r)).at(-1)?.balanceAfter).toBe(rows.at(-1)?.balanceAfter);
  });
});
