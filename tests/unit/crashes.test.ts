/**
 * A process that dies at any of its calls of the store, and inserts that land
 * after their caller gave up (ARCHITECTURE: decision 5). Nothing is lost.
 */
import { describe, expect, test, vi } from 'vitest';
import type { Context } from '@/lib/context';
import { reconcileJob } from '@/lib/jobs/reconcile';
import { defaultJobLimits } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { joinProgram } from '@/lib/loyalty/join';
import type { PresetName } from '@/lib/loyalty/presets';
import { cancelOrder } from '@/lib/orders/cancel';
import { changeOrder } from '@/lib/orders/change';
import { type PlaceRequest, placeOrder } from '@/lib/orders/place';
import { moveOrder } from '@/lib/orders/staff';
import { type StoreCall, withHooks } from '@/lib/store/hooks';
import { type Store, StoreUnavailable } from '@/lib/store/port';
import type { MenuItem } from '@/lib/store/port-menu';
import type { User } from '@/lib/store/port-users';
import { brief, soundClaims, soundLedger } from '../support/ledger';
import { newCode, placing } from '../support/make';
import {
  createRealisticProvider,
  everyCrash,
  type Process,
  processOn,
  type RealisticProvider,
} from '../support/steps';
import { addDish, addUser, createWorld, START, type World } from './support';

// Some hundred runs a test: seconds where nothing else runs.
vi.setConfig({ testTimeout: 120_000 });

const MINUTE = 60_000;
const STAFF = { kind: 'admin', id: 1 } as const;

interface Shop {
  user: User;
  dish: MenuItem;
  wish: PlaceRequest;
}

/** A customer with 300 points, a dish of 1000, and a wish for it. */
async function shop(world: World, process: Process, wish: Partial<PlaceRequest>): Promise<Shop> {
  const user = await addUser(world.store);
  await process.run((ctx) => joinProgram(ctx, user.id));
  const gift = { userId: user.id, points: 300, reason: 'проверка', adminId: 1 };
  await process.run((ctx) => adjustBalance(ctx, { ...gift, key: `gift-${user.phone}` }));
  await world.store.promo.insertCode(newCode('LAST', { usageType: 'once_total' }));
  const dish = await addDish(world.store, 100_000);
  return { user, dish, wish: placing(dish, wish) };
}

const KEY = 'the-key-of-this-order';
const place = (ctx: Context, { user, wish }: Shop) => placeOrder(ctx, user.id, KEY, wish);

async function orderId(world: World, { user }: Shop): Promise<number> {
  const [order] = await world.store.orders.ofUser(user.id, null, 1);
  if (!order) throw new Error('no order');
  return order.id;
}

/** Time goes on, and the job that mends runs, twice. */
async function mend(world: World, survivor: Process) {
  world.setNow(START + 3 * MINUTE);
  for (let i = 0; i < 2; i++) {
    const report = await survivor.run((ctx) => reconcileJob(ctx, defaultJobLimits));
    expect(report).toMatchObject({ failed: 0, left: false });
  }
}

async function sound(world: World, { user }: Shop) {
  const state = await soundLedger(world.store, user.id);
  await soundClaims(world.store, state);
  // The copies for readers agree, and nothing is left to do.
  expect((await world.store.orders.unsettled(0, 10)).rows).toEqual([]);
  const copies = (await world.store.users.byId(user.id))?.copies;
  expect(copies?.loyaltyPoints).toBe(state.available);
  const live = state.orders.filter((o) => o.facts.status !== 'cancelled' && o.facts.promo).length;
  const claims = (await world.store.promo.liveClaims(0, 10)).rows.length;
  expect(claims).toBe(live);
  return state;
}

const wishes: [name: string, wish: Partial<PlaceRequest>, balance: number][] = [
  ['charged, with points and a code', { method: 'card', points: 100, promoCode: 'LAST' }, 230],
  ['charged', { method: 'sbp' }, 330],
  ['cash, with points', { method: 'cash', points: 100 }, 200],
  ['uncharged, with a code', { promoCode: 'LAST' }, 300],
];

describe('placing an order dies at any step', () => {
  let provider: RealisticProvider;
  const payments = () => {
    provider = createRealisticProvider();
    return provider;
  };

  test.each(wishes)('%s: the same key finishes it', async (_name, wish, balance) => {
    const crashes = await everyCrash<Shop>({
      program: 'at-payment',
      payments,
      setUp: (world, process) => shop(world, process, wish),
      run: place,
      async recover(world, survivor, scene) {
        const placed = await survivor.run((ctx) => place(ctx, scene));
        expect(placed).toMatchObject({ ok: true });
        await mend(world, survivor);
        const { orders, balance: after } = await sound(world, scene);
        expect(orders).toHaveLength(1);
        expect(orders[0]?.facts.status).toBe('new');
        expect(after).toBe(balance);
        expect(provider.kept()).toBe(orders[0]?.facts.paidKopecks);
      },
    });
    expect(crashes).toBeGreaterThan(10);
  });

  test.each(wishes)('%s: or else the job finishes or cancels it', async (_name, wish, balance) => {
    await everyCrash<Shop>({
      program: 'at-payment',
      payments,
      setUp: (world, process) => shop(world, process, wish),
      run: place,
      async recover(world, survivor, scene) {
        await mend(world, survivor);
        const { orders, balance: after } = await sound(world, scene);
        const facts = orders[0]?.facts;
        const lives = facts?.status === 'new';
        expect(after).toBe(lives ? balance : 300);
        expect(provider.kept()).toBe(lives ? facts?.paidKopecks : 0);
        // A late retry gets the order or its refusal, never a second one.
        const late = await survivor.run((ctx) => place(ctx, scene));
        if (facts) expect(late.ok).toBe(lives);
        expect((await sound(world, scene)).orders).toHaveLength(1);
      },
    });
  });
});

