import type { MeAnswer } from '@/lib/api/answers';
import { profileView } from '@/lib/api/views';
import { problem, route } from '@/lib/server/handler';

/** The signed-in customer. */
export const GET = route({ access: 'customer' }, async ({ ctx, site, userId }) => {
  const [user, account, settings] = await Promise.all([
    ctx.store.users.byId(userId),
    site.reads.account(userId),
    site.reads.settings(),
  ]);
  if (!user || user.erasedAt !== null) return problem('UNAUTHORIZED');
  const answer: MeAnswer = {
    userProfile: profileView(user, account, ctx.now()),
    loyaltyEnabled: settings.loyaltyEnabled,
  };
  return Response.json(answer);
});
