/** Who of the staff did what, as other staff are told; customers are told of no staff. */
import { expect, test } from 'vitest';
import { readUserLoyalty } from '@/lib/api/admin-loyalty';
import { orderViews } from '@/lib/api/orders';
import { staffOrderView, staffOrderViews } from '@/lib/api/staff-orders';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { placeOrder } from '@/lib/orders/place';
import { changeOrderAsStaff } from '@/lib/orders/staff';
import { placing } from '../support/make';
import { addDish, addUser, createWorld } from './support';

test('what staff did is told with name and email, in the view of one order alone', async () => {
  const { ctx, store, drain } = createWorld();
  const account = { passwordHash: '', role: 'operator', active: true } as const;
  const oleg = await store.admins.insert({ ...account, email: 'oleg@example.com', name: 'Олег' });
  if (!oleg.won) throw new Error('email taken');
  const user = await addUser(store);
  const dish = await addDish(store, 100_000);
  const placed = await placeOrder(ctx, user.id, 'key-0001', placing(dish, { method: 'cash' }));
  if (!placed.ok) throw new Error(placed.code);
  const { id } = placed.snapshot.order;
  for (const [admin, status] of [
    [oleg.row.id, 'accepted'],
    [404, 'preparing'],
  ] as const) {
    const moved = await changeOrderAsStaff(ctx, id, { kind: 'admin', id: admin }, { status });
    expect(moved.ok).toBe(true);
  }
  await drain();
  const order = await store.orders.byId(id);
  if (!order) throw new Error('the order is gone');

  const { events, customer } = await staffOrderView(ctx, order);
  const by = { id: oleg.row.id, name: 'Олег', email: 'oleg@example.com' };
  expect(customer).toEqual({ id: user.id, phone: user.phone, name: null });
  expect(events.map(({ kind, actor, by }) => ({ kind, actor, by }))).toEqual([
    { kind: 'placed', actor: 'customer', by: undefined },
    { kind: 'status', actor: 'admin', by },
    // An account that is no longer there.
    { kind: 'status', actor: 'admin', by: undefined },
  ]);
  for (const [view] of [await orderViews(ctx, [order]), await staffOrderViews(ctx, [order])]) {
    expect(JSON.stringify(view)).not.toContain('oleg@example.com');
  }
});

test('a correction in a customer’s rows tells whose it was', async () => {
  const { ctx, store } = createWorld();
  const account = { passwordHash: '', role: 'manager', active: true } as const;
  const marina = await store.admins.insert({ ...account, email: 'm@example.com', name: 'Марина' });
  if (!marina.won) throw new Error('email taken');
  const user = await addUser(store);
  const gift = { userId: user.id, points: 50, reason: 'подарок' };
  await adjustBalance(ctx, { ...gift, adminId: marina.row.id, key: 'key-0001' });
  await adjustBalance(ctx, { ...gift, adminId: 404, key: 'key-0002' });
  const answer = await readUserLoyalty(ctx, user.id, { limit: 50 });
  expect(answer?.entries.map((e) => e.adminId)).toEqual([404, marina.row.id]);
  expect(answer?.staff).toEqual([{ id: marina.row.id, name: 'Марина' }]);
});
