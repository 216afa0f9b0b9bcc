/**
 * A row's place among its parent's rows as one number, `parent x 10^7 + n`. Kept
 * in a unique column it is an index by parent and order at once: the rows of a
 * customer or an order are a range of numbers (docs/nocodb.md, "Access paths").
 */
const ROWS_OF_ONE = 10_000_000;

/** Throws for more than 10^7 rows of one parent or a parent above 900 million. */
export function place(parent: number, n: number): number {
  const at = parent * ROWS_OF_ONE + n;
  if (!Number.isSafeInteger(at) || parent < 0 || n < 0 || n >= ROWS_OF_ONE) {
    throw new RangeError(`no place for row ${n} of ${parent}`);
  }
  return at;
}

/** First number after the parent's range. */
export function endOf(parent: number): number {
  return place(parent + 1, 0);
}

/** The parent and number that a place stands for. */
export function placeOf(at: number): { parent: number; n: number } {
  return { parent: Math.floor(at / ROWS_OF_ONE), n: at % ROWS_OF_ONE };
}
