import { staffSessionParams } from '@/lib/api/staff-requests';
import { endOwnSession } from '@/lib/customers/sessions';
import { problem, route } from '@/lib/server/handler';

/** Signs a member of staff out of one browser. */
export const DELETE = route(
  { access: 'owner', params: staffSessionParams },
  async ({ ctx, params }) => {
    const ended = await endOwnSession(ctx, params.session, 'admin', params.id);
    return ended ? Response.json({ success: true }) : problem('NOT_FOUND');
  },
);
