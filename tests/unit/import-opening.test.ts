import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LegacyEntry, LegacyOrder } from '@/lib/import/legacy';
import {
  inOrder,
  openingLots,
  openingRows,
  openingSpend,
  orderSpendKopecks,
  sumOfRows,
} from '@/lib/import/opening';
import { presets } from '@/lib/loyalty/presets';

const DAY = 86_400_000;
const DAY0 = Date.UTC(2026, 0, 1);

let ids = 0;
function entry(points: number, day: number, more: Partial<LegacyEntry> = {}): LegacyEntry {
  return {
    id: ++ids,
    userId: 1,
    orderId: null,
    points,
    kind: 'other',
    state: 'counts',
    createdAt: DAY0 + day * DAY,
    expiresAt: null,
    ...more,
  };
}

const end = (day: number) => DAY0 + day * DAY;

describe('opening lots', () => {
  it('spends the oldest points first, whatever their end', () => {
    const rows = [
      entry(100, 1, { expiresAt: end(50) }),
      entry(200, 2),
      entry(50, 3, { expiresAt: end(90) }),
      entry(-120, 4),
    ];
    expect(openingLots(rows)).toEqual({
      lots: [
        { points: 180, expiresAt: null },
        { points: 50, expiresAt: end(90) },
      ],
      debt: 0,
    });
  });

  it('joins neighbours of one end, and no others', () => {
    const rows = [entry(1, 1), entry(2, 2), entry(3, 3, { expiresAt: end(9) }), entry(4, 4)];
    expect(openingLots(rows).lots).toEqual([
      { points: 3, expiresAt: null },
      { points: 3, expiresAt: end(9) },
      { points: 4, expiresAt: null },
    ]);
  });

  it('lets an expiry take what had ended, and a take-back its own order', () => {
    const rows = [
      entry(10, 1),
      entry(20, 2, { expiresAt: end(5) }),
      entry(30, 3, { orderId: 7, expiresAt: end(60) }),
      entry(-20, 6, { kind: 'expired' }),
      entry(-30, 7, { kind: 'cancelled', orderId: 7 }),
    ];
    expect(openingLots(rows)).toEqual({ lots: [{ points: 10, expiresAt: null }], debt: 0 });
  });

  it('puts refunded points back where they were taken, unless that has ended', () => {
    const rows = [entry(100, 1, { expiresAt: end(30) }), entry(-60, 2, { orderId: 5 })];
    const back = (day: number) => entry(60, day, { kind: 'refunded', orderId: 5 });
    expect(openingLots([...rows, back(10)]).lots).toEqual([{ points: 100, expiresAt: end(30) }]);
    expect(openingLots([...rows, back(40)]).lots).toEqual([
      { points: 40, expiresAt: end(30) },
      { points: 60, expiresAt: null },
    ]);
  });

  it('makes a negative sum a debt that later grants pay', () => {
    expect(openingLots([entry(50, 1), entry(-80, 2)])).toEqual({ lots: [], debt: 30 });
    expect(openingLots([entry(-80, 1), entry(100, 2)]).lots).toEqual([
      { points: 20, expiresAt: null },
    ]);
  });

  it('leaves out what does not count', () => {
    const rows = [entry(5, 1, { state: 'pending' }), entry(7, 1, { state: 'void' }), entry(1, 2)];
    expect(openingLots(rows).lots).toEqual([{ points: 1, expiresAt: null }]);
    expect(sumOfRows(rows)).toBe(1);
  });

  it('keeps a row without a time behind the row before it', () => {
    const rows = [entry(1, 9), entry(2, 0, { createdAt: null }), entry(3, 5)];
    expect(inOrder(rows).map((r) => r.points)).toEqual([3, 1, 2]);
  });

  it('adds up to the sum of rows for any history', () => {
    const row = fc.record({
      points: fc.integer({ min: -300, max: 300 }),
      day: fc.integer({ min: 0, max: 20 }),
      orderId: fc.option(fc.integer({ min: 1, max: 3 })),
      kind: fc.constantFrom<LegacyEntry['kind']>('expired', 'cancelled', 'refunded', 'other'),
      state: fc.constantFrom<LegacyEntry['state']>('counts', 'counts', 'counts', 'pending', 'void'),
      life: fc.option(fc.integer({ min: 1, max: 15 })),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (list) => {
        const rows = list.map(({ points, day, life, ...more }) =>
          entry(points, day, { ...more, expiresAt: life === null ? null : end(day + life) }),
        );
        const { lots, debt } = openingLots(rows);
        const inLots = lots.reduce((sum, l) => sum + l.points, 0);
        expect(inLots - debt).toBe(sumOfRows(rows));
        expect(lots.every((l) => l.points > 0)).toBe(true);
        expect(debt === 0 || lots.length === 0).toBe(true);
        expect(openingLots([...rows].reverse())).toEqual({ lots, debt });
      }),
      { numRuns: 500 },
    );
  });
});

