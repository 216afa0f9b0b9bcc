/** Pays out cash orders' promises that have fallen due (SPEC 3, "Cash"). */
import type { Context } from '../context';
import { settleOrder } from '../orders/settle';
import { type JobLimits, type JobReport, runJob } from './run';

const HOUR_MS = 60 * 60 * 1000;

/**
 * Looks at pending rows older than the hold and reconciles their orders; what
 * falls due, and whether the module lets it be paid out, is the planner's to say.
 */
export async function processPendingPoints(ctx: Context, limits: JobLimits): Promise<JobReport> {
  const before = ctx.now() - ctx.program.cashHoldHours * HOUR_MS;
  return runJob(
    ctx,
    'process-pending-points',
    limits,
    (after, limit) => ctx.store.ledger.pendingBefore(before, after, limit),
    async (row) => {
      const order = row.orderId === null ? null : await ctx.store.orders.byId(row.orderId);
      if (!order) throw new Error(`promise ${row.id} has no order`);
      const { rows } = await settleOrder(ctx, order);
      const settled = rows.some((r) => r.refersTo === row.seq && r.type === 'earned');
      return settled ? 'done' : 'skipped';
    },
  );
}
