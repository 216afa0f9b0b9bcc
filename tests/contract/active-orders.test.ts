/** The list of orders that staff have in hand: who is on it, and what brings a lost one back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presets } from '../../lib/loyalty/presets';
import { activeStatuses, type OrderStatus } from '../../lib/orders/lifecycle';
import { setUp } from '../../lib/store/nocodb/setup';
import type { Store } from '../../lib/store/port';
import { freshBase, type Opened, server, stores } from './harness';
import { copies, customer, order } from './samples';

const inHand = { statuses: activeStatuses };

async function idsInHand(store: Store): Promise<number[]> {
  return (await store.orders.list(inHand, null, 10)).map((o) => o.id);
}

describe.each(stores)('orders in hand on $name', (kind) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  const store = () => opened.store;

  it('are listed from their placing until they end, and again when one is moved back', async () => {
    const one = await order(store(), await customer(store()));
    const two = await order(store(), one.placed.userId);
    expect(await idsInHand(store())).toEqual([two.id, one.id]);
    const move = (status: OrderStatus) =>
      store().orders.writeCopies(one.id, copies(one.placed, { status }));
    for (const status of activeStatuses) {
      await move(status);
      expect(await idsInHand(store())).toEqual([two.id, one.id]);
      expect(await store().orders.count({ statuses: [status] })).toBe(status === 'new' ? 2 : 1);
    }
    for (const status of ['delivered', 'issued', 'completed', 'cancelled'] as const) {
      await move(status);
      expect(await idsInHand(store())).toEqual([two.id]);
      expect((await store().orders.list({ statuses: [status] }, null, 9)).length).toBe(1);
    }
    const both = { statuses: ['new', 'cancelled'] as const };
    expect((await store().orders.list(both, null, 9)).map((o) => o.id)).toEqual([two.id, one.id]);
    expect((await store().orders.list(both, two.id, 9)).map((o) => o.id)).toEqual([one.id]);
    await move('ready');
    const stamps = await store().orders.stamps(inHand, 10);
    expect(stamps.map((s) => s.id)).toEqual([two.id, one.id]);
    expect((await store().orders.list(inHand, two.id, 9)).map((o) => o.id)).toEqual([one.id]);
    expect(await store().orders.mendActive()).toBe(0);
  });
});

describe.runIf(server)('an order that the list has lost', () => {
  let base: Awaited<ReturnType<typeof freshBase>>;
  beforeAll(async () => {
    if (server) base = await freshBase(server);
  });
  afterAll(() => base?.remove());

  it('comes back by the job, or by the setup that brings the column', async () => {
    const store = await base.open();
    const { id, placed } = await order(store, await customer(store));
    const ended = await order(store, placed.userId);
    await store.orders.writeCopies(ended.id, copies(ended.placed, { status: 'delivered' }));
    const table = base.base.tables.find((t) => t.title === 'Orders')?.id ?? '';
    const lose = () => base.admin.update(base.base.id, table, id, { 'Active Key': null });
    await lose();
    expect(await idsInHand(store)).toEqual([]);
    expect(await store.orders.mendActive()).toBe(1);
    expect(await idsInHand(store)).toEqual([id]);
    await lose();
    const lines: string[] = [];
    const say = (line: string) => lines.push(line);
    await setUp(base.admin, { baseTitle: base.title, program: presets.standard, say });
    expect(lines.at(-1)).toMatch(/^orders in hand: 1 /);
    expect(await idsInHand(store)).toEqual([id]);
    // What it was given is what its copies say.
    const wanted = copies(placed);
    await store.orders.writeCopies(id, wanted);
    expect((await store.orders.copyStrays([{ orderId: id, copies: wanted }])).size).toBe(0);
    await lose();
    const strays = await store.orders.copyStrays([{ orderId: id, copies: wanted }]);
    expect(strays.get(id)).toEqual([{ column: 'Active Key', is: null, shouldBe: `o:${id}` }]);
  });
});
