/**
 * What an older account opens with (docs/import.md): lots that keep their
 * expiry, or a debt, and the qualifying spend. Pure, and the same for the same
 * source whenever it runs: rows are numbered, and a stopped import goes on by number.
 */
import { qualifyingSpendKopecks } from '../loyalty/earning';
import type { LoyaltyProgram } from '../loyalty/program';
import type { LegacyEntry, LegacyOrder } from './legacy';

/** One row to write: points of a lot (or a debt) and part of the spend. */
export interface OpeningRow {
  points: number;
  expiresAt: number | null;
  spendKopecks: number;
  /** When the spend counts in a rolling window; null = before every window. */
  spendAt: number | null;
}

export interface OpeningLots {
  /** Oldest grant first; neighbours with one end are one. */
  lots: { points: number; expiresAt: number | null }[];
  debt: number;
}

interface Lot {
  points: number;
  expiresAt: number | null;
  orderId: number | null;
}

/** By time, rows without one keeping their place behind the row before them by Id. */
export function inOrder(entries: readonly LegacyEntry[]): (LegacyEntry & { at: number })[] {
  let last = 0;
  return [...entries]
    .sort((a, b) => a.id - b.id)
    .map((e) => {
      last = e.createdAt ?? last;
      return { ...e, at: last };
    })
    .sort((a, b) => a.at - b.at || a.id - b.id);
}

/**
 * Plays the rows that count: spends take the oldest points first, whether or not
 * the older system had let them expire in time; what was taken back comes off
 * its own order's grant, what was refunded goes back where it was taken.
 */
export function openingLots(entries: readonly LegacyEntry[]): OpeningLots {
  const lots: Lot[] = [];
  const takenFor = new Map<number, { lot: Lot; points: number }[]>();
  let debt = 0;

  function give(points: number, expiresAt: number | null, orderId: number | null): void {
    const toDebt = Math.min(debt, points);
    debt -= toDebt;
    if (points > toDebt) lots.push({ points: points - toDebt, expiresAt, orderId });
  }

  function takeFrom(queue: readonly Lot[], entry: LegacyEntry): void {
    let missing = -entry.points;
    for (const lot of queue) {
      const points = Math.min(lot.points, missing);
      if (points === 0) continue;
      lot.points -= points;
      missing -= points;
      if (entry.kind === 'other' && entry.orderId !== null) {
        takenFor.set(entry.orderId, [...(takenFor.get(entry.orderId) ?? []), { lot, points }]);
      }
    }
    debt += missing;
  }

  /** Back into the lots it came from, last taken first; what is left is a grant of its own. */
  function refund(entry: LegacyEntry & { at: number }): void {
    let left = entry.points;
    const taken = takenFor.get(entry.orderId ?? 0) ?? [];
    for (const part of [...taken].reverse()) {
      const { expiresAt } = part.lot;
      // A lot that ended meanwhile is no home for points that come back.
      if (debt > 0 || (expiresAt !== null && expiresAt <= entry.at)) continue;
      const points = Math.min(part.points, left);
      part.points -= points;
      part.lot.points += points;
      left -= points;
    }
    if (left > 0) give(left, entry.expiresAt, entry.orderId);
  }

  for (const entry of inOrder(entries.filter((e) => e.state === 'counts'))) {
    if (entry.points > 0 && entry.kind === 'refunded') refund(entry);
    else if (entry.points > 0) give(entry.points, entry.expiresAt, entry.orderId);
    else takeFrom(queueFor(entry, lots), entry);
  }
  return { lots: merged(lots), debt };
}

/** Lots in the order in which a row takes from them: the oldest first, after those it is about. */
function queueFor(entry: LegacyEntry & { at: number }, lots: readonly Lot[]): Lot[] {
  const own = (lot: Lot) => {
    if (entry.kind === 'expired') return lot.expiresAt !== null && lot.expiresAt <= entry.at;
    if (entry.kind === 'cancelled') return lot.orderId !== null && lot.orderId === entry.orderId;
    return false;
  };
  return [...lots.filter(own), ...lots.filter((lot) => !own(lot))];
}

function merged(lots: readonly Lot[]): OpeningLots['lots'] {
  const out: OpeningLots['lots'] = [];
  for (const { points, expiresAt } of lots) {
    if (points === 0) continue;
    const last = out.at(-1);
    if (last && last.expiresAt === expiresAt) last.points += points;
    else out.push({ points, expiresAt });
  }
  return out;
}

/** Sum of the rows that count: the balance to keep. */
export function sumOfRows(entries: readonly LegacyEntry[]): number {
  return entries.reduce((sum, e) => (e.state === 'counts' ? sum + e.points : sum), 0);
}

/** What one order adds to qualifying spend under the programme; 0 for one that does not count (yet). */
export function orderSpendKopecks(program: LoyaltyProgram, order: LegacyOrder): number {
  const counts =
    program.earnWhen === 'payment' ? order.state !== 'cancelled' : order.state === 'finished';
  if (!counts) return 0;
  const deliveryKopecks = Math.min(order.deliveryKopecks, order.totalKopecks);
  const amounts = {
    subtotalKopecks: order.totalKopecks - deliveryKopecks,
    deliveryKopecks,
    promoDiscountKopecks: 0,
  };
  return qualifyingSpendKopecks(program, amounts, order.pointsUsed);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Parts of the qualifying spend, and what the orders and the stored copy say. */
export interface OpeningSpend {
  parts: { kopecks: number; at: number | null }[];
  totalKopecks: number;
  ordersKopecks: number;
}

/**
 * The stored total is kept. Under a programme with a rolling window the orders
 * of that window before `asOf` count at their own time, and only the rest
 * without one; should they exceed the stored total, the orders win.
 */
export function openingSpend(
  program: LoyaltyProgram,
  storedKopecks: number | null,
  orders: readonly LegacyOrder[],
  asOf: number,
): OpeningSpend {
  const contributions = orders
    .map((o) => ({ kopecks: orderSpendKopecks(program, o), at: o.createdAt, id: o.id }))
    .filter((c) => c.kopecks > 0);
  const ordersKopecks = contributions.reduce((sum, c) => sum + c.kopecks, 0);
  const from =
    program.tierBasis.kind === 'window' ? asOf - program.tierBasis.days * DAY_MS : Infinity;
  const inWindow = contributions
    .filter((c) => c.at !== null && c.at > from && c.at <= asOf)
    .sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || a.id - b.id)
    .map(({ kopecks, at }) => ({ kopecks, at }));
  const windowKopecks = inWindow.reduce((sum, c) => sum + c.kopecks, 0);
  const totalKopecks = Math.max(storedKopecks ?? ordersKopecks, windowKopecks);
  const before = totalKopecks - windowKopecks;
  const parts = before > 0 ? [{ kopecks: before, at: null }, ...inWindow] : inWindow;
  return { parts, totalKopecks, ordersKopecks };
}

/** Lots and spend side by side: as few rows as hold both. */
export function openingRows(opening: OpeningLots, spend: OpeningSpend): OpeningRow[] {
  const grants = opening.debt > 0 ? [{ points: -opening.debt, expiresAt: null }] : opening.lots;
  return Array.from({ length: Math.max(grants.length, spend.parts.length) }, (_, i) => ({
    points: grants[i]?.points ?? 0,
    expiresAt: grants[i]?.expiresAt ?? null,
    spendKopecks: spend.parts[i]?.kopecks ?? 0,
    spendAt: spend.parts[i]?.at ?? null,
  }));
}
