/**
 * Limits on guessing promo codes (SPEC 9): only tries at codes that do not exist
 * count, for the customer and for the address. Counters sit behind a small port:
 * in memory, a process each; in Redis when there is one, shared by all.
 */

import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Counts misses under a key. */
export interface MissCounter {
  /** Seconds until the key may try again; 0 = now. */
  blockedFor(key: string): Promise<number>;
  miss(key: string): Promise<void>;
}

const WINDOW_SECONDS = 10 * 60;
/** Wrong codes in the window, after which the next try has to wait. */
const CUSTOMER_MISSES = 10;
/** Many customers may share an office's or an operator's address. */
const ADDRESS_MISSES = 60;

export interface GuessLimits {
  customer: MissCounter;
  address: MissCounter;
}

export function createGuessLimits(): GuessLimits {
  return {
    customer: memoryCounter('promo:customer', CUSTOMER_MISSES),
    address: memoryCounter('promo:address', ADDRESS_MISSES),
  };
}

/** Wrong passwords of staff in the window, after which the next try has to wait. */
const PASSWORD_MISSES = 10;
/** From everywhere together: enough to stop a guess, too many to be locked out by a stranger. */
const ACCOUNT_MISSES = 50;
const PASSWORD_ADDRESS_MISSES = 40;

export interface PasswordLimits {
  /** An account as guessed from one address. */
  accountFromAddress: MissCounter;
  account: MissCounter;
  address: MissCounter;
}

export function createPasswordLimits(): PasswordLimits {
  return {
    accountFromAddress: memoryCounter('password:both', PASSWORD_MISSES),
    account: memoryCounter('password:account', ACCOUNT_MISSES),
    address: memoryCounter('password:address', PASSWORD_ADDRESS_MISSES),
  };
}

function memoryCounter(keyPrefix: string, points: number): MissCounter {
  const limiter = new RateLimiterMemory({ keyPrefix, points, duration: WINDOW_SECONDS });
  return {
    async blockedFor(key) {
      const now = await limiter.get(key);
      return now && now.consumedPoints >= points ? Math.ceil(now.msBeforeNext / 1000) : 0;
    },
    async miss(key) {
      try {
        await limiter.consume(key);
      } catch (over) {
        // Parallel tries may run past the limit; they are counted all the same.
        if (!(over instanceof RateLimiterRes)) throw over;
      }
    },
  };
}
