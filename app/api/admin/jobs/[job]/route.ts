import { z } from 'zod';
import { jobNameParam } from '@/lib/api/staff-customers-requests';
import { jobs } from '@/lib/jobs/all';
import { recordRun } from '@/lib/jobs/record';
import { defaultJobLimits } from '@/lib/jobs/run';
import { route } from '@/lib/server/handler';

const params = z.object({ job: jobNameParam });
/** Most seconds of one answer: a page waits for it. What is left, the next run does. */
const MOST_SECONDS = 25;

/** Runs a job now, as the scheduler does; harmless beside a run that is under way. */
export const POST = route(
  { access: 'manager', params },
  async ({ ctx, site, params: { job }, userId }) => {
    const milliseconds = Math.min(site.config.JOB_SECONDS, MOST_SECONDS) * 1000;
    const limits = { ...defaultJobLimits, milliseconds };
    return Response.json(await recordRun(ctx, job, jobs[job], limits, userId));
  },
);
