/** What an order would cost and earn, and whether its points may be spent. Pure. */
import { type Account, availablePoints } from '../loyalty/account';
import { earnBaseKopecks, spendCapPoints } from '../loyalty/earning';
import type { LoyaltyProgram } from '../loyalty/program';
import { tierAt } from '../loyalty/tiers';
import { percentToPoints } from '../money';
import { type QuoteNumbers, type Refusal, refuse } from '../refusal';
import { type Amounts, payableKopecks, pointsThatFit, totalKopecks } from './amounts';

/** The customer's side of a quote at one moment. */
export interface Standing {
  program: LoyaltyProgram;
  account: Account;
  moduleOn: boolean;
  now: number;
}

/** The order's sums, and the points it would earn at the customer's present tier. */
export function quote(
  standing: Standing,
  amounts: Amounts,
  points: number,
  fixedPercent?: number,
): QuoteNumbers {
  const { program, account, moduleOn, now } = standing;
  const percent = fixedPercent ?? tierAt(program, account, now).earnPercent;
  return {
    ...amounts,
    totalKopecks: totalKopecks(amounts),
    payableKopecks: payableKopecks(amounts, points),
    pointsToEarn: moduleOn
      ? percentToPoints(earnBaseKopecks(program, amounts, points), percent)
      : 0,
  };
}

/** The smaller of cap and what is available; `held` = points the order holds already. */
export function maxSpendPoints(standing: Standing, amounts: Amounts, held = 0): number {
  const available = availablePoints(standing.account, standing.now) + held;
  return Math.min(spendCapPoints(standing.program, amounts), pointsThatFit(amounts), available);
}

/** Refusals about points in the order of SPEC 5. */
export function pointsProblem(
  standing: Standing,
  amounts: Amounts,
  points: number,
  held = 0,
): Refusal | null {
  if (points === 0) return null;
  if (!standing.moduleOn) return refuse('LOYALTY_DISABLED', { maxPoints: 0 });
  const maxPoints = maxSpendPoints(standing, amounts, held);
  const cap = Math.min(spendCapPoints(standing.program, amounts), pointsThatFit(amounts));
  if (points > cap) return refuse('POINTS_OVER_CAP', { maxPoints });
  if (points > maxPoints) return refuse('POINTS_UNAVAILABLE', { maxPoints });
  return null;
}

/** What the page showed, in kopecks. */
export interface Expected {
  totalKopecks: number;
  payableKopecks: number;
  pointsToEarn: number;
}

/** QUOTE_CHANGED when the page showed other numbers than the server's. */
export function quoteProblem(expected: Expected | null, actual: QuoteNumbers): Refusal | null {
  if (!expected) return null;
  const same =
    expected.totalKopecks === actual.totalKopecks &&
    expected.payableKopecks === actual.payableKopecks &&
    expected.pointsToEarn === actual.pointsToEarn;
  return same ? null : refuse('QUOTE_CHANGED', { quote: actual });
}
