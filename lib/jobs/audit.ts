/**
 * The nightly audit (SPEC 9): goes on where the last run stopped, and raises an
 * alert for every mismatch and every negative balance that it finds.
 */
import { z } from 'zod';
import type { Context } from '../context';
import { type AuditCursor, type AuditReport, openFindings } from '../loyalty/audit/audit-state';
import { type Finding, findingKey } from '../loyalty/audit/finding';
import { runAudit } from '../loyalty/audit/run';
import { sha256 } from '../loyalty/hash';
import type { JobLimits, JobReport } from './run';

export const AUDIT_JOB = 'audit';

const cursorSchema = z.object({
  phase: z.enum(['customers', 'orders', 'claims', 'codes']),
  after: z.int(),
});

/** What a run leaves in its row. A round is all runs from the beginning to the end. */
export const auditDetail = z.object({
  next: cursorSchema.nullable(),
  /** When the round began. */
  roundAt: z.int(),
  /** Findings of the round so far that nothing answers, and negative balances. */
  findings: z.int(),
  debtors: z.int(),
  counts: z.record(z.string(), z.int()),
});

export type AuditDetail = z.infer<typeof auditDetail>;

/** Lines of one run in `Loyalty_Logs`; the rest is in the audit itself. */
const MOST_LOGS = 200;

export async function auditJob(ctx: Context, limits: JobLimits): Promise<JobReport> {
  const before = await lastDetail(ctx);
  const goingOn = before?.next ? before : null;
  const found: Finding[] = [];
  const report = await runAudit(ctx, {
    ...(goingOn?.next && { from: goingOn.next as AuditCursor }),
    milliseconds: limits.milliseconds,
    onFinding: (f) => {
      if (!f.answered && found.length < MOST_LOGS) found.push(f);
    },
  });
  await raiseAlert(ctx, report, found);
  const detail: AuditDetail = {
    next: report.next,
    roundAt: goingOn?.roundAt ?? report.startedAt,
    findings: (goingOn?.findings ?? 0) + openFindings(report),
    debtors: (goingOn?.debtors ?? 0) + report.debtors,
    counts: addCounts(goingOn?.counts ?? {}, report.counts),
  };
  const { customers, orders, claims, codes } = report.looked;
  const lookedAt = customers + orders + claims + codes;
  const jobReport = {
    job: AUDIT_JOB,
    lookedAt,
    done: lookedAt,
    skipped: report.inFlight,
    failed: openFindings(report),
    left: report.next !== null,
    detail,
  };
  ctx.log.info('job.finished', jobReport);
  return jobReport;
}

/** What the last finished run of the audit left behind. */
export async function lastDetail(ctx: Context): Promise<AuditDetail | null> {
  const runs = await ctx.store.jobRuns.latest(AUDIT_JOB, 10);
  for (const run of runs) {
    const detail = auditDetail.safeParse(run.detail);
    if (run.finishedAt !== null && run.error === null && detail.success) return detail.data;
  }
  return null;
}

/** One line a finding and a debtor, each told once; one line in the structured log. */
async function raiseAlert(
  ctx: Context,
  report: AuditReport,
  found: readonly Finding[],
): Promise<void> {
  const mismatches = openFindings(report);
  if (mismatches === 0 && report.debtors === 0) return;
  const { counts, debtors } = report;
  ctx.log.error('audit.alert', { mismatches, counts, negativeBalances: debtors });
  const at = ctx.now();
  await ctx.store.journal.logAll([
    ...found.map((f) => ({
      type: 'mismatch' as const,
      key: `audit:${sha256(findingKey(f))}`,
      userId: f.userId,
      at,
      old: f.is,
      new: f.shouldBe,
      metadata: { kind: f.kind, seq: f.seq, orderId: f.orderId, field: f.field },
    })),
    ...report.inDebt.map(({ userId, seq, balance }) => ({
      type: 'negative_balance' as const,
      key: `audit:debt:${userId}:${seq}`,
      userId,
      at,
      old: null,
      new: String(balance),
      metadata: { seq, foundBy: 'audit' },
    })),
  ]);
}

function addCounts(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sum = { ...a };
  for (const [kind, n] of Object.entries(b)) sum[kind] = (sum[kind] ?? 0) + n;
  return sum;
}
