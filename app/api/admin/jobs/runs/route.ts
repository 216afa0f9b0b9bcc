import { runsQuery } from '@/lib/api/staff-customers-requests';
import { readRuns } from '@/lib/api/staff-records';
import { route } from '@/lib/server/handler';

/** A page of `Job_Runs`, newest first. */
export const GET = route({ access: 'manager', query: runsQuery }, async ({ ctx, query }) =>
  Response.json(await readRuns(ctx, query)),
);
