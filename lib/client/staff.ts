/** What staff usually do next with an order. Pure. */
import type { OrderView } from '../api/answers';
import type { OrderStatus } from '../orders/lifecycle';

/** What a usual step may lead to. */
export type NextStatus = Exclude<OrderStatus, 'new' | 'cancelled'>;

/** The usual next status; null at the end. Pick-up is handed over, delivery goes on its way. */
export function nextStatus(
  order: Pick<OrderView, 'status' | 'deliveryAddress'>,
): NextStatus | null {
  const delivery = order.deliveryAddress !== null;
  const steps: Record<OrderStatus, NextStatus | null> = {
    new: 'accepted',
    accepted: 'preparing',
    preparing: 'ready',
    ready: delivery ? 'on_way' : 'issued',
    on_way: 'delivered',
    delivered: 'completed',
    issued: 'completed',
    completed: null,
    cancelled: null,
  };
  return steps[order.status];
}
