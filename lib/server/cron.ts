/** Cron endpoints: one job each, within the time that the platform allows. */
import type { Context } from '../context';
import { defaultJobLimits, type JobLimits, type JobReport } from '../jobs/run';
import { route } from './handler';

/** GET with `Authorization: Bearer CRON_SECRET`; answers the job's counts. */
export function cronRoute(job: (ctx: Context, limits: JobLimits) => Promise<JobReport>) {
  return route({ access: 'cron' }, async ({ ctx, site }) => {
    const milliseconds = site.config.JOB_SECONDS * 1000;
    return Response.json(await job(ctx, { ...defaultJobLimits, milliseconds }));
  });
}
