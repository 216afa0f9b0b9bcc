/** A preview writes nothing and says exactly what the change then does. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Context } from '@/lib/context';
import { adjustBalance } from '@/lib/loyalty/adjust';
import type { LedgerEntry } from '@/lib/loyalty/entry';
import { joinProgram } from '@/lib/loyalty/join';
import { presetNames } from '@/lib/loyalty/presets';
import { type OrderSnapshot, snapshotFacts } from '@/lib/loyalty/reconcile';
import { createPlayer, storySchema } from '@/lib/loyalty/replay';
import { readOrder } from '@/lib/orders/events';
import { orderStatuses } from '@/lib/orders/lifecycle';
import { placeOrder } from '@/lib/orders/place';
import { previewOrderChange } from '@/lib/orders/preview';
import { changeOrderAsStaff } from '@/lib/orders/staff';
import { type StaffRequest, staffSteps } from '@/lib/orders/staff-steps';
import { placing } from '../support/make';
import { storyArbitrary } from './stories';
import { addDish, addUser, createWorld } from './support';

const STORIES = Math.ceil(Number(process.env.STORIES ?? 2000) / 40);
const STAFF = { kind: 'admin', id: 1 } as const;

/** Everything but where the row lies in its table. */
function written(rows: readonly LedgerEntry[]) {
  return rows.map(({ id: _id, currentStatus: _moves, ...row }) => row);
}

function told(snapshot: OrderSnapshot) {
  // What the head was made from is not what it says.
  const { read: _, ...head } = snapshot.head;
  return {
    facts: snapshotFacts(snapshot),
    rows: written(snapshot.rows),
    head,
    events: snapshot.events,
  };
}

/** What a store holds that a change could touch. */
async function holdings(ctx: Context, orderId: number) {
  const snapshot = await readOrder(ctx, orderId);
  return snapshot && told(snapshot);
}

