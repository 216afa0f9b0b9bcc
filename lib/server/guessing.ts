/** The limit on guessing promo codes, as route handlers use it (SPEC 9). */
import type { NextRequest } from 'next/server';
import { addressOf } from './client-address';
import { type Problem, problem } from './handler';
import type { GuessLimits } from './limits';

/**
 * Runs what judges a promo code, unless its customer or address has missed too
 * often: then 429 with Retry-After. Without a code nothing is limited.
 */
export async function limitGuesses<T extends { ok: boolean }>(
  limits: GuessLimits,
  request: NextRequest,
  userId: number,
  code: string | null | undefined,
  judge: () => Promise<T>,
): Promise<T | Problem> {
  if (code == null) return judge();
  const who = [
    { counter: limits.customer, key: String(userId) },
    { counter: limits.address, key: addressOf(request) },
  ];
  const waits = await Promise.all(who.map(({ counter, key }) => counter.blockedFor(key)));
  const retryAfter = Math.max(...waits);
  if (retryAfter > 0) return problem('TOO_MANY_REQUESTS', { retryAfter });
  const judged = await judge();
  if (!judged.ok && 'code' in judged && judged.code === 'PROMO_NOT_FOUND') {
    await Promise.all(who.map(({ counter, key }) => counter.take(key)));
  }
  return judged;
}
