/** The crashes and lost answers of tests/unit/crashes.test.ts that matter most, on the real NocoDB. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '@/lib/context';
import { signInPhone } from '@/lib/customers/sign-in';
import { reconcileJob } from '@/lib/jobs/reconcile';
import { defaultJobLimits } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { cancelOrder } from '@/lib/orders/cancel';
import { type PlaceRequest, placeOrder } from '@/lib/orders/place';
import { type StoreCall, withHooks } from '@/lib/store/hooks';
import type { Store } from '@/lib/store/port';
import type { MenuItem } from '@/lib/store/port-menu';
import type { User } from '@/lib/store/port-users';
import { newPhone } from '../support/api';
import { createBase, type TestBase } from '../support/base';
import { brief, soundClaims, soundLedger } from '../support/ledger';
import { newCode, placing } from '../support/make';
import { createRealisticProvider, processOn, type RealisticProvider } from '../support/steps';
import { addDish, createWorld, START, type World } from '../unit/support';

let base: TestBase;
let dish: MenuItem;

beforeAll(async () => {
  base = await createBase('at-payment');
  dish = await addDish(base.store, 100_000);
});
afterAll(() => base?.remove());

interface Customer {
  user: User;
  code: string;
  wish: PlaceRequest;
}

let codes = 0;
async function customer(ctx: Context): Promise<Customer> {
  const signedIn = await signInPhone(ctx, { phone: newPhone(), name: null, birthDate: null });
  if (!signedIn.ok) throw new Error(signedIn.code);
  const { user } = signedIn;
  const key = `gift-${user.id}`;
  await adjustBalance(ctx, { userId: user.id, points: 300, reason: 'подарок', adminId: 1, key });
  const code = `CRASH${++codes}`;
  await base.store.promo.insertCode(newCode(code, { usageType: 'once_total' }));
  const wish = placing(dish, { method: 'card', promoCode: code, points: 100 });
  return { user, code, wish };
}

type Crash = [
  name: string,
  area: StoreCall['area'],
  method: string,
  n: number,
  moment: 'before' | 'after' | 'alone',
];
const crashes: Crash[] = [
  ['after the order, before the ledger', 'ledger', 'append', 1, 'before'],
  ['after the ledger, before the charge', 'ledger', 'append', 1, 'after'],
  ['between the charge and its event', 'orders', 'appendEvent', 1, 'before'],
  ['between the event and the earning', 'ledger', 'append', 2, 'before'],
  ['with the claim and without the order', 'orders', 'insert', 1, 'alone'],
  ['with the order and without the claim', 'promo', 'insertClaim', 1, 'alone'],
  ['before the copies', 'orders', 'writeCopies', 1, 'before'],
];

/** The money was taken before these: the order lives on. */
const charged = new Set([
  'between the charge and its event',
  'between the event and the earning',
  'before the copies',
]);

/**
 * A store whose process dies at one call: nothing goes through any more, unless that
 * call died alone: then those sent beside it do.
 */
function dying([, area, method, n, moment]: Crash): Store {
  let seen = 0;
  let dead = false;
  const die = () => {
    dead = true;
  };
  return withHooks(base.store, {
    [moment === 'after' ? 'after' : 'before'](call: StoreCall) {
      const here = call.area === area && call.method === method && ++seen === n;
      if (here && moment === 'alone') setImmediate(die);
      else if (here) die();
      if (here || (dead && moment !== 'after')) throw new Error('crash');
    },
  });
}

/** A customer whose process dies while it places an order. */
async function crashed(world: World, provider: RealisticProvider, crash: Crash) {
  const scene = await processOn(world, base.store, provider).run(customer);
  const place = (ctx: Context) => placeOrder(ctx, scene.user.id, 'the-same-key', scene.wish);
  const dead = processOn(world, dying(crash), provider).run(place);
  await expect(dead).rejects.toThrow('crash');
  return { ...scene, name: crash[0], place };
}

