/**
 * Two processes at one order or one customer, in every order that one preemption
 * can make (ARCHITECTURE: decisions 1 and 2). The ledger is right after each.
 */
import { describe, expect, test, vi } from 'vitest';
import { orderAnswer } from '@/lib/api/orders';
import type { Context } from '@/lib/context';
import { signInPhone } from '@/lib/customers/sign-in';
import { expireCustomer } from '@/lib/jobs/expire-points';
import { processPendingPoints } from '@/lib/jobs/pending-points';
import { reconcileJob } from '@/lib/jobs/reconcile';
import { defaultJobLimits } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { joinProgram } from '@/lib/loyalty/join';
import { snapshotFacts } from '@/lib/loyalty/reconcile';
import { toggleModule } from '@/lib/loyalty/toggle';
import { cancelOrder } from '@/lib/orders/cancel';
import { type ChangeRequest, changeOrder } from '@/lib/orders/change';
import { appendEvent, readOrder } from '@/lib/orders/events';
import type { PaymentMethod } from '@/lib/orders/lifecycle';
import { type PlaceRequest, placeOrder } from '@/lib/orders/place';
import { orderCopies, settleOrder } from '@/lib/orders/settle';
import { moveOrder } from '@/lib/orders/staff';
import { withHooks } from '@/lib/store/hooks';
import type { MenuItem } from '@/lib/store/port-menu';
import type { StoredOrder } from '@/lib/store/port-orders';
import type { User } from '@/lib/store/port-users';
import { brief, soundClaims, soundLedger } from '../support/ledger';
import { newCode, placing } from '../support/make';
import { everyInterleaving, type Process, processOn, type Scene } from '../support/steps';
import { addDish, addUser, START, type World } from './support';

// Some hundred runs a test: seconds where nothing else runs.
vi.setConfig({ testTimeout: 120_000 });

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STAFF = { kind: 'admin', id: 1 } as const;

interface Shop {
  user: User;
  dish: MenuItem;
  order: StoredOrder;
}

let keys = 0;
async function place(process: Process, user: User, wish: PlaceRequest): Promise<StoredOrder> {
  const placed = await process.run((ctx) => placeOrder(ctx, user.id, `key-${++keys}`, wish));
  if (!placed.ok) throw new Error(placed.code);
  return placed.snapshot.order;
}

/** A customer with points, a dish of 1000 and an order of it. */
async function shop(
  world: World,
  process: Process,
  points: number,
  wish: Partial<PlaceRequest> = {},
): Promise<Shop> {
  const user = await addUser(world.store);
  await process.run((ctx) => joinProgram(ctx, user.id));
  if (points > 0) {
    await process.run((ctx) => adjust(ctx, user, points));
  }
  await world.store.promo.insertCode(
    newCode('CODE', { usageType: 'once_per_user', usageLimit: 5 }),
  );
  const dish = await addDish(world.store, 100_000);
  return { user, dish, order: await place(process, user, placing(dish, wish)) };
}

const adjust = (ctx: Context, user: User, points: number) =>
  adjustBalance(ctx, {
    userId: user.id,
    points,
    reason: 'проверка',
    adminId: 1,
    key: `adjust-${++keys}`,
  });
const cancel = (ctx: Context, { order, user }: Shop) =>
  cancelOrder(ctx, order.id, { kind: 'customer', id: user.id }, 'customer');
const change = (ctx: Context, { order, user }: Shop, wish: ChangeRequest) =>
  changeOrder(ctx, order.id, user.id, wish);
const pay = (ctx: Context, scene: Shop, method: PaymentMethod = 'card') =>
  change(ctx, scene, { method, pay: true });
const move = (ctx: Context, { order }: Shop, to: Parameters<typeof moveOrder>[3]) =>
  moveOrder(ctx, order.id, STAFF, to);

/** The ledger and claims are right, and looking again changes nothing. */
async function sound(world: World, { user }: Pick<Shop, 'user'>) {
  const before = await soundLedger(world.store, user.id);
  const process = { ...world.sibling(world.store), later: () => {} };
  for (const { order } of before.orders) await settleOrder(process, order);
  const state = await soundLedger(world.store, user.id);
  expect(brief(state.rows)).toEqual(brief(before.rows));
  await soundClaims(world.store, state);
  return state;
}

