/**
 * Ledger rows that somebody deleted by hand are never written a second time: the
 * ledger stops for that order or customer, says so, and everybody else goes on.
 */
import { describe, expect, test } from 'vitest';
import { expireCustomer } from '@/lib/jobs/expire-points';
import { reconcileJob } from '@/lib/jobs/reconcile';
import { defaultJobLimits } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { runAudit } from '@/lib/loyalty/audit/run';
import type { LedgerEntry } from '@/lib/loyalty/entry';
import { reconcileOrder } from '@/lib/loyalty/reconcile';
import { LedgerStopped } from '@/lib/loyalty/stopped';
import { refreshUserCopies } from '@/lib/loyalty/user-copies';
import { cancelOrder } from '@/lib/orders/cancel';
import { changeOrder } from '@/lib/orders/change';
import { placeOrder } from '@/lib/orders/place';
import { previewOrderChange } from '@/lib/orders/preview';
import { settleOrder } from '@/lib/orders/settle';
import { moveOrder } from '@/lib/orders/staff';
import { placing } from '../support/make';
import { HOUR, type Restaurant, restaurant } from './audit-world';
import { START } from './support';

const STAFF = { kind: 'admin', id: 1 } as const;
const rowsOf = (r: Restaurant) => r.store.ledger.since(r.userId, 0, 1000);

async function orderOf(r: Restaurant, i: number) {
  const order = await r.store.orders.byId(r.orders[i] ?? 0);
  if (!order) throw new Error('no order');
  return order;
}

/** Deletes the row that `match` finds, and says which it was. */
async function remove(r: Restaurant, match: (row: LedgerEntry) => boolean): Promise<LedgerEntry> {
  const row = (await rowsOf(r)).find(match);
  if (!row) throw new Error('no such row');
  r.raw.remove(r.userId, row.seq);
  return row;
}

/** What is logged as an error from now on. */
function alarmsOf(r: Restaurant): string[] {
  const alarms: string[] = [];
  r.ctx.log.error = (event) => void alarms.push(event);
  return alarms;
}

const remaining = async (r: Restaurant) => (await rowsOf(r)).map((row) => row.hash);

describe('a row of an order that was deleted', () => {
  // The order's rows: used (k 1), earned (k 2).
  test.each<[string, (row: LedgerEntry) => boolean]>([
    ['its first', (row) => row.causeKey === 'o:1:1'],
    ['its last, in the middle of the chain', (row) => row.causeKey === 'o:1:2'],
  ])('%s is not written again', async (_name, match) => {
    const r = await restaurant();
    await remove(r, match);
    const before = await remaining(r);
    const alarms = alarmsOf(r);
    const order = await orderOf(r, 0);
    await expect(reconcileOrder(r.ctx, order)).rejects.toThrow(LedgerStopped);
    await expect(settleOrder(r.ctx, order)).rejects.toThrow(LedgerStopped);
    expect(await remaining(r)).toEqual(before);
    expect(alarms).toContain('ledger.stopped');
    const { findings } = await runAudit(r.ctx);
    const kinds = findings.map((f) => `${f.kind} ${f.orderId ?? ''}`.trim());
    expect(kinds).toContain('order_row_missing 1');
    expect(findings.filter((f) => f.orderId === 1).every((f) => f.repair === 'none')).toBe(true);
  });

  test('all of its rows', async () => {
    const r = await restaurant();
    await remove(r, (row) => row.causeKey === 'o:1:1');
    await remove(r, (row) => row.causeKey === 'o:1:2');
    const before = await remaining(r);
    await expect(settleOrder(r.ctx, await orderOf(r, 0))).rejects.toThrow(LedgerStopped);
    expect(await remaining(r)).toEqual(before);
  });

  test('the closing row of a cancelled order', async () => {
    const r = await restaurant();
    const closing = await remove(r, (row) => row.closes);
    const before = await remaining(r);
    const order = await r.store.orders.byId(closing.orderId ?? 0);
    if (!order) throw new Error('no order');
    await expect(settleOrder(r.ctx, order)).rejects.toThrow(LedgerStopped);
    expect(await remaining(r)).toEqual(before);
  });

  test('what needs the ledger is refused; the kitchen and other orders go on', async () => {
    const r = await restaurant();
    await remove(r, (row) => row.causeKey === 'o:1:1');
    const { ctx, userId } = r;
    const id = r.orders[0] ?? 0;
    const stopped = { ok: false, code: 'LEDGER_STOPPED', orderId: id };
    expect(await cancelOrder(ctx, id, STAFF, 'staff')).toMatchObject(stopped);
    const preview = await previewOrderChange(ctx, id, STAFF, { status: 'cancelled' });
    expect(preview).toMatchObject({ ok: true, refusal: { code: 'LEDGER_STOPPED' } });
    expect(await previewOrderChange(ctx, id, STAFF, { status: 'accepted' })).toMatchObject({
      refusal: null,
    });
    expect(await r.store.orders.events(id)).not.toContainEqual(
      expect.objectContaining({ data: expect.objectContaining({ kind: 'cancelled' }) }),
    );
    const before = await remaining(r);
    expect(await moveOrder(ctx, id, STAFF, 'accepted')).toMatchObject({ ok: true });
    await expect(r.world.drain()).rejects.toThrow(LedgerStopped);
    expect(await remaining(r)).toEqual(before);
    // What staff see goes with the facts, and the order stays on the work list.
    expect(
      (await r.store.orders.list({ statuses: ['accepted'] }, null, 9)).map((o) => o.id),
    ).toEqual([id]);
    expect((await r.store.orders.unsettled(0, 9)).rows.map((o) => o.id)).toEqual([id]);

    const [dish] = await r.store.menu.all();
    const wish = placing(dish ?? { id: 0 }, { method: 'card', points: 20 });
    expect(await placeOrder(ctx, userId, 'other-order', wish)).toMatchObject({ ok: true });
    expect(await cancelOrder(ctx, r.orders[1] ?? 0, STAFF, 'staff')).toMatchObject({ ok: true });
    await r.world.drain();
    expect((await remaining(r)).length).toBeGreaterThan(before.length);
  });

  test('the job fails for that order alone, run after run', async () => {
    const r = await restaurant();
    await remove(r, (row) => row.causeKey === 'o:1:1');
    const before = await remaining(r);
    await moveOrder(r.ctx, r.orders[0] ?? 0, STAFF, 'accepted');
    await r.world.drain().catch(() => {});
    r.world.setNow(START + 8 * HOUR);
    for (let run = 0; run < 2; run++) {
      const report = await reconcileJob(r.ctx, defaultJobLimits);
      expect(report).toMatchObject({ failed: 1, left: false });
    }
    expect(await remaining(r)).toEqual(before);
  });
});