describe.each<PresetName>(['at-payment', 'at-delivery'])(
  'a change dies at any step, %s',
  (program) => {
    const order = { points: 100, promoCode: 'LAST', method: 'cash' } as const;
    const me = ({ user }: Shop) => ({ kind: 'customer', id: user.id }) as const;
    const changes: [
      name: string,
      run: (ctx: Context, scene: Shop & { id: number }) => Promise<unknown>,
    ][] = [
      ['cancelled', (ctx, s) => cancelOrder(ctx, s.id, me(s), 'customer')],
      ['delivered', (ctx, s) => moveOrder(ctx, s.id, STAFF, 'delivered')],
      ['paid', (ctx, s) => changeOrder(ctx, s.id, s.user.id, { method: 'card', pay: true })],
      [
        'without its code',
        (ctx, s) => changeOrder(ctx, s.id, s.user.id, { promoCode: null, points: 50 }),
      ],
    ];

    test.each(changes)('an order being %s: the job ends what was begun', async (_name, run) => {
      await everyCrash<Shop & { id: number }>({
        program,
        payments: createRealisticProvider,
        async setUp(world, process) {
          const scene = await shop(world, process, order);
          await process.run((ctx) => place(ctx, scene));
          return { ...scene, id: await orderId(world, scene) };
        },
        run,
        async recover(world, survivor, scene) {
          await mend(world, survivor);
          const after = await sound(world, scene);
          const { facts } = after.orders[0] ?? {};
          expect(facts?.openAttempt).toBeNull();
          expect(facts?.paidKopecks).toBeGreaterThanOrEqual(0);
          // Tried again, it goes through or was done already; then all is as without a crash.
          await survivor.run((ctx) => run(ctx, scene));
          await mend(world, survivor);
          const again = await sound(world, scene);
          expect(again.balance).toBe(await withoutCrash(program, run));
        },
      });
    });

    const known = new Map<unknown, number>();
    async function withoutCrash(preset: PresetName, run: (typeof changes)[number][1]) {
      const balance = known.get(run);
      if (balance !== undefined) return balance;
      const world = createWorld(preset);
      const process = processOn(world, world.store);
      const scene = await shop(world, process, order);
      await process.run((ctx) => place(ctx, scene));
      const id = await orderId(world, scene);
      await process.run((ctx) => run(ctx, { ...scene, id }));
      const state = await sound(world, scene);
      known.set(run, state.balance);
      return state.balance;
    }
  },
);

test('a correction dies at any step: the job brings the copies up to it', async () => {
  const gift = { points: 40, reason: 'извинение', adminId: 1, key: 'the-correction' };
  await everyCrash<Shop>({
    program: 'standard',
    setUp: (world, process) => shop(world, process, {}),
    run: (ctx, { user }) => adjustBalance(ctx, { ...gift, userId: user.id }),
    async recover(world, survivor, scene) {
      await mend(world, survivor);
      await sound(world, scene);
    },
  });
});