const isOk = (answer: unknown) => (answer as { ok: boolean }).ok;

async function run<S>(scene: Scene<S>): Promise<void> {
  expect(await everyInterleaving(scene)).toBeGreaterThan(1);
}

describe('the copies of an order', () => {
  const looks: Record<string, (ctx: Context, scene: Shop) => Promise<unknown>> = {
    'a second look': (ctx, { order }) => settleOrder(ctx, order),
    'a payment': pay,
  };
  const changes: Record<string, (ctx: Context, scene: Shop) => Promise<unknown>> = {
    'a cancel': cancel,
    'a move': (ctx, scene) => move(ctx, scene, 'accepted'),
  };
  const pairs = Object.keys(looks).flatMap((look) =>
    Object.keys(changes).map((changed) => [look, changed] as const),
  );
  test.each(pairs)('go with its facts after %s and %s at once', async (look, changed) => {
    await run<Shop>({
      program: 'standard',
      setUp: (world, process) => shop(world, process, 300, { points: 100, promoCode: 'CODE' }),
      first: async (ctx, scene) => looks[look]?.(ctx, scene),
      second: async (ctx, scene) => changes[changed]?.(ctx, scene),
      async check(world, { order }) {
        const snapshot = await readOrder(world.ctx, order.id);
        if (!snapshot) throw new Error('no order');
        const copies = orderCopies(snapshot, snapshotFacts(snapshot));
        expect(snapshot.order.copiesVersion).toBe(copies.version);
        expect([...(await world.store.orders.copyStrays([{ orderId: order.id, copies }]))]).toEqual(
          [],
        );
      },
    });
  });
});

describe('an order that is paid and not yet in the ledger', () => {
  async function paid(world: World, process: Process): Promise<Shop> {
    const scene = await shop(world, process, 300, { points: 100, promoCode: 'CODE' });
    const snapshot = await readOrder(process.ctx, scene.order.id);
    if (!snapshot) throw new Error('no order');
    const data = {
      kind: 'payment_succeeded',
      attempt: 1,
      method: 'card',
      amountKopecks: 80_000,
      providerId: 'p1',
    } as const;
    await appendEvent(process.ctx, snapshot, { kind: 'provider' }, data);
    return scene;
  }

  test('is reconciled while another process cancels and reconciles it', async () => {
    await run<Shop>({
      program: 'at-payment',
      setUp: paid,
      first: (ctx, { order }) => settleOrder(ctx, order),
      second: cancel,
      async check(world, scene, { second }) {
        expect(isOk(second)).toBe(true);
        const { balance, spendKopecks } = await sound(world, scene);
        expect({ balance, spendKopecks }).toEqual({ balance: 300, spendKopecks: 0 });
      },
    });
  });

  test('is reconciled by two at once: it earns once', async () => {
    await run<Shop>({
      program: 'at-payment',
      setUp: paid,
      first: (ctx, { order }) => settleOrder(ctx, order),
      second: (ctx, { order }) => settleOrder(ctx, order),
      async check(world, scene) {
        const { balance, rows } = await sound(world, scene);
        expect(balance).toBe(230);
        expect(rows.filter((r) => r.type === 'earned')).toHaveLength(1);
      },
    });
  });
});

