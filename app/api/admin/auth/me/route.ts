import { problem, route } from '@/lib/server/handler';

/** Who of the staff is signed in, as the account stands now. */
export const GET = route({ access: 'operator' }, async ({ ctx, userId }) => {
  const admin = await ctx.store.admins.byId(userId);
  if (!admin?.active) return problem('UNAUTHORIZED');
  const { id, email, name, role } = admin;
  return Response.json({ admin: { id, email, name, role } });
});
