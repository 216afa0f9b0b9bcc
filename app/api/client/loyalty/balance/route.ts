import { balanceView } from '@/lib/api/views';
import { headOf } from '@/lib/loyalty/chain';
import { route } from '@/lib/server/handler';
import { readSettings } from '@/lib/settings';

/** What the customer has, where the tier stands, what ends soon. */
export const GET = route({ access: 'customer' }, async ({ ctx, userId }) => {
  const [head, settings] = await Promise.all([
    ctx.store.ledger.head(userId),
    readSettings(ctx.store),
  ]);
  const { account } = headOf(head);
  return Response.json(balanceView(ctx.program, account, settings.loyaltyEnabled, ctx.now()));
});
