/** What a lost answer, a late request or a sick server does to the NocoDB store. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { headOf } from '../../lib/loyalty/chain';
import { type Store, StoreUnavailable } from '../../lib/store/port';
import { type BadNetwork, type Mishap, onInserts, startProxy } from '../support/proxy';
import { freshBase, server } from './harness';
import { claim, customer, draft, event, history, placed, promoCode, seal, unique } from './samples';

describe.runIf(server)('NocoDB store on a bad network', () => {
  let base: Awaited<ReturnType<typeof freshBase>>;
  let proxy: BadNetwork;
  /** Straight to the server, and through the proxy. */
  let direct: Store;
  let store: Store;

  beforeAll(async () => {
    if (!server) return;
    base = await freshBase(server);
    proxy = await startProxy(server.url);
    direct = await base.open();
    store = await base.open({ url: proxy.url, timeoutMs: 3000 });
  });
  afterAll(async () => {
    await proxy?.close();
    await base?.remove();
  });
  beforeEach(() => {
    proxy.rule = () => 'pass';
    proxy.maxPage = null;
  });

  const lostAnswers: Mishap[][] = [
    ['drop-answer'],
    ['swallow'],
    ['late'],
    ['empty-answer'],
    ['database-away'],
    ['drop-answer', 'drop-answer', 'swallow', 'late'],
  ];

  it.each(lostAnswers)('appends once when answers get lost: %s %s %s %s', async (...mishaps) => {
    const userId = await customer(direct);
    proxy.rule = onInserts(...mishaps);
    const rows = seal(userId, [draft(5), draft(-2)]);
    const appended = await store.ledger.append(rows);
    await proxy.settled();
    expect(appended.won && appended.row.map((r) => r.hash)).toEqual(rows.map((r) => r.hash));
    const stored = await direct.ledger.since(userId, 0, 10);
    expect(stored.map((r) => r.hash)).toEqual(rows.map((r) => r.hash));
  });

  it.each(lostAnswers)('makes one order, event, customer and claim: %s %s %s %s', async (...m) => {
    const userId = await customer(direct);
    const reset = () => {
      proxy.rule = onInserts(...m);
    };
    reset();
    const facts = placed(userId);
    const made = await store.orders.insert(facts);
    expect(made).toMatchObject({ won: true, row: { placed: facts } });
    if (!made.won) return;
    reset();
    expect((await store.orders.appendEvent(event(made.row.id, 1))).won).toBe(true);
    reset();
    const code = await store.promo.insertCode(promoCode());
    expect(code.won).toBe(true);
    reset();
    const slot = claim(1, { slotKey: `S${unique()}` });
    expect((await store.promo.insertClaim(slot)).won).toBe(true);
    reset();
    expect(await store.signIn.takeTry(made.row.id, 1)).toBe(true);
    await proxy.settled();
    expect((await direct.orders.ofUser(userId, null, 10)).map((o) => o.id)).toEqual([made.row.id]);
    expect(await direct.orders.events(made.row.id)).toHaveLength(1);
  });

  it('does not take a rival for itself when answers get lost', async () => {
    const userId = await customer(direct);
    const rival = seal(userId, [draft(7)]);
    await direct.ledger.append(rival);
    proxy.rule = onInserts('drop-answer', 'late');
    expect(await store.ledger.append(seal(userId, [draft(7)]))).toEqual({ won: false });

    const facts = placed(userId);
    await direct.orders.insert(facts);
    proxy.rule = onInserts('drop-answer');
    // Equal in every field, and yet somebody else's.
    expect(await store.orders.insert(facts)).toEqual({ won: false });

    proxy.rule = onInserts('late', 'swallow');
    const sent = store.orders.appendEvent(event(999_001, 1));
    const theirs = await direct.orders.appendEvent(event(999_001, 1, { at: 5 }));
    const ours = await sent;
    await proxy.settled();
    expect([ours.won, theirs.won].filter(Boolean)).toHaveLength(1);
  });

  it('says that the outcome is unknown when it stays so', async () => {
    const userId = await customer(direct);
    proxy.rule = (method) => (method === 'POST' ? 'swallow' : 'pass');
    await expect(store.ledger.append(seal(userId, [draft(1)]))).rejects.toThrow(StoreUnavailable);
    proxy.rule = (method) => (method === 'POST' ? 'database-away' : 'pass');
    await expect(store.orders.insert(placed(userId))).rejects.toThrow(StoreUnavailable);
    proxy.rule = (method) => (method === 'PATCH' ? 'drop-answer' : 'pass');
    await expect(store.users.update(userId, { name: 'A' })).rejects.toThrow(StoreUnavailable);
  });

  it('repeats a failed read, and never answers nothing for a failed one', async () => {
    const userId = await customer(direct);
    await history(direct, userId, 3);
    let broken = 2;
    proxy.rule = () => (broken-- > 0 ? 'database-away' : 'pass');
    expect((await store.ledger.head(userId))?.seq).toBe(3);
    proxy.rule = () => 'swallow';
    await expect(store.ledger.head(userId)).rejects.toThrow(StoreUnavailable);
    await expect(store.ledger.ofOrder(1)).rejects.toThrow(StoreUnavailable);
    await expect(store.users.page(0, 10)).rejects.toThrow(StoreUnavailable);
    proxy.rule = () => 'empty-answer';
    await expect(store.menu.all()).rejects.toThrow(StoreUnavailable);
  });

  it('does not lose rows to pages shorter than it asked for', async () => {
    const userId = await customer(direct);
    await history(direct, userId, 35);
    const facts = placed(userId);
    const made = await direct.orders.insert(facts);
    if (!made.won) throw new Error('lost');
    for (let n = 1; n <= 9; n += 1) await direct.orders.appendEvent(event(made.row.id, n));
    proxy.maxPage = 4;
    expect((await store.ledger.since(userId, 0, 1000)).map((r) => r.seq)).toEqual(
      Array.from({ length: 35 }, (_, i) => i + 1),
    );
    expect(await store.ledger.history(userId, null, 30)).toHaveLength(30);
    expect(await store.orders.events(made.row.id)).toHaveLength(9);
    const { rows, next } = await store.ledger.page(0, 30);
    expect(rows).toHaveLength(30);
    expect(next).toBe(rows.at(-1)?.id);
    const code = await direct.promo.insertCode(promoCode());
    if (!code.won) throw new Error('lost');
    const keys = Array.from({ length: 9 }, (_, i) => `P${unique()}:${i}`);
    for (const slotKey of keys) await direct.promo.insertClaim(claim(code.row.id, { slotKey }));
    expect(await store.promo.takenSlots(keys)).toEqual(new Set(keys));
    expect(await store.promo.countLiveClaims(code.row.id)).toBe(9);
  });

  it('reads a warm head in one request, however long the history', async () => {
    const count = async (task: () => Promise<unknown>) => {
      base.requests.length = 0;
      await task();
      return base.requests.length;
    };
    for (const length of [3, 300]) {
      const userId = await customer(direct);
      await history(direct, userId, length);
      expect(await count(() => direct.ledger.head(userId))).toBe(1);
      const fresh = await base.open();
      expect(await count(() => fresh.ledger.head(userId))).toBe(1);
      expect(await count(() => direct.ledger.history(userId, null, 20))).toBe(2);
      const head = headOf(await direct.ledger.head(userId));
      const append = () => direct.ledger.append(seal(userId, [draft(1), draft(2)], head));
      expect(await count(append)).toBe(1);
    }
  });

  it('is not led astray by a hint past the end of the chain', async () => {
    const userId = await customer(direct);
    await history(direct, userId, 12);
    const { rows } = await direct.ledger.page(0, 10_000);
    const own = rows.filter((r) => r.userId === userId);
    const table = base.base.tables.find((t) => t.title === 'Loyalty_Points_Transactions');
    // Somebody deletes the last rows in the grid: the audit reports it, reads go on.
    for (const row of own.slice(5)) await base.admin.remove(base.base.id, table?.id ?? '', row.id);
    expect((await direct.ledger.head(userId))?.seq).toBe(5);
    expect((await direct.ledger.history(userId, null, 20)).map((r) => r.seq)).toEqual([
      5, 4, 3, 2, 1,
    ]);
  });

  it('takes a row that somebody spoilt for an error, never for nothing', async () => {
    const userId = await customer(direct);
    await history(direct, userId, 1);
    const head = await direct.ledger.head(userId);
    const table = base.base.tables.find((t) => t.title === 'Loyalty_Points_Transactions');
    await base.admin.update(base.base.id, table?.id ?? '', head?.id ?? 0, { Account: '{"a":1}' });
    await expect(direct.ledger.head(userId)).rejects.toThrow(/does not fit/);
  });
});
