/** What one site process is made of, built once from the environment. */
import type { Context } from '../context';
import { presets } from '../loyalty/presets';
import type { NoticeSender } from '../notices/sender';
import type { PaymentProvider } from '../payments/provider';
import type { NocoRequest } from '../store/nocodb/client';
import { createNocoStore } from '../store/nocodb/connect';
import type { Store } from '../store/port';
import { type Cache, memoryCache, noCache, redisCache } from './cache';
import { type CachedReads, cachedReads, droppingStore } from './cached-reads';
import { type Clock, createClock } from './clock';
import { type CodeSender, createCodeSender } from './code-sender';
import { type Config, parseConfig } from './config';
import { type Kept, keepLast } from './kept';
import {
  createGuessLimits,
  createPasswordLimits,
  type GuessLimits,
  type PasswordLimits,
} from './limits';
import { createLogger } from './log';
import { countNocoRequest, watchRedis } from './metrics';
import { createNotices } from './notices';
import { createPayments } from './payments';
import { connectRedis, type RedisLink } from './redis';
import { createRequestLimits, type RequestLimits } from './request-limits';
import { currentRequestId } from './request-scope';
import { traceNocoRequest } from './spans';

export interface Site {
  config: Config;
  store: Store;
  clock: Clock;
  codeSender: CodeSender;
  payments: PaymentProvider;
  notices: NoticeSender | null;
  /** Wrong promo codes. */
  guesses: GuessLimits;
  /** Pictures of dishes that were asked for last. */
  pictures: Kept<{ type: string; bytes: Uint8Array }>;
  /** Wrong passwords of staff. */
  passwords: PasswordLimits;
  limits: RequestLimits;
  /** For answers to readers; what writes reads the store. */
  reads: CachedReads;
  redis: RedisLink | null;
}

/** Bytes of pictures in memory: a menu of photos. */
const MOST_PICTURE_MEMORY = 24 * 1024 * 1024;

// Next may load this module once per bundle; the site is one per process.
const holder = globalThis as typeof globalThis & { kopilkaSite?: Promise<Site> };

/** The site; the first call reads the environment and checks the tables. Throws with the reason. */
export function getSite(): Promise<Site> {
  holder.kopilkaSite ??= createSite().catch((error: unknown) => {
    holder.kopilkaSite = undefined;
    throw error;
  });
  return holder.kopilkaSite;
}

async function createSite(): Promise<Site> {
  const config = parseConfig(process.env);
  const log = createLogger();
  const straight = await createNocoStore({
    url: config.NOCODB_URL,
    token: config.NOCODB_TOKEN,
    base: config.NOCODB_BASE,
    requestId: currentRequestId,
    onRequest: watchNoco,
  });
  const redis = config.REDIS_URL ? connectRedis(config.REDIS_URL, log) : null;
  if (redis) watchRedis(redis.isUsable);
  const cache = cacheOf(config, redis);
  const store = droppingStore(straight, cache);
  return {
    config,
    store,
    reads: cachedReads(store, cache),
    limits: createRequestLimits(config, redis, log),
    redis,
    clock: createClock(),
    codeSender: createCodeSender(config),
    payments: createPayments(config),
    notices: createNotices(config),
    pictures: keepLast(MOST_PICTURE_MEMORY),
    passwords: createPasswordLimits(redis),
    guesses: createGuessLimits(redis),
  };
}

function watchNoco(request: NocoRequest): void {
  countNocoRequest(request);
  traceNocoRequest(request);
}

function cacheOf(config: Config, redis: RedisLink | null): Cache {
  if (config.CACHE === 'off') return noCache;
  const ticks = () => performance.now();
  return redis ? redisCache(redis, ticks) : memoryCache(ticks);
}

/** The context of one request: `later` runs after its answer. */
export function contextOf(
  site: Site,
  requestId: string,
  later: (task: () => Promise<void>) => void,
): Context {
  const log = createLogger({ requestId });
  return {
    store: site.store,
    program: presets[site.config.LOYALTY_PROGRAM],
    timeZone: site.config.BUSINESS_TZ,
    payments: site.payments,
    notices: site.notices,
    holdMs: site.config.PROMO_HOLD_MINUTES * 60_000,
    now: site.clock.now,
    ticks: () => performance.now(),
    random: Math.random,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    later: (task) =>
      later(async () => {
        try {
          await task();
        } catch (error) {
          // The reconcile job takes it up; the customer has an answer already.
          log.error('later.failed', { error: String(error) });
        }
      }),
    log,
  };
}
