/**
 * A row whose hash does not fit was changed. A hash cannot be undone, but what
 * else is known of the row says what one field may have been: if putting that
 * back makes the hash fit, the field and its old value are named. Pure.
 */
import { type Account, foldEntry } from '../account';
import { describe } from '../describe';
import {
  entryKey,
  entryTypes,
  type LedgerEntry,
  type LotMove,
  type NewLedgerEntry,
  orderCauseKey,
} from '../entry';
import { entryHash } from '../hash';

/** What is known from beside the row. */
export interface Surroundings {
  userId: number;
  place: number;
  /** The row before, when it is there and whole. */
  previous: LedgerEntry | null;
  /** The time for people, to the second. */
  shownAt: number | null;
  /** Order that the row's other column names. */
  orderHint: number | null;
}

export interface Explanation {
  field: keyof NewLedgerEntry;
  is: unknown;
  was: unknown;
  /** The row as it was written. */
  original: LedgerEntry;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** How far a row is looked for from the place where it stands. */
const NEAR = 200;
const SMALL = Array.from({ length: 41 }, (_, i) => i);

type Candidates = { [F in keyof NewLedgerEntry]?: readonly NewLedgerEntry[F][] };

/** The values that were hashed. */
export function hashedValues(entry: LedgerEntry): Omit<NewLedgerEntry, 'hash'> {
  const { id: _id, currentStatus: _status, hash: _hash, ...values } = entry;
  return values;
}

/** Does the row say what it said when it was written? */
export function hashFits(entry: LedgerEntry): boolean {
  return entryHash(hashedValues(entry)) === entry.hash;
}

/** The one field whose old value makes the hash fit; null when none is found. */
export function explainChange(entry: LedgerEntry, around: Surroundings): Explanation | null {
  const values = hashedValues(entry);
  for (const [name, candidates] of Object.entries(candidatesOf(entry, around))) {
    const field = name as keyof typeof values;
    for (const was of new Set<unknown>(candidates)) {
      if (was === values[field]) continue;
      const original = { ...values, [field]: was };
      if (entryHash(original) !== entry.hash) continue;
      return { field, is: values[field], was, original: { ...entry, ...original } };
    }
  }
  return null;
}

function candidatesOf(e: LedgerEntry, around: Surroundings): Candidates {
  const before = around.previous?.account ?? null;
  return {
    userId: [around.userId],
    seq: [around.place, ...range(around.place - NEAR, around.place + NEAR)],
    points: pointsOf(e, before),
    balanceBefore: [before?.balance ?? 0, e.balanceAfter - e.points, e.account.balance - e.points],
    balanceAfter: [e.account.balance, e.balanceBefore + e.points],
    orderId: ordersOf(e, around),
    at: timesOf(e, around),
    type: entryTypes,
    status: ['completed', 'pending'],
    spendKopecks: [0, e.account.spendKopecks - (before?.spendKopecks ?? 0)],
    expiresAt: endsOf(e),
    refersTo: [null, ...range(1, Math.min(around.place, 5000)), ...e.lots.map((l) => l.lot)],
    reason: [null, '', 'POINTS_UNAVAILABLE', 'CLAWBACK_SHORTFALL'],
    adminId: [null, ...range(1, 200)],
    orderVersion: [null, ...SMALL],
    voidsEvent: [null, ...SMALL],
    closes: [!e.closes],
    description: textsOf(e),
    causeKey: causesOf(e, around),
    tier: [...tiersOf(e), ...(around.previous ? [around.previous.tier] : [])],
    program: around.previous ? [around.previous.program] : [],
    windowDays: [0, e.account.windowDays, around.previous?.windowDays ?? 0],
    spendAt: [null, ...e.account.window.map((w) => w.at)],
    prevHash: around.previous ? [around.previous.hash] : [],
    lots: before ? [lotsTaken(before, e)] : [],
    basis: [null, ...basesOf(e)],
    account: before ? accountsOf(before, e) : [],
  };
}

function range(from: number, to: number): number[] {
  const start = Math.max(1, from);
  return Array.from({ length: Math.max(0, to - start + 1) }, (_, i) => start + i);
}

function pointsOf(e: LedgerEntry, before: Account | null): number[] {
  const said = (e.description.match(/\d+/g) ?? []).map(Number);
  const moved = e.lots.reduce((sum, l) => sum + l.points, 0);
  const promised = e.account.promises.find((p) => p.seq === e.seq)?.points ?? 0;
  return [
    e.balanceAfter - e.balanceBefore,
    e.account.balance - (before?.balance ?? 0),
    e.basis?.points ?? 0,
    promised,
    moved,
    -moved,
    ...said,
    ...said.map((n) => -n),
  ];
}

function ordersOf(e: LedgerEntry, around: Surroundings): (number | null)[] {
  const fromCause = /^o:(\d+):/.exec(e.causeKey)?.[1];
  return [
    null,
    ...(fromCause ? [Number(fromCause)] : []),
    around.orderHint,
    ...e.lots.map((l) => l.orderId),
    ...e.account.lots.map((l) => l.orderId),
  ];
}

/** Every millisecond of the second that people are shown, and the neighbours' times. */
function timesOf(e: LedgerEntry, { previous, shownAt }: Surroundings): number[] {
  const within = (second: number) => Array.from({ length: 1000 }, (_, i) => second + i);
  const own = Math.floor(e.at / 1000) * 1000;
  return [
    ...(previous ? [previous.at] : []),
    ...within(shownAt ?? own),
    ...(e.expiresAt === null ? [] : [14, 30, 60].map((d) => (e.expiresAt ?? 0) - d * DAY_MS)),
    ...(e.spendAt === null ? [] : [e.spendAt]),
  ];
}

function endsOf(e: LedgerEntry): (number | null)[] {
  const lot = e.account.lots.find((l) => l.from <= e.seq && e.seq <= l.seq);
  return [
    null,
    ...(lot ? [lot.expiresAt] : []),
    ...e.account.lots.map((l) => l.expiresAt),
    ...[14, 30, 60].map((days) => e.at + days * DAY_MS),
  ];
}

function textsOf(e: LedgerEntry): string[] {
  const n = Math.abs(e.points);
  const base = e.basis ? e.basis.subtotalKopecks + e.basis.deliveryKopecks : 0;
  return [
    describe.earned(n, base),
    describe.promised(n, base),
    describe.used(n),
    describe.refunded(n),
    describe.refundedPart(n),
    describe.takenBack(n),
    describe.takenBackForChange(n),
    describe.spendChanged(),
    describe.refused(),
    describe.expired(n),
    describe.joined(n),
    describe.birthday(n),
    describe.adjusted(e.points, e.reason ?? ''),
  ];
}

function causesOf(e: LedgerEntry, { userId, place }: Surroundings): string[] {
  return [
    `join:${userId}`,
    ...(e.orderId === null ? [] : SMALL.map((k) => orderCauseKey(e.orderId ?? 0, k))),
    ...(e.refersTo === null ? [] : [`exp:${entryKey(userId, e.refersTo)}:${place}`]),
    ...[0, 1].map((n) => `bday:${userId}:${new Date(e.at).getUTCFullYear() + n}`),
  ];
}

function tiersOf(e: LedgerEntry): string[] {
  return [...(e.account.tier === null ? [] : [e.account.tier]), 'Bronze', 'Silver', 'Gold'];
}

/** What the row took from lots, from the accounts before and after it. */
function lotsTaken(before: Account, e: LedgerEntry): LotMove[] {
  return before.lots.flatMap(({ seq, points, expiresAt, orderId }) => {
    const left = e.account.lots.find((l) => l.seq === seq)?.points ?? 0;
    return points > left ? [{ lot: seq, points: points - left, expiresAt, orderId }] : [];
  });
}

/** The basis with one number put right from the others. */
function basesOf(e: LedgerEntry): NewLedgerEntry['basis'][] {
  const b = e.basis;
  if (!b) return [];
  const percent = Math.round((b.points * 10_000) / Math.max(1, b.baseKopecks));
  return [
    { ...b, points: Math.abs(e.points) },
    { ...b, points: Math.floor((b.baseKopecks * b.percent) / 10_000) },
    ...[percent, percent + 1].map((p) => ({ ...b, percent: p })),
    ...tiersOf(e).map((tier) => ({ ...b, tier })),
    { ...b, baseKopecks: b.subtotalKopecks + b.deliveryKopecks },
    { ...b, subtotalKopecks: b.baseKopecks - b.deliveryKopecks },
  ];
}

function accountsOf(before: Account, e: LedgerEntry): Account[] {
  return [foldEntry(before, e)];
}
