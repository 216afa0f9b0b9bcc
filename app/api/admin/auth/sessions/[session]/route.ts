import { sessionParams } from '@/lib/api/staff-requests';
import { endOwnSession } from '@/lib/customers/sessions';
import { problem, route } from '@/lib/server/handler';

/** Ends one of one's own sessions. */
export const DELETE = route(
  { access: 'operator', params: sessionParams },
  async ({ ctx, params, userId }) => {
    const ended = await endOwnSession(ctx, params.session, 'admin', userId);
    return ended ? Response.json({ success: true }) : problem('NOT_FOUND');
  },
);
