import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventData, OrderEvent } from '../../lib/orders/facts';
import type { Page } from '../../lib/store/port';
import type { OrderFilter, StoredOrder } from '../../lib/store/port-orders';
import { type Opened, stores } from './harness';
import { copies, customer, event, hostileTexts, NOW, order, placed } from './samples';

const everyKind: EventData[] = [
  { kind: 'changed', points: 5, comment: null, lines: [] },
  { kind: 'payment_started', attempt: 1, method: 'card', amountKopecks: 123_456_789_012 },
  { kind: 'payment_succeeded', attempt: 1, method: 'sbp', amountKopecks: 1, providerId: null },
  { kind: 'payment_failed', attempt: 1, code: 'PAYMENT_DECLINED' },
  { kind: 'money_refunded', amountKopecks: 1, providerId: 'p' },
  { kind: 'status', to: 'on_way' },
  { kind: 'cancelled', reason: 'передумал "\\', code: null },
  { kind: 'hidden' },
  { kind: 'voided', event: 3, code: 'POINTS_UNAVAILABLE' },
];

describe.each(stores)('orders on $name', (kind) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  const store = () => opened.store;

  async function all(read: (after: number) => Promise<Page<StoredOrder>>): Promise<number[]> {
    const ids: number[] = [];
    for (let after: number | null = 0; after !== null; ) {
      const page: Page<StoredOrder> = await read(after);
      ids.push(...page.rows.map((o) => o.id));
      after = page.next;
    }
    return ids;
  }

  it('gives fact 0 back exactly', async () => {
    const userId = await customer(store());
    for (const comment of [...hostileTexts, null, '']) {
      const facts = placed(userId, { comment, scheduledFor: NOW + 999 });
      const made = await store().orders.insert(facts);
      expect(made).toMatchObject({
        won: true,
        row: { copiesVersion: -1, settled: false, ledgerRows: 0 },
      });
      expect((await store().orders.byKey(facts.key))?.placed).toEqual(facts);
    }
  });

  it('lets one of 50 parallel inserts of a key win', async () => {
    const facts = placed(await customer(store()));
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => store().orders.insert(facts)),
    );
    expect(answers.filter((a) => a.won)).toHaveLength(1);
  });

  it('lets one of 20 parallel events take a number', async () => {
    const { id } = await order(store(), await customer(store()));
    const sent = Array.from({ length: 20 }, (_, i) => event(id, 1, { at: NOW + i }));
    const answers = await Promise.all(sent.map((e) => store().orders.appendEvent(e)));
    const won = answers.flatMap((a) => (a.won ? [a.row] : []));
    expect(won).toHaveLength(1);
    expect(await store().orders.events(id)).toEqual(won);
  });

  it('gives events of every kind and actor back exactly, by number', async () => {
    const { id } = await order(store(), await customer(store()));
    const actors: OrderEvent['actor'][] = [
      { kind: 'customer', id: 1 },
      { kind: 'system' },
      { kind: 'provider' },
      { kind: 'grid' },
    ];
    const events = everyKind.map((data, i) =>
      event(id, i + 1, {
        data,
        moduleOn: i % 2 === 0,
        actor: actors[i % actors.length] ?? { kind: 'system' },
      }),
    );
    for (const e of [...events].reverse()) await store().orders.appendEvent(e);
    expect(await store().orders.events(id)).toEqual(events);
    const { id: other } = await order(store(), await customer(store()));
    const last = event(other, 1);
    await store().orders.appendEvent(last);
    const many = Array.from({ length: 120 }, (_, i) => 900_000_000 + i);
    expect(await store().orders.eventsOfMany([other, ...many, id])).toEqual([...events, last]);
    expect(await store().orders.eventsOfMany([])).toEqual([]);
  });

  it("pages a customer's orders, newest first, without hidden ones", async () => {
    const userId = await customer(store());
    await order(store(), await customer(store()));
    const made = [];
    for (let i = 0; i < 7; i += 1) made.push(await order(store(), userId));
    const hidden = made[3];
    if (!hidden) throw new Error('no order');
    await store().orders.writeCopies(hidden.id, copies(hidden.placed, { hidden: true }));
    const shown = made.filter((o) => o !== hidden).map((o) => o.id);
    const first = await store().orders.ofUser(userId, null, 4);
    const rest = await store().orders.ofUser(userId, first.at(-1)?.id ?? null, 4);
    expect([...first, ...rest].map((o) => o.id)).toEqual(shown.reverse());
    expect((await store().orders.byId(hidden.id))?.id).toBe(hidden.id);
  });

  it('lists what is not settled or has events that the copies do not cover', async () => {
    const userId = await customer(store());
    const [a, b, c] = [
      await order(store(), userId),
      await order(store(), userId),
      await order(store(), userId),
    ];
    const ours = new Set([a.id, b.id, c.id]);
    const unsettled = async () =>
      (await all((after) => store().orders.unsettled(after, 2))).filter((id) => ours.has(id));
    expect(await unsettled()).toEqual([a.id, b.id, c.id]);
    for (const o of [a, b, c]) await store().orders.writeCopies(o.id, copies(o.placed));
    expect(await unsettled()).toEqual([]);
    await store().orders.appendEvent(event(c.id, 1));
    await store().orders.appendEvent(event(a.id, 1));
    await store().orders.appendEvent(event(a.id, 2));
    expect(await unsettled()).toEqual([a.id, c.id]);
    await store().orders.writeCopies(a.id, copies(a.placed, { version: 1 }));
    await store().orders.writeCopies(c.id, copies(c.placed, { version: 1, status: 'accepted' }));
    expect(await unsettled()).toEqual([a.id]);
    await store().orders.writeCopies(a.id, copies(a.placed, { version: 2, settled: false }));
    expect(await unsettled()).toEqual([a.id]);
    await store().orders.writeCopies(a.id, copies(a.placed, { version: 2, ledgerRows: 3 }));
    expect(await unsettled()).toEqual([]);
    expect(await store().orders.byId(a.id)).toMatchObject({
      copiesVersion: 2,
      settled: true,
      ledgerRows: 3,
    });
  });

  it('filters by status and by when an order was touched', async () => {
    const userId = await customer(store());
    const [a, b] = [await order(store(), userId), await order(store(), userId)];
    const later = NOW + 3_600_000;
    const change = { status: 'ready', touchedAt: later, lines: [] } as const;
    await store().orders.writeCopies(b.id, copies(b.placed, change));
    const ready = await store().orders.list({ statuses: ['ready', 'on_way'] }, null, 100);
    expect(ready.map((o) => o.id)).toContain(b.id);
    expect(ready.map((o) => o.id)).not.toContain(a.id);
    expect(await store().orders.list({ statuses: [] }, null, 10)).toEqual([]);
    const touched = await all((after) => store().orders.touchedSince(later, after, 1));
    expect(touched).toContain(b.id);
    expect(touched).not.toContain(a.id);
    expect((await store().orders.list({}, b.id, 1))[0]?.id).toBe(a.id);
  });

  describe("staff's filters", () => {
    const promo = {
      promoCodeId: 1,
      code: "(Code,eq,x)~or'",
      discountType: 'fixed',
      value: 100,
      maxDiscountKopecks: null,
    } as const;
    let userId = 0;
    let ids: Record<'plain' | 'card' | 'points' | 'code' | 'gone', number>;
    const names = (found: { id: number }[]) =>
      found
        .flatMap((o) => Object.entries(ids).filter(([, id]) => id === o.id))
        .map(([name]) => name);

    beforeAll(async () => {
      userId = await customer(store());
      const plain = await order(store(), userId, { at: NOW - 1000 });
      const card = await order(store(), userId, { method: 'card', charge: true });
      const points = await order(store(), userId, { points: 50, at: NOW + 5000 });
      const code = await order(store(), userId, { promo, method: null });
      const gone = await order(store(), await customer(store()));
      const change = { status: 'cancelled', payment: 'refund_due', pointsUsed: 0 } as const;
      await store().orders.writeCopies(gone.id, copies(gone.placed, { ...change, version: 3 }));
      ids = { plain: plain.id, card: card.id, points: points.id, code: code.id, gone: gone.id };
    });

    it.each<[string, OrderFilter, string[]]>([
      ['nothing', {}, ['gone', 'code', 'points', 'card', 'plain']],
      ['status', { statuses: ['new'] }, ['code', 'points', 'card', 'plain']],
      ['a method', { methods: ['cash'] }, ['gone', 'points', 'plain']],
      ['methods', { methods: ['card', 'sbp'] }, ['card']],
      ['a payment as placed', { payments: ['pending'] }, ['card']],
      ['a payment as copied', { payments: ['refund_due', 'refunded'] }, ['gone']],
      ['from when', { placedFrom: NOW + 1 }, ['points']],
      ['to before when', { placedBefore: NOW }, ['plain']],
      ['points', { withPoints: true }, ['points']],
      ['a code', { withPromo: true }, ['code']],
      ['all at once', { statuses: ['new'], methods: ['cash'], withPoints: true }, ['points']],
      ['no status', { statuses: [] }, []],
      ['nobody', { among: { orderIds: [], userIds: [] } }, []],
    ])('by %s', async (_name, filter, expected) => {
      expect(names(await store().orders.list(filter, null, 100))).toEqual(expected);
      expect(names(await store().orders.stamps(filter, 100))).toEqual(expected);
      if (filter.among) expect(await store().orders.count(filter)).toBe(0);
    });

    it('by number or customer, with the rest', async () => {
      const among = { orderIds: [ids.gone, 999_999_999], userIds: [userId] };
      const { list, count, stamps } = store().orders;
      expect(await count({ among })).toBe(5);
      expect(names(await list({ among, statuses: ['cancelled'] }, null, 9))).toEqual(['gone']);
      const own = { orderIds: [], userIds: [userId] };
      expect(names(await list({ among: own }, ids.points, 2))).toEqual(['card', 'plain']);
      const one = { orderIds: [ids.gone], userIds: [] };
      expect(await stamps({ among: one }, 1)).toEqual([{ id: ids.gone, copiesVersion: 3 }]);
      expect(await stamps({ among: { ...one, orderIds: [ids.plain] } }, 1)).toEqual([
        { id: ids.plain, copiesVersion: -1 },
      ]);
    });
  });

  it('writes copies of changed lines as often as asked', async () => {
    const facts = placed(await customer(store()));
    const made = await store().orders.insert(facts);
    if (!made.won) throw new Error('lost');
    const [line] = facts.lines;
    if (!line) throw new Error('no line');
    const many = Array.from({ length: 12 }, (_, i) => ({ ...line, quantity: i + 1 }));
    for (const lines of [facts.lines, facts.lines, many, [{ ...line, quantity: 9 }], []]) {
      await store().orders.writeCopies(made.row.id, copies(facts, { lines }));
    }
    expect(await store().orders.byId(made.row.id)).toMatchObject({ placed: facts });
  });

  it('answers null for what is not there', async () => {
    expect(await store().orders.byId(999_999_999)).toBeNull();
    expect(await store().orders.byKey('nobody')).toBeNull();
    const one = await order(store(), await customer(store()));
    const found = await store().orders.byIds([one.id, 999_999_999]);
    expect(found.map((o) => o.placed.key)).toEqual([one.placed.key]);
    expect(await store().orders.byIds([])).toEqual([]);
    expect(await store().orders.events(999_999)).toEqual([]);
  });
});