describe.each(['at-payment', 'at-delivery'] as const)('under %s', (program) => {
  const points = { points: 100, promoCode: 'CODE' };
  const withOrder = (world: World, process: Process) => shop(world, process, 100, points);

  test('staff accept while the customer cancels: one of them wins', async () => {
    for (const [first, second] of [
      [cancel, accept],
      [accept, cancel],
    ] as const) {
      await run<Shop>({
        program,
        setUp: withOrder,
        first,
        second,
        async check(world, scene, answers) {
          const oks = [answers.first, answers.second].filter(isOk);
          expect(oks).toHaveLength(1);
          const lost = [answers.first, answers.second].find((a) => !isOk(a));
          expect(lost).toMatchObject({ code: 'INVALID_STATUS' });
          const { balance, orders } = await sound(world, scene);
          expect(balance).toBe(orders[0]?.facts.status === 'cancelled' ? 100 : 0);
        },
      });
    }
  });
  const accept = (ctx: Context, scene: Shop) => move(ctx, scene, 'accepted');

  test('paying while the customer cancels: the money is kept or due back', async () => {
    for (const [first, second] of [
      [cancel, pay],
      [pay, cancel],
    ] as const) {
      await run<Shop>({
        program,
        setUp: withOrder,
        first: (ctx, scene) => first(ctx, scene),
        second: (ctx, scene) => second(ctx, scene),
        async check(world, scene) {
          const { orders, balance } = await sound(world, scene);
          const facts = orders[0]?.facts;
          expect(facts?.status).toBe('cancelled');
          expect(facts?.paidKopecks).toBe(facts?.returnedKopecks);
          expect(balance).toBe(100);
        },
      });
    }
  });

  test('two payments at once: charged once', async () => {
    await run<Shop>({
      program,
      setUp: withOrder,
      first: (ctx, scene) => pay(ctx, scene, 'card'),
      second: (ctx, scene) => pay(ctx, scene, 'sbp'),
      async check(world, scene, { second }) {
        expect(isOk(second)).toBe(true);
        const { orders } = await sound(world, scene);
        expect(orders[0]?.facts).toMatchObject({ paidKopecks: 80_000, returnedKopecks: 0 });
      },
    });
  });

  test('a change while the customer cancels, or while staff accept', async () => {
    const wish: ChangeRequest = { points: 40, promoCode: null, method: 'cash' };
    for (const other of [cancel, accept]) {
      for (const turned of [false, true]) {
        const edit = (ctx: Context, scene: Shop) => change(ctx, scene, wish);
        await run<Shop>({
          program,
          setUp: withOrder,
          first: turned ? other : edit,
          second: turned ? edit : other,
          check: async (world, scene) => {
            const { orders, balance } = await sound(world, scene);
            const facts = orders[0]?.facts;
            const held = program === 'at-payment' || facts?.status === 'accepted';
            const spent = facts?.status === 'cancelled' || !held ? 0 : Number(facts?.points);
            expect(balance).toBe(100 - spent);
          },
        });
      }
    }
  });

  test('two orders want the same points: one gets them', async () => {
    await run<Shop & { other?: StoredOrder }>({
      program,
      setUp: async (world, process) => {
        const scene = await shop(world, process, 100, {
          points: program === 'at-delivery' ? 100 : 0,
        });
        if (program === 'at-payment') return scene;
        return {
          ...scene,
          other: await place(process, scene.user, placing(scene.dish, { points: 100 })),
        };
      },
      first: (ctx, scene) =>
        scene.other ? move(ctx, scene, 'accepted') : change(ctx, scene, { points: 100 }),
      second: (ctx, scene) =>
        scene.other
          ? moveOrder(ctx, scene.other.id, STAFF, 'completed')
          : placeOrder(ctx, scene.user.id, 'other-key', placing(scene.dish, { points: 100 })),
      async check(world, scene, answers) {
        const both = [answers.first, answers.second];
        expect(both.filter(isOk)).toHaveLength(1);
        expect(both.find((a) => !isOk(a))).toMatchObject({ code: 'POINTS_UNAVAILABLE' });
        const { rows } = await sound(world, scene);
        expect(rows.filter((r) => r.points === -100)).toHaveLength(1);
      },
    });
  });

  test('the module is switched off, or on, in between', async () => {
    const wishes: [string, (ctx: Context, scene: Shop) => Promise<unknown>][] = [
      ['pay', pay],
      ['cash', (ctx, scene) => change(ctx, scene, { method: 'cash' })],
      ['deliver', (ctx, scene) => move(ctx, scene, 'delivered')],
      ['cancel', cancel],
    ];
    for (const enabled of [false, true]) {
      for (const [, first] of wishes) {
        await run<Shop>({
          program,
          setUp: async (world, process) => {
            const scene = await withOrder(world, process);
            if (enabled) await process.run((ctx) => toggleModule(ctx, 1, false));
            return scene;
          },
          first,
          second: (ctx) => toggleModule(ctx, 1, enabled),
          check: async (world, scene) => {
            const { orders, rows } = await sound(world, scene);
            const facts = orders[0]?.facts;
            const earned = rows.filter((r) => r.type === 'earned');
            // What earns is what the facts say: each says whether the module was on.
            expect(earned.length > 0).toBe(Boolean(facts?.earning.entitled));
          },
        });
      }
    }
  });
});

