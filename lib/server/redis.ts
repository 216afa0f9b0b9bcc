/**
 * The connection to Redis, where there is one. It holds only what may be lost:
 * caches and counters of rate limits. While it is away everybody goes on without.
 */
import { Redis } from 'ioredis';
import type { Logger } from '../context';
import { traceRedis } from './spans';

const CONNECT_MS = 2000;
const COMMAND_MS = 500;
const LONGEST_RETRY_MS = 2000;
/** After a failed command nobody waits for another one, for so long. */
const REST_MS = 1000;

export interface RedisLink {
  client: Redis;
  /** Connected, and no command failed within the last second. */
  isUsable(): boolean;
  /** Runs a command, or answers null at once while Redis is away. */
  attempt<T>(run: (client: Redis) => Promise<T>): Promise<T | null>;
  /** Runs whenever Redis can be used again. */
  onBack(run: () => void): void;
  close(): void;
}

export function connectRedis(url: string, log: Logger): RedisLink {
  const client = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_MS,
    commandTimeout: COMMAND_MS,
    retryStrategy: (times) => Math.min(times * 100, LONGEST_RETRY_MS),
  });
  let away = false;
  let restUntil = 0;
  const backs: (() => void)[] = [];
  // Told once when it goes and once when it comes back, however often it is tried between.
  const gone = (reason: string) => {
    if (!away) log.warn('redis.away', { reason });
    away = true;
  };
  client.on('error', (error: Error) => gone(error.message || error.name));
  client.on('close', () => gone('connection closed'));
  client.on('ready', () => {
    if (away) log.info('redis.back');
    away = false;
    restUntil = 0;
    for (const back of backs) back();
  });

  const isUsable = () => client.status === 'ready' && performance.now() >= restUntil;
  return {
    client,
    isUsable,
    async attempt(run) {
      if (!isUsable()) return null;
      try {
        const answer = await traceRedis(() => run(client));
        if (away && client.status === 'ready') {
          away = false;
          log.info('redis.back');
          for (const back of backs) back();
        }
        return answer;
      } catch (error) {
        restUntil = performance.now() + REST_MS;
        gone(error instanceof Error ? error.message : 'failed');
        return null;
      }
    },
    onBack: (run) => backs.push(run),
    close: () => client.disconnect(),
  };
}
