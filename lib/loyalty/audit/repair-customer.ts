/** The audit of one customer with what can be repaired repaired (docs/audit.md). */
import type { Context } from '../../context';
import type { AuditReport } from './audit-state';
import type { Finding } from './finding';
import { repairOne, repairSteps } from './repair';
import { runAudit } from './run';

export interface CustomerRepair {
  /** How many steps were done, by kind of repair. */
  repaired: Record<string, number>;
  /** Steps that broke off; the log says why. */
  failed: number;
  /** The audit afterwards. */
  report: AuditReport;
}

/**
 * Writes a customer's copies anew and finishes what was left half done; rows of
 * the ledger are never touched. Repeatable. Throws `StoreUnavailable`.
 */
export async function repairCustomer(
  ctx: Context,
  userId: number,
  adminId: number,
): Promise<CustomerRepair> {
  const findings: Finding[] = [];
  await runAudit(ctx, { userId, onFinding: (found) => findings.push(found) });
  const repaired: Record<string, number> = {};
  let failed = 0;
  for (const step of repairSteps(findings)) {
    try {
      await repairOne(ctx, step);
      repaired[step.repair] = (repaired[step.repair] ?? 0) + 1;
    } catch (error) {
      failed += 1;
      ctx.log.error('audit.repair_failed', { userId, step: step.name, error: String(error) });
    }
  }
  const report = await runAudit(ctx, { userId });
  if (Object.keys(repaired).length > 0) {
    ctx.log.info('audit.repaired', { userId, adminId, repaired, failed });
    await ctx.store.journal.log({
      type: 'mismatch',
      userId,
      at: ctx.now(),
      old: String(findings.length),
      new: String(report.findings.length + report.more),
      metadata: { adminId, repaired, failed },
    });
  }
  return { repaired, failed, report };
}
