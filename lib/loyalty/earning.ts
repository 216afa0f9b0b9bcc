/** What an order earns from, and what it adds to qualifying spend (SPEC 3). */
import { percentToPoints, pointsToKopecks } from '../money';
import { type Amounts, totalKopecks } from '../orders/amounts';
import type { LoyaltyProgram } from './program';

/** Kopecks that the earn percent applies to; never below 0. */
export function earnBaseKopecks(program: LoyaltyProgram, a: Amounts, pointsUsed: number): number {
  const { delivery, promo, points } = program.earnBase;
  return Math.max(
    0,
    a.subtotalKopecks +
      (delivery === 'included' ? a.deliveryKopecks : 0) -
      (promo === 'deducted' ? a.promoDiscountKopecks : 0) -
      (points === 'deducted' ? pointsToKopecks(pointsUsed) : 0),
  );
}

/** An order's contribution to qualifying spend in kopecks; never below 0. */
export function qualifyingSpendKopecks(
  program: LoyaltyProgram,
  a: Amounts,
  pointsUsed: number,
): number {
  const { delivery, points } = program.qualifyingSpend;
  return Math.max(
    0,
    totalKopecks(a) -
      (delivery === 'excluded' ? a.deliveryKopecks : 0) -
      (points === 'deducted' ? pointsToKopecks(pointsUsed) : 0),
  );
}

/** Most points that may be spent on an order of these amounts; the balance apart. */
export function spendCapPoints(program: LoyaltyProgram, a: Amounts): number {
  const base = totalKopecks(a) - (program.spendCap.delivery === 'excluded' ? a.deliveryKopecks : 0);
  return percentToPoints(base, program.spendCap.percent);
}
