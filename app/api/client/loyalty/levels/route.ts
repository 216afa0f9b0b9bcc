import { levelsView } from '@/lib/api/views';
import { route } from '@/lib/server/handler';

/** All tiers of the programme, and which the customer has reached. */
export const GET = route({ access: 'customer' }, async ({ ctx, site, userId }) => {
  const account = await site.reads.account(userId);
  return Response.json(levelsView(ctx.program, account, ctx.now()));
});
