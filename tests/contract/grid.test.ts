/** Edits in NocoDB's own grid, made the way the grid makes them: on the real server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Context } from '../../lib/context';
import { checkOrderRow } from '../../lib/grid/orders';
import { checkCodeRow } from '../../lib/grid/promo';
import { reconcileJob } from '../../lib/jobs/reconcile';
import { defaultJobLimits } from '../../lib/jobs/run';
import { presets } from '../../lib/loyalty/presets';
import type { PlacedFacts } from '../../lib/orders/facts';
import { settleOrder } from '../../lib/orders/settle';
import { createSandboxProvider } from '../../lib/payments/sandbox';
import { withHooks } from '../../lib/store/hooks';
import { tableOf } from '../../lib/store/nocodb/meta';
import type { TableTitle } from '../../lib/store/nocodb/schema';
import { setUp } from '../../lib/store/nocodb/setup';
import type { Store } from '../../lib/store/port';
import { freshBase, server } from './harness';
import { customer, order, promoCode } from './samples';

describe.skipIf(!server)('edits in the grid', () => {
  let base: Awaited<ReturnType<typeof freshBase>>;
  let store: Store;
  const logged: { event: string; fields: unknown }[] = [];
  /** Writes of visible columns, by the id of their order. */
  const copied: number[] = [];

  beforeAll(async () => {
    if (!server) return;
    base = await freshBase(server);
    store = withHooks(await base.open(), {
      before(call) {
        if (call.area === 'orders' && call.method === 'writeCopies') copied.push(call.args[0]);
      },
    });
  });
  afterAll(() => base.remove());

  const note = (event: string, fields?: Record<string, unknown>) =>
    void logged.push({ event, fields });

  function context(): Context {
    return {
      store,
      program: presets['at-payment'],
      timeZone: 'Europe/Moscow',
      payments: createSandboxProvider(),
      now: Date.now,
      ticks: () => performance.now(),
      random: Math.random,
      sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      later: (task) => void task(),
      log: { info: note, warn: note, error: note },
    };
  }

  /** As the grid does it. */
  async function edit(table: TableTitle, id: number, columns: object): Promise<void> {
    const path = `/api/v2/tables/${tableOf(base.base, table).id}/records`;
    await base.admin.meta('PATCH', path, z.unknown(), { Id: id, ...columns });
  }

  async function row(table: TableTitle, id: number): Promise<Record<string, unknown>> {
    const path = `/api/v2/tables/${tableOf(base.base, table).id}/records/${id}`;
    return base.admin.meta('GET', path, z.record(z.string(), z.unknown()));
  }

  async function placedOrder(change: Partial<PlacedFacts> = {}) {
    const userId = await customer(store);
    const made = await order(store, userId, {
      at: Date.now() - 10 * 60_000,
      program: presets['at-payment'],
      ...change,
    });
    await settleOrder(context(), made);
    return made;
  }

  const puts = () => logged.filter((l) => l.event === 'grid.put_back');

  it('does not see its own copies as edits', async () => {
    const made = await placedOrder({ comment: 'строка\n"другая"', deliveryAddress: null });
    expect(await store.orders.visible(made.id)).toMatchObject({
      version: 0,
      edited: false,
      status: 'new',
      method: 'cash',
      paidKopecks: 0,
    });
    const before = copied.length;
    expect(await checkOrderRow(context(), made.id)).toBe('clean');
    expect(copied.length).toBe(before);
    expect(await store.orders.visible(999_999)).toBeNull();
  });

  it('takes a legal status as an event of the grid, once', async () => {
    const made = await placedOrder();
    await edit('Orders', made.id, { 'Order Status': 'Delivered' });
    expect(await store.orders.visible(made.id)).toMatchObject({ edited: true });
    const both = [checkOrderRow(context(), made.id), checkOrderRow(context(), made.id)];
    expect(await Promise.all(both)).toContain('applied');
    const events = await store.orders.events(made.id);
    expect(events).toMatchObject([
      { n: 1, actor: { kind: 'grid' }, data: { kind: 'status', to: 'delivered' } },
    ]);
    expect(await row('Orders', made.id)).toMatchObject({
      'Order Status': 'delivered',
      'Copies Version': 1,
      'Delivered At Ms': events[0]?.at,
    });
    expect(await checkOrderRow(context(), made.id)).toBe('clean');
    expect(puts()).toEqual([]);
  });

  it('takes money that is clearly cash, and a cancellation', async () => {
    const made = await placedOrder({ method: null });
    const { Payable } = await row('Orders', made.id);
    await edit('Orders', made.id, { Paid: Payable, 'Payment Method': 'cash' });
    expect(await checkOrderRow(context(), made.id)).toBe('applied');
    expect(await store.orders.events(made.id)).toMatchObject([
      { actor: { kind: 'grid' }, data: { kind: 'payment_succeeded', method: 'cash', attempt: 0 } },
    ]);
    await edit('Orders', made.id, { 'Order Status': 'cancelled' });
    expect(await checkOrderRow(context(), made.id)).toBe('applied');
    const rows = await store.ledger.ofOrder(made.id);
    expect(rows.at(-1)).toMatchObject({ type: 'cancelled', closes: true });
    // Cancelled is final.
    await edit('Orders', made.id, { 'Order Status': 'new' });
    expect(await checkOrderRow(context(), made.id)).toBe('put_back');
    expect(await row('Orders', made.id)).toMatchObject({ 'Order Status': 'cancelled' });
  });

  it.each<[string, object]>([
    ['sums', { Total: 1, Payable: 1, Subtotal: 1 }],
    ['points', { 'Points Earned': 5000, 'Points Used': 3 }],
    ['part of the money', { Paid: 1 }],
    ['money by card', { Paid: 899.99, 'Payment Method': 'card' }],
    ['a status that is none', { 'Order Status': 'dlivered' }],
    ['nothing', { 'Order Status': null, Paid: null, 'Copies Version': null, Tier: null }],
    ['times', { 'Delivered At': '2026-01-01 10:00:00+00:00', 'Touched At': null }],
    ['bookkeeping', { 'Copies Version': 99, 'Copies Mark': 'x', Hidden: true }],
    ['the mark alone', { 'Copies Mark': null }],
  ])('puts back %s', async (_name, columns) => {
    const made = await placedOrder();
    const before = await row('Orders', made.id);
    await edit('Orders', made.id, columns);
    logged.length = 0;
    await checkOrderRow(context(), made.id);
    const after = await row('Orders', made.id);
    expect({ ...after, UpdatedAt: null }).toEqual({ ...before, UpdatedAt: null });
    expect(await store.orders.events(made.id)).toEqual([]);
    if (!('Copies Mark' in columns && Object.keys(columns).length === 1)) {
      expect(puts()).toMatchObject([{ fields: { orderId: made.id } }]);
    }
  });

  it('takes the legal part of an edit and puts back the rest', async () => {
    const made = await placedOrder();
    await edit('Orders', made.id, { 'Order Status': 'accepted', Total: 5 });
    logged.length = 0;
    expect(await checkOrderRow(context(), made.id)).toBe('applied');
    expect(puts()).toMatchObject([{ fields: { columns: [{ column: 'Total', is: '5' }] } }]);
    expect(await row('Orders', made.id)).toMatchObject({
      'Order Status': 'accepted',
      Total: 899.99,
    });
  });

  it('lets a faster change win over an edit of an older row', async () => {
    const made = await placedOrder();
    await edit('Orders', made.id, { 'Order Status': 'accepted' });
    const at = Date.now();
    const actor = { kind: 'admin', id: 1 } as const;
    const data = { kind: 'status', to: 'ready' } as const;
    await store.orders.appendEvent({ orderId: made.id, n: 1, at, moduleOn: true, actor, data });
    expect(await checkOrderRow(context(), made.id)).toBe('put_back');
    expect(await row('Orders', made.id)).toMatchObject({ 'Order Status': 'ready' });
    expect(await store.orders.events(made.id)).toHaveLength(1);
  });

  it('is not written over before it was looked at, from the very insert on', async () => {
    const userId = await customer(store);
    const made = await order(store, userId, { program: presets['at-payment'] });
    expect(await store.orders.visible(made.id)).toMatchObject({ version: -1, edited: false });
    await edit('Orders', made.id, { 'Order Status': 'preparing' });
    await settleOrder(context(), made);
    expect(await row('Orders', made.id)).toMatchObject({ 'Order Status': 'preparing' });
    expect(await checkOrderRow(context(), made.id)).toBe('applied');
    expect(await store.orders.events(made.id)).toMatchObject([{ data: { to: 'preparing' } }]);
    expect(await row('Orders', made.id)).toMatchObject({ 'Copies Version': 1, Total: 899.99 });
  });

  it('finds in the job what no webhook told, and then rests', async () => {
    const made = await Promise.all([placedOrder(), placedOrder(), placedOrder()]);
    const [legal, illegal, untouched] = made.map((o) => o.id) as [number, number, number];
    await edit('Orders', legal, { 'Order Status': 'on_way' });
    await edit('Orders', illegal, { Total: 0.01 });
    const found = await store.orders.edited(60_000, 0, 1000);
    expect(found.rows.map((r) => r.id)).toEqual([legal, illegal].sort((a, b) => a - b));
    await reconcileJob(context(), defaultJobLimits);
    expect(await row('Orders', legal)).toMatchObject({ 'Order Status': 'on_way' });
    expect(await store.orders.events(legal)).toMatchObject([{ actor: { kind: 'grid' } }]);
    expect(await row('Orders', illegal)).toMatchObject({ Total: 899.99 });
    expect(await store.orders.events(untouched)).toEqual([]);
    expect((await store.orders.edited(60_000, 0, 1000)).rows).toEqual([]);
    // By pages: an empty page is not the end.
    const ids: number[] = [];
    await edit('Orders', untouched, { Total: 2 });
    for (let after: number | null = 0; after !== null; ) {
      const page: { rows: { id: number }[]; next: number | null } = await store.orders.edited(
        60_000,
        after,
        2,
      );
      ids.push(...page.rows.map((r) => r.id));
      after = page.next;
    }
    expect(ids).toEqual([untouched]);
  });

  describe('of promo codes', () => {
    async function code(change: Parameters<typeof promoCode>[0] = {}) {
      const made = await store.promo.insertCode(promoCode(change));
      if (!made.won) throw new Error('taken');
      return made.row;
    }

    it('takes what passes the rules, recorded as an edit of the grid', async () => {
      const made = await code({ value: 10, minOrderKopecks: null });
      await store.promo.writeTimesUsed(made.id, 3);
      expect(await checkCodeRow(context(), made.id)).toBe('clean');
      const until = '2027-05-01 20:59:59+00:00';
      await edit('Promo_Codes', made.id, {
        Value: 12.5,
        'Minimum Order': 500,
        'Valid Until': until,
      });
      // Not before it was looked at.
      expect(await store.promo.byCode(made.code)).toMatchObject({ value: 10, validUntil: null });
      expect(await checkCodeRow(context(), made.id)).toBe('applied');
      expect(await store.promo.byCode(made.code)).toMatchObject({
        value: 12.5,
        minOrderKopecks: 50_000,
        validFrom: made.validFrom,
        validUntil: Date.parse('2027-05-01T20:59:59Z'),
        version: 1,
      });
      expect(await store.edits.last('Promo_Codes', String(made.id))).toMatchObject({
        n: 1,
        adminId: 0,
        before: { value: 10 },
        after: { value: 12.5 },
      });
      expect(await checkCodeRow(context(), made.id)).toBe('clean');
    });

    it.each<[string, object]>([
      ['a percentage above 100', { Value: 120 }],
      ['a value of 0', { Value: 0 }],
      ['a type that is none', { 'Discount Type': 'half' }],
      ['another code', { Code: `OTHER${Date.now()}` }],
      ['an end before the start', { 'Valid Until': '2020-01-01 00:00:00+00:00' }],
      ['bookkeeping', { Version: 7, Slots: 1, 'Valid From Ms': 5 }],
    ])('puts back %s', async (_name, columns) => {
      const made = await code({ value: 15 });
      const before = await row('Promo_Codes', made.id);
      await edit('Promo_Codes', made.id, columns);
      expect(await store.promo.byId(made.id)).toEqual(made);
      logged.length = 0;
      expect(await checkCodeRow(context(), made.id)).toBe('put_back');
      const after = await row('Promo_Codes', made.id);
      expect({ ...after, UpdatedAt: null }).toEqual({ ...before, UpdatedAt: null });
      expect(puts()).toHaveLength(1);
      expect(await checkCodeRow(context(), made.id)).toBe('clean');
    });

    it('takes up a code made in the grid when it is whole; the job finds both', async () => {
      const name = `grid-${Date.now()}`;
      const path = `/api/v2/tables/${tableOf(base.base, 'Promo_Codes').id}/records`;
      const made = await base.admin.meta('POST', path, z.object({ Id: z.number() }), {
        Code: name,
      });
      expect(await checkCodeRow(context(), made.Id)).toBe('clean');
      expect(await store.promo.byCode(name)).toBeNull();
      await store.promo.listCodes(null, 100);
      await edit('Promo_Codes', made.Id, {
        'Discount Type': 'fixed',
        Value: 300,
        'Usage Type': 'unlimited',
        Active: true,
      });
      const edited = await code({ value: 20 });
      await edit('Promo_Codes', edited.id, { Value: 25 });
      const found = await store.promo.edited(60_000, 0, 1000);
      expect(found.rows.map((r) => r.id).sort()).toEqual([made.Id, edited.id].sort());
      await reconcileJob(context(), defaultJobLimits);
      expect(await store.promo.byCode(name.toUpperCase())).toMatchObject({
        id: made.Id,
        value: 30_000,
        timesUsed: 0,
        active: true,
      });
      expect(await store.promo.byId(edited.id)).toMatchObject({ value: 25, version: 1 });
      expect((await store.promo.edited(60_000, 0, 1000)).rows).toEqual([]);
    });
  });

  it('makes its webhooks once, and changes them when the address does', async () => {
    const lines: string[] = [];
    const run = async (origin: string) => {
      lines.length = 0;
      await setUp(base.admin, {
        baseTitle: base.title,
        program: presets.standard,
        hooks: { origin, secret: 'a-secret-of-the-hooks' },
        say: (line) => lines.push(line),
      });
      return lines.filter((line) => line.startsWith('webhook'));
    };
    expect(await run('http://127.0.0.1:1/')).toEqual([
      'webhook of Orders: created, to http://127.0.0.1:1/api/hooks/nocodb',
      'webhook of Promo_Codes: created, to http://127.0.0.1:1/api/hooks/nocodb',
    ]);
    expect(await run('http://127.0.0.1:1')).toEqual([]);
    expect(await run('http://127.0.0.1:2')).toHaveLength(2);
    expect(await run('http://127.0.0.1:2')).toEqual([]);
  });
});
