/**
 * What readers are told about new rows: `User_Loyalty_Levels` and `Loyalty_Logs`
 * (SPEC 7, 9). Everything is derived from the rows and keyed by them, so telling
 * it twice, or again after a crash, changes nothing.
 */
import type { Context } from '../context';
import type { LoyaltyLog } from '../store/port';
import type { LedgerEntry } from './entry';
import { levelChangeOf } from './level-changes';

const PAGE = 100;

type KeyedLog = LoyaltyLog & { key: string };

/** Tells of a customer's rows after `toldSeq`; `tail`: the last ones, when they were read already. */
export async function tellOfRows(
  ctx: Context,
  userId: number,
  toldSeq: number,
  tail: readonly LedgerEntry[] = [],
): Promise<void> {
  // The row before the first new one says which tier it had.
  let after = Math.max(0, toldSeq - 1);
  let previous: LedgerEntry | null = null;
  const known = tail[0] && tail[0].seq <= after + 1 && tail.length < PAGE;
  for (;;) {
    const rows: LedgerEntry[] = known
      ? tail.filter((row) => row.seq > after)
      : await ctx.store.ledger.since(userId, after, PAGE);
    for (const row of rows) {
      if (row.seq > toldSeq) await tellOfRow(ctx, previous, row);
      previous = row;
    }
    const logs = logsOfRows(rows, toldSeq);
    if (logs.length > 0) await ctx.store.journal.logAll(logs);
    after = previous?.seq ?? after;
    if (rows.length < PAGE) return;
  }
}

async function tellOfRow(ctx: Context, previous: LedgerEntry | null, row: LedgerEntry) {
  // After a gap nobody can say which tier the missing row had: the audit names it.
  if (row.seq > 1 && previous?.seq !== row.seq - 1) return;
  const change = levelChangeOf(previous, row);
  if (!change) return;
  await ctx.store.journal.levelChange(change);
  await ctx.store.journal.log({
    ...logOf(row, 'level_changed', change.previous, change.current),
    metadata: { seq: row.seq, reason: change.reason, spendKopecks: change.spendKopecks },
  });
}

/** One line for each row, and one more where debt grew. */
function logsOfRows(rows: readonly LedgerEntry[], toldSeq: number): KeyedLog[] {
  return rows.flatMap((row, i) => {
    if (row.seq <= toldSeq) return [];
    const debtBefore = rows[i - 1]?.account.debt ?? 0;
    const logs = [rowLog(row)];
    if (row.account.debt > debtBefore) {
      const negative = logOf(row, 'negative_balance', String(debtBefore), String(row.account.debt));
      logs.push({ ...negative, metadata: { seq: row.seq, orderId: row.orderId } });
    }
    return logs;
  });
}

function rowLog(row: LedgerEntry): KeyedLog {
  const { seq, type, points, orderId, adminId, reason } = row;
  const [before, after] = [String(row.balanceBefore), String(row.balanceAfter)];
  if (row.voidsEvent !== null) {
    const refused = logOf(row, 'limit_exceeded', before, after);
    return { ...refused, metadata: { seq, orderId, event: row.voidsEvent, code: reason } };
  }
  if (type === 'expired') {
    const expired = logOf(row, 'bonus_expired', before, after);
    return { ...expired, metadata: { seq, points, lot: row.refersTo, orderId } };
  }
  if (type === 'adjustment') {
    const adjusted = logOf(row, 'balance_adjusted', before, after);
    return { ...adjusted, metadata: { seq, points, adminId, reason, refersTo: row.refersTo } };
  }
  const moved = logOf(row, 'balance_calculated', before, after);
  return { ...moved, metadata: { seq, type, status: row.status, points, orderId } };
}

function logOf(
  { userId, seq, at }: LedgerEntry,
  type: LoyaltyLog['type'],
  old: string | null,
  value: string,
): KeyedLog {
  return { type, key: `${userId}:${seq}:${type}`, userId, at, old, new: value, metadata: {} };
}
