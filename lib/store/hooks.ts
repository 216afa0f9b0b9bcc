/**
 * A store that tells a test about every call, before it starts and after it
 * landed, so that interleavings and crashes can be forced: a hook may wait, or
 * throw (before: the write never happened; after: it did, the caller never knew).
 */
import type { Store } from './port';

/** One of the store's methods, as in `ledger.append`. */
export type StoreCall = {
  [A in keyof Store]: {
    [M in keyof Store[A]]: Store[A][M] extends (...args: infer P) => unknown
      ? { area: A; method: M; args: P }
      : never;
  }[keyof Store[A]];
}[keyof Store];

export interface StoreHooks {
  before?(call: StoreCall): Promise<void> | void;
  after?(call: StoreCall): Promise<void> | void;
}

/** `store` with hooks around every call; the store itself is left as it is. */
export function withHooks(store: Store, hooks: StoreHooks): Store {
  return new Proxy(store, {
    get(target, area, receiver) {
      const methods: unknown = Reflect.get(target, area, receiver);
      return isObject(methods) ? hookArea(String(area), methods, hooks) : methods;
    },
  });
}

function hookArea(area: string, methods: object, hooks: StoreHooks): object {
  return new Proxy(methods, {
    get(target, method, receiver) {
      const run: unknown = Reflect.get(target, method, receiver);
      if (typeof run !== 'function') return run;
      return async (...args: unknown[]) => {
        // The names come from the store's own type, which `StoreCall` lists.
        const call = { area, method, args } as unknown as StoreCall;
        await hooks.before?.(call);
        const answer: unknown = await run.apply(target, args);
        await hooks.after?.(call);
        return answer;
      };
    },
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
