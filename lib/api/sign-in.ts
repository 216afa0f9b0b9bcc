/** Answers about the signed-in customer. */
import type { Context } from '../context';
import { headOf } from '../loyalty/chain';
import { noticeKinds } from '../notices/kinds';
import type { User } from '../store/port-users';
import type { ProfileAnswer, SignInAnswer } from './answers';
import { profileView } from './views';

export async function signInAnswer(
  ctx: Context,
  user: User,
  rest: Pick<SignInAnswer, 'token' | 'refreshToken' | 'isNew' | 'welcomePoints'>,
): Promise<SignInAnswer> {
  const { account } = headOf(await ctx.store.ledger.head(user.id));
  return { success: true, ...rest, userProfile: profileView(user, account, ctx.now()) };
}

export async function profileAnswer(ctx: Context, user: User): Promise<ProfileAnswer> {
  const { account } = headOf(await ctx.store.ledger.head(user.id));
  const wanted = noticeKinds.map((kind) => [kind, !user.noticesOff.includes(kind)] as const);
  return {
    profile: profileView(user, account, ctx.now()),
    addresses: user.addresses,
    notices: Object.fromEntries(wanted) as ProfileAnswer['notices'],
  };
}
