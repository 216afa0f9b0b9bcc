/** A small restaurant on the in-memory store whose rows a test can tamper with. */
import type { Context } from '@/lib/context';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { joinProgram } from '@/lib/loyalty/join';
import { refreshUserCopies } from '@/lib/loyalty/user-copies';
import { cancelOrder } from '@/lib/orders/cancel';
import type { PaymentMethod } from '@/lib/orders/lifecycle';
import { placeOrder } from '@/lib/orders/place';
import { moveOrder } from '@/lib/orders/staff';
import { createMemoryStore } from '@/lib/store/memory';
import type { RawLedger } from '@/lib/store/memory/ledger';
import type { Store } from '@/lib/store/port';
import { addDish, addUser, createWorld, START, type World } from './support';

export const HOUR = 60 * 60 * 1000;
const admin = { kind: 'admin', id: 1 } as const;

export interface Played {
  world: World;
  ctx: Context;
  store: Store;
  userId: number;
  orders: number[];
}

export interface Restaurant extends Played {
  raw: RawLedger;
}

/** In memory, with a way past every rule. */
export async function restaurant(): Promise<Restaurant> {
  let raw: RawLedger | undefined;
  const store = createMemoryStore(undefined, (access) => {
    raw = access;
  });
  if (!raw) throw new Error('no raw access');
  return { ...(await playOn(store)), raw };
}

/** One customer: joined, four orders (one cancelled, one cash), a correction each way. */
export async function playOn(store: Store): Promise<Played> {
  const world = createWorld('standard');
  const ctx = world.sibling(store);
  const dish = await addDish(store, 100_000);
  const { id: userId } = await addUser(store);
  await joinProgram(ctx, userId);
  await refreshUserCopies(ctx, userId);
  const orders: number[] = [];
  const order = async (key: string, quantity: number, points: number, method: PaymentMethod) => {
    const placed = await placeOrder(ctx, userId, key, {
      items: [{ menuItemId: dish.id, quantity }],
      deliveryAddress: null,
      scheduledFor: null,
      method,
      promoCode: null,
      points,
      comment: null,
      expected: null,
    });
    if (!placed.ok) throw new Error(placed.code);
    orders.push(placed.snapshot.order.id);
    await world.drain();
    return placed.snapshot.order.id;
  };
  await order('first-key', 3, 100, 'card');
  world.setNow(START + HOUR);
  const second = await order('second-key', 25, 0, 'card');
  world.setNow(START + 2 * HOUR);
  const third = await order('third-key', 2, 50, 'sbp');
  const cash = await order('cash-key', 4, 0, 'cash');
  world.setNow(START + 3 * HOUR);
  await adjustBalance(ctx, { userId, points: 40, reason: 'извинения', adminId: 1, key: 'k1' });
  await cancelOrder(ctx, third, admin, 'staff');
  await moveOrder(ctx, second, admin, 'delivered');
  await moveOrder(ctx, cash, admin, 'delivered');
  await adjustBalance(ctx, { userId, points: -10, reason: 'ошибка', adminId: 1, key: 'k2' });
  await world.drain();
  world.setNow(START + 5 * HOUR);
  return { world, ctx, store, userId, orders };
}
