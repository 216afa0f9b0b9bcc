import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snapshotFacts } from '@/lib/loyalty/reconcile';
import { cancelOrder } from '@/lib/orders/cancel';
import { placeOrder } from '@/lib/orders/place';
import { changeAmounts } from '@/lib/orders/staff';
import { editCode } from '@/lib/promo/manage';
import { validatePromo } from '@/lib/promo/validate';
import { make, newKey, place, uses, wish } from './promo-world';
import { addDish, addUser, createWorld, START } from './support';

describe('validate and place', () => {
  test('say the same of the same facts', async () => {
    const history = fc.array(fc.constantFrom('mine', 'other', 'cancelled'), { maxLength: 4 });
    const scenario = fc.record({
      exists: fc.constantFrom(true, true, true, true, false),
      active: fc.constantFrom(true, true, true, false),
      usageType: fc.constantFrom('unlimited', 'once_per_user', 'once_total'),
      usageLimit: fc.constantFrom(null, null, 1, 2, 3),
      minOrderKopecks: fc.constantFrom(null, 50_000, 50_001),
      from: fc.constantFrom(null, -1, 0, 1),
      until: fc.constantFrom(null, -1, 0, 1),
      history,
      discountType: fc.constantFrom('percentage', 'fixed'),
      value: fc.integer({ min: 1, max: 100 }),
    } as const);
    await fc.assert(
      fc.asyncProperty(scenario, async (s) => {
        const world = createWorld();
        const dish = await addDish(world.store, 50_000);
        const [me, other] = [await addUser(world.store), await addUser(world.store)];
        const code = s.exists ? await make(world, { usageType: s.usageType }) : null;
        for (const who of code ? s.history : []) {
          const id = await place(world, who === 'other' ? other.id : me.id, wish(dish.id));
          if (who === 'cancelled' && typeof id === 'number') {
            await cancelOrder(world.ctx, id, { kind: 'admin', id: 1 }, 'x');
            await world.drain();
          }
        }
        if (code) {
          const { active, usageLimit, minOrderKopecks, discountType, value } = s;
          const edited = await editCode(world.ctx, 1, code.id, code.version, {
            active,
            usageLimit,
            minOrderKopecks,
            discountType,
            value,
            validFrom: s.from === null ? null : START + s.from,
            validUntil: s.until === null ? null : START + s.until,
          });
          // A code that ends before it starts cannot be made.
          if (!edited.ok) return;
        }
        const items = [{ menuItemId: dish.id, quantity: 1 }];
        const judged = await validatePromo(world.ctx, me.id, 'SALE', items);
        const placed = await placeOrder(world.ctx, me.id, newKey(), wish(dish.id));
        const told = judged.ok ? judged.discountKopecks : [judged.code, judged.params];
        const got = placed.ok
          ? placed.snapshot.order.placed.amounts.promoDiscountKopecks
          : [placed.code, placed.params];
        // Who lost the last use to an order hears it from the claim, without numbers.
        expect(got).toEqual(told);
        if (placed.ok) expect(Number(got)).toBeLessThanOrEqual(50_000);
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('a code held by an own unpaid order says so, and is free after cancelling it', async () => {
    const world = createWorld();
    const dish = await addDish(world.store, 50_000);
    const user = await addUser(world.store);
    await make(world, { usageType: 'once_per_user' });
    expect(typeof (await place(world, user.id, wish(dish.id, { method: 'card' })))).toBe('number');
    const items = [{ menuItemId: dish.id, quantity: 1 }];
    const paid = await validatePromo(world.ctx, user.id, 'SALE', items);
    expect(paid).toMatchObject({ code: 'PROMO_ALREADY_USED' });
    expect(paid).not.toHaveProperty('params');
    const free = await addUser(world.store);
    const unpaid = await place(world, free.id, wish(dish.id, { method: null }));
    expect(await validatePromo(world.ctx, free.id, 'SALE', items)).toMatchObject({
      code: 'PROMO_ALREADY_USED',
      params: { order: unpaid },
    });
    await cancelOrder(world.ctx, Number(unpaid), { kind: 'customer', id: free.id }, 'customer');
    await world.drain();
    expect(await validatePromo(world.ctx, free.id, 'SALE', items)).toMatchObject({ ok: true });
  });
});

describe('limits', () => {
  test('30 customers at once with 7 uses: 7 get it; lowered and raised, never overused', async () => {
    const world = createWorld();
    const dish = await addDish(world.store, 50_000);
    const code = await make(world);
    const users = await Promise.all(Array.from({ length: 60 }, () => addUser(world.store)));
    const order = (i: number) => place(world, users[i]?.id ?? 0, wish(dish.id));
    const many = (from: number, to: number) =>
      Promise.all(Array.from({ length: to - from }, (_, i) => order(from + i)));
    const unlimited = (await many(0, 5)).map(Number);
    await world.drain();
    let now = await world.store.promo.byId(code.id);
    // Five uses have no slot; a limit of 12 leaves seven.
    const limited = await editCode(world.ctx, 1, code.id, now?.version ?? 0, { usageLimit: 12 });
    expect(limited).toMatchObject({ ok: true, code: { slots: 7 } });
    const got = await many(5, 35);
    expect(got.filter((g) => typeof g === 'number')).toHaveLength(7);
    expect(got.filter((g) => g === 'PROMO_EXHAUSTED')).toHaveLength(23);
    expect(await uses(world, code)).toBe(12);
    // Releasing an old use lets one more go.
    await cancelOrder(world.ctx, unlimited[0] ?? 0, { kind: 'admin', id: 1 }, 'x');
    await world.drain();
    expect((await many(35, 40)).filter((g) => typeof g === 'number')).toHaveLength(1);
    // Lowered below what is used: nobody until enough came back.
    now = await world.store.promo.byId(code.id);
    await editCode(world.ctx, 1, code.id, now?.version ?? 0, { usageLimit: 10 });
    for (const id of unlimited.slice(1, 4)) {
      expect(await order(40)).toBe('PROMO_EXHAUSTED');
      await cancelOrder(world.ctx, id, { kind: 'admin', id: 1 }, 'x');
      await world.drain();
    }
    expect(await uses(world, code)).toBe(9);
    expect((await many(41, 50)).filter((g) => typeof g === 'number')).toHaveLength(1);
    expect(await uses(world, code)).toBe(10);
  });

  test('staff amounts recompute a percentage with the terms that the order keeps', async () => {
    const world = createWorld();
    const dish = await addDish(world.store, 50_000);
    const user = await addUser(world.store);
    const code = await make(world, { value: 20, maxDiscountKopecks: 15_000 });
    const id = Number(await place(world, user.id, wish(dish.id)));
    await editCode(world.ctx, 1, code.id, code.version, { value: 50, active: false });
    const staff = { kind: 'admin', id: 1 } as const;
    const discount = async (quantity: number) => {
      const items = [{ menuItemId: dish.id, quantity }];
      const changed = await changeAmounts(world.ctx, id, staff, { items });
      return changed.ok ? snapshotFacts(changed.snapshot).amounts.promoDiscountKopecks : null;
    };
    expect(await discount(2)).toBe(15_000);
    expect(await discount(1)).toBe(10_000);
  });
});
