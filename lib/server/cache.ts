/**
 * What pages read again and again (SPEC 9), in memory, or in Redis where several
 * processes share one. A writer drops the key after its write; a reader that began
 * before cannot put the old value back, for it keeps a value only if nothing was
 * dropped since it began. Operations that write never read from here.
 */
import type { RedisLink } from './redis';

/** Marks a moment: values read before the key's next drop are not kept. */
export type Mark = string;

export interface Cache {
  /** The text kept under a key, or null with a mark to keep one by. */
  read(key: string): Promise<{ text: string } | { text: null; mark: Mark | null }>;
  keep(key: string, text: string, seconds: number, mark: Mark | null): Promise<void>;
  drop(key: string): Promise<void>;
}

const MOST_KEYS = 20_000;

interface Kept {
  text: string;
  until: number;
}

/** In this process only: other processes' writes are seen when a value has run out. */
export function memoryCache(ticks: () => number, mostKeys = MOST_KEYS): Cache {
  const kept = new Map<string, Kept>();
  const drops = new Map<string, number>();
  // Marks of keys whose count of drops was forgotten are not worth anything.
  let forgotten = 0;
  const markOf = (key: string) => `${forgotten}:${drops.get(key) ?? 0}`;
  return {
    async read(key) {
      const found = kept.get(key);
      if (found && ticks() < found.until) return { text: found.text };
      kept.delete(key);
      return { text: null, mark: markOf(key) };
    },
    async keep(key, text, seconds, mark) {
      if (mark !== markOf(key)) return;
      kept.delete(key);
      kept.set(key, { text, until: ticks() + seconds * 1000 });
      if (kept.size > mostKeys) for (const oldest of kept.keys()) return void kept.delete(oldest);
    },
    async drop(key) {
      kept.delete(key);
      drops.set(key, (drops.get(key) ?? 0) + 1);
      if (drops.size <= mostKeys) return;
      drops.clear();
      forgotten += 1;
    },
  };
}

/** How long the count of a key's drops outlives it: longer than any reader takes. */
const DROPS_SECONDS = 3600;

const READ = `local text = redis.call('get', KEYS[1])
if text then return {text} end
return {false, redis.call('get', KEYS[2]) or '0'}`;

const KEEP = `if (redis.call('get', KEYS[2]) or '0') ~= ARGV[3] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'EX', ARGV[2])
return 1`;

const DROP = `redis.call('del', KEYS[1])
redis.call('incr', KEYS[2])
redis.call('expire', KEYS[2], ARGV[1])
return 1`;

/** While Redis is away a value may be this old: others' writes do not reach this process then. */
const AWAY_SECONDS = 5;

/**
 * Shared by all processes. While Redis is away values are kept in this process for
 * a few seconds, and keys that should have been dropped are dropped when it is back.
 */
export function redisCache(link: RedisLink, ticks: () => number): Cache {
  const own = memoryCache(ticks);
  const owed = new Set<string>();
  const dropShared = async (key: string) => {
    owed.add(key);
    const keys = [key, `${key}:drops`] as const;
    const done = await link.attempt((client) => client.eval(DROP, 2, ...keys, DROPS_SECONDS));
    if (done !== null) owed.delete(key);
  };
  link.onBack(() => {
    for (const key of [...owed]) void dropShared(key);
  });

  async function readOwn(key: string) {
    const found = await own.read(key);
    return found.text === null ? { text: null, mark: `own ${found.mark}` } : found;
  }

  return {
    async read(key) {
      if (owed.has(key)) return readOwn(key);
      const keys = [key, `${key}:drops`] as const;
      const answer = await link.attempt((client) => client.eval(READ, 2, ...keys));
      if (!Array.isArray(answer)) return readOwn(key);
      const [text, drops] = answer as [string | null, string | undefined];
      return text === null ? { text: null, mark: `shared ${drops}` } : { text };
    },
    async keep(key, text, seconds, mark) {
      const [where, drops] = (mark ?? '').split(' ');
      if (where === 'own')
        await own.keep(key, text, Math.min(seconds, AWAY_SECONDS), drops ?? null);
      if (where !== 'shared' || drops === undefined) return;
      const keys = [key, `${key}:drops`] as const;
      await link.attempt((client) => client.eval(KEEP, 2, ...keys, text, seconds, drops));
    },
    async drop(key) {
      await Promise.all([own.drop(key), dropShared(key)]);
    },
  };
}

/** For several processes without a Redis: every read is a read. */
export const noCache: Cache = {
  read: async () => ({ text: null, mark: null }),
  keep: async () => {},
  drop: async () => {},
};
