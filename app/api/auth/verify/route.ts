import { verifyBody } from '@/lib/api/requests';
import { signInAnswer } from '@/lib/api/sign-in';
import { verifyCode } from '@/lib/customers/sign-in';
import { problem, route } from '@/lib/server/handler';
import { startSession } from '@/lib/server/sign-in-cookies';
import { readTelegramToken } from '@/lib/server/tokens';

/** Signs a phone in by its code; the first sign-in creates the customer. */
export const POST = route({ access: 'public', body: verifyBody, limit: 'codes' }, async (call) => {
  const { ctx, site, body } = call;
  const { telegramToken, ...rest } = body;
  const secret = site.config.JWT_SECRET;
  // Before the code is used up.
  const telegramId = telegramToken ? await readTelegramToken(telegramToken, secret) : null;
  if (telegramToken && telegramId === null) return problem('TELEGRAM_INVALID');
  const given = { ...rest, name: body.name || null, birthDate: body.birthDate ?? null };
  const consent = body.consent === true;
  const verified = await verifyCode(ctx, { ...given, consent, telegramId }, secret);
  if (!verified.ok) return verified;
  const { user, isNew, welcomePoints } = verified;
  const { headers, ...tokens } = await startSession(call, { kind: 'customer', id: user.id });
  const answer = await signInAnswer(ctx, user, { ...tokens, isNew, welcomePoints });
  return Response.json(answer, { headers });
});
