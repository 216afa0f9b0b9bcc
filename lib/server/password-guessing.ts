/** The limit on guessing the passwords of staff, as route handlers use it. */
import type { NextRequest } from 'next/server';
import { addressOf } from './client-address';
import { type Problem, problem } from './handler';
import type { PasswordLimits } from './limits';

/**
 * Runs what checks a password, unless the account or the address has missed too
 * often: then 429 with Retry-After, also for the right password. An account is
 * counted by address as well: who guesses locks out themselves first.
 */
export async function limitPasswords<T extends { ok: boolean }>(
  limits: PasswordLimits,
  request: NextRequest,
  account: string,
  check: () => Promise<T>,
): Promise<T | Problem> {
  const address = addressOf(request);
  const who = [
    { counter: limits.accountFromAddress, key: `${account} ${address}` },
    { counter: limits.account, key: account },
    { counter: limits.address, key: address },
  ];
  const waits = await Promise.all(who.map(({ counter, key }) => counter.blockedFor(key)));
  const retryAfter = Math.max(...waits);
  if (retryAfter > 0) return problem('TOO_MANY_REQUESTS', { retryAfter });
  const checked = await check();
  const missed =
    !checked.ok &&
    'code' in checked &&
    (checked.code === 'SIGN_IN_FAILED' || checked.code === 'PASSWORD_WRONG');
  if (missed) await Promise.all(who.map(({ counter, key }) => counter.take(key)));
  return checked;
}
