import { balanceView } from '@/lib/api/views';
import { route } from '@/lib/server/handler';

/** What the customer has, where the tier stands, what ends soon. */
export const GET = route({ access: 'customer' }, async ({ ctx, site, userId }) => {
  const [account, settings] = await Promise.all([
    site.reads.account(userId),
    site.reads.settings(),
  ]);
  return Response.json(balanceView(ctx.program, account, settings.loyaltyEnabled, ctx.now()));
});
