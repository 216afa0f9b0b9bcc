import { describe, expect, it } from 'vitest';
import { checkHinted, hookBody } from '@/lib/grid/hook';
import { illegalPart, legalEdit } from '@/lib/grid/order-edit';
import { checkOrderRow } from '@/lib/grid/orders';
import { reconcileJob } from '@/lib/jobs/reconcile';
import { defaultJobLimits } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { snapshotFacts } from '@/lib/loyalty/reconcile';
import { readOrder } from '@/lib/orders/events';
import type { OrderFacts } from '@/lib/orders/facts';
import { placeOrder } from '@/lib/orders/place';
import { moveOrder } from '@/lib/orders/staff';
import type { OrderStore, VisibleOrder } from '@/lib/store/port-orders';
import { addDish, addUser, createWorld, type World } from './support';

/**
 * A world whose orders can be edited as in the grid: an edit stands beside the
 * copies until the site writes over it, as on NocoDB.
 */
function gridWorld(program: Parameters<typeof createWorld>[0] = 'at-payment') {
  const world = createWorld(program);
  const edits = new Map<number, Partial<VisibleOrder>>();
  const orders: OrderStore = {
    ...world.store.orders,
    async visible(id) {
      const row = await world.store.orders.visible(id);
      const edit = edits.get(id);
      return row && { ...row, ...edit, edited: edit !== undefined, mark: JSON.stringify(edit) };
    },
    async edited(_within, after) {
      const ids = [...edits.keys()].filter((id) => id > after).sort((a, b) => a - b);
      const rows = await Promise.all(ids.map((id) => orders.visible(id)));
      return { rows: rows.flatMap((row) => row ?? []), next: null };
    },
    async writeCopies(id, copies, over) {
      if (edits.has(id) && JSON.stringify(edits.get(id)) !== over) return false;
      edits.delete(id);
      return world.store.orders.writeCopies(id, copies);
    },
  };
  const logged: string[] = [];
  const note = (event: string) => void logged.push(event);
  const ctx = {
    ...world.sibling({ ...world.store, orders }),
    log: { info: note, warn: note, error: note },
  };
  return { world, ctx, edits, logged };
}

type Grid = ReturnType<typeof gridWorld>;

async function placed({ ctx, world }: Grid): Promise<number> {
  const user = await addUser(world.store);
  const dish = await addDish(world.store, 100_000);
  const order = await placeOrder(ctx, user.id, `key-of-${user.id}`, {
    items: [{ menuItemId: dish.id, quantity: 1 }],
    deliveryAddress: null,
    scheduledFor: null,
    method: 'cash',
    promoCode: null,
    points: 0,
    comment: null,
    expected: null,
  });
  if (!order.ok) throw new Error(order.code);
  await world.drain();
  return order.snapshot.order.id;
}

async function factsNow({ ctx }: Grid, id: number): Promise<OrderFacts> {
  const snapshot = await readOrder(ctx, id);
  if (!snapshot) throw new Error('no order');
  return snapshotFacts(snapshot);
}

async function eventsOf(world: World, id: number): Promise<string[]> {
  const events = await world.store.orders.events(id);
  return events.map((e) => `${e.actor.kind}:${e.data.kind}`);
}

