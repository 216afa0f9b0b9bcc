/**
 * A customer's account: what the rows of the ledger add up to. Each row stores
 * the account after it, so a balance reads one row; the rows alone are enough
 * to compute it again (SPEC 2, "Lots").
 */
import type { EntryDraft, LedgerEntry, LotMove } from './entry';
import { addLot, type Lot, livePoints, putBack, take, takeFromLot } from './lots';

/** An open promise: a pending row that is neither settled nor withdrawn. */
export interface OpenPromise {
  seq: number;
  points: number;
}

export interface Account {
  /** Sum of points over completed rows; may be negative. */
  balance: number;
  /** What lots could not cover. balance = points in lots - debt. */
  debt: number;
  /** Oldest grant first; empty ones are left out. */
  lots: Lot[];
  /** Lifetime qualifying spend, kopecks. */
  spendKopecks: number;
  /** The longest window that any row's programme needed; 0 = none. */
  windowDays: number;
  /** Contributions by placing time, oldest first, no older than the window. */
  window: { at: number; kopecks: number }[];
  promises: OpenPromise[];
  /** Highest tier so far for programmes without demotion, else the last one. */
  tier: string | null;
  /** Time of the last birthday grant. */
  birthdayAt: number | null;
  /** An expiring lot was ever granted: never-expiring lots no longer merge. */
  everExpiring: boolean;
}

export const emptyAccount: Account = {
  balance: 0,
  debt: 0,
  lots: [],
  spendKopecks: 0,
  windowDays: 0,
  window: [],
  promises: [],
  tier: null,
  birthdayAt: null,
  everExpiring: false,
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** Points that can be spent at `now`: lots not expired, less debt, not below 0. */
export function availablePoints(account: Account, now: number): number {
  return Math.max(0, livePoints(account.lots, now) - account.debt);
}

/** Points promised and not yet paid out. */
export function pendingPoints(account: Account): number {
  return account.promises.reduce((sum, p) => sum + p.points, 0);
}

/** Qualifying spend of orders placed within `days` before `now`, kopecks. */
export function windowSpendKopecks(account: Account, days: number, now: number): number {
  const from = now - days * DAY_MS;
  return account.window.reduce((sum, w) => (w.at > from ? sum + w.kopecks : sum), 0);
}

/** When the next lot with points left ends; null when none does. */
export function nextExpiryAt(account: Account): number | null {
  const ends = account.lots.flatMap((l) => (l.expiresAt === null ? [] : [l.expiresAt]));
  return ends.length === 0 ? null : Math.min(...ends);
}

export interface Posted {
  account: Account;
  /** What the row took from lots or put back, for its record. */
  lots: LotMove[];
}

/** A row about to be written, in its place in the chain. */
export interface PostingContext {
  seq: number;
  at: number;
  windowDays: number;
}

/**
 * Applies a draft to an account, choosing the lots it moves.
 * A `used` row must be covered by what is available; the planner checks that.
 */
export function postDraft(account: Account, draft: EntryDraft, ctx: PostingContext): Posted {
  const moves = chooseLots(account, draft, ctx.at);
  return { account: applyMoves(account, draft, moves, ctx), lots: moves };
}

/**
 * The account after a stored row, from the row's own record: what the audit
 * uses. The tier is the row's; it depends on the programme of that day.
 */
export function foldEntry(account: Account, entry: LedgerEntry): Account {
  const next = applyMoves(account, entry, entry.lots, {
    seq: entry.seq,
    at: entry.at,
    windowDays: entry.windowDays,
  });
  return { ...next, tier: entry.tier };
}

function chooseLots(account: Account, draft: EntryDraft, at: number): LotMove[] {
  if (draft.status === 'pending') return [];
  if (draft.type === 'refunded') return draft.restore;
  if (draft.points >= 0) return [];
  const amount = -draft.points;
  if (draft.type === 'expired') return takeFromLot(account.lots, draft.refersTo ?? 0, amount);
  return take(account.lots, amount, at, draft.ownLots);
}

type Applied = Pick<
  EntryDraft,
  'type' | 'status' | 'points' | 'spendKopecks' | 'spendAt' | 'expiresAt' | 'refersTo' | 'orderId'
>;

function applyMoves(
  before: Account,
  row: Applied,
  moves: readonly LotMove[],
  ctx: PostingContext,
): Account {
  const windowDays = Math.max(before.windowDays, ctx.windowDays);
  const account: Account = {
    ...before,
    spendKopecks: before.spendKopecks + row.spendKopecks,
    windowDays,
    window: moveWindow(before.window, row, windowDays, ctx.at),
  };
  if (row.status === 'pending') {
    account.promises = [...before.promises, { seq: ctx.seq, points: row.points }];
    return account;
  }
  account.balance = before.balance + row.points;
  account.promises = before.promises.filter((p) => p.seq !== row.refersTo);
  if (row.type === 'birthday') account.birthdayAt = ctx.at;
  if (row.type === 'refunded') return restore(account, moves);
  if (row.points > 0) return grant(account, row, ctx.seq);
  const taken = moves.reduce((sum, m) => sum + m.points, 0);
  account.lots = subtract(account.lots, moves);
  account.debt = before.debt + (-row.points - taken);
  return account;
}

/** A grant pays debt first; what is left opens a lot. */
function grant(account: Account, row: Applied, seq: number): Account {
  const toDebt = Math.min(account.debt, row.points);
  const everExpiring = account.everExpiring || row.expiresAt !== null;
  const points = row.points - toDebt;
  const lot = { seq, from: seq, points, expiresAt: row.expiresAt, orderId: row.orderId };
  return {
    ...account,
    debt: account.debt - toDebt,
    everExpiring,
    lots: addLot(account.lots, lot, everExpiring),
  };
}

/** Points that come back pay debt first, from the oldest lot on; the rest returns to the lots. */
function restore(account: Account, moves: readonly LotMove[]): Account {
  let debt = account.debt;
  let lots = account.lots;
  for (const move of moves) {
    const toDebt = Math.min(debt, move.points);
    debt -= toDebt;
    if (move.points > toDebt) lots = putBack(lots, { ...move, points: move.points - toDebt });
  }
  return { ...account, debt, lots };
}

function subtract(lots: readonly Lot[], moves: readonly LotMove[]): Lot[] {
  const taken = new Map(moves.map((m) => [m.lot, m.points]));
  return lots
    .map((l) => ({ ...l, points: l.points - (taken.get(l.seq) ?? 0) }))
    .filter((l) => l.points > 0);
}

function moveWindow(
  window: Account['window'],
  row: Applied,
  days: number,
  now: number,
): Account['window'] {
  if (days === 0) return [];
  const from = now - days * DAY_MS;
  const sums = new Map(window.map((w) => [w.at, w.kopecks]));
  if (row.spendAt !== null && row.spendKopecks !== 0) {
    sums.set(row.spendAt, (sums.get(row.spendAt) ?? 0) + row.spendKopecks);
  }
  return [...sums]
    .filter(([at, kopecks]) => at > from && kopecks !== 0)
    .sort(([a], [b]) => a - b)
    .map(([at, kopecks]) => ({ at, kopecks }));
}
