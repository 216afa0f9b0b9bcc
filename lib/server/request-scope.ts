/** What belongs to the request being served, wherever its code has got to. */
import { AsyncLocalStorage } from 'node:async_hooks';

// Next may load this module once per bundle; a request has one scope.
const holder = globalThis as typeof globalThis & {
  kopilkaScope?: AsyncLocalStorage<{ requestId: string }>;
};
holder.kopilkaScope ??= new AsyncLocalStorage();
const scope = holder.kopilkaScope;

/** Runs a request: calls to NocoDB made by it carry its id. */
export function inRequest<T>(requestId: string, run: () => Promise<T>): Promise<T> {
  return scope.run({ requestId }, run);
}

/** Undefined outside requests. */
export function currentRequestId(): string | undefined {
  return scope.getStore()?.requestId;
}
