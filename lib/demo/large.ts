/**
 * A restaurant that has been busy for a year: thousands of customers whose
 * histories are lived through the site's own operations on a store in memory, a
 * customer at a time, and then written at once (lib/store/nocodb/fill.ts).
 */
import type { Context, Logger } from '../context';
import { signInPhone } from '../customers/sign-in';
import { grantBirthday } from '../jobs/birthday-bonuses';
import { expireCustomer } from '../jobs/expire-points';
import { processPendingPoints } from '../jobs/pending-points';
import { defaultJobLimits } from '../jobs/run';
import { availablePoints, nextExpiryAt } from '../loyalty/account';
import { nextBirthday } from '../loyalty/calendar';
import { headOf } from '../loyalty/chain';
import type { LoyaltyProgram } from '../loyalty/program';
import { refreshUserCopies } from '../loyalty/user-copies';
import { type PlaceRequest, placeOrder } from '../orders/place';
import { moveOrder } from '../orders/staff';
import { createSandboxProvider } from '../payments/sandbox';
import { claimOrderKey } from '../promo/claims';
import type { FilledCustomer, LastIds } from '../store/filled';
import { type StoreHooks, withHooks } from '../store/hooks';
import { createMemoryStore } from '../store/memory';
import type { LevelChange, LoyaltyLog, Store } from '../store/port';
import type { OrderCopies } from '../store/port-orders';
import { type Life, type LivedOrder, lifeOf } from './large-lives';
import { promoOfOne, type SharedCode } from './large-promo';
import { itemsWorth } from './seed';

export interface LargeWorld {
  program: LoyaltyProgram;
  timeZone: string;
  /** The present: histories end before it. */
  now: number;
  /** Menu and settings of the restaurant. */
  restaurant: Pick<Store, 'menu' | 'settings'>;
  promo: readonly SharedCode[];
  /** Told of rows that fail; nobody should be. */
  log: Logger;
}

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const COURIER = { kind: 'admin', id: 0 } as const;

/** Customers number `from` to `to`, with the ids that follow `lastIds`. */
export function liveCustomers(
  world: LargeWorld,
  { from, to, ordersEach }: { from: number; to: number; ordersEach: number },
  lastIds: LastIds,
): Promise<FilledCustomer[]> {
  const lives = Array.from({ length: to - from + 1 }, (_, i) =>
    lifeOf(from + i, ordersEach, world.now),
  );
  return liveAll(world, lives, lastIds);
}

