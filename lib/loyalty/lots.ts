/**
 * Lots: what is left of each grant (SPEC 2). A list is kept oldest grant first
 * and holds no empty lots. Pure; lists are never changed in place.
 */
import type { LotMove } from './entry';

export interface Lot {
  /** Name: seq of the row that granted it (of the newest one, when merged). */
  seq: number;
  /** Seq of the oldest grant merged into it; equal to `seq` when none is. */
  from: number;
  points: number;
  /** End in milliseconds; null = never. */
  expiresAt: number | null;
  /** The order that earned it (of the newest grant, when merged); null for gifts. */
  orderId: number | null;
}

/** Has the lot reached its end at `now`? Its last moment is no longer usable. */
export function isExpired(lot: Pick<Lot, 'expiresAt'>, now: number): boolean {
  return lot.expiresAt !== null && lot.expiresAt <= now;
}

/** Points in lots that have not expired at `now`, whether or not the job has come by. */
export function livePoints(lots: readonly Lot[], now: number): number {
  return lots.reduce((sum, l) => (isExpired(l, now) ? sum : sum + l.points), 0);
}

/** The lot that holds what is left of the grant `seq`, if any is left. */
export function findLot(lots: readonly Lot[], seq: number): Lot | undefined {
  return lots.find((l) => l.from <= seq && seq <= l.seq);
}

/**
 * Adds a granted lot at the end. While no lot of the account has ever had an
 * end, all lots are alike and one is enough; after that merging would change
 * which points expire, so it stops for good.
 */
export function addLot(lots: readonly Lot[], lot: Lot, everExpiring: boolean): Lot[] {
  if (lot.points <= 0) return [...lots];
  const last = lots.at(-1);
  if (last && !everExpiring) {
    return [...lots.slice(0, -1), { ...lot, from: last.from, points: last.points + lot.points }];
  }
  return [...lots, lot];
}

/** Puts points back where they came from: the lot's remainder, or its old place in the queue. */
export function putBack(lots: readonly Lot[], move: LotMove): Lot[] {
  const home = findLot(lots, move.lot);
  if (home) {
    return lots.map((l) =>
      l === home ? { ...l, points: l.points + move.points, expiresAt: move.expiresAt } : l,
    );
  }
  const { lot: seq, points, expiresAt, orderId } = move;
  const lot = { seq, from: seq, points, expiresAt, orderId };
  return [...lots, lot].sort((a, b) => a.seq - b.seq);
}

/**
 * Which lots give up to `amount`: first what is left of `ownLots` (expired or
 * not), then lots that have not expired, oldest first. What they cannot cover
 * is the caller's debt.
 */
export function take(
  lots: readonly Lot[],
  amount: number,
  now: number,
  ownLots: readonly number[] = [],
): LotMove[] {
  const own = new Set(ownLots.map((seq) => findLot(lots, seq)));
  const queue = [
    ...lots.filter((l) => own.has(l)),
    ...lots.filter((l) => !own.has(l) && !isExpired(l, now)),
  ];
  const moves: LotMove[] = [];
  let missing = amount;
  for (const lot of queue) {
    if (missing === 0) break;
    const points = Math.min(lot.points, missing);
    missing -= points;
    moves.push({ lot: lot.seq, points, expiresAt: lot.expiresAt, orderId: lot.orderId });
  }
  return moves;
}

/** Takes `amount` from one lot, by name: how a lot expires. */
export function takeFromLot(lots: readonly Lot[], seq: number, amount: number): LotMove[] {
  const lot = findLot(lots, seq);
  if (!lot) return [];
  return [{ lot: lot.seq, points: amount, expiresAt: lot.expiresAt, orderId: lot.orderId }];
}
