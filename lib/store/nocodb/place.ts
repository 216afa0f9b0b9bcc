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

/** Parents this near to each other are read as one range, those between them left out after. */
const NEAR = 4;
/** Past it there are no places, so no rows either. */
const LAST_PARENT = Math.floor(Number.MAX_SAFE_INTEGER / ROWS_OF_ONE) - 1;

/**
 * Ranges of places, the end left out, that hold all rows of these parents: and few
 * others, unless `near` is 1.
 */
export function rangesOf(parents: readonly number[], near = NEAR): { from: number; to: number }[] {
  const sorted = parents.filter((p) => p <= LAST_PARENT).sort((a, b) => a - b);
  const runs: { first: number; last: number }[] = [];
  for (const parent of sorted) {
    const run = runs.at(-1);
    if (run && parent - run.last <= near) run.last = parent;
    else runs.push({ first: parent, last: parent });
  }
  return runs.map(({ first, last }) => ({ from: place(first, 0), to: endOf(last) }));
}
