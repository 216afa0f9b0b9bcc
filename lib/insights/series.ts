/** Daily sums as a chart shows them. Pure. */
import type { Moves } from './measure';

export type DaySums = { day: string } & Moves;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Sums by week; a week is named by its Monday. */
export function byWeek(series: readonly DaySums[]): DaySums[] {
  const weeks = new Map<string, DaySums>();
  for (const { day, ...moves } of series) {
    const monday = mondayOf(day);
    const week = weeks.get(monday);
    if (!week) {
      weeks.set(monday, { day: monday, ...moves });
      continue;
    }
    week.earned += moves.earned;
    week.gifts += moves.gifts;
    week.adjusted += moves.adjusted;
    week.spent += moves.spent;
    week.expired += moves.expired;
  }
  return [...weeks.values()];
}

/** Days are local ones already: their arithmetic needs no time zone. */
function mondayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  const fromMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - fromMonday * DAY_MS).toISOString().slice(0, 10);
}

/** Points by month and tier as rows of a table: one a month, a column a tier. */
export function liabilityRows(
  liability: readonly { month: string | null; tier: string; points: number }[],
  tiers: readonly string[],
): { month: string | null; byTier: number[]; total: number }[] {
  const months = [...new Set(liability.map((l) => l.month))];
  return months.map((month) => {
    const own = liability.filter((l) => l.month === month);
    return {
      month,
      byTier: tiers.map((tier) => own.find((l) => l.tier === tier)?.points ?? 0),
      total: own.reduce((sum, l) => sum + l.points, 0),
    };
  });
}
