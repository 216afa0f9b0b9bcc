import type { MeAnswer } from '@/lib/api/answers';
import { profileView } from '@/lib/api/views';
import { headOf } from '@/lib/loyalty/chain';
import { problem, route } from '@/lib/server/handler';
import { readSettings } from '@/lib/settings';

/** The signed-in customer. */
export const GET = route({ access: 'customer' }, async ({ ctx, userId }) => {
  const [user, head, settings] = await Promise.all([
    ctx.store.users.byId(userId),
    ctx.store.ledger.head(userId),
    readSettings(ctx.store),
  ]);
  if (!user || user.erasedAt !== null) return problem('UNAUTHORIZED');
  const answer: MeAnswer = {
    userProfile: profileView(user, headOf(head).account, ctx.now()),
    loyaltyEnabled: settings.loyaltyEnabled,
  };
  return Response.json(answer);
});
