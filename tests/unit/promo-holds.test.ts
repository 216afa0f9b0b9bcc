import { describe, expect, test } from 'vitest';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { snapshotFacts } from '@/lib/loyalty/reconcile';
import { changeOrder } from '@/lib/orders/change';
import { readOrder } from '@/lib/orders/events';
import { refundDueKopecks } from '@/lib/orders/facts';
import { placeOrder } from '@/lib/orders/place';
import type { ChargeResult, PaymentProvider } from '@/lib/payments/provider';
import { PaymentUnavailable } from '@/lib/payments/provider';
import { createSandboxProvider } from '@/lib/payments/sandbox';
import { type StoreCall, withHooks } from '@/lib/store/hooks';
import type { PromoCode } from '@/lib/store/port-promo';
import { job, MINUTE, make, newKey, place, uses, wish } from './promo-world';
import { addDish, addUser, createWorld, START, type World } from './support';

/** A bank that asks its customers to confirm; the test says what became of a charge. */
function bank() {
  const outcomes = new Map<string, ChargeResult | 'away'>();
  const provider: PaymentProvider = {
    ...createSandboxProvider(),
    id: 'bank',
    charge: async ({ idempotenceKey }) => ({
      status: 'pending',
      providerId: idempotenceKey,
      confirmationUrl: 'https://bank.example/pay',
    }),
    find: async ({ idempotenceKey: key }) => {
      const known = outcomes.get(key) ?? {
        status: 'pending' as const,
        providerId: key,
        confirmationUrl: '',
      };
      if (known === 'away') throw new PaymentUnavailable('away');
      return known;
    },
  };
  return { provider, outcomes };
}

describe('orders that nobody pays for', () => {
  const facts = async (world: World, id: number) => {
    const snapshot = await readOrder(world.ctx, id);
    if (!snapshot) throw new Error('gone');
    return snapshotFacts(snapshot);
  };

  test('give back their code after 30 minutes, also when the job was down for days', async () => {
    const world = createWorld();
    const { provider, outcomes } = bank();
    world.ctx.payments = provider;
    const dish = await addDish(world.store, 50_000);
    const [user, other] = [await addUser(world.store), await addUser(world.store)];
    const code = await make(world, { usageType: 'once_total' });
    const id = Number(await place(world, user.id, wish(dish.id, { method: 'card' })));
    expect(await place(world, other.id, wish(dish.id))).toBe('PROMO_EXHAUSTED');
    world.setNow(START + 29 * MINUTE);
    await job(world);
    expect((await facts(world, id)).status).toBe('new');
    // The bank does not answer: nothing is decided.
    world.setNow(START + 3 * 24 * 60 * MINUTE);
    outcomes.set(`${id}:1`, 'away');
    expect((await job(world)).failed).toBeGreaterThan(0);
    expect((await facts(world, id)).status).toBe('new');
    outcomes.delete(`${id}:1`);
    await job(world);
    expect((await facts(world, id)).cancel).toMatchObject({ code: 'HOLD_EXPIRED' });
    expect(await uses(world, code)).toBe(0);
    expect(typeof (await place(world, other.id, wish(dish.id)))).toBe('number');
    // The customer pays after all: the money is due back, days later too.
    outcomes.set(`${id}:1`, { status: 'succeeded', providerId: 'p' });
    world.setNow(START + 5 * 24 * 60 * MINUTE);
    await job(world);
    const after = await facts(world, id);
    expect(after).toMatchObject({ status: 'cancelled', paidKopecks: 45_000 });
    expect({ due: refundDueKopecks(after), back: after.returnedKopecks }).toEqual({
      due: 0,
      back: 45_000,
    });
    expect((await world.store.orders.unsettled(0, 10)).rows.map((o) => o.id)).not.toContain(id);
  });

  test('a payment that the bank knows of wins; a touched order keeps its hold; cash is left alone', async () => {
    const world = createWorld();
    const { provider, outcomes } = bank();
    world.ctx.payments = provider;
    const dish = await addDish(world.store, 50_000);
    const user = await addUser(world.store);
    await make(world);
    const paid = Number(await place(world, user.id, wish(dish.id, { method: 'sbp' })));
    const cash = Number(await place(world, user.id, wish(dish.id)));
    const touched = Number(await place(world, user.id, wish(dish.id, { method: 'card' })));
    const plain = wish(dish.id, { method: 'card', promoCode: null });
    const without = Number(await place(world, user.id, plain));
    outcomes.set(`${paid}:1`, { status: 'succeeded', providerId: 'p' });
    outcomes.set(`${touched}:1`, { status: 'declined', reason: 'no money' });
    world.setNow(START + 20 * MINUTE);
    await job(world);
    world.setNow(START + 31 * MINUTE);
    const comment = { comment: 'без лука' };
    expect((await changeOrder(world.ctx, touched, user.id, comment)).ok).toBe(true);
    world.setNow(START + 60 * MINUTE);
    await job(world);
    expect(await facts(world, paid)).toMatchObject({ status: 'new', paid: true });
    for (const id of [cash, touched, without]) expect((await facts(world, id)).status).toBe('new');
    world.setNow(START + 61 * MINUTE);
    await job(world);
    expect((await facts(world, touched)).status).toBe('cancelled');
  });

  test('points that it holds come back', async () => {
    const world = createWorld('standard');
    world.ctx.payments = bank().provider;
    const dish = await addDish(world.store, 50_000);
    const user = await addUser(world.store);
    const grant = { userId: user.id, points: 100, reason: 'тест', adminId: 1, key: 'k' };
    await adjustBalance(world.ctx, grant);
    const request = wish(dish.id, { method: 'card', promoCode: null, points: 100 });
    const id = Number(await place(world, user.id, request));
    const balance = async () => (await world.store.ledger.head(user.id))?.account.balance;
    expect(await balance()).toBe(0);
    world.setNow(START + 31 * MINUTE);
    await job(world);
    expect((await facts(world, id)).status).toBe('cancelled');
    expect(await balance()).toBe(100);
  });
});