/** The ledger, the claims and the code of a customer, whose order lives on or is cancelled. */
async function outcome({ name, user, code }: Customer & { name: string }) {
  const state = await soundLedger(base.store, user.id);
  await soundClaims(base.store, state);
  const live = state.orders.filter((o) => o.facts.status === 'new');
  const promo = await base.store.promo.byCode(code);
  return {
    name,
    live: live.length,
    paid: live[0]?.facts.paidKopecks ?? 0,
    balance: state.balance,
    claims: promo && (await base.store.promo.countLiveClaims(promo.id)),
  };
}

const finished = { live: 1, paid: 80_000, balance: 230, claims: 1 };
const undone = { live: 0, paid: 0, balance: 300, claims: 0 };

it('after a crash the same key finishes the order', async () => {
  const world = createWorld('at-payment');
  const provider = createRealisticProvider();
  const scenes = await Promise.all(crashes.map((crash) => crashed(world, provider, crash)));
  // What a dead process had sent beside the call it died at lands a moment later.
  await sleep(300);
  const survivor = () => processOn(world, base.store, provider);
  const placed = await Promise.all(scenes.map(({ place }) => survivor().run(place)));
  expect(placed.map((p) => p.ok)).toEqual(scenes.map(() => true));
  const outcomes = await Promise.all(scenes.map(outcome));
  expect(outcomes).toEqual(scenes.map(({ name }) => ({ name, ...finished })));
  expect(provider.kept()).toBe(scenes.length * 80_000);
});

it('after a crash and two minutes the job finishes the order or cancels it', async () => {
  const world = createWorld('at-payment');
  const provider = createRealisticProvider();
  const scenes = await Promise.all(crashes.map((crash) => crashed(world, provider, crash)));
  await sleep(300);
  world.setNow(START + 3 * 60_000);
  const survivor = processOn(world, base.store, provider);
  const report = await survivor.run((ctx) => reconcileJob(ctx, defaultJobLimits));
  expect(report).toMatchObject({ failed: 0, left: false });
  const outcomes = await Promise.all(scenes.map(outcome));
  const wanted = scenes.map(({ name }) => ({ name, ...(charged.has(name) ? finished : undone) }));
  expect(outcomes).toEqual(wanted);
  expect(provider.kept()).toBe(charged.size * 80_000);
});

it('a ledger row that lands after the order was cancelled and closed is refused', async () => {
  const world = createWorld('at-payment');
  const process = processOn(world, base.store);
  const { user, wish } = await process.run(customer);
  let late: StoreCall | null = null;
  const losing = withHooks(base.store, {
    before(call) {
      if (call.area !== 'ledger' || call.method !== 'append') return;
      late = call;
      throw new Error('no answer');
    },
  });
  const placing = processOn(world, losing).run((ctx) => placeOrder(ctx, user.id, 'late-row', wish));
  await expect(placing).rejects.toThrow('no answer');
  const [order] = await base.store.orders.ofUser(user.id, null, 1);
  const me = { kind: 'customer', id: user.id } as const;
  await process.run((ctx) => cancelOrder(ctx, Number(order?.id), me, 'customer'));
  const call = late as StoreCall | null;
  if (call?.area !== 'ledger' || call.method !== 'append') throw new Error('nothing was lost');
  expect(await base.store.ledger.append(...call.args)).toEqual({ won: false });
  const { rows, balance } = await soundLedger(base.store, user.id);
  expect(balance).toBe(300);
  expect(brief(rows).slice(2)).toEqual(['cancelled 0']);
});

it('ten first sign-ins at once make one customer with one joining row', async () => {
  const world = createWorld('standard');
  const phone = newPhone();
  const others = await Promise.all([base.open(), base.open()]);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      processOn(world, others[i % 2] as Store).run((ctx) =>
        signInPhone(ctx, { phone, name: null, birthDate: null }),
      ),
    ),
  );
  const ids = new Set(answers.map((a) => a.ok && a.user.id));
  expect(ids.size).toBe(1);
  expect(answers.filter((a) => a.ok && a.isNew)).toHaveLength(1);
  const { rows } = await soundLedger(base.store, Number([...ids][0]));
  expect(brief(rows)).toEqual(['registration 1000']);
});
