import type { SignInAnswer } from '@/lib/api/answers';
import { verifyBody } from '@/lib/api/requests';
import { profileView } from '@/lib/api/views';
import { verifyCode } from '@/lib/customers/sign-in';
import { headOf } from '@/lib/loyalty/chain';
import { route } from '@/lib/server/handler';
import { sessionCookie, signToken } from '@/lib/server/tokens';

/** Signs a phone in by its code; the first sign-in creates the customer. */
export const POST = route(
  { access: 'public', body: verifyBody },
  async ({ ctx, site, body, request }) => {
    const given = { ...body, name: body.name || null, birthDate: body.birthDate ?? null };
    const verified = await verifyCode(ctx, given, site.config.JWT_SECRET);
    if (!verified.ok) return verified;
    const { user, isNew, welcomePoints } = verified;
    const token = await signToken({ kind: 'customer', id: user.id }, site.config.JWT_SECRET);
    const { account } = headOf(await ctx.store.ledger.head(user.id));
    const answer: SignInAnswer = {
      success: true,
      token,
      userProfile: profileView(user, account, ctx.now()),
      isNew,
      welcomePoints,
    };
    const secure = request.nextUrl.protocol === 'https:';
    const cookie = sessionCookie('customer', token, secure);
    return Response.json(answer, { headers: { 'set-cookie': cookie } });
  },
);