describe('a crash between claim and order', () => {
  class Crash extends Error {}

  /** Every store call of placing, one crash each, before it starts and after it landed. */
  test('leaves no claim without a live order, and no discount without a claim', async () => {
    const methods = new Set<string>();
    for (const when of ['before', 'after'] as const) {
      for (let stop = 1; stop < 60; stop++) {
        const world = createWorld();
        const dish = await addDish(world.store, 50_000);
        const user = await addUser(world.store);
        const code = await make(world, { usageLimit: 1 });
        let calls = 0;
        const hook = ({ area, method }: StoreCall) => {
          if (area === 'settings' || ++calls !== stop) return;
          methods.add(`${area}.${method}`);
          throw new Crash();
        };
        const crashing = world.sibling(withHooks(world.store, { [when]: hook }));
        const key = newKey();
        const first = await placeOrder(crashing, user.id, key, wish(dish.id)).catch(
          (e: unknown) => e,
        );
        await world.drain().catch(() => {});
        const done = !(first instanceof Crash) && calls < stop;
        world.setNow(START + 3 * MINUTE);
        await job(world);
        await soundUses(world, code);
        // The use is not lost: somebody can have it, if the order has it not.
        const live = await world.store.promo.countLiveClaims(code.id);
        const other = await addUser(world.store);
        const next = await place(world, other.id, wish(dish.id));
        expect(typeof next === 'number').toBe(live === 0);
        // A retry under the same key is answered, whatever the crash left.
        const again = await placeOrder(world.ctx, user.id, key, wish(dish.id));
        await world.drain();
        await soundUses(world, code);
        expect(again.ok || ['ORDER_ABANDONED', 'PROMO_EXHAUSTED'].includes(again.code)).toBe(true);
        if (done) break;
      }
    }
    expect([...methods]).toEqual(
      expect.arrayContaining(['orders.insert', 'promo.insertClaim', 'ledger.append']),
    );
  });

  /** Live claims are exactly those of live orders with the code; times used is their number. */
  async function soundUses(world: World, code: PromoCode): Promise<void> {
    const { rows: orders } = await world.store.orders.page(0, 100);
    const wanted: string[] = [];
    for (const order of orders) {
      const snapshot = await readOrder(world.ctx, order.id);
      const facts = snapshot && snapshotFacts(snapshot);
      if (facts?.promo && facts.status !== 'cancelled') {
        wanted.push(`${order.placed.key}:${facts.promoTry}`);
      }
    }
    const { rows: claims } = await world.store.promo.liveClaims(0, 100);
    expect(claims.map((c) => c.orderKey).sort()).toEqual(wanted.sort());
    expect(wanted.length).toBeLessThanOrEqual(1);
    expect(await uses(world, code)).toBe(wanted.length);
  }
});
