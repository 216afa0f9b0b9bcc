'use client';
/** Sends the cart as an order, and sorts what came back into what the page does next. */
import type { OrderAnswer, OrderView, Problem, Quote } from '../api/answers';
import type { OnlineMethod, PaymentMethod } from '../orders/lifecycle';
import { isOnline } from '../orders/lifecycle';
import { api, type PlaceOrderInput } from './api';
import { clearedCart, openAttempt, withAttempt, withoutAttempt } from './cart';
import { getCart, updateCart } from './cart-store';
import { ApiError, hasCode, isOutcomeUnknown } from './errors';

export type PlaceResult =
  | { kind: 'placed'; answer: OrderAnswer }
  /** No answer: repeat the same request under the same key. */
  | { kind: 'lost' }
  /** The order is written, the payment was declined. */
  | { kind: 'declined'; orderId: number; problem: Problem }
  | { kind: 'quote'; quote: Quote; problem: Problem }
  | { kind: 'points'; maxPoints: number | null; problem: Problem }
  | { kind: 'promo'; problem: Problem }
  | { kind: 'signIn' }
  | { kind: 'refused'; error: unknown };

/**
 * The request did not get as far as an order, or the bank is still at it: what
 * an earlier try did stays open.
 */
const keepsAttempt = (error: unknown) =>
  isUndecided(error) ||
  (error instanceof ApiError && (error.status === 401 || error.status === 429));

function isUndecided(error: unknown): boolean {
  return isOutcomeUnknown(error) || hasCode(error, 'PAYMENT_IN_PROGRESS');
}

/**
 * Posts the cart. A try whose answer never came is repeated word for word under
 * its key; any definite answer uses the key up.
 */
export async function placeCart(body: PlaceOrderInput): Promise<PlaceResult> {
  const open = openAttempt(getCart());
  if (!open) updateCart((cart) => withAttempt(cart, body));
  const attempt = open ?? { key: getCart().key, body };
  try {
    const answer = await api.placeOrder(attempt.body, attempt.key);
    updateCart(clearedCart);
    return { kind: 'placed', answer };
  } catch (error) {
    if (!keepsAttempt(error)) {
      const written = error instanceof ApiError && error.code === 'PAYMENT_DECLINED';
      // A declined order is an order: the cart has become it.
      updateCart(written && error.problem.orderId ? clearedCart : withoutAttempt);
    }
    return sortRefusal(error);
  }
}

/**
 * Pays a written order, or sets it to cash. When the answer is lost the order
 * itself tells whether the payment went through.
 */
export async function payOrder(order: OrderView, method: PaymentMethod): Promise<PlaceResult> {
  try {
    const change = isOnline(method)
      ? { pay: true as const, paymentMethod: method satisfies OnlineMethod }
      : { paymentMethod: method };
    return { kind: 'placed', answer: await api.changeOrder(order.id, change) };
  } catch (error) {
    if (!isUndecided(error)) return sortRefusal(error, order.id);
    const now = await api.order(order.id).catch(() => null);
    if (
      now &&
      (now.paymentStatus === 'paid' || (!isOnline(method) && now.paymentMethod === method))
    ) {
      return { kind: 'placed', answer: { success: true, order: now, orderNumber: now.number } };
    }
    return { kind: 'lost' };
  }
}

function sortRefusal(error: unknown, knownOrder?: number): PlaceResult {
  if (isUndecided(error)) return { kind: 'lost' };
  if (!(error instanceof ApiError)) return { kind: 'refused', error };
  const { problem, code } = error;
  const orderId = problem.orderId ?? knownOrder;
  if (error.status === 401) return { kind: 'signIn' };
  if (code === 'PAYMENT_DECLINED' && orderId) return { kind: 'declined', orderId, problem };
  if (code === 'QUOTE_CHANGED' && problem.quote) {
    return { kind: 'quote', quote: problem.quote, problem };
  }
  if (code.startsWith('POINTS_') || code === 'LOYALTY_DISABLED') {
    return { kind: 'points', maxPoints: problem.maxPoints ?? null, problem };
  }
  if (code.startsWith('PROMO_')) return { kind: 'promo', problem };
  return { kind: 'refused', error };
}
