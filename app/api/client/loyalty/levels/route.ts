import { levelsView } from '@/lib/api/views';
import { headOf } from '@/lib/loyalty/chain';
import { route } from '@/lib/server/handler';

/** All tiers of the programme, and which the customer has reached. */
export const GET = route({ access: 'customer' }, async ({ ctx, userId }) => {
  const { account } = headOf(await ctx.store.ledger.head(userId));
  return Response.json(levelsView(ctx.program, account, ctx.now()));
});
