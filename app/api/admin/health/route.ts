import { healthView } from '@/lib/api/health';
import { readHealth } from '@/lib/health/health';
import { route } from '@/lib/server/handler';

/** What is overdue: jobs, promises, orders; and what the audit said last. */
export const GET = route({ access: 'manager' }, async ({ ctx }) =>
  Response.json(healthView(await readHealth(ctx))),
);
