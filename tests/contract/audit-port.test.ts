/** What the audit, the jobs and the admin's pages ask of a store. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryTypes } from '../../lib/loyalty/entry';
import { type Opened, stores } from './harness';
import {
  claim,
  copies,
  customer,
  draft,
  history,
  NOW,
  order,
  promoCode,
  seal,
  unique,
} from './samples';

describe.each(stores)('for the audit on $name', (kind) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  const store = () => opened.store;

  it('keeps a customer’s anchor beside the copies', async () => {
    const id = await customer(store());
    const user = await store().users.byId(id);
    if (!user) throw new Error('no user');
    expect(user.anchor).toBeNull();
    const anchor = { seq: 3, hash: 'a'.repeat(64) };
    const shown = { ...user.copies, headSeq: 3, tier: 'Bronze' };
    await store().users.writeCopies(id, shown, anchor);
    expect(await store().users.byId(id)).toMatchObject({ anchor, copies: shown });
    await store().users.writeCopies(id, { ...shown, headSeq: 4 });
    expect(await store().users.byId(id)).toMatchObject({ anchor, copies: { headSeq: 4 } });
  });

  it('examines rows by customer and place, over several customers and pages', async () => {
    const ids = [await customer(store()), await customer(store()), await customer(store())];
    const [first = 0, second = 0, third = 0] = ids;
    await history(store(), first, 7);
    await history(store(), third, 12);
    const all: string[] = [];
    let from = { userId: first, afterSeq: 2 };
    for (;;) {
      const page = await store().ledger.examine(from, third, 5);
      all.push(...page.map((r) => `${r.userId}:${r.place}`));
      const last = page.at(-1);
      if (!last || page.length < 5) break;
      from = { userId: last.userId, afterSeq: last.place };
    }
    const rows = (userId: number, a: number, b: number) =>
      Array.from({ length: b - a + 1 }, (_, i) => `${userId}:${a + i}`);
    expect(all).toEqual([...rows(first, 3, 7), ...rows(third, 1, 12)]);
    expect(await store().ledger.examine({ userId: second, afterSeq: 0 }, second, 5)).toEqual([]);
    const [row] = await store().ledger.examine({ userId: third, afterSeq: 11 }, third, 5);
    expect(row).toMatchObject({ place: 12, problem: null, strays: [] });
    expect(row?.entry).toEqual(await store().ledger.byKey(third, 12));
    expect(row?.shownAt).toBe(Math.floor(NOW / 1000) * 1000);
  });

  it('adds up completed points by type, and filters history by type', async () => {
    const userId = await customer(store());
    const rows = seal(userId, [
      draft(1000, { type: 'registration' }),
      draft(97, { type: 'earned' }),
      draft(40, { type: 'earned', status: 'pending' }),
      draft(-300, { type: 'used' }),
      draft(-7, { type: 'adjustment' }),
    ]);
    await store().ledger.append(rows);
    const zero = Object.fromEntries(entryTypes.map((t) => [t, 0]));
    const wanted = { ...zero, registration: 1000, earned: 97, used: -300, adjustment: -7 };
    expect(await store().ledger.totals(userId)).toEqual(wanted);
    expect(await store().ledger.totals(await customer(store()))).toEqual(zero);
    const seqs = async (before: number | null, limit: number) =>
      (await store().ledger.history(userId, before, limit, 'earned')).map((r) => r.seq);
    expect(await seqs(null, 10)).toEqual([3, 2]);
    expect(await seqs(3, 10)).toEqual([2]);
    expect(await seqs(null, 1)).toEqual([3]);
    expect(await store().ledger.history(userId, null, 10, 'birthday')).toEqual([]);
  });

  it('mends a moving status, back to pending too', async () => {
    const userId = await customer(store());
    await store().ledger.append(seal(userId, [draft(5, { type: 'earned', status: 'pending' })]));
    const row = await store().ledger.byKey(userId, 1);
    if (!row) throw new Error('no row');
    await store().ledger.writeStatus(row.id, 'cancelled');
    const open = async () =>
      (await store().ledger.pendingBefore(NOW, 0, 1000)).rows.some((r) => r.id === row.id);
    expect(await open()).toBe(false);
    await store().ledger.mendStatus(row, 'pending');
    expect(await open()).toBe(true);
    expect(await store().ledger.byKey(userId, 1)).toEqual(row);
  });

  it('tells which visible columns of orders are wrong', async () => {
    const userId = await customer(store());
    const [a, b] = [await order(store(), userId), await order(store(), userId)];
    const right = (o: typeof a) => copies(o.placed, { earnPercent: 3.5, deliveredAt: NOW });
    for (const o of [a, b]) await store().orders.writeCopies(o.id, right(o));
    const wanted = [a, b].map((o) => ({ orderId: o.id, copies: right(o) }));
    expect(await store().orders.copyStrays(wanted)).toEqual(new Map());
    await store().orders.writeCopies(b.id, { ...right(b), pointsEarned: 28, tier: null });
    const strays = await store().orders.copyStrays(wanted);
    expect([...strays.keys()]).toEqual([b.id]);
    expect((strays.get(b.id) ?? []).map((s) => [s.is, s.shouldBe])).toEqual(
      expect.arrayContaining([
        ['28', '27'],
        [null, 'Bronze'],
      ]),
    );
    expect(strays.get(b.id)).toHaveLength(2);
  });

  it('pages a customer’s orders with hidden ones, and adds up the live ones', async () => {
    const userId = await customer(store());
    const early = await order(store(), userId, { at: NOW - 1000 });
    const later = await order(store(), userId);
    const gone = await order(store(), userId);
    const hidden = { hidden: true, totalKopecks: 10_001 };
    await store().orders.writeCopies(early.id, copies(early.placed, hidden));
    await store().orders.writeCopies(later.id, copies(later.placed, { totalKopecks: 20_099 }));
    await store().orders.writeCopies(gone.id, copies(gone.placed, { status: 'cancelled' }));
    const page = await store().orders.pageOfUser(userId, 0, 2);
    expect(page.rows.map((o) => o.id)).toEqual([early.id, later.id]);
    const rest = await store().orders.pageOfUser(userId, page.next ?? 0, 2);
    expect(rest.rows.map((o) => o.id)).toEqual([gone.id]);
    const otherId = await customer(store());
    const other = await order(store(), otherId);
    await order(store(), await customer(store()));
    const two = await store().orders.pageOfUsers([otherId, userId], later.id, 10);
    expect(two.rows.map((o) => o.id)).toEqual([gone.id, other.id]);
    expect(two.next).toBeNull();
    expect((await store().orders.pageOfUsers([], 0, 10)).rows).toEqual([]);
    const sums = (since: number) => store().orders.sumsOfUser(userId, since);
    expect(await sums(0)).toEqual({ orders: 2, totalKopecks: 30_100 });
    expect(await sums(NOW)).toEqual({ orders: 1, totalKopecks: 20_099 });
    const found = await store().orders.byKeys([gone.placed.key, 'nobody', early.placed.key]);
    expect(found.map((o) => o.id).sort((x, y) => x - y)).toEqual([early.id, gone.id]);
  });

  it('finds claims by their orders’ keys', async () => {
    const code = await store().promo.insertCode(promoCode());
    if (!code.won) throw new Error('lost');
    const [one, two] = [claim(code.row.id), claim(code.row.id)];
    for (const c of [one, two]) await store().promo.insertClaim(c);
    const found = await store().promo.claimsByOrderKeys([two.orderKey, 'none:1', one.orderKey]);
    expect(found.map((c) => c.orderKey).sort()).toEqual([one.orderKey, two.orderKey].sort());
    expect(await store().promo.claimsByOrderKeys([])).toEqual([]);
  });

  it('tells keyed log lines once, and mends and removes tier changes', async () => {
    const userId = await customer(store());
    const log = (n: number) => ({
      type: 'balance_calculated' as const,
      key: `test:${userId}:${n}`,
      userId,
      at: NOW + n,
      old: null,
      new: String(n),
      metadata: {},
    });
    const mine = async () =>
      (await store().journal.logs(50)).filter((l) => l.userId === userId).map((l) => l.new);
    await store().journal.log(log(2));
    await store().journal.logAll(Array.from({ length: 13 }, (_, i) => log(i)));
    await store().journal.logAll([log(3), log(12)]);
    await store().journal.logAll([log(11), log(13), log(12), log(14)]);
    expect((await mine()).sort()).toEqual(Array.from({ length: 15 }, (_, i) => String(i)).sort());
    const change = { userId, at: NOW, previous: null, current: 'Bronze', reason: 'a' };
    const first = { ...change, spendKopecks: 1, entrySeq: 1 };
    const other = { ...first, userId: await customer(store()), entrySeq: 9 };
    await store().journal.levelChange(other);
    await store().journal.mendLevelChange(first);
    const mended = { ...first, current: 'Silver', spendKopecks: 7 };
    await store().journal.mendLevelChange(mended);
    const between = () => store().journal.levelChangesBetween(userId, other.userId);
    expect(await between()).toEqual([mended, other]);
    await store().journal.removeLevelChange(userId, 1);
    await store().journal.removeLevelChange(userId, 1);
    expect(await between()).toEqual([other]);
  });

  it('keeps runs of jobs, newest first', async () => {
    const job = `job-${unique()}`;
    const first = await store().jobRuns.start(job, NOW);
    expect(first).toMatchObject({ job, startedAt: NOW, finishedAt: null, detail: null });
    const second = await store().jobRuns.start(job, NOW + 5);
    const done = {
      ...first,
      finishedAt: NOW + 9,
      lookedAt: 4,
      done: 2,
      skipped: 1,
      failed: 1,
      left: true,
      error: 'Error: нет связи',
      detail: { next: { phase: 'orders', after: 7 } },
    };
    await store().jobRuns.finish(done);
    expect(await store().jobRuns.latest(job, 5)).toEqual([second, done]);
    expect(await store().jobRuns.latest(job, 1)).toEqual([second]);
  });
});
