import { overviewQuery } from '@/lib/api/insights-requests';
import { overviewAnswer } from '@/lib/api/insights-views';
import { insightsOf } from '@/lib/insights/state';
import { route } from '@/lib/server/handler';

/** Points owed and moved, orders with and without them. */
export const GET = route({ access: 'manager', query: overviewQuery }, async ({ ctx, query }) => {
  const state = await insightsOf(ctx.store).overview(ctx, query.days, query.refresh === 'true');
  return Response.json(overviewAnswer(state));
});
