/** Lots: taking, putting back, merging; and where refunds go (SPEC 2, "Lots"). */
import { describe, expect, test } from 'vitest';
import { emptyAccount } from '@/lib/loyalty/account';
import { type Head, headOf, sealEntries } from '@/lib/loyalty/chain';
import { type EntryDraft, type LedgerEntry, plainDraft } from '@/lib/loyalty/entry';
import {
  addLot,
  findLot,
  isExpired,
  type Lot,
  livePoints,
  putBack,
  take,
  takeFromLot,
} from '@/lib/loyalty/lots';
import { presets } from '@/lib/loyalty/presets';
import { leftoverDrafts, lotsToRestore } from '@/lib/loyalty/restore';

const lot = (seq: number, points: number, expiresAt: number | null = null, from = seq): Lot => ({
  seq,
  from,
  points,
  expiresAt,
  orderId: null,
});
const move = (of: number, points: number, expiresAt: number | null = null) => ({
  lot: of,
  points,
  expiresAt,
  orderId: null,
});
const brief = (moves: readonly { lot: number; points: number }[]) =>
  moves.map((m) => [m.lot, m.points]);

describe('taking', () => {
  const lots = [lot(1, 10, 100), lot(2, 20), lot(3, 30, 200)];
  test.each([
    // amount, now, own lots -> moves
    [5, 0, [], [[1, 5]]],
    [10, 0, [], [[1, 10]]],
    [
      25,
      0,
      [],
      [
        [1, 10],
        [2, 15],
      ],
    ],
    [
      99,
      0,
      [],
      [
        [1, 10],
        [2, 20],
        [3, 30],
      ],
    ],
    [
      25,
      100,
      [],
      [
        [2, 20],
        [3, 5],
      ],
    ],
    [25, 200, [], [[2, 20]]],
    // A take-back: its own lot first, also when that has expired; then the oldest.
    [25, 0, [3], [[3, 25]]],
    [
      35,
      0,
      [3],
      [
        [3, 30],
        [1, 5],
      ],
    ],
    [
      35,
      300,
      [3],
      [
        [3, 30],
        [2, 5],
      ],
    ],
    [5, 0, [7], [[1, 5]]],
    [0, 0, [], []],
  ] as [number, number, number[], number[][]][])('%i at %i, own %j', (amount, now, own, moves) => {
    expect(brief(take(lots, amount, now, own))).toEqual(moves);
  });

  test('a lot is gone at its last moment', () => {
    expect([99, 100, 101].map((now) => isExpired(lot(1, 1, 100), now))).toEqual([
      false,
      true,
      true,
    ]);
    expect(isExpired(lot(1, 1), Number.MAX_SAFE_INTEGER)).toBe(false);
    expect([99, 100, 200].map((now) => livePoints(lots, now))).toEqual([60, 50, 20]);
  });

  test('one lot by its name', () => {
    expect(brief(takeFromLot(lots, 2, 20))).toEqual([[2, 20]]);
    expect(takeFromLot(lots, 9, 20)).toEqual([]);
  });
});

describe('granting', () => {
  test('merges while nothing has ever expired, and never after that', () => {
    const merged = addLot([lot(1, 10)], lot(4, 5), false);
    expect(merged).toEqual([lot(4, 15, null, 1)]);
    expect(addLot([lot(1, 10)], lot(4, 5), true)).toEqual([lot(1, 10), lot(4, 5)]);
    expect(addLot([lot(1, 10)], lot(4, 0), false)).toEqual([lot(1, 10)]);
    for (const seq of [1, 2, 4]) expect(findLot(merged, seq)).toEqual(merged[0]);
    for (const seq of [0, 5]) expect(findLot(merged, seq)).toBeUndefined();
  });
});

describe('putting back', () => {
  test.each([
    ['into what is left of it', [lot(1, 10), lot(3, 5)], move(1, 5), [lot(1, 15), lot(3, 5)]],
    [
      'into its old place',
      [lot(1, 10), lot(3, 5)],
      move(2, 5, 9),
      [lot(1, 10), lot(2, 5, 9), lot(3, 5)],
    ],
    ['into a merged one', [lot(4, 10, null, 1)], move(2, 5), [lot(4, 15, null, 1)]],
    ['with a new end', [lot(1, 10, 50)], move(1, 5, 80), [lot(1, 15, 80)]],
    ['into nothing', [], move(2, 5), [lot(2, 5)]],
  ])('%s', (_name, lots, back, expected) => {
    expect(putBack(lots, back)).toEqual(expected);
  });
});