describe('opening spend', () => {
  const order = (rubles: number, day: number | null, more: Partial<LegacyOrder> = {}) => ({
    id: ++ids,
    userId: 1,
    totalKopecks: rubles * 100,
    deliveryKopecks: 0,
    pointsUsed: 0,
    status: 'completed',
    state: 'finished' as const,
    method: 'card',
    createdAt: day === null ? null : DAY0 + day * DAY,
    ...more,
  });

  it('takes what the programme says of an order', () => {
    const o = order(2000, 1, { deliveryKopecks: 20_000, pointsUsed: 300 });
    expect(orderSpendKopecks(presets['rolling-tiers'], o)).toBe(150_000);
    expect(orderSpendKopecks(presets['at-payment'], o)).toBe(170_000);
    expect(orderSpendKopecks(presets['at-delivery'], o)).toBe(200_000);
    const open = { ...o, state: 'open' as const };
    expect(orderSpendKopecks(presets['at-payment'], open)).toBe(170_000);
    expect(orderSpendKopecks(presets['at-delivery'], open)).toBe(0);
    expect(orderSpendKopecks(presets.standard, { ...o, state: 'cancelled' })).toBe(0);
  });

  it('keeps the stored total under a lifetime programme, in one part', () => {
    const spend = openingSpend(presets.standard, 500_000, [order(700, 1)], end(2));
    expect(spend).toMatchObject({ parts: [{ kopecks: 500_000, at: null }], totalKopecks: 500_000 });
    const without = openingSpend(presets.standard, null, [order(700, 1), order(300, null)], end(2));
    expect(without.parts).toEqual([{ kopecks: 100_000, at: null }]);
  });

  it('dates the orders of a rolling window', () => {
    const orders = [order(100, 30), order(5000, 1), order(200, 80), order(900, null)];
    const spend = openingSpend(presets['rolling-tiers'], 800_000, orders, end(80));
    expect(spend.parts).toEqual([
      { kopecks: 770_000, at: null },
      { kopecks: 10_000, at: end(30) },
      { kopecks: 20_000, at: end(80) },
    ]);
    const small = openingSpend(presets['rolling-tiers'], 5_000, orders, end(80));
    expect(small).toMatchObject({ totalKopecks: 30_000, ordersKopecks: 620_000 });
    expect(small.parts).toHaveLength(2);
  });

  it('rides on the rows of the lots', () => {
    const lots = { lots: [{ points: 5, expiresAt: null }], debt: 0 };
    const parts = [
      { kopecks: 1, at: null },
      { kopecks: 2, at: 7 },
    ];
    expect(openingRows(lots, { parts, totalKopecks: 3, ordersKopecks: 3 })).toEqual([
      { points: 5, expiresAt: null, spendKopecks: 1, spendAt: null },
      { points: 0, expiresAt: null, spendKopecks: 2, spendAt: 7 },
    ]);
    const nothing = { parts: [], totalKopecks: 0, ordersKopecks: 0 };
    expect(openingRows({ lots: [], debt: 9 }, nothing)).toMatchObject([{ points: -9 }]);
    expect(openingRows({ lots: [], debt: 0 }, nothing)).toEqual([]);
  });
});
