/** Writes one `expired` row for every lot that reached its end (SPEC 3, "Expiry"). */
import type { Context } from '../context';
import { appendDrafts, onHead } from '../loyalty/append';
import type { LedgerEntry } from '../loyalty/entry';
import { expiryDrafts } from '../loyalty/expiry';
import { refreshUserCopies } from '../loyalty/user-copies';
import { type JobLimits, type JobReport, runJob } from './run';

/** Rows of one insert. */
const CHUNK = 10;

/** Looks only at customers whose copy says that a lot has ended; the head decides. */
export async function expirePoints(ctx: Context, limits: JobLimits): Promise<JobReport> {
  const now = ctx.now();
  return runJob(
    ctx,
    'expire-points',
    limits,
    (after, limit) => ctx.store.users.withExpiryBy(now, after, limit),
    async (user) => {
      const rows = await expireCustomer(ctx, user.id);
      // Also without rows: a copy that sent us here in vain is put right.
      await refreshUserCopies(ctx, user.id);
      return rows.length > 0 ? 'done' : 'skipped';
    },
  );
}

/** Expires all that has ended for one customer; returns the rows written. */
export async function expireCustomer(ctx: Context, userId: number): Promise<LedgerEntry[]> {
  const written: LedgerEntry[] = [];
  for (;;) {
    const rows = await onHead(ctx, userId, async (head) => {
      const now = ctx.now();
      const at = Math.max(now, head.at);
      const drafts = expiryDrafts(userId, head.account, head.seq, at, CHUNK);
      return drafts.length === 0 ? [] : appendDrafts(ctx, userId, head, drafts, now);
    });
    if (rows.length === 0) return written;
    written.push(...rows);
  }
}