describe('what an edit may mean', () => {
  const base = {
    version: 3,
    status: 'accepted',
    amounts: { subtotalKopecks: 50_000, deliveryKopecks: 0, promoDiscountKopecks: 0 },
    points: 100,
    paidKopecks: 0,
    returnedKopecks: 0,
    paidOnline: false,
    openAttempt: null,
  } as unknown as OrderFacts;
  const row = {
    id: 1,
    version: 3,
    edited: true,
    mark: '',
    status: 'accepted',
    method: 'cash',
    paidKopecks: 0,
  };
  const nothing = { cash: false, status: null };

  it.each([
    ['ready', 'ready'],
    [' On Way ', 'on_way'],
    ['new', 'new'],
    ['cancelled', 'cancelled'],
    ['accepted', null],
    ['доставлен', null],
    [null, null],
  ])('a status typed as %j', (status, expected) => {
    expect(legalEdit({ ...row, status }, base, base)).toEqual({ cash: false, status: expected });
  });

  it('cancelled is final', () => {
    const facts = { ...base, status: 'cancelled' as const };
    expect(legalEdit({ ...row, status: 'new' }, facts, facts)).toEqual(nothing);
  });

  it('on a row that is older than the order, only a move further forward', () => {
    const now = { ...base, version: 4, status: 'ready' as const };
    const typed = (status: string) => legalEdit({ ...row, status }, base, now).status;
    expect(['preparing', 'ready', 'on_way', 'cancelled', 'accepted'].map(typed)).toEqual([
      null,
      null,
      'on_way',
      'cancelled',
      null,
    ]);
    expect(legalEdit({ ...row, status: 'on_way' }, null, now)).toEqual(nothing);
    expect(legalEdit({ ...row, paidKopecks: 40_000 }, base, now)).toEqual(nothing);
  });

  it.each<[string, Partial<VisibleOrder>, Partial<OrderFacts>, boolean]>([
    ['all of it in cash', { paidKopecks: 40_000 }, {}, true],
    ['the rest in cash', { paidKopecks: 40_000 }, { paidKopecks: 10_000 }, true],
    ['a part', { paidKopecks: 39_999 }, {}, false],
    ['too much', { paidKopecks: 50_000 }, {}, false],
    ['nothing', { paidKopecks: null }, {}, false],
    ['by card', { paidKopecks: 40_000, method: 'card' }, {}, false],
    ['the rest of an online order', { paidKopecks: 40_000 }, { paidOnline: true }, false],
    ['when all is paid', { paidKopecks: 40_000 }, { paidKopecks: 40_000 }, false],
    ['when cancelled', { paidKopecks: 40_000 }, { status: 'cancelled' }, false],
  ])('money: %s', (_name, typed, facts, cash) => {
    const order = { ...base, ...facts };
    expect(legalEdit({ ...row, ...typed, status: null }, order, order).cash).toBe(cash);
  });

  it('leaves the rest to be put back', () => {
    const strays = ['Order Status', 'Paid', 'Total'].map((column) => ({
      column,
      is: '1',
      shouldBe: '2',
    }));
    const left = (cash: boolean, status: 'ready' | null) =>
      illegalPart(strays, { cash, status }).map((s) => s.column);
    expect(left(true, 'ready')).toEqual(['Total']);
    expect(left(false, null)).toEqual(['Order Status', 'Paid', 'Total']);
  });
});

