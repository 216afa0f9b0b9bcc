/** An order's money (SPEC 1). Whole kopecks, points in whole numbers. */
import { kopecksToPoints, pointsToKopecks } from '../money';

export interface Amounts {
  /** Sum of lines, priced by the server. */
  subtotalKopecks: number;
  deliveryKopecks: number;
  /** At most the subtotal. */
  promoDiscountKopecks: number;
}

/** subtotal + delivery - promo discount: the one place that computes it. */
export function totalKopecks(a: Amounts): number {
  return a.subtotalKopecks + a.deliveryKopecks - a.promoDiscountKopecks;
}

/** What is left to pay after points; never below 0. */
export function payableKopecks(a: Amounts, pointsUsed: number): number {
  return Math.max(0, totalKopecks(a) - pointsToKopecks(pointsUsed));
}

/** Points beyond which an order of these amounts would pay the customer. */
export function pointsThatFit(a: Amounts): number {
  return Math.max(0, kopecksToPoints(totalKopecks(a)));
}
