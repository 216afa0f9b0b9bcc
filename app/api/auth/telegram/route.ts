import type { NeedsPhoneAnswer } from '@/lib/api/answers';
import { telegramBody } from '@/lib/api/requests';
import { signInAnswer } from '@/lib/api/sign-in';
import { telegramIdOf } from '@/lib/customers/telegram';
import { problem, route } from '@/lib/server/handler';
import { startSession } from '@/lib/server/sign-in-cookies';
import { signTelegramToken } from '@/lib/server/tokens';

/** Signs in whoever opened the Mini App, or says that a phone has to be verified first. */
export const POST = route({ access: 'public', body: telegramBody }, async (call) => {
  const { ctx, site, body } = call;
  const { TELEGRAM_BOT_TOKEN: botToken, JWT_SECRET: secret } = site.config;
  if (botToken === undefined) return problem('NOT_FOUND');
  const telegramId = telegramIdOf(body.initData, botToken, ctx.now());
  if (telegramId === null) return problem('TELEGRAM_INVALID');
  const user = await ctx.store.users.byTelegramId(telegramId);
  if (!user) {
    const telegramToken = await signTelegramToken(telegramId, secret);
    const answer: NeedsPhoneAnswer = { success: true, needsPhone: true, telegramToken };
    return Response.json(answer);
  }
  const { headers, ...tokens } = await startSession(call, { kind: 'customer', id: user.id });
  const answer = await signInAnswer(ctx, user, { ...tokens, isNew: false, welcomePoints: 0 });
  return Response.json(answer, { headers });
});
