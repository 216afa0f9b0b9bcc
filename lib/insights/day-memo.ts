/** Local days of many moments, each quarter of an hour worked out once. Pure. */
import { localDay } from '../loyalty/calendar';

/** YYYY-MM-DD of a moment. */
export type DayMemo = (at: number) => string;

/** Clocks of the world differ by quarters of an hour. */
const QUARTER_MS = 15 * 60 * 1000;
const MOST = 100_000;

export function dayMemo(timeZone: string): DayMemo {
  const known = new Map<number, string>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    const day = known.get(quarter) ?? localDay(at, timeZone);
    if (known.size < MOST) known.set(quarter, day);
    return day;
  };
}
