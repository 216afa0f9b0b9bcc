import { z } from 'zod';
import { runParam } from '@/lib/api/insights-requests';
import { runView } from '@/lib/api/insights-views';
import { insightsOf } from '@/lib/insights/state';
import { problem, route } from '@/lib/server/handler';

const params = z.object({ id: runParam });

/** How far a run is, and its result. */
export const GET = route({ access: 'manager', params }, async ({ ctx, params }) => {
  const run = insightsOf(ctx.store).whatIf.get(params.id);
  return run ? Response.json({ run: runView(run) }) : problem('NOT_FOUND');
});

/** Calls a run off. */
export const DELETE = route({ access: 'manager', params }, async ({ ctx, params }) => {
  const run = insightsOf(ctx.store).whatIf.cancel(params.id);
  return run ? Response.json({ run: runView(run) }) : problem('NOT_FOUND');
});
