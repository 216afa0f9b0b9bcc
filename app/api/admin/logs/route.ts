import { logsQuery } from '@/lib/api/staff-customers-requests';
import { readLogs } from '@/lib/api/staff-records';
import { route } from '@/lib/server/handler';

/** A page of `Loyalty_Logs`, newest first. */
export const GET = route({ access: 'manager', query: logsQuery }, async ({ ctx, query }) =>
  Response.json(await readLogs(ctx, query)),
);
