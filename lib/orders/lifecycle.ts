/** Order statuses and who may move an order where (SPEC 1). */

export const orderStatuses = [
  'new',
  'accepted',
  'preparing',
  'ready',
  'on_way',
  'delivered',
  'issued',
  'completed',
  'cancelled',
] as const;

export type OrderStatus = (typeof orderStatuses)[number];

export const paymentMethods = ['card', 'sbp', 'cash'] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

/** Methods that a payment provider charges. */
export const onlineMethods = ['card', 'sbp'] as const;
export type OnlineMethod = (typeof onlineMethods)[number];

export function isOnline(method: PaymentMethod | null): method is OnlineMethod {
  return method === 'card' || method === 'sbp';
}

/** Delivered, handed over at the counter, or completed. */
export function isFinished(status: OrderStatus): boolean {
  return status === 'delivered' || status === 'issued' || status === 'completed';
}

/** Statuses that somebody still has to do something about, in their order. */
export const activeStatuses = ['new', 'accepted', 'preparing', 'ready', 'on_way'] as const;

export function isActive(status: OrderStatus): boolean {
  return (activeStatuses as readonly OrderStatus[]).includes(status);
}

/** Has staff taken the order on (or skipped past that)? */
export function isAcceptedOrLater(status: OrderStatus): boolean {
  return status !== 'new' && status !== 'cancelled';
}

/**
 * May staff move an order from one status to another? Forward with skips, back
 * to any earlier one, or to cancelled; only `cancelled` is final.
 */
export function canStaffMove(from: OrderStatus, to: OrderStatus): boolean {
  return from !== 'cancelled' || to === 'cancelled';
}