const wish: fc.Arbitrary<StaffRequest> = fc.record(
  {
    status: fc.constantFrom(...orderStatuses),
    paid: fc.constant(true),
    refunded: fc.constant(true),
    dropPoints: fc.constant(true),
    deliveryKopecks: fc.constantFrom(0, 15_000, 990_000),
    items: fc.array(
      fc.record({
        menuItemId: fc.constantFrom(1, 2, 99),
        quantity: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  },
  { requiredKeys: [] },
);

async function agree(ctx: Context, orderId: number, request: StaffRequest): Promise<string> {
  const before = await holdings(ctx, orderId);
  const preview = await previewOrderChange(ctx, orderId, STAFF, request);
  if (!preview.ok) throw new Error(preview.code);
  expect(await holdings(ctx, orderId)).toEqual(before);
  const changed = await changeOrderAsStaff(ctx, orderId, STAFF, request);
  const is = await readOrder(ctx, orderId);
  if (!is) throw new Error('the order is gone');
  expect(preview.refusal?.code ?? 'ok').toBe(changed.ok ? 'ok' : changed.code);
  expect(told(preview.after)).toEqual(told(is));
  return preview.refusal?.code ?? 'ok';
}

describe.each(presetNames)('under %s', (program) => {
  test('any change by staff, at any point of any story', async () => {
    const seen = new Map<string, number>();
    const wishes = fc.array(fc.tuple(fc.nat(9), wish), { minLength: 8, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(storyArbitrary(program), wishes, async (story, asked) => {
        const parsed = storySchema.parse(story);
        const player = await createPlayer(parsed);
        await addDish(player.ctx.store, 35_000);
        await addDish(player.ctx.store, 420_000);
        for (const [i, event] of parsed.events.entries()) {
          await player.play(event, i);
          const ids = [...player.orders.values()];
          const [pick, request] = asked[i % asked.length] ?? [0, {}];
          const id = ids[pick % Math.max(1, ids.length)];
          if (id === undefined || staffSteps(request, []).length === 0) continue;
          const outcome = await agree(player.ctx, id, request);
          seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
        }
      }),
      { numRuns: STORIES, endOnFailure: true },
    );
    expect(seen.get('ok')).toBeGreaterThan(0);
  }, 120_000);
});

describe('under at-delivery, where the ledger may refuse', () => {
  async function shop(points: number) {
    const world = createWorld('at-delivery');
    const user = await addUser(world.store);
    const dish = await addDish(world.store, 100_000);
    await joinProgram(world.ctx, user.id);
    const gift = { userId: user.id, points: 500, reason: 'подарок', adminId: 1, key: 'gift' };
    await adjustBalance(world.ctx, gift);
    const place = async (spend: number) => {
      const wanted = placing(dish, { method: 'cash', points: spend });
      const placed = await placeOrder(world.ctx, user.id, randomUUID(), wanted);
      if (!placed.ok) throw new Error(placed.code);
      return placed.snapshot.order.id;
    };
    return { ...world, user, dish, place, id: await place(points) };
  }

  test('accepting an order whose points are gone; without them it goes', async () => {
    const { ctx, id, place } = await shop(500);
    const other = await place(500);
    expect(await agree(ctx, other, { status: 'accepted' })).toBe('ok');
    expect(await agree(ctx, id, { status: 'accepted' })).toBe('POINTS_UNAVAILABLE');
    expect(await agree(ctx, id, { dropPoints: true, status: 'accepted' })).toBe('ok');
  });

  test('taking back points that were spent since; a dish that is none', async () => {
    const { ctx, id, place } = await shop(0);
    await changeOrderAsStaff(ctx, id, STAFF, { status: 'delivered' });
    const other = await place(540);
    await changeOrderAsStaff(ctx, other, STAFF, { status: 'accepted' });
    expect(await agree(ctx, id, { status: 'cancelled' })).toBe('CLAWBACK_SHORTFALL');
    expect(await agree(ctx, id, { status: 'on_way' })).toBe('CLAWBACK_SHORTFALL');
    const items = [{ menuItemId: 77, quantity: 1 }];
    expect(await agree(ctx, id, { items })).toBe('MENU_ITEM_UNAVAILABLE');
    expect(await agree(ctx, other, { status: 'cancelled' })).toBe('ok');
    expect(await agree(ctx, other, { status: 'new' })).toBe('INVALID_STATUS');
  });

  test('cash is handed back by staff, once; online money only by the provider', async () => {
    const { ctx, id, place, user, dish } = await shop(0);
    await changeOrderAsStaff(ctx, id, STAFF, { paid: true });
    expect(await agree(ctx, id, { status: 'cancelled' })).toBe('ok');
    for (let i = 0; i < 2; i++) expect(await agree(ctx, id, { refunded: true })).toBe('ok');
    const cash = await readOrder(ctx, id);
    expect(cash && snapshotFacts(cash)).toMatchObject({ returnedKopecks: 100_000 });
    const charged = placing(dish, { method: 'card' });
    const paid = await placeOrder(ctx, user.id, randomUUID(), charged);
    if (!paid.ok) throw new Error(paid.code);
    const online = paid.snapshot.order.id;
    await changeOrderAsStaff(ctx, online, STAFF, { status: 'cancelled' });
    expect(await agree(ctx, online, { refunded: true })).toBe('ok');
    const card = await readOrder(ctx, online);
    expect(card && snapshotFacts(card)).toMatchObject({ returnedKopecks: 0 });
    expect(await agree(ctx, await place(0), { refunded: true })).toBe('ok');
  });

  test('what others did since the page was read', async () => {
    const { ctx, id } = await shop(0);
    const stale = { seen: 0 };
    await changeOrderAsStaff(ctx, id, STAFF, { paid: true });
    // Money came: a plain move goes on, what gives it back does not.
    expect(await agree(ctx, id, { ...stale, status: 'cancelled' })).toBe('ORDER_CHANGED');
    expect(await agree(ctx, id, { ...stale, status: 'accepted' })).toBe('ok');
    expect(await agree(ctx, id, { ...stale, status: 'ready' })).toBe('ORDER_CHANGED');
    expect(await agree(ctx, id, { seen: 2, status: 'ready' })).toBe('ok');
    expect(await agree(ctx, id, { seen: 3, paid: true, status: 'completed' })).toBe('ok');
  });

  test('lines that the order has keep their price, whatever the menu says', async () => {
    const { ctx, id, dish, store } = await shop(0);
    await store.menu.update(dish.id, { priceKopecks: 999_900, available: false });
    const items = [
      { menuItemId: dish.id, quantity: 3 },
      { menuItemId: dish.id, quantity: 1, addOnIds: ['sauce'] },
    ];
    expect(await agree(ctx, id, { items })).toBe('ok');
    const snapshot = await readOrder(ctx, id);
    const lines = snapshot && snapshotFacts(snapshot).lines;
    expect(lines?.map((l) => [l.unitKopecks, l.quantity])).toEqual([
      [100_000, 3],
      [1_004_900, 1],
    ]);
  });
});
