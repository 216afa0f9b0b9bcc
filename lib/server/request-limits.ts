/**
 * Requests a minute (SPEC 9): by customer and by member of staff, by address where
 * nobody is signed in, and fewer where codes and passwords could be guessed.
 */
import type { Context } from '../context';
import type { Config } from './config';
import { createCounter } from './limits';
import { metrics } from './metrics';
import type { RedisLink } from './redis';

export type LimitName =
  | 'customer'
  | 'staff'
  /** Nobody is signed in. */
  | 'address'
  /** Sign-in codes, asked for or tried, by address. */
  | 'codes'
  /** Passwords of staff, by address. */
  | 'passwords';

export interface RequestLimits {
  /** Counts one request; seconds to wait when it is one too many, otherwise 0. */
  take(limit: LimitName, key: string): Promise<number>;
}

const MINUTE_SECONDS = 60;

export function createRequestLimits(
  config: Config,
  redis: RedisLink | null,
  log: Context['log'],
): RequestLimits {
  const { RATE_LIMIT_CUSTOMER, RATE_LIMIT_STAFF, RATE_LIMIT_ADDRESS, RATE_LIMIT_SIGN_IN } = config;
  const each = (name: LimitName, points: number) =>
    createCounter(`limit:${name}`, points, MINUTE_SECONDS, redis);
  const counters: Record<LimitName, ReturnType<typeof createCounter>> = {
    customer: each('customer', RATE_LIMIT_CUSTOMER),
    staff: each('staff', RATE_LIMIT_STAFF),
    address: each('address', RATE_LIMIT_ADDRESS),
    codes: each('codes', RATE_LIMIT_SIGN_IN),
    passwords: each('passwords', RATE_LIMIT_SIGN_IN),
  };
  return {
    async take(limit, key) {
      const { over, consumed, points, wait } = await counters[limit].take(key);
      if (!over) return 0;
      metrics.limited.inc({ limit });
      // Once a window, or a flood of requests would be a flood of log lines.
      if (consumed === points + 1) log.warn('request.limited', { limit });
      return wait;
    },
  };
}
