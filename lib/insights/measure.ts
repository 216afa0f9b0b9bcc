/** What rows and an account add up to, on either side of a comparison. Pure. */
import { type Account, pendingPoints } from '../loyalty/account';
import type { LedgerEntry } from '../loyalty/entry';
import { isExpired, livePoints } from '../loyalty/lots';
import type { LoyaltyProgram } from '../loyalty/program';
import { tierAt } from '../loyalty/tiers';

/** Points moved in a period, each as a positive number where it is what its name says. */
export interface Moves {
  /** Earned by orders, take-backs taken off. */
  earned: number;
  /** Welcome and birthday bonuses. */
  gifts: number;
  /** Corrections by staff; may be negative. */
  adjusted: number;
  /** Used for orders, returns taken off: what the programme cost, a ruble a point. */
  spent: number;
  expired: number;
}

export const noMoves: Moves = { earned: 0, gifts: 0, adjusted: 0, spent: 0, expired: 0 };

const fields: Record<LedgerEntry['type'], [keyof Moves, 1 | -1]> = {
  earned: ['earned', 1],
  cancelled: ['earned', 1],
  used: ['spent', -1],
  refunded: ['spent', -1],
  expired: ['expired', -1],
  registration: ['gifts', 1],
  birthday: ['gifts', 1],
  adjustment: ['adjusted', 1],
};

/** Adds a row to sums; a promise is no move. */
export function addMove(sums: Moves, row: Pick<LedgerEntry, 'type' | 'status' | 'points'>): void {
  if (row.status === 'pending') return;
  const [field, sign] = fields[row.type];
  sums[field] += sign * row.points;
}

export interface Measured extends Moves {
  /** Points that can still be spent: what the restaurant owes. */
  outstanding: number;
  debt: number;
  /** Promised and not paid out. */
  pending: number;
  /** Name of the tier. */
  tier: string;
}

/**
 * One customer at `at`. Lots that have ended count as expired whether or not the
 * job has come by, so that both sides of a comparison look at the same moment.
 */
export function measure(
  rows: readonly LedgerEntry[],
  account: Account,
  program: LoyaltyProgram,
  at: number,
): Measured {
  const sums = { ...noMoves };
  for (const row of rows) addMove(sums, row);
  for (const lot of account.lots) if (isExpired(lot, at)) sums.expired += lot.points;
  return {
    ...sums,
    outstanding: livePoints(account.lots, at),
    debt: account.debt,
    pending: pendingPoints(account),
    tier: tierAt(program, account, at).name,
  };
}