describe('one Idempotency-Key in two processes', () => {
  const wishes: [name: string, rubles: number, wish: Partial<PlaceRequest>][] = [
    ['card', 1000, { method: 'card', points: 100, promoCode: 'CODE' }],
    ['a declined card', 1000.13, { method: 'card', points: 100 }],
    ['cash', 1000, { method: 'cash', points: 50 }],
    ['more points than there are', 1000, { points: 101 }],
  ];
  test.each(wishes)('%s: one order and the same answer', async (_name, rubles, wish) => {
    await run<{ user: User; wish: PlaceRequest }>({
      program: 'at-payment',
      async setUp(world, process) {
        const { user, order } = await shop(world, process, 100);
        await process.run((ctx) => cancelOrder(ctx, order.id, STAFF, ''));
        const dish = await addDish(world.store, Math.round(rubles * 100));
        return { user, wish: placing(dish, wish) };
      },
      first: answer,
      second: answer,
      async check(world, scene, { first, second }) {
        expect(first).toEqual(second);
        const { orders } = await sound(world, scene);
        expect(orders.length).toBeLessThanOrEqual(2);
      },
    });
    async function answer(ctx: Context, scene: { user: User; wish: PlaceRequest }) {
      const placed = await placeOrder(ctx, scene.user.id, 'the-key', scene.wish);
      if (!placed.ok) return { code: placed.code };
      return JSON.parse(JSON.stringify(orderAnswer(ctx, placed.snapshot, placed.user)));
    }
  });

  test('two retries after a crash before the ledger: the same answer, with a balance to match', async () => {
    const wish = { method: 'card', points: 100 } as const;
    await run<{ user: User; dish: MenuItem }>({
      program: 'at-payment',
      async setUp(world, process) {
        const scene = await shop(world, process, 300);
        const dying = withHooks(world.store, {
          before(call) {
            if (call.area === 'ledger' && call.method === 'append') throw new Error('crash');
          },
        });
        const placed = placeOrder(
          processOn(world, dying).ctx,
          scene.user.id,
          'the-key',
          placing(scene.dish, wish),
        );
        await expect(placed).rejects.toThrow('crash');
        return scene;
      },
      first: retry,
      second: retry,
      async check(world, scene, { first, second }) {
        expect(first).toMatchObject({ userProfile: { loyaltyPoints: 230 } });
        expect(first).toEqual(second);
        await sound(world, scene);
      },
    });
    async function retry(ctx: Context, { user, dish }: { user: User; dish: MenuItem }) {
      const placed = await placeOrder(ctx, user.id, 'the-key', placing(dish, wish));
      if (!placed.ok) return { code: placed.code };
      return JSON.parse(JSON.stringify(orderAnswer(ctx, placed.snapshot, placed.user)));
    }
  });

  test('a refusal after the order was written is the same for both', async () => {
    await run<Shop>({
      program: 'at-payment',
      setUp: (world, process) => shop(world, process, 100),
      // The points go to another order while this one is being placed.
      first: (ctx, { user, dish }) =>
        placeOrder(ctx, user.id, 'the-key', placing(dish, { points: 100 })),
      second: (ctx, { user, dish }) =>
        placeOrder(ctx, user.id, 'other-key', placing(dish, { points: 100 })),
      async check(world, scene, { first }) {
        const wish = placing(scene.dish, { points: 100 });
        const again = await placeOrder(world.sibling(world.store), scene.user.id, 'the-key', wish);
        expect(again.ok).toBe(isOk(first));
        if (!again.ok && (first as { orderId?: number }).orderId) expect(again).toEqual(first);
        await world.drain();
        await sound(world, scene);
      },
    });
  });
});

