/** What a customer starts the period with. Pure. */
import type { LedgerEntry } from '../loyalty/entry';
import type { LoyaltyProgram } from '../loyalty/program';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The rows before `from`. Where the programme looks at a window of days that the
 * rows did not keep, the last one's account gets it from what all of them say.
 */
export function openingRows(
  rows: readonly LedgerEntry[],
  program: LoyaltyProgram,
  from: number,
): LedgerEntry[] {
  const before = rows.filter((r) => r.at < from);
  const last = before.at(-1);
  const days = program.tierBasis.kind === 'window' ? program.tierBasis.days : 0;
  if (!last || days <= last.account.windowDays) return before;
  const window = spendWindow(before, from - days * DAY_MS);
  return [
    ...before.slice(0, -1),
    { ...last, account: { ...last.account, windowDays: days, window } },
  ];
}

function spendWindow(rows: readonly LedgerEntry[], after: number) {
  const sums = new Map<number, number>();
  for (const { spendAt, spendKopecks } of rows) {
    if (spendAt !== null && spendAt > after) {
      sums.set(spendAt, (sums.get(spendAt) ?? 0) + spendKopecks);
    }
  }
  return [...sums]
    .filter(([, kopecks]) => kopecks !== 0)
    .sort(([a], [b]) => a - b)
    .map(([at, kopecks]) => ({ at, kopecks }));
}
