/** Where spent points go back to (SPEC 2, "Lots"): the lots that they came from. */
import type { Account } from './account';
import type { Head } from './chain';
import type { EntryDraft, LedgerEntry, LotMove } from './entry';
import { expiryDraft } from './expiry';
import { findLot, isExpired } from './lots';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Which lots `points` of an order go back to: what the order took last comes
 * back first. Points of a lot that has expired since get a grace of `graceDays`.
 */
export function lotsToRestore(
  rows: readonly LedgerEntry[],
  points: number,
  account: Account,
  at: number,
  graceDays: number,
): LotMove[] {
  const taken: LotMove[] = [];
  for (const row of rows) {
    if (row.type === 'used') taken.push(...row.lots.map((m) => ({ ...m })));
    if (row.type === 'refunded') giveBack(taken, row.points);
  }
  const restore: LotMove[] = [];
  let missing = points;
  for (const move of taken.reverse()) {
    const part = Math.min(move.points, missing);
    missing -= part;
    if (part > 0) restore.unshift(restoredMove(move, part, account, at, graceDays));
  }
  return restore;
}

/** Takes `points` off the end of what was taken: they came back before. */
function giveBack(taken: LotMove[], points: number): void {
  let left = points;
  for (const move of [...taken].reverse()) {
    const part = Math.min(move.points, left);
    move.points -= part;
    left -= part;
  }
}

function restoredMove(
  move: LotMove,
  points: number,
  account: Account,
  at: number,
  graceDays: number,
): LotMove {
  const home = findLot(account.lots, move.lot);
  const expiresAt = home ? home.expiresAt : move.expiresAt;
  return {
    ...move,
    points,
    expiresAt: isExpired({ expiresAt }, at) ? at + graceDays * DAY_MS : expiresAt,
  };
}

/** Rows that expire what is still in expired lots before points return to them. */
export function leftoverDrafts(
  userId: number,
  restore: readonly LotMove[],
  head: Head,
  at: number,
): EntryDraft[] {
  const homes = new Set(restore.map((m) => findLot(head.account.lots, m.lot)));
  return head.account.lots
    .filter((lot) => homes.has(lot) && isExpired(lot, at))
    .map((lot, i) => expiryDraft(userId, lot, head.seq + 1 + i));
}
