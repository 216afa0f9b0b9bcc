/** Cron endpoints: one job each, within the time that the platform allows. */
import { jobs } from '../jobs/all';
import type { JobName } from '../jobs/names';
import { recordRun } from '../jobs/record';
import { defaultJobLimits } from '../jobs/run';
import { route } from './handler';

/**
 * GET with `Authorization: Bearer CRON_SECRET`; answers the job's counts and
 * leaves a row in `Job_Runs` under the job's name.
 */
export function cronRoute(name: JobName) {
  return route({ access: 'cron' }, async ({ ctx, site }) => {
    const milliseconds = site.config.JOB_SECONDS * 1000;
    return Response.json(
      await recordRun(ctx, name, jobs[name], { ...defaultJobLimits, milliseconds }),
    );
  });
}
