/**
 * Counters in a window of time (SPEC 9): in memory, a process each; in Redis when
 * there is one, shared by all. While Redis is away each process counts by itself.
 */
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RedisLink } from './redis';

export interface Taken {
  over: boolean;
  consumed: number;
  points: number;
  /** Seconds until the window ends, at least 1. */
  wait: number;
}

export interface WindowCounter {
  /** Counts one and says whether it was one too many. */
  take(key: string): Promise<Taken>;
  /** Seconds until the key may try again; 0 = now. Counts nothing. */
  blockedFor(key: string): Promise<number>;
}

/** `points` in `seconds`, then too many until the window ends. */
export function createCounter(
  keyPrefix: string,
  points: number,
  seconds: number,
  redis: RedisLink | null,
): WindowCounter {
  const options = { keyPrefix, points, duration: seconds };
  const memory = new RateLimiterMemory(options);
  const shared = redis && new RateLimiterRedis({ ...options, storeClient: redis.client });

  async function ask<T>(
    run: (limiter: RateLimiterMemory | RateLimiterRedis) => Promise<T>,
  ): Promise<T> {
    const answer = shared && (await redis.attempt(async () => ({ value: await run(shared) })));
    return answer ? answer.value : run(memory);
  }

  /** The library throws what it counted when that was too many. */
  const consume = (key: string) =>
    ask((limiter) =>
      limiter.consume(key).catch((over: unknown) => {
        if (over instanceof RateLimiterRes) return over;
        throw over;
      }),
    );

  return {
    async take(key) {
      const { consumedPoints: consumed, msBeforeNext } = await consume(key);
      return { over: consumed > points, consumed, points, wait: waitOf(msBeforeNext) };
    },
    async blockedFor(key) {
      const now = await ask((limiter) => limiter.get(key));
      return now && now.consumedPoints >= points ? waitOf(now.msBeforeNext) : 0;
    },
  };
}

function waitOf(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}

const GUESS_SECONDS = 10 * 60;
/** Wrong promo codes in the window, after which the next try has to wait. */
const CUSTOMER_MISSES = 10;
/** Many customers may share an office's or an operator's address. */
const ADDRESS_MISSES = 60;

/** Only tries at promo codes that do not exist count. */
export interface GuessLimits {
  customer: WindowCounter;
  address: WindowCounter;
}

export function createGuessLimits(redis: RedisLink | null = null): GuessLimits {
  return {
    customer: createCounter('promo:customer', CUSTOMER_MISSES, GUESS_SECONDS, redis),
    address: createCounter('promo:address', ADDRESS_MISSES, GUESS_SECONDS, redis),
  };
}

const PASSWORD_SECONDS = 10 * 60;
/** Wrong passwords of staff in the window, after which the next try has to wait. */
const PASSWORD_MISSES = 10;
/** From everywhere together: enough to stop a guess, too many to be locked out by a stranger. */
const ACCOUNT_MISSES = 50;
const PASSWORD_ADDRESS_MISSES = 40;

/** Only wrong passwords count. */
export interface PasswordLimits {
  /** An account as guessed from one address. */
  accountFromAddress: WindowCounter;
  account: WindowCounter;
  address: WindowCounter;
}

export function createPasswordLimits(redis: RedisLink | null = null): PasswordLimits {
  const each = (name: string, misses: number) =>
    createCounter(`password:${name}`, misses, PASSWORD_SECONDS, redis);
  return {
    accountFromAddress: each('both', PASSWORD_MISSES),
    account: each('account', ACCOUNT_MISSES),
    address: each('address', PASSWORD_ADDRESS_MISSES),
  };
}
