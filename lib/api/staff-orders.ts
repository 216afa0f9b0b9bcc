/** Orders as staff see them: with their customers. */
import type { Context } from '../context';
import type { StoredOrder } from '../store/port';
import type { OrderView } from './answers';
import { orderViews } from './orders';

export interface StaffOrderView extends OrderView {
  customer: { id: number; phone: string; name: string | null };
}

export async function staffOrderViews(
  ctx: Context,
  orders: readonly StoredOrder[],
): Promise<StaffOrderView[]> {
  const userIds = [...new Set(orders.map((o) => o.placed.userId))];
  const [views, users] = await Promise.all([
    orderViews(ctx, orders),
    ctx.store.users.byIds(userIds),
  ]);
  const byId = new Map(users.map((u) => [u.id, u]));
  return orders.flatMap((order, i) => {
    const view = views[i];
    const user = byId.get(order.placed.userId);
    const { id = order.placed.userId, phone = '', name = null } = user ?? {};
    return view ? [{ ...view, customer: { id, phone, name } }] : [];
  });
}