describe('the last row of a customer that was deleted', () => {
  async function withoutLast() {
    const r = await restaurant();
    const { length } = await rowsOf(r);
    const last = await remove(r, (row) => row.seq === length);
    return { r, last, before: await remaining(r), alarms: alarmsOf(r) };
  }

  test('nothing takes its place', async () => {
    const { r, before, alarms } = await withoutLast();
    const { ctx, userId } = r;
    const wish = { userId, points: 5, reason: 'новая', adminId: 1, key: 'again' };
    await expect(adjustBalance(ctx, wish)).rejects.toThrow(LedgerStopped);
    const [dish] = await r.store.menu.all();
    const placed = placeOrder(ctx, userId, 'k', placing(dish ?? { id: 0 }, { method: 'card' }));
    expect(await placed).toMatchObject({ ok: false, code: 'LEDGER_STOPPED' });
    const id = r.orders[1] ?? 0;
    expect(await changeOrder(ctx, id, userId, { comment: 'x' })).toMatchObject({ ok: false });
    expect(await cancelOrder(ctx, id, STAFF, '')).toMatchObject({ code: 'LEDGER_STOPPED' });
    r.world.setNow(START + 70 * 24 * HOUR);
    await expect(expireCustomer(ctx, userId)).rejects.toThrow(LedgerStopped);
    expect(await remaining(r)).toEqual(before);
    expect(alarms).toContain('ledger.stopped');
  });

  test('but the correction that names it, and then all goes on', async () => {
    const { r, last } = await withoutLast();
    const { ctx, userId } = r;
    const answer = { userId, points: last.points, reason: 'удалена', adminId: 1, key: 'answer' };
    const adjusted = await adjustBalance(ctx, { ...answer, points: 0, refersTo: last.seq });
    expect(adjusted).toMatchObject({ ok: true, entry: { seq: last.seq } });
    await r.world.drain();
    const more = { userId, points: 5, reason: 'новая', adminId: 1, key: 'again' };
    expect(await adjustBalance(ctx, more)).toMatchObject({ ok: true });
    await refreshUserCopies(ctx, userId);
    const { findings, counts } = await runAudit(ctx);
    expect(findings.filter((f) => !f.answered)).toEqual([]);
    expect(findings.map((f) => f.kind)).toEqual(['last_row_replaced']);
    expect(counts).toEqual({});
  });

  test('an anchor that rose after the head was read is no loss', async () => {
    const r = await restaurant();
    const alarms = alarmsOf(r);
    const { ledger } = r.store;
    const old = await ledger.byKey(r.userId, (await rowsOf(r)).length - 1);
    let first = true;
    const head: typeof ledger.head = async (userId) => {
      if (!first) return ledger.head(userId);
      first = false;
      return old;
    };
    const ctx = { ...r.ctx, store: { ...r.store, ledger: { ...ledger, head } } };
    const wish = { userId: r.userId, points: 5, reason: 'новая', adminId: 1, key: 'again' };
    expect(await adjustBalance(ctx, wish)).toMatchObject({ ok: true });
    expect(first).toBe(false);
    expect(alarms).toEqual([]);
  });
});