describe('an edited order', () => {
  it('changes once, however many look at it at once', async () => {
    const grid = gridWorld();
    const id = await placed(grid);
    grid.edits.set(id, { status: 'delivered' });
    const looks = Array.from({ length: 8 }, () => checkOrderRow(grid.ctx, id));
    expect(await Promise.all(looks)).toContain('applied');
    await grid.world.drain();
    expect(await eventsOf(grid.world, id)).toEqual(['grid:status']);
    expect(grid.edits.size).toBe(0);
    expect(await checkOrderRow(grid.ctx, id)).toBe('clean');
  });

  it('is not written over by the site before it was looked at', async () => {
    const grid = gridWorld();
    const id = await placed(grid);
    await moveOrder(grid.ctx, id, { kind: 'admin', id: 1 }, 'accepted');
    // The owner types while the copies of that move are on their way.
    grid.edits.set(id, { status: 'cancelled', version: 0 });
    await grid.world.drain();
    expect(grid.edits.has(id)).toBe(true);
    expect(grid.logged).toContain('order.copies_wait');
    expect(await checkOrderRow(grid.ctx, id)).toBe('applied');
    expect(await eventsOf(grid.world, id)).toEqual(['admin:status', 'grid:cancelled']);
    expect(grid.edits.size).toBe(0);
  });

  it('goes back when the order was moved further meanwhile', async () => {
    const grid = gridWorld();
    const id = await placed(grid);
    grid.edits.set(id, { status: 'accepted', version: 0 });
    await moveOrder(grid.ctx, id, { kind: 'admin', id: 1 }, 'ready');
    await grid.world.drain();
    expect(await checkOrderRow(grid.ctx, id)).toBe('put_back');
    expect(await factsNow(grid, id)).toMatchObject({ status: 'ready', version: 1 });
  });

  it('judges again when the order changes between judging and writing', async () => {
    const grid = gridWorld();
    const id = await placed(grid);
    grid.edits.set(id, { status: 'preparing' });
    let moved = false;
    const ctx = {
      ...grid.ctx,
      store: {
        ...grid.ctx.store,
        orders: {
          ...grid.ctx.store.orders,
          copyStrays: async (wanted: Parameters<OrderStore['copyStrays']>[0]) => {
            if (!moved) await moveOrder(grid.ctx, id, { kind: 'admin', id: 1 }, 'ready');
            moved = true;
            return grid.ctx.store.orders.copyStrays(wanted);
          },
        },
      },
    };
    await checkOrderRow(ctx, id);
    expect(await eventsOf(grid.world, id)).toEqual(['admin:status']);
    expect(grid.edits.size).toBe(0);
  });

  it('that the ledger refuses is put back', async () => {
    const grid = gridWorld('at-delivery');
    const id = await placed(grid);
    await moveOrder(grid.ctx, id, { kind: 'admin', id: 1 }, 'delivered');
    await grid.world.drain();
    const { userId } = await factsNow(grid, id);
    // What the order earned is spent, so it cannot be taken back under this programme.
    const earned = (await grid.world.store.ledger.head(userId))?.balanceAfter ?? 0;
    const wish = { userId, points: -earned, reason: 'нет', adminId: 1, key: 'spend-it' };
    expect(await adjustBalance(grid.ctx, wish)).toMatchObject({ ok: true });
    grid.edits.set(id, { status: 'cancelled' });
    expect(await checkOrderRow(grid.ctx, id)).toBe('put_back');
    expect(await factsNow(grid, id)).toMatchObject({ status: 'delivered' });
    expect(grid.logged).toContain('grid.put_back');
    expect(grid.edits.size).toBe(0);
  });

  it('is found by the job', async () => {
    const grid = gridWorld();
    const [a, b] = [await placed(grid), await placed(grid)];
    grid.edits.set(a, { status: 'ready' });
    grid.edits.set(b, { paidKopecks: 100_000 });
    const report = await reconcileJob(grid.ctx, defaultJobLimits);
    expect(report.failed).toBe(0);
    expect(await eventsOf(grid.world, a)).toEqual(['grid:status']);
    expect(await eventsOf(grid.world, b)).toEqual(['grid:payment_succeeded']);
    expect(grid.edits.size).toBe(0);
  });
});

describe('what a webhook says', () => {
  it('is a table and ids, in our form or NocoDB’s', () => {
    expect(hookBody.parse({ table: 'Orders', ids: [1, 2] })).toEqual({
      table: 'Orders',
      ids: [1, 2],
    });
    const own = { type: 'records.after.update', data: { table_name: 'Orders', rows: [{ Id: 3 }] } };
    expect(hookBody.parse(own)).toEqual({ table: 'Orders', ids: [3] });
    for (const bad of [{}, { table: 'Orders', ids: ['1'] }, { table: 'Orders', ids: [0] }, null]) {
      expect(hookBody.safeParse(bad).success).toBe(false);
    }
  });

  it('does not stop at a row that fails, or mind another table', async () => {
    const grid = gridWorld();
    const id = await placed(grid);
    grid.edits.set(id, { status: 'ready' });
    const orders = {
      ...grid.ctx.store.orders,
      visible: (n: number) =>
        n === 77 ? Promise.reject(new Error('away')) : grid.ctx.store.orders.visible(n),
    };
    const ctx = { ...grid.ctx, store: { ...grid.ctx.store, orders } };
    await checkHinted(ctx, { table: 'Users', ids: [id] });
    expect(await eventsOf(grid.world, id)).toEqual([]);
    await checkHinted(ctx, { table: 'Orders', ids: [77, id, id] });
    expect(await eventsOf(grid.world, id)).toEqual(['grid:status']);
    expect(grid.logged).toContain('grid.check_failed');
  });
});
