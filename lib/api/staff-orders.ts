/** Orders as staff see them: with their customers. */
import type { z } from 'zod';
import type { Context } from '../context';
import { toKopecks } from '../money';
import type { Board } from '../orders/board';
import type { OrderSearch } from '../orders/find';
import { activeStatuses } from '../orders/lifecycle';
import type { StaffRequest } from '../orders/staff-steps';
import type { StoredOrder } from '../store/port';
import type { OrderView } from './answers';
import { orderViews } from './orders';
import type { staffOrderBody, staffOrdersQuery } from './requests';
import { iso } from './views';

export interface StaffOrderView extends OrderView {
  customer: { id: number; phone: string; name: string | null };
}

/** What a card on the board says; as `StaffOrderView` otherwise. */
export interface BoardCard
  extends Pick<
    StaffOrderView,
    | 'id'
    | 'number'
    | 'status'
    | 'createdAt'
    | 'scheduledFor'
    | 'deliveryAddress'
    | 'comment'
    | 'paymentMethod'
    | 'paymentStatus'
    | 'payable'
    | 'pointsUsed'
    | 'customer'
  > {
  /** When it came into its status. */
  since: string;
  /** Number of its last event: send it as `seen` with a change. */
  seen: number;
  items: { name: string; quantity: number; addOns: string[] }[];
}

export interface BoardAnswer {
  version: string;
  /** The site's clock: ages are told by it. */
  now: string;
  /** Newest first; null: nothing changed since `known`. */
  orders: BoardCard[] | null;
  /** How many orders are in each active status, those not shown too. */
  counts: Record<string, number>;
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

export async function boardAnswer(ctx: Context, board: Board): Promise<BoardAnswer> {
  const { version, orders, counts } = board;
  const now = iso(ctx.now());
  if (!orders) return { version, now, orders, counts };
  const cards = (await staffOrderViews(ctx, orders)).map(boardCard);
  const shown = activeStatuses.map(
    (status) => [status, cards.filter((c) => c.status === status).length] as const,
  );
  return { version, now, orders: cards, counts: { ...Object.fromEntries(shown), ...counts } };
}

function boardCard(order: StaffOrderView): BoardCard {
  const moved = order.events.findLast((e) => e.kind === 'status' || e.kind === 'cancelled');
  const { id, number, status, createdAt, scheduledFor, deliveryAddress, comment } = order;
  const { paymentMethod, paymentStatus, payable, pointsUsed, customer } = order;
  return {
    id,
    number,
    status,
    createdAt,
    scheduledFor,
    deliveryAddress,
    comment,
    paymentMethod,
    paymentStatus,
    payable,
    pointsUsed,
    customer,
    since: moved?.at ?? createdAt,
    seen: order.events.at(-1)?.n ?? 0,
    items: order.items.map((line) => ({
      name: line.name,
      quantity: line.quantity,
      addOns: line.addOns.map((a) => a.name),
    })),
  };
}

/** A body of staff's PATCH as the operation takes it. */
export function staffRequest(body: z.infer<typeof staffOrderBody>): StaffRequest {
  const { deliveryFee, ...wishes } = body;
  return {
    ...wishes,
    deliveryKopecks: deliveryFee === undefined ? undefined : toKopecks(deliveryFee),
  };
}

export function orderSearch(query: z.infer<typeof staffOrdersQuery>): OrderSearch {
  const { status, method, payment, points, promo, from, to, search } = query;
  return {
    ...(status && { statuses: [status] }),
    ...(method && { methods: [method] }),
    ...(payment && { payments: [payment] }),
    withPoints: points === 'yes',
    withPromo: promo === 'yes',
    from,
    to,
    text: search,
  };
}
