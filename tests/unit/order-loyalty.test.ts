/** The sign on the points block of an order (SPEC 6, "Оплата"). */
import { describe, expect, test } from 'vitest';
import { orderLoyaltyView } from '@/lib/api/admin-order-loyalty';
import { joinProgram } from '@/lib/loyalty/join';
import { readOrder } from '@/lib/orders/events';
import type { PaymentMethod } from '@/lib/orders/lifecycle';
import { placeOrder } from '@/lib/orders/place';
import { placing } from '../support/make';
import { addDish, addUser, createWorld, START } from './support';

async function placed(method: PaymentMethod) {
  const { ctx, store, drain } = createWorld('at-payment');
  const user = await addUser(store);
  await joinProgram(ctx, user.id);
  const dish = await addDish(store, 100_000);
  const answer = await placeOrder(ctx, user.id, 'key', placing(dish, { method }));
  if (!answer.ok) throw new Error(answer.code);
  const before = answer.snapshot;
  await drain();
  const after = await readOrder(ctx, before.order.id);
  if (!after) throw new Error('no order');
  return { before, after };
}

const SECONDS = 1000;

describe('the sign of an order', () => {
  test('is green as soon as everything is written', async () => {
    const { before, after } = await placed('card');
    expect(orderLoyaltyView(before, START).indicator).toBe('orange');
    expect(orderLoyaltyView(after, START)).toMatchObject({ indicator: 'green', problems: [] });
  });

  test('is orange while points are promised', async () => {
    const { after } = await placed('cash');
    expect(orderLoyaltyView(after, START + 3600 * SECONDS).indicator).toBe('orange');
  });

  test('is red for rows that are missing, but not within a minute: they may be on their way', async () => {
    const { after } = await placed('card');
    const without = { ...after, rows: [] };
    const soon = orderLoyaltyView(without, START + 10 * SECONDS);
    expect(soon).toMatchObject({ indicator: 'orange', problems: [] });
    const late = orderLoyaltyView(without, START + 100 * SECONDS);
    expect(late.indicator).toBe('red');
    expect(late.problems).not.toEqual([]);
  });
});
