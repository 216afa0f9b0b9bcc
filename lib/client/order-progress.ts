/** How far an order has come, for the bar over an order that is under way. Pure. */
import type { OrderView } from '../api/answers';
import type { OrderStatus } from '../orders/lifecycle';

type Way = Pick<
  OrderView,
  'status' | 'paymentStatus' | 'paymentMethod' | 'deliveryAddress' | 'scheduledFor' | 'createdAt'
>;

/** What the customer is waiting for. */
export type ProgressNow =
  | 'unpaid'
  | 'new'
  | 'accepted'
  | 'preparing'
  | 'waitsCourier'
  | 'waitsGuest'
  | 'on_way';

export interface OrderProgressState {
  steps: readonly OrderStatus[];
  /** The step the order stands at; -1 before the first. */
  step: number;
  now: ProgressNow;
  /** ISO moment the order should be there; null when it is past or unknown. */
  readyAt: string | null;
}

const toDoor = ['accepted', 'preparing', 'on_way', 'delivered'] as const;
const toCounter = ['accepted', 'preparing', 'ready', 'issued'] as const;

/** null for an order that is not under way any more. `leadMinutes`: how long one usually takes. */
export function progressOf(
  order: Way,
  leadMinutes: number | null,
  now: number,
): OrderProgressState | null {
  const pickup = order.deliveryAddress === null;
  const steps: readonly OrderStatus[] = pickup ? toCounter : toDoor;
  const waiting = waitsFor(order, pickup);
  if (!waiting) return null;
  // A delivery that is ready is still being prepared for the one who waits.
  const at = order.status === 'ready' && !pickup ? 'preparing' : order.status;
  const ready = Date.parse(order.createdAt) + (leadMinutes ?? 0) * 60_000;
  const known = leadMinutes !== null && waiting !== 'unpaid' && waiting !== 'waitsGuest';
  return {
    steps,
    step: steps.indexOf(at),
    now: waiting,
    readyAt: known && ready > now ? new Date(ready).toISOString() : null,
  };
}

function waitsFor(order: Way, pickup: boolean): ProgressNow | null {
  switch (order.status) {
    case 'new': {
      const paid = order.paymentStatus === 'paid' || order.paymentMethod === 'cash';
      return paid ? 'new' : 'unpaid';
    }
    case 'accepted':
    case 'preparing':
    case 'on_way':
      return order.status;
    case 'ready':
      return pickup ? 'waitsGuest' : 'waitsCourier';
    default:
      return null;
  }
}
