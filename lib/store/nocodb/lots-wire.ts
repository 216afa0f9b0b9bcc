/**
 * Lots in a row's JSON columns, as short lists of numbers. A customer who never
 * spends has a lot for every order, each row carries them all, and a text column
 * ends at 100 000 characters (docs/nocodb.md): so some 5 000 fit, and rows stay small.
 */
import { z } from 'zod';
import type { LotMove } from '../../loyalty/entry';
import type { Lot } from '../../loyalty/lots';
import { int } from './wire';

/** What comes after the name and the points; 0, and left out at the end, where there is none. */
const short = z.tuple([int, int]).rest(int);

// Rows from before there were lists: strict, for an unknown field would be missing from the hash.
const longLot = z.strictObject({
  seq: int,
  from: int,
  points: int,
  expiresAt: int.nullable(),
  orderId: int.nullable(),
}) satisfies z.ZodType<Lot>;

const longMove = z.strictObject({
  lot: int,
  points: int,
  expiresAt: int.nullable(),
  orderId: int.nullable(),
}) satisfies z.ZodType<LotMove>;

export const wireLots = z.array(
  z.union([
    longLot,
    short
      .refine((values) => values.length <= 5)
      .transform(
        ([seq, points, orderId = 0, expiresAt = 0, merged = 0]): Lot => ({
          seq,
          from: seq - merged,
          points,
          expiresAt: expiresAt || null,
          orderId: orderId || null,
        }),
      ),
  ]),
);

export const wireMoves = z.array(
  z.union([
    longMove,
    short
      .refine((values) => values.length <= 4)
      .transform(
        ([lot, points, orderId = 0, expiresAt = 0]): LotMove => ({
          lot,
          points,
          expiresAt: expiresAt || null,
          orderId: orderId || null,
        }),
      ),
  ]),
);

export function shortLots(lots: readonly Lot[]): number[][] {
  return lots.map(({ seq, from, points, expiresAt, orderId }) =>
    withoutZeros([seq, points, orderId ?? 0, expiresAt ?? 0, seq - from]),
  );
}

export function shortMoves(moves: readonly LotMove[]): number[][] {
  return moves.map(({ lot, points, expiresAt, orderId }) =>
    withoutZeros([lot, points, orderId ?? 0, expiresAt ?? 0]),
  );
}

/** The list without the zeros at its end; name and points always stay. */
function withoutZeros(values: number[]): number[] {
  const last = values.findLastIndex((value) => value !== 0);
  return values.slice(0, Math.max(2, last + 1));
}
