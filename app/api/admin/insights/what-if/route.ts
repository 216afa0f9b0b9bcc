import { programOf, whatIfBody } from '@/lib/api/insights-requests';
import { runView } from '@/lib/api/insights-views';
import { insightsOf } from '@/lib/insights/state';
import { problem, route } from '@/lib/server/handler';

/** The last runs of this process, newest first. */
export const GET = route({ access: 'manager' }, async ({ ctx }) =>
  Response.json({ runs: insightsOf(ctx.store).whatIf.list().map(runView) }),
);

/** Starts a run in the background; one at a time. */
export const POST = route(
  { access: 'manager', body: whatIfBody },
  async ({ ctx, body, userId: adminId }) => {
    const request = { days: body.days, program: programOf(body) };
    const started = insightsOf(ctx.store).whatIf.start(ctx, request, adminId);
    if (!started) return problem('RUN_IN_PROGRESS');
    ctx.later(() => started.work);
    return Response.json({ run: runView(started.run) }, { status: 202 });
  },
);
