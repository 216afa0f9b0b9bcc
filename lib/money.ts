/**
 * Money is whole kopecks inside the code and decimal rubles at the borders
 * (HTTP, NocoDB, the screen). One point takes one ruble off. SPEC 1, 2.
 */

/** Kopecks in a ruble, and so the worth of one point. */
export const KOPECKS_PER_RUBLE = 100;

/** Rubles with at most two decimals (already validated) to whole kopecks. */
export function toKopecks(rubles: number): number {
  return Math.round(rubles * KOPECKS_PER_RUBLE);
}

/** Whole kopecks to rubles with at most two decimals. */
export function toRubles(kopecks: number): number {
  return kopecks / KOPECKS_PER_RUBLE;
}

/** Worth of `points` in kopecks. */
export function pointsToKopecks(points: number): number {
  return points * KOPECKS_PER_RUBLE;
}

/** Whole points (rounded down) that `kopecks` would cover. */
export function kopecksToPoints(kopecks: number): number {
  return Math.floor(kopecks / KOPECKS_PER_RUBLE);
}

/**
 * Points that `percent` of `kopecks` makes, rounded down (SPEC: every rounding
 * of points goes down). The percent may have two decimals; the arithmetic is in
 * whole numbers so that 0.07 x 100 never becomes 7.000000000000001.
 */
export function percentToPoints(kopecks: number, percent: number): number {
  const hundredthsOfPercent = Math.round(percent * 100);
  return Math.floor((Math.max(0, kopecks) * hundredthsOfPercent) / (100 * 100 * KOPECKS_PER_RUBLE));
}
