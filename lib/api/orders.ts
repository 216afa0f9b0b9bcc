/** Requests and answers about orders: from the API's form to the operations' and back. */
import type { z } from 'zod';
import type { Context } from '../context';
import { knownHead } from '../loyalty/chain';
import { type OrderSnapshot, snapshotFacts } from '../loyalty/reconcile';
import { toKopecks } from '../money';
import type { ChangeRequest } from '../orders/change';
import type { PlaceRequest } from '../orders/place';
import type { Expected } from '../orders/quote';
import { earnedPoints } from '../orders/settle';
import type { StoredOrder } from '../store/port-orders';
import type { User } from '../store/port-users';
import type { OrderAnswer, OrderView } from './answers';
import { orderView } from './order-view';
import type { changeOrderBody, expectedSchema, placeOrderBody } from './requests';
import { profileView } from './views';

function expectedOf(expected: z.infer<typeof expectedSchema> | undefined): Expected | null {
  if (!expected) return null;
  return {
    totalKopecks: toKopecks(expected.total),
    payableKopecks: toKopecks(expected.payable),
    pointsToEarn: expected.pointsToEarn,
  };
}

function changeKopecks(rubles: number | null | undefined): number | null | undefined {
  return typeof rubles === 'number' ? toKopecks(rubles) : rubles;
}

export function placeRequest(body: z.infer<typeof placeOrderBody>): PlaceRequest {
  return {
    items: body.items,
    deliveryAddress: body.deliveryAddress ?? null,
    scheduledFor: body.scheduledFor ?? null,
    method: body.paymentMethod ?? null,
    promoCode: body.promoCode ?? null,
    points: body.loyaltyPointsUsed ?? 0,
    comment: body.comment ?? null,
    cutlery: body.cutlery ?? null,
    changeFromKopecks: changeKopecks(body.changeFrom) ?? null,
    ...(body.consent && { consent: true }),
    expected: expectedOf(body.expected),
  };
}

export function changeRequest(body: z.infer<typeof changeOrderBody>): ChangeRequest {
  return {
    method: body.paymentMethod,
    points: body.loyaltyPointsUsed,
    promoCode: body.promoCode,
    items: body.items,
    deliveryAddress: body.deliveryAddress,
    scheduledFor: body.scheduledFor,
    comment: body.comment,
    cutlery: body.cutlery,
    changeFromKopecks: changeKopecks(body.changeFrom),
    pay: body.pay,
    expected: expectedOf(body.expected) ?? undefined,
  };
}

/** The answer to POST and PATCH, with the customer's fresh profile. */
export function orderAnswer(ctx: Context, snapshot: OrderSnapshot, user: User): OrderAnswer {
  const order = orderView(snapshot);
  return {
    success: true,
    order,
    orderNumber: order.number,
    loyaltyPointsEarned: earnedPoints(snapshot.rows),
    userProfile: profileView(user, snapshot.head.account, ctx.now()),
  };
}

/** The same after a change that was made from an order's id; reads the customer. */
export async function changedOrderAnswer(
  ctx: Context,
  snapshot: OrderSnapshot,
): Promise<OrderAnswer> {
  const { userId } = snapshotFacts(snapshot);
  const [user, head] = await Promise.all([
    ctx.store.users.byId(userId),
    ctx.store.ledger.head(userId),
  ]);
  if (!user) throw new Error(`customer ${userId} is gone`);
  return orderAnswer(ctx, { ...snapshot, head: knownHead(user, head) }, user);
}

/** Views of a page of orders, with their events and rows. */
export async function orderViews(
  ctx: Context,
  orders: readonly StoredOrder[],
): Promise<OrderView[]> {
  const ids = orders.map((o) => o.id);
  const [events, rows] = await Promise.all([
    ctx.store.orders.eventsOfMany(ids),
    ctx.store.ledger.ofOrders(ids),
  ]);
  return orders.map((order) =>
    orderView({
      order,
      events: events.filter((e) => e.orderId === order.id),
      rows: rows.filter((r) => r.orderId === order.id),
    }),
  );
}
