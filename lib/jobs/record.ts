/** Every run of a job leaves a row in `Job_Runs`, however it ends (SPEC 5, "Cron"). */
import type { Context } from '../context';
import type { JobLimits, JobReport } from './run';

export type Job = (ctx: Context, limits: JobLimits) => Promise<JobReport>;

/**
 * Runs a job and writes down what it did, and which admin asked for it (null: the
 * scheduler); what it throws is written down and thrown on.
 */
export async function recordRun(
  ctx: Context,
  name: string,
  job: Job,
  limits: JobLimits,
  startedBy: number | null = null,
): Promise<JobReport> {
  const run = await ctx.store.jobRuns.start(name, ctx.now(), startedBy);
  try {
    const report = await job(ctx, limits);
    const { lookedAt, done, skipped, failed, left, detail = null } = report;
    const figures = { lookedAt, done, skipped, failed, left, detail };
    await ctx.store.jobRuns.finish({ ...run, ...figures, finishedAt: ctx.now() });
    ctx.log.info('job.ended', { job: name, lookedAt, done, skipped, failed, left });
    return report;
  } catch (error) {
    ctx.log.error('job.broke_off', { job: name, error: String(error) });
    // If this cannot be written either, the row without an end says that it broke off.
    await ctx.store.jobRuns
      .finish({ ...run, finishedAt: ctx.now(), error: String(error).slice(0, 1000), left: true })
      .catch(() => {});
    throw error;
  }
}
