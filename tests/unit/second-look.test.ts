/** The reconcile job's second look at orders of the last hour: cheap, and it misses nothing (SPEC 5). */
import { describe, expect, test } from 'vitest';
import { reconcileJob } from '@/lib/jobs/reconcile';
import { defaultJobLimits } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { joinProgram } from '@/lib/loyalty/join';
import { snapshotFacts } from '@/lib/loyalty/reconcile';
import { cancelOrder } from '@/lib/orders/cancel';
import { readOrder } from '@/lib/orders/events';
import { placeOrder } from '@/lib/orders/place';
import { orderCopies } from '@/lib/orders/settle';
import { withHooks } from '@/lib/store/hooks';
import type { Store } from '@/lib/store/port';
import type { User } from '@/lib/store/port-users';
import { newCode, placing } from '../support/make';
import { addDish, addUser, createWorld, START, type World } from './support';

const TEN_MINUTES = 10 * 60_000;

interface Shop {
  world: World;
  user: User;
  orderId: number;
}

/** Orders of one customer, all of them finished; the last has points, a code and a promise. */
async function shop(orders: number): Promise<Shop> {
  const world = createWorld('at-payment');
  const { ctx, store } = world;
  const user = await addUser(store);
  await joinProgram(ctx, user.id);
  await adjustBalance(ctx, {
    userId: user.id,
    points: 1000,
    reason: 'подарок',
    adminId: 1,
    key: 'gift',
  });
  await store.promo.insertCode(newCode('CODE', { usageLimit: 100 }));
  const dish = await addDish(store, 100_000);
  let orderId = 0;
  for (let i = 0; i < orders; i++) {
    const wish = placing(dish, { method: 'cash', points: 10, promoCode: 'CODE' });
    const placed = await placeOrder(ctx, user.id, `order-${i}`, wish);
    if (!placed.ok) throw new Error(placed.code);
    orderId = placed.snapshot.order.id;
  }
  await world.drain();
  world.setNow(START + TEN_MINUTES);
  return { world, user, orderId };
}

/** The job over a store whose calls are counted, by area. */
async function look({ world }: Pick<Shop, 'world'>) {
  const calls: string[] = [];
  const counted: Store = withHooks(world.store, {
    before: (call) => void calls.push(`${call.area}.${call.method}`),
  });
  const report = await reconcileJob(world.sibling(counted), defaultJobLimits);
  await world.drain();
  return { report, calls };
}

describe('orders that are right', () => {
  test('cost as many requests as one of them', async () => {
    const one = await look(await shop(1));
    const many = await look(await shop(40));
    expect(one.report).toMatchObject({ lookedAt: 1, skipped: 1, done: 0, failed: 0 });
    expect(many.report).toMatchObject({ lookedAt: 40, skipped: 40, done: 0, failed: 0 });
    expect(many.calls).toHaveLength(one.calls.length);
    expect(many.calls).not.toContain('orders.byId');
  });
});

async function copiesOf({ world: { ctx }, orderId }: Shop) {
  const snapshot = await readOrder(ctx, orderId);
  if (!snapshot) throw new Error('no order');
  return orderCopies(snapshot, snapshotFacts(snapshot));
}

async function promise({ world: { store }, orderId }: Shop) {
  const row = (await store.ledger.ofOrder(orderId)).find((r) => r.status === 'pending');
  if (!row) throw new Error('no promise');
  return row;
}

/** What a crash, or a hand, can leave wrong behind a settled order; then how it reads. */
const wrongs: Record<
  string,
  { spoil: (shop: Shop) => Promise<void>; read: (shop: Shop) => Promise<unknown> }
> = {
  'visible columns': {
    async spoil(shop) {
      const copies = await copiesOf(shop);
      await shop.world.store.orders.writeCopies(shop.orderId, { ...copies, pointsUsed: 1 });
    },
    async read(shop) {
      const wanted = [{ orderId: shop.orderId, copies: await copiesOf(shop) }];
      return [...(await shop.world.store.orders.copyStrays(wanted))];
    },
  },
  "the customer's copies": {
    async spoil({ world: { store }, user }) {
      const copies = (await store.users.byId(user.id))?.copies ?? user.copies;
      const old = { ...copies, loyaltyPoints: 7, headSeq: copies.headSeq - 1 };
      await store.users.writeCopies(user.id, old);
    },
    read: async ({ world: { store }, user }) => (await store.users.byId(user.id))?.copies,
  },
  'the status of a promise': {
    spoil: async (shop) => shop.world.store.ledger.mendStatus(await promise(shop), 'pending'),
    read: async (shop) => (await promise(shop)).currentStatus,
  },
};

describe('orders that are not right', () => {
  test.each(Object.keys(wrongs))('%s', async (name) => {
    const wrong = wrongs[name];
    const played = await shop(3);
    const { ctx } = played.world;
    await cancelOrder(ctx, played.orderId, { kind: 'admin', id: 1 }, 'проверка');
    await played.world.drain();
    const right = await wrong?.read(played);
    await wrong?.spoil(played);
    expect(await wrong?.read(played)).not.toEqual(right);
    const { calls } = await look(played);
    expect(await wrong?.read(played)).toEqual(right);
    // Nothing is left to mend, and no order is read by itself any more.
    expect(calls).toContain('orders.byId');
    expect((await look(played)).calls).not.toContain('orders.byId');
  });
});
