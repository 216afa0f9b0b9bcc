/**
 * The reads that pages repeat, through the cache (SPEC 9): a customer's account for
 * 60 seconds, settings for 600. Tiers are part of the programme, which a process
 * holds from its start to its restart. What is kept is the account as the ledger's
 * head carries it, not an answer: a lot that ends meanwhile is not shown any more.
 * For answers to readers only; an operation that writes reads the store itself.
 */
import type { Account } from '../loyalty/account';
import { headOf } from '../loyalty/chain';
import { readSettings, type Settings, settingsSchema } from '../settings';
import type { Store } from '../store/port';
import type { Cache } from './cache';
import { metrics } from './metrics';

const BALANCE_SECONDS = 60;
const SETTINGS_SECONDS = 600;

const balanceKey = (userId: number) => `loyalty:balance:${userId}`;
const SETTINGS_KEY = 'loyalty:settings';

export interface CachedReads {
  account(userId: number): Promise<Account>;
  settings(): Promise<Settings>;
}

export function cachedReads(store: Store, cache: Cache): CachedReads {
  async function through<T>(
    what: string,
    key: string,
    seconds: number,
    load: () => Promise<T>,
    parse: (value: unknown) => T,
  ): Promise<T> {
    const found = await cache.read(key);
    metrics.cache.inc({ what, outcome: found.text === null ? 'missed' : 'found' });
    if (found.text !== null) return parse(JSON.parse(found.text));
    const value = await load();
    await cache.keep(key, JSON.stringify(value), seconds, found.mark);
    return value;
  }
  return {
    account: (userId) =>
      through(
        'balance',
        balanceKey(userId),
        BALANCE_SECONDS,
        async () => headOf(await store.ledger.head(userId)).account,
        // Written by this very code and nobody else.
        (value) => value as Account,
      ),
    settings: () =>
      through(
        'settings',
        SETTINGS_KEY,
        SETTINGS_SECONDS,
        () => readSettings(store),
        (value) => settingsSchema.parse(value),
      ),
  };
}

/** The store, dropping what the cache holds of a value whenever that value was written. */
export function droppingStore(store: Store, cache: Cache): Store {
  return {
    ...store,
    ledger: {
      ...store.ledger,
      async append(entries) {
        try {
          return await store.ledger.append(entries);
        } finally {
          // Also after a failure: the rows may have landed all the same.
          const users = new Set(entries.map((entry) => entry.userId));
          await Promise.all([...users].map((userId) => cache.drop(balanceKey(userId))));
        }
      },
    },
    settings: {
      ...store.settings,
      async put(key, value) {
        try {
          await store.settings.put(key, value);
        } finally {
          await cache.drop(SETTINGS_KEY);
        }
      },
    },
  };
}
