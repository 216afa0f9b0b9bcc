import { staffParams } from '@/lib/api/staff-requests';
import { sessionView } from '@/lib/api/staff-views';
import { route } from '@/lib/server/handler';

/** Where a member of staff is signed in. */
export const GET = route(
  { access: 'owner', params: staffParams },
  async ({ ctx, params, session }) => {
    const live = await ctx.store.sessions.ofAccount('admin', params.id, ctx.now());
    return Response.json({ sessions: live.map((one) => sessionView(one, session)) });
  },
);