describe('cash promises', () => {
  const due = async (world: World, process: Process): Promise<Shop> => {
    const scene = await shop(world, process, 0, { method: 'cash' });
    world.setNow(START + 2 * DAY);
    return scene;
  };
  const payOut = (ctx: Context) => processPendingPoints(ctx, defaultJobLimits);

  test.each([
    ['paid out twice', payOut, 30],
    ['cancelled', (ctx: Context, s: Shop) => move(ctx, s, 'cancelled'), 0],
    ['paid by card', pay, 30],
    ['reconciled', (ctx: Context) => reconcileJob(ctx, defaultJobLimits), 30],
  ] as const)('paid out while the order is %s', async (_name, second, balance) => {
    for (const turned of [false, true]) {
      const other = (ctx: Context, s: Shop): Promise<unknown> => second(ctx, s);
      await run<Shop>({
        program: 'at-payment',
        setUp: due,
        first: turned ? other : payOut,
        second: turned ? payOut : other,
        async check(world, scene) {
          expect((await sound(world, scene)).balance).toBe(balance);
        },
      });
    }
  });

  test('paid out while the module is switched off: at once, or when it is on again', async () => {
    await run<Shop>({
      program: 'at-payment',
      setUp: due,
      first: payOut,
      second: (ctx) => toggleModule(ctx, 1, false),
      async check(world, scene) {
        await sound(world, scene);
        const process = world.sibling(world.store);
        await toggleModule(process, 1, true);
        await payOut(process);
        expect((await sound(world, scene)).balance).toBe(30);
      },
    });
  });
});

describe('a customer', () => {
  test('signs in for the first time in two processes: joins once', async () => {
    await run<object>({
      program: 'standard',
      setUp: async () => ({}),
      first: (ctx) => signInPhone(ctx, { phone: '+79990001122', name: null, birthDate: null }),
      second: (ctx) => signInPhone(ctx, { phone: '+79990001122', name: 'Анна', birthDate: null }),
      async check(world) {
        const user = await world.store.users.byPhone('+79990001122');
        if (!user) throw new Error('no customer');
        expect(brief((await soundLedger(world.store, user.id)).rows)).toEqual([
          'registration 1000',
        ]);
        expect((await world.store.users.page(0, 10)).rows).toHaveLength(1);
      },
    });
  });

  test('spends points at the moment when they expire', async () => {
    for (const turned of [false, true]) {
      const spend = (ctx: Context, { user, dish }: Shop) =>
        placeOrder(ctx, user.id, 'late-key', placing(dish, { points: 200 }));
      const expire = (ctx: Context, { user }: Shop) => expireCustomer(ctx, user.id);
      await run<Shop & { world: World }>({
        program: 'standard',
        async setUp(world, process) {
          const scene = await shop(world, process, 0);
          world.setNow(START + 30 * DAY - 1);
          return { ...scene, world };
        },
        first: turned ? (ctx, s) => expireAt(s.world, ctx, s) : spend,
        second: turned ? spend : (ctx, s) => expireAt(s.world, ctx, s),
        async check(world, scene) {
          const { balance } = await sound(world, scene);
          expect([800, 0]).toContain(balance);
        },
      });
      function expireAt(world: World, ctx: Context, scene: Shop) {
        world.setNow(START + 30 * DAY);
        return expire(ctx, scene);
      }
    }
  });

  test('loses points to a correction while an order spends them', async () => {
    await run<Shop>({
      program: 'at-payment',
      setUp: (world, process) => shop(world, process, 100),
      first: (ctx, { user, dish }) => placeOrder(ctx, user.id, 'k', placing(dish, { points: 100 })),
      second: (ctx, { user }) => adjust(ctx, user, -100),
      async check(world, scene, answers) {
        expect([answers.first, answers.second].filter(isOk)).toHaveLength(1);
        expect((await sound(world, scene)).balance).toBe(0);
      },
    });
  });
});

test('a take-back and a spending of the same points: never a debt under at-delivery', async () => {
  for (const turned of [false, true]) {
    const takeBack = (ctx: Context, scene: Shop) => move(ctx, scene, 'on_way');
    const spend = (ctx: Context, { other }: { other: StoredOrder }) =>
      moveOrder(ctx, other.id, STAFF, 'accepted');
    await run<Shop & { other: StoredOrder }>({
      program: 'at-delivery',
      async setUp(world, process) {
        const scene = await shop(world, process, 0);
        await process.run((ctx) => move(ctx, scene, 'delivered'));
        const wish = placing(scene.dish, { points: 50 });
        return { ...scene, other: await place(process, scene.user, wish) };
      },
      first: turned ? spend : takeBack,
      second: turned ? takeBack : spend,
      async check(world, scene, answers) {
        expect([answers.first, answers.second].filter(isOk)).toHaveLength(1);
        const { balance, rows } = await sound(world, scene);
        expect(balance).toBe(0);
        expect(rows.every((r) => r.account.debt === 0)).toBe(true);
      },
    });
  }
});
