/** Orders as staff see them: with their customers. */
import type { z } from 'zod';
import type { Context } from '../context';
import { toKopecks } from '../money';
import type { Board } from '../orders/board';
import type { OrderSearch } from '../orders/find';
import { activeStatuses } from '../orders/lifecycle';
import type { StaffRequest } from '../orders/staff-steps';
import type { StoredOrder } from '../store/port-orders';
import type { OrderEventView, OrderView } from './answers';
import { orderView } from './order-view';
import { orderViews } from './orders';
import type { staffOrderBody, staffOrdersQuery } from './requests';
import { staffOf } from './staff-names';
import { iso } from './views';

export interface StaffEventView extends OrderEventView {
  /** Who of the staff did it; told of one order, not in lists. */
  by?: { id: number; name: string; email: string };
}

export interface StaffOrderView extends OrderView {
  customer: { id: number; phone: string; name: string | null };
  events: StaffEventView[];
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
  const [views, customerOf] = await Promise.all([
    orderViews(ctx, orders),
    customersOf(ctx, orders),
  ]);
  return orders.flatMap((order, i) => {
    const view = views[i];
    return view ? [{ ...view, customer: customerOf(order) }] : [];
  });
}

/** One order; what staff did to it is told with who it was. */
export async function staffOrderView(ctx: Context, order: StoredOrder): Promise<StaffOrderView> {
  const [events, rows, customerOf] = await Promise.all([
    ctx.store.orders.events(order.id),
    ctx.store.ledger.ofOrder(order.id),
    customersOf(ctx, [order]),
  ]);
  const doers = new Map<number, number>();
  for (const { n, actor } of events) if (actor.kind === 'admin') doers.set(n, actor.id);
  const staff = await staffOf(ctx, doers.values());
  const view = orderView({ order, events, rows });
  return {
    ...view,
    customer: customerOf(order),
    events: view.events.map((event) => {
      const doer = staff.get(doers.get(event.n) ?? 0);
      if (!doer) return event;
      const { id, name, email } = doer;
      return { ...event, by: { id, name, email } };
    }),
  };
}

/** Of a customer who is gone only the number is known. */
async function customersOf(ctx: Context, orders: readonly StoredOrder[]) {
  const ids = [...new Set(orders.map((o) => o.placed.userId))];
  const byId = new Map((await ctx.store.users.byIds(ids)).map((u) => [u.id, u]));
  return ({ placed: { userId: id } }: StoredOrder): StaffOrderView['customer'] => {
    const { phone = '', name = null } = byId.get(id) ?? {};
    return { id, phone, name };
  };
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
