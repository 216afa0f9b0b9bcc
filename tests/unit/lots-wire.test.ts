/** Lots as a row's columns hold them: exactly, and short. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LotMove } from '@/lib/loyalty/entry';
import type { Lot } from '@/lib/loyalty/lots';
import { shortLots, shortMoves, wireLots, wireMoves } from '@/lib/store/nocodb/lots-wire';

const whole = (min: number) => fc.integer({ min, max: 2 ** 40 });
const maybe = fc.option(whole(1), { nil: null });
const aLot: fc.Arbitrary<Lot> = fc
  .record({ seq: whole(1), merged: fc.nat(50), points: whole(1), expiresAt: maybe, orderId: maybe })
  .map(({ merged, ...lot }) => ({ ...lot, from: Math.max(1, lot.seq - merged) }));
const aMove: fc.Arbitrary<LotMove> = fc.record({
  lot: whole(1),
  points: whole(1),
  expiresAt: maybe,
  orderId: maybe,
});
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('lots and moves', () => {
  test('come back exactly as they were written', () => {
    fc.assert(
      fc.property(fc.array(aLot), fc.array(aMove), (lots, moves) => {
        expect(wireLots.parse(stored(shortLots(lots)))).toEqual(lots);
        expect(wireMoves.parse(stored(shortMoves(moves)))).toEqual(moves);
      }),
    );
  });

  test('read as they were written before there were lists', () => {
    fc.assert(
      fc.property(fc.array(aLot), fc.array(aMove), (lots, moves) => {
        expect(wireLots.parse(stored(lots))).toEqual(lots);
        expect(wireMoves.parse(stored(moves))).toEqual(moves);
      }),
    );
  });

  test.each([
    [
      'a field nobody knows',
      [{ seq: 1, from: 1, points: 5, expiresAt: null, orderId: null, x: 1 }],
    ],
    ['too few numbers', [[1]]],
    ['too many numbers', [[1, 2, 3, 4, 5, 6]]],
    ['words', [[1, '2']]],
    ['parts of points', [[1, 2.5]]],
  ])('are refused with %s', (_name, lots) => {
    expect(wireLots.safeParse(lots).success).toBe(false);
    expect(wireMoves.safeParse(lots).success).toBe(false);
  });

  test('of 5 000 orders nobody spent from fit into a text column', () => {
    const orders = Array.from({ length: 5000 }, (_, i) => i + 1);
    const lots = orders.map((n) => {
      const seq = 10_000 + n;
      return { seq, from: seq, points: 100 + (n % 400), expiresAt: null, orderId: 100_000 + n };
    });
    const moves = lots.map(({ seq, points, expiresAt, orderId }) => ({
      lot: seq,
      points,
      expiresAt,
      orderId,
    }));
    for (const text of [JSON.stringify(shortLots(lots)), JSON.stringify(shortMoves(moves))]) {
      expect(text.length).toBeLessThan(100_000);
    }
  });
});
