import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyHead, headOf } from '../../lib/loyalty/chain';
import type { LedgerEntry } from '../../lib/loyalty/entry';
import { entryHash } from '../../lib/loyalty/hash';
import { type Opened, stores } from './harness';
import { customer, draft, history, hostileTexts, NOW, order, seal, unique } from './samples';

/** The row without what NocoDB adds: what was hashed. */
function written(entry: LedgerEntry) {
  const { id: _id, currentStatus: _status, ...values } = entry;
  return values;
}

describe.each(stores)('ledger on $name', (kind) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  const store = () => opened.store;

  it('gives a row back exactly as it was hashed', async () => {
    const userId = await customer(store());
    const entries = seal(userId, [
      draft(1000, { type: 'registration', expiresAt: NOW + 1001 }),
      draft(97, {
        type: 'earned',
        spendKopecks: 1_234_567_890_123,
        spendAt: NOW - 1,
        orderId: 900_000_000 + unique(),
        orderVersion: 3,
        basis: {
          program: 'standard',
          tier: 'Bronze',
          percent: 3.25,
          subtotalKopecks: 326_601,
          deliveryKopecks: 0,
          promoDiscountKopecks: 107_700,
          pointsUsed: 0,
          baseKopecks: 326_600,
          points: 97,
        },
      }),
      draft(-300, { type: 'used', reason: '', description: hostileTexts.join('|') }),
      draft(0, { type: 'cancelled', closes: true, voidsEvent: 4, reason: '5', adminId: 2 }),
      draft(40, { status: 'pending', type: 'earned', spendKopecks: -1 }),
    ]);
    const appended = await store().ledger.append(entries);
    expect(appended.won && appended.row.map(written)).toEqual(entries);
    const read = await store().ledger.since(userId, 0, 100);
    expect(read.map(written)).toEqual(entries);
    for (const row of read) {
      const { hash, ...values } = written(row);
      expect(entryHash(values)).toBe(hash);
    }
    expect(await store().ledger.head(userId)).toEqual(read.at(-1));
  });

  it('holds thousands of lots that nobody spends from, and a row that takes them all', async () => {
    const userId = await customer(store());
    const lots = Array.from({ length: 4000 }, (_, i) => {
      const seq = i + 1;
      return {
        seq,
        from: seq,
        points: 100,
        expiresAt: i === 7 ? NOW + 1 : null,
        orderId: 5000 + i,
      };
    });
    const account = { ...emptyHead.account, balance: 400_000, lots, everExpiring: true };
    const head = { ...emptyHead, seq: 4000, account };
    const [grant] = seal(userId, [draft(1)], head);
    const [spend] = seal(userId, [draft(-400_001, { type: 'used' })], headOf(grant ?? null));
    if (!grant || !spend) throw new Error('nothing sealed');
    expect(spend.lots).toHaveLength(4001);
    const appended = await store().ledger.append([grant, spend]);
    expect(appended).toMatchObject({ won: true });
    const rows = await store().ledger.since(userId, 4000, 10);
    expect(rows.map(written)).toEqual([grant, spend]);
  });

  it('lets one of 50 parallel writers append at a place', async () => {
    const userId = await customer(store());
    const tries = Array.from({ length: 50 }, () => seal(userId, [draft(1)]));
    const answers = await Promise.all(tries.map((rows) => store().ledger.append(rows)));
    expect(answers.filter((a) => a.won)).toHaveLength(1);
    expect(await store().ledger.since(userId, 0, 10)).toHaveLength(1);
  });

  it('appends all rows or none', async () => {
    const userId = await customer(store());
    const [first] = await history(store(), userId, 1);
    if (!first) throw new Error('no row');
    const rows = seal(userId, [draft(1), draft(2, { causeKey: first.causeKey })], headOf(first));
    expect(await store().ledger.append(rows)).toEqual({ won: false });
    expect(await store().ledger.head(userId)).toMatchObject({ seq: 1, hash: first.hash });
    expect(await store().ledger.byKey(userId, 2)).toBeNull();
  });

  it('takes the very same rows for written, other rows at the same place for lost', async () => {
    const userId = await customer(store());
    const rows = seal(userId, [draft(1), draft(2)]);
    const first = await store().ledger.append(rows);
    expect(await store().ledger.append(rows)).toEqual(first);
    expect(await store().ledger.append(seal(userId, [draft(1), draft(2)]))).toEqual({ won: false });
    expect(await store().ledger.append(rows.slice(0, 1))).toMatchObject({ won: true });
  });

  it('refuses no rows and more than ten', async () => {
    const userId = await customer(store());
    await expect(store().ledger.append([])).rejects.toThrow(RangeError);
    const many = seal(
      userId,
      Array.from({ length: 11 }, () => draft(1)),
    );
    await expect(store().ledger.append(many)).rejects.toThrow(RangeError);
  });

  it('finds the head after every append, also of other instances', async () => {
    const userId = await customer(store());
    const mine = store();
    const theirs = await opened.another();
    expect(await mine.ledger.head(userId)).toBeNull();
    let rows = await history(mine, userId, 3);
    expect((await theirs.ledger.head(userId))?.seq).toBe(3);
    // The other instance goes on: by one, by a few, past any window of hints.
    for (const more of [1, 9, 14, 15, 16, 40]) {
      for (let left = more; left > 0; left -= 10) {
        const drafts = Array.from({ length: Math.min(10, left) }, () => draft(1));
        const next = seal(userId, drafts, headOf(rows.at(-1) ?? null));
        expect((await theirs.ledger.append(next)).won).toBe(true);
        rows = [...rows, ...next];
      }
      expect((await mine.ledger.head(userId))?.seq).toBe(rows.length);
    }
    expect((await mine.ledger.head(userId))?.account.balance).toBe(98);
  });

  it('pages a history without gaps or repeats', async () => {
    const userId = await customer(store());
    const neighbour = await customer(store());
    await history(store(), neighbour, 5);
    await history(store(), userId, 47);
    const seqs: number[] = [];
    let before: number | null = null;
    for (;;) {
      const rows: LedgerEntry[] = await store().ledger.history(userId, before, 20);
      if (rows.length === 0) break;
      seqs.push(...rows.map((r) => r.seq));
      before = rows.at(-1)?.seq ?? null;
    }
    expect(seqs).toEqual(Array.from({ length: 47 }, (_, i) => 47 - i));
    const since = await store().ledger.since(userId, 40, 1000);
    expect(since.map((r) => r.seq)).toEqual([41, 42, 43, 44, 45, 46, 47]);
    expect(await store().ledger.since(userId, 5, 3)).toHaveLength(3);
  });

  it('finds rows of an order, by key and by cause', async () => {
    const userId = await customer(store());
    const { id: orderId } = await order(store(), userId);
    const rows = seal(userId, [
      draft(5, { orderId, causeKey: `o:${orderId}:1` }),
      draft(6),
      draft(-2, { orderId, type: 'expired', causeKey: `exp:${orderId}:1`, refersTo: 1 }),
    ]);
    await store().ledger.append(rows);
    expect((await store().ledger.ofOrder(orderId)).map((r) => r.seq)).toEqual([1, 3]);
    const { id: other } = await order(store(), userId);
    const next = seal(userId, [draft(1, { orderId: other })], headOf(rows.at(-1) ?? null));
    await store().ledger.append(next);
    const both = await store().ledger.ofOrders([other, orderId, 999_999_999]);
    expect(both.map((r) => [r.orderId, r.seq])).toEqual([
      [orderId, 1],
      [orderId, 3],
      [other, 4],
    ]);
    expect(await store().ledger.ofOrders([])).toEqual([]);
    expect(await store().ledger.ofOrder(orderId + 1_000_000)).toEqual([]);
    expect((await store().ledger.byCause(`o:${orderId}:1`))?.seq).toBe(1);
    expect(await store().ledger.byCause(`o:${orderId}:9`)).toBeNull();
    expect((await store().ledger.byKey(userId, 2))?.points).toBe(6);
  });

  it('lists promises until their copy says that they ended', async () => {
    const userId = await customer(store());
    const rows = seal(userId, [draft(5, { status: 'pending', type: 'earned' }), draft(1)]);
    const appended = await store().ledger.append(rows);
    if (!appended.won) throw new Error('lost');
    const pending = async (at: number) => {
      const { rows: found } = await store().ledger.pendingBefore(at, 0, 1000);
      return found.filter((r) => r.userId === userId);
    };
    expect(await pending(NOW - 1)).toEqual([]);
    const [promise] = await pending(NOW);
    expect(promise).toMatchObject({ seq: 1, status: 'pending', currentStatus: 'pending' });
    await store().ledger.writeStatus(promise?.id ?? 0, 'settled');
    expect(await pending(NOW)).toEqual([]);
    const [settled] = await store().ledger.since(userId, 0, 1);
    expect(settled).toMatchObject({ status: 'pending', currentStatus: 'settled' });
    // What was hashed does not change with the copy.
    if (!settled) throw new Error('no row');
    const { hash, ...values } = written(settled);
    expect(entryHash(values)).toBe(hash);
  });

  it('lists late rows of no order', async () => {
    const userId = await customer(store());
    const made = await order(store(), userId);
    const rows = seal(userId, [draft(5), draft(2, { orderId: made.id }), draft(1)]);
    const appended = await store().ledger.append(rows);
    if (!appended.won) throw new Error('lost');
    const own = async (at: number) => {
      const found: number[] = [];
      for (let after: number | null = 0; after !== null; ) {
        const page: Awaited<ReturnType<ReturnType<typeof store>['ledger']['giftsSince']>> =
          await store().ledger.giftsSince(at, after, 100);
        found.push(...page.rows.filter((r) => r.userId === userId).map((r) => r.seq));
        after = page.next;
      }
      return found;
    };
    expect(await own(NOW)).toEqual([1, 3]);
    expect(await own(NOW + 1)).toEqual([]);
  });

  it('reads every row once by pages of id', async () => {
    const userId = await customer(store());
    await history(store(), userId, 25);
    const ids: number[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: { rows: LedgerEntry[]; next: number | null } = await store().ledger.page(
        after,
        7,
      );
      ids.push(...page.rows.map((r) => r.id));
      after = page.next;
    }
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
    expect(ids.length).toBeGreaterThanOrEqual(25);
  });

  it('hands out values, not references', async () => {
    const userId = await customer(store());
    await history(store(), userId, 1);
    const head = await store().ledger.head(userId);
    if (head) head.account.balance = 1_000_000;
    expect((await store().ledger.head(userId))?.account.balance).toBe(1);
  });

  it('never spends below zero from 50 sides', async () => {
    const userId = await customer(store());
    await store().ledger.append(seal(userId, [draft(100)]));
    async function spend(): Promise<boolean> {
      for (;;) {
        const head = headOf(await store().ledger.head(userId));
        if (head.account.balance < 10) return false;
        const rows = seal(userId, [draft(-10, { type: 'used' })], head);
        if ((await store().ledger.append(rows)).won) return true;
      }
    }
    const spent = await Promise.all(Array.from({ length: 50 }, spend));
    expect(spent.filter(Boolean)).toHaveLength(10);
    expect((await store().ledger.head(userId))?.account.balance).toBe(0);
  });
});