describe('refunds', () => {
  /** A chain of rows of one order, sealed as the site does. */
  function chain(drafts: EntryDraft[], now = 0, on?: { rows: LedgerEntry[]; head: Head }) {
    const head = on?.head ?? { seq: 0, at: 0, hash: '', account: emptyAccount };
    const sealed = sealEntries(1, head, drafts, presets.standard, now);
    const added = sealed.entries.map((e) => ({ ...e, id: e.seq, currentStatus: e.status }));
    const rows = [...(on?.rows ?? []), ...added];
    return { rows, head: headOf(rows.at(-1) ?? null) };
  }
  const grant = (points: number, expiresAt: number | null) => ({
    ...plainDraft('adjustment', points, `g${points}`),
    expiresAt,
  });
  const used = (points: number) => ({ ...plainDraft('used', -points, `u${points}`), orderId: 5 });
  const refund = (points: number, restore: ReturnType<typeof lotsToRestore>) => ({
    ...plainDraft('refunded', points, `r${points}`),
    orderId: 5,
    restore,
  });
  const ofOrder = (rows: LedgerEntry[]) => rows.filter((r) => r.orderId === 5);

  test('go back to the lots they came from, last taken first; a second one goes on there', () => {
    let state = chain([grant(10, 1000), grant(20, 2000), grant(30, 3000), used(45)]);
    expect(state.head.account.lots.map((l) => [l.seq, l.points])).toEqual([[3, 15]]);

    const first = lotsToRestore(ofOrder(state.rows), 20, state.head.account, 0, 14);
    expect(brief(first)).toEqual([
      [2, 5],
      [3, 15],
    ]);
    state = chain([refund(20, first)], 0, state);
    expect(state.head.account.lots.map((l) => [l.seq, l.points])).toEqual([
      [2, 5],
      [3, 30],
    ]);

    // What came back before does not come back again.
    const second = lotsToRestore(ofOrder(state.rows), 12, state.head.account, 0, 14);
    expect(brief(second)).toEqual([[2, 12]]);
    state = chain([refund(12, second)], 0, state);
    const third = lotsToRestore(ofOrder(state.rows), 13, state.head.account, 0, 14);
    expect(brief(third)).toEqual([
      [1, 10],
      [2, 3],
    ]);
    state = chain([refund(13, third)], 0, state);
    expect(state.head.account.lots.map((l) => [l.seq, l.points, l.expiresAt])).toEqual([
      [1, 10, 1000],
      [2, 20, 2000],
      [3, 30, 3000],
    ]);
    expect(lotsToRestore(ofOrder(state.rows), 1, state.head.account, 0, 14)).toEqual([]);
  });

  test('into an expired lot get a grace; its leftover expires first', () => {
    const DAY = 86_400_000;
    const state = chain([grant(10, 1000), used(6)]);
    const { account } = state.head;
    for (const [at, grace, end] of [
      [999, 14, 1000],
      [1000, 14, 1000 + 14 * DAY],
      [1000, 0, 1000],
    ] as const) {
      const restore = lotsToRestore(ofOrder(state.rows), 6, account, at, grace);
      expect(restore).toEqual([{ lot: 1, points: 6, expiresAt: end, orderId: null }]);
      const leftovers = leftoverDrafts(1, restore, state.head, at);
      expect(leftovers.map((d) => d.points)).toEqual(at === 999 ? [] : [-4]);
    }
  });

  test('pay debt first', () => {
    const state = chain([grant(10, null), used(10), plainDraft('cancelled', -4, 'c')]);
    expect(state.head.account).toMatchObject({ balance: -4, debt: 4, lots: [] });
    const restore = lotsToRestore(ofOrder(state.rows), 10, state.head.account, 0, 0);
    const after = chain([refund(10, restore)], 0, state).head.account;
    expect(after).toMatchObject({ balance: 6, debt: 0 });
    expect(after.lots.map((l) => l.points)).toEqual([6]);
  });
});