describe('an insert that lands after its caller gave up', () => {
  /** A store whose n-th insert of a kind fails for its caller and can be landed later. */
  function losing(store: Store, area: string, method: string, n = 1) {
    let land: (() => Promise<unknown>) | null = null;
    let seen = 0;
    const hooked = withHooks(store, {
      before(call: StoreCall) {
        if (call.area !== area || call.method !== method || ++seen !== n) return;
        const target = store[call.area] as unknown as Record<
          string,
          (...a: unknown[]) => Promise<unknown>
        >;
        land = () => target[call.method]?.(...call.args) ?? Promise.resolve();
        throw new StoreUnavailable('no answer');
      },
    });
    return { hooked, land: async () => land?.(), lost: () => land !== null };
  }

  const inserts: [area: string, method: string, n: number][] = [
    ['orders', 'insert', 1],
    ['promo', 'insertClaim', 1],
    ['ledger', 'append', 1],
    ['orders', 'appendEvent', 1],
    ['ledger', 'append', 2],
  ];
  const wish = { method: 'card', points: 100, promoCode: 'LAST' } as const;

  test.each(inserts)(
    'placing, %s.%s %i: before, between or after a retry',
    async (area, method, n) => {
      for (const moment of ['before', 'after', 'never retried', 'cancelled', 'never'] as const) {
        const world = createWorld('at-payment');
        const provider = createRealisticProvider();
        const survivor = processOn(world, world.store, provider);
        const scene = await shop(world, survivor, wish);
        const { hooked, land, lost } = losing(world.store, area, method, n);
        const dying = processOn(world, hooked, provider);
        await expect(dying.run((ctx) => place(ctx, scene))).rejects.toThrow(StoreUnavailable);
        expect(lost()).toBe(true);
        if (moment === 'before') await land();
        if (moment === 'before' || moment === 'after') {
          const placed = await survivor.run((ctx) => place(ctx, scene));
          expect(placed).toMatchObject({ ok: true });
          await land();
        }
        if (moment === 'cancelled') {
          await mend(world, survivor);
          const { orders } = await soundLedger(world.store, scene.user.id);
          if (orders[0]?.facts.status === 'new') {
            const me = { kind: 'customer', id: scene.user.id } as const;
            await survivor.run(async (ctx) =>
              cancelOrder(ctx, await orderId(world, scene), me, ''),
            );
          }
          await land();
          world.setNow(START + 10 * MINUTE);
        }
        if (moment === 'never retried') await land();
        await mend(world, survivor);
        world.setNow(START + 20 * MINUTE);
        await survivor.run((ctx) => reconcileJob(ctx, defaultJobLimits));
        const { orders, balance } = await sound(world, scene);
        const lives = orders[0]?.facts.status === 'new';
        if (moment === 'before' || moment === 'after') expect(lives).toBe(true);
        if (moment === 'cancelled') expect(lives).toBe(false);
        expect(balance).toBe(lives ? 230 : 300);
        expect(provider.kept()).toBe(lives ? 80_000 : 0);
      }
    },
  );

  test('a claim: the code went to somebody else before the retry, which is refused', async () => {
    const world = createWorld('at-payment');
    const survivor = processOn(world, world.store);
    const scene = await shop(world, survivor, wish);
    const { hooked } = losing(world.store, 'promo', 'insertClaim');
    const dying = processOn(world, hooked).run((ctx) => place(ctx, scene));
    await expect(dying).rejects.toThrow(StoreUnavailable);
    const rival = await addUser(world.store);
    const theirs = placing(scene.dish, { promoCode: 'LAST' });
    const won = await survivor.run((ctx) => placeOrder(ctx, rival.id, 'rival-key', theirs));
    expect(won.ok).toBe(true);
    for (let i = 0; i < 2; i++) {
      const retried = await survivor.run((ctx) => place(ctx, scene));
      expect(retried).toMatchObject({ ok: false, code: 'PROMO_EXHAUSTED' });
    }
    const { orders, balance } = await soundLedger(world.store, scene.user.id);
    expect([orders[0]?.facts.status, balance]).toEqual(['cancelled', 300]);
    await soundClaims(world.store, await soundLedger(world.store, rival.id));
  });

  test('an event: it loses to what was done meanwhile', async () => {
    const world = createWorld('at-payment');
    const survivor = processOn(world, world.store);
    const scene = await shop(world, survivor, { points: 100 });
    await survivor.run((ctx) => place(ctx, scene));
    const id = await orderId(world, scene);
    const me = { kind: 'customer', id: scene.user.id } as const;
    const { hooked, land } = losing(world.store, 'orders', 'appendEvent');
    const cancelling = processOn(world, hooked).run((ctx) => cancelOrder(ctx, id, me, 'customer'));
    await expect(cancelling).rejects.toThrow(StoreUnavailable);
    expect(await survivor.run((ctx) => moveOrder(ctx, id, STAFF, 'accepted'))).toMatchObject({
      ok: true,
    });
    await land();
    await mend(world, survivor);
    const { orders, balance } = await sound(world, scene);
    expect(orders[0]?.facts.status).toBe('accepted');
    expect(balance).toBe(200);
  });

  test('a row of a payment, after the order was cancelled and closed: it is refused', async () => {
    const world = createWorld('at-payment');
    const survivor = processOn(world, world.store);
    const scene = await shop(world, survivor, { points: 100 });
    await survivor.run((ctx) => place(ctx, scene));
    const id = await orderId(world, scene);
    const { hooked, land } = losing(world.store, 'ledger', 'append');
    const paying = processOn(world, hooked).run((ctx) =>
      changeOrder(ctx, id, scene.user.id, { method: 'card', pay: true }),
    );
    await expect(paying).rejects.toThrow(StoreUnavailable);
    await survivor.run((ctx) => moveOrder(ctx, id, STAFF, 'cancelled'));
    await land();
    await mend(world, survivor);
    const { rows, balance } = await sound(world, scene);
    expect(balance).toBe(300);
    expect(brief(rows).slice(2)).toEqual(['used -100', 'refunded 100', 'cancelled 0']);
  });
});
