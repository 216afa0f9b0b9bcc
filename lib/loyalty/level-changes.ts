/**
 * Tier changes as `User_Loyalty_Levels` tells them (SPEC 7): a row whose tier is
 * not its predecessor's moved it; the first row gives the first tier. Derived
 * from the ledger, so it can be told again at any time. Pure.
 */
import type { LevelChange } from '../store/port';
import { windowSpendKopecks } from './account';
import { describe } from './describe';
import type { LedgerEntry } from './entry';

/** What the row says about the tier; `previous` is the row before it, null for the first. */
export function levelChangeOf(
  previous: Pick<LedgerEntry, 'tier'> | null,
  row: LedgerEntry,
): LevelChange | null {
  if (previous?.tier === row.tier) return null;
  const spendKopecks = tierSumKopecks(row);
  return {
    userId: row.userId,
    at: row.at,
    previous: previous?.tier ?? null,
    current: row.tier,
    reason: describe.levelReason(row.seq === 1, row.orderId, row.windowDays, spendKopecks),
    spendKopecks,
    entrySeq: row.seq,
  };
}

/** Qualifying spend that the row's programme looked at, kopecks. */
function tierSumKopecks({ account, windowDays, at }: LedgerEntry): number {
  return windowDays > 0 ? windowSpendKopecks(account, windowDays, at) : account.spendKopecks;
}
