import { sessionView } from '@/lib/api/staff-views';
import { endSession } from '@/lib/customers/sessions';
import { route } from '@/lib/server/handler';

/** Where one is signed in oneself. */
export const GET = route({ access: 'operator' }, async ({ ctx, userId, session }) => {
  const live = await ctx.store.sessions.ofAccount('admin', userId, ctx.now());
  return Response.json({ sessions: live.map((one) => sessionView(one, session)) });
});

/** Ends all of one's sessions but the one that asks. */
export const DELETE = route({ access: 'operator' }, async ({ ctx, userId, session }) => {
  const live = await ctx.store.sessions.ofAccount('admin', userId, ctx.now());
  const others = live.filter((one) => one.session !== session);
  await Promise.all(others.map((one) => endSession(ctx, one.session, one)));
  return Response.json({ success: true });
});
