/** Where an order's money is, in one word: for lists, filters and the people who read the grid. Pure. */
import { isPaid, type OrderFacts, type PlacedFacts, refundDueKopecks } from './facts';
import { isOnline } from './lifecycle';

export const paymentStates = ['unpaid', 'pending', 'paid', 'refund_due', 'refunded'] as const;

export type PaymentState = (typeof paymentStates)[number];

/** `pending`: a charge whose outcome is open; `refund_due`: money is to go back. */
export function paymentState(f: OrderFacts): PaymentState {
  if (refundDueKopecks(f) > 0) return 'refund_due';
  if (f.returnedKopecks > 0 && f.paidKopecks === f.returnedKopecks) return 'refunded';
  if (f.openAttempt) return 'pending';
  return isPaid(f) ? 'paid' : 'unpaid';
}

/** The same of an order that was just placed. */
export function paymentStateAsPlaced(placed: Pick<PlacedFacts, 'charge' | 'method'>): PaymentState {
  return placed.charge && isOnline(placed.method) ? 'pending' : 'unpaid';
}