/** These lives, one after another, with the ids that follow `lastIds`. */
export async function liveAll(
  world: LargeWorld,
  lives: readonly Life[],
  lastIds: LastIds,
): Promise<FilledCustomer[]> {
  const lived: FilledCustomer[] = [];
  const orderIds = idsByTime(lives, lastIds.orders);
  const ids = { ...lastIds };
  for (const [i, life] of lives.entries()) {
    const customer = await live(world, life, { ...ids, orders: orderIds[i] ?? [] });
    ids.users += 1;
    ids.claims += customer.claims.length;
    lived.push(customer);
    // A life never waits: without this, answers to what is being written would.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return lived;
}

/** Ids of each life's orders: a later order has a higher number, whoever's it is. */
function idsByTime(lives: readonly Life[], lastId: number): number[][] {
  const ids: number[][] = lives.map(() => []);
  const all = lives.flatMap(({ orders }, i) => orders.map(({ at }) => ({ i, at })));
  all.sort((a, b) => a.at - b.at);
  for (const [rank, { i }] of all.entries()) ids[i]?.push(lastId + 1 + rank);
  return ids;
}

/** One customer's life, from joining to now; `ids` as a store in memory takes them. */
async function live(
  world: LargeWorld,
  life: Life,
  ids: { users: number; orders: readonly number[]; claims: number },
): Promise<FilledCustomer> {
  const kept = keeper();
  const { menu, settings } = world.restaurant;
  const memory = createMemoryStore(undefined, undefined, ids);
  const promo = promoOfOne(memory.promo, world.promo);
  const store = withHooks({ ...memory, promo, menu, settings }, kept.hooks);
  const clock = { now: life.joinedAt };
  const tasks: (() => Promise<void>)[] = [];
  const ctx: Context = {
    store,
    program: world.program,
    timeZone: world.timeZone,
    payments: createSandboxProvider(),
    now: () => clock.now,
    ticks: () => 0,
    random: () => 0.5,
    sleep: async () => {},
    later: (task) => void tasks.push(task),
    log: world.log,
  };
  const drain = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) await task();
  };
  const joined = await signInPhone(ctx, life);
  if (!joined.ok) throw new Error(`customer ${life.phone} cannot sign in: ${joined.code}`);
  await drain();
  const { user } = joined;
  const userId = user.id;
  const dishes = await menu.all();
  const birthdays = birthdayRuns(life, world);

  /** What the scheduler does until `at`. */
  async function passTo(at: number): Promise<void> {
    for (;;) {
      const head = headOf(await store.ledger.head(userId));
      const ends = nextExpiryAt(head.account) ?? Number.POSITIVE_INFINITY;
      const birthday = birthdays[0] ?? Number.POSITIVE_INFINITY;
      const first = Math.min(ends, birthday);
      if (first > at) break;
      clock.now = Math.max(clock.now, first);
      if (first === birthday) {
        birthdays.shift();
        await grantBirthday(ctx, user);
      } else {
        // The job comes at night, once for all that ended that day.
        clock.now = Math.min(at, clock.now + 6 * HOUR_MS);
      }
      await expireCustomer(ctx, userId);
    }
    clock.now = Math.max(clock.now, at);
  }

  for (const [i, order] of life.orders.entries()) {
    await passTo(order.at);
    await expireCustomer(ctx, userId);
    const { account } = headOf(await store.ledger.head(userId));
    const items = itemsWorth(dishes, order.rubles, order.dish);
    const points = Math.min(
      availablePoints(account, clock.now),
      Math.floor(order.rubles * order.pointsShare),
    );
    const request: PlaceRequest = {
      items,
      deliveryAddress: order.delivery ? life.address : null,
      scheduledFor: null,
      method: order.method,
      promoCode: order.promo,
      points,
      comment: null,
      expected: null,
    };
    let placed = await placeOrder(ctx, userId, `large-${i}`, request);
    // Used up, over, too small an order: the customer shrugs and orders without.
    if (!placed.ok && order.promo !== null) {
      placed = await placeOrder(ctx, userId, `large-${i}`, { ...request, promoCode: null });
    }
    if (!placed.ok) throw new Error(`order of ${life.phone}: ${placed.code}`);
    await drain();
    await serve(placed.snapshot.order.id, order);
  }
  clock.now = world.now;
  await expireCustomer(ctx, userId);
  await refreshUserCopies(ctx, userId);
  await drain();
  return harvest(store, userId, kept);

  /** The kitchen and the courier, and the cash promise a day later. */
  async function serve(orderId: number, order: LivedOrder): Promise<void> {
    for (const status of order.statuses) {
      clock.now = Math.min(world.now, clock.now + 25 * MINUTE_MS);
      await moveOrder(ctx, orderId, COURIER, status);
      await drain();
    }
    const paidOut = clock.now + 25 * HOUR_MS;
    if (order.method !== 'cash' || paidOut > world.now) return;
    clock.now = paidOut;
    await processPendingPoints(ctx, defaultJobLimits);
    await drain();
  }
}

/** When the birthday job comes by for a customer, from joining to now. */
function birthdayRuns(life: Life, { program, timeZone, now }: LargeWorld): number[] {
  const runs: number[] = [];
  if (!program.birthday) return runs;
  for (let from = life.joinedAt; ; ) {
    const { startsAt } = nextBirthday(life.birthDate, from, timeZone).birthday;
    const run = startsAt - program.birthday.daysBefore * DAY_MS + HOUR_MS;
    if (run > now) return runs;
    if (run > life.joinedAt) runs.push(run);
    from = startsAt + 2 * DAY_MS;
  }
}

/** What the port does not give back: copies as they were last written, and lines for readers. */
function keeper() {
  const copies = new Map<number, OrderCopies>();
  const logs = new Map<string, LoyaltyLog>();
  const changes = new Map<number, LevelChange>();
  const keep = (log: LoyaltyLog) => logs.set(log.key ?? String(logs.size), log);
  const hooks: StoreHooks = {
    after(call) {
      if (call.area === 'orders' && call.method === 'writeCopies') {
        copies.set(call.args[0], call.args[1]);
      }
      if (call.area !== 'journal') return;
      if (call.method === 'log') keep(call.args[0]);
      if (call.method === 'logAll') call.args[0].forEach(keep);
      if (call.method === 'levelChange') changes.set(call.args[0].entrySeq, call.args[0]);
    },
  };
  return { hooks, copies, logs, changes };
}

async function harvest(
  store: Store,
  userId: number,
  kept: ReturnType<typeof keeper>,
): Promise<FilledCustomer> {
  const [user, entries, { rows: orders }] = await Promise.all([
    store.users.byId(userId),
    store.ledger.since(userId, 0, 100_000),
    store.orders.pageOfUser(userId, 0, 10_000),
  ]);
  if (!user) throw new Error(`customer ${userId} is gone`);
  const [events, claims] = await Promise.all([
    store.orders.eventsOfMany(orders.map((o) => o.id)),
    store.promo.claimsByOrderKeys(orders.map((o) => claimOrderKey(o.placed.key, 1))),
  ]);
  return {
    user,
    orders: orders.map((order) => {
      const copies = kept.copies.get(order.id);
      if (!copies) throw new Error(`order ${order.id} has no copies`);
      return { order, copies };
    }),
    events,
    entries,
    changes: [...kept.changes.values()],
    logs: [...kept.logs.values()],
    claims,
  };
}
