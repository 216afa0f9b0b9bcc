/** The only `fetch` of the front end. */
import type { Problem } from '../api/answers';
import { ApiError, ConnectionError } from './errors';
import { readLocal, writeLocal } from './local';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** Sent as it is, instead of a body. */
  file?: Blob;
  /** Same key, same order: see SPEC 5. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Long enough for a payment provider, short enough to tell a dead connection. */
const TIMEOUT_MS = 45_000;

const REFRESH = '/api/auth/refresh';
/** A 401 of these is about what was typed, or about the session's own end. */
const NO_REFRESH = /^\/api\/(auth\/(?!me\b)|admin\/|profile\/phone\b)/;

/**
 * Asks the API at a relative address. A sign-in that ran out is renewed once and
 * the request repeated.
 * @throws ApiError when it refuses, ConnectionError when no usable answer came
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const started = renewals;
  try {
    return await ask<T>(path, options);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const ran = error.code === 'TOKEN_EXPIRED';
    // A visitor who never signed in here has nothing to renew.
    if (!ran && (NO_REFRESH.test(path) || !wasSignedIn())) throw error;
    // Another request renewed the sign-in while this one was under way: just repeat.
    if (started === renewals && !(await renew())) throw error;
    return ask<T>(path, options);
  }
}

/** Set by the first sign-in in this browser, and kept. */
const KNOWN_STORE = 'kopilka.known';

function wasSignedIn(): boolean {
  return readLocal(KNOWN_STORE) !== null;
}

let renewals = 0;
let renewing: Promise<boolean> | null = null;
/** After a "no" there is nothing to renew until someone signs in again. */
let signedOut = false;

/** One renewal at a time, however many requests wait for it. */
function renew(): Promise<boolean> {
  if (signedOut) return Promise.resolve(false);
  renewing ??= ask<unknown>(REFRESH, { method: 'POST' })
    .then(() => {
      renewals += 1;
      return true;
    })
    .catch((error: unknown) => {
      // A refusal is the end of the sign-in; a broken line says nothing about it.
      if (!(error instanceof ApiError)) throw error;
      if (error.status < 500) signedOut = true;
      return false;
    })
    .finally(() => {
      renewing = null;
    });
  return renewing;
}

/** A sign-in succeeded: from now on it may be renewed. */
export function sessionStarted(): void {
  signedOut = false;
  writeLocal(KNOWN_STORE, '1');
}

async function ask<T>(path: string, options: RequestOptions): Promise<T> {
  const { method = 'GET', body, file, idempotencyKey, signal } = options;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (file) headers['content-type'] = file.type;
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;

  let answer: Response;
  let text: string;
  try {
    answer = await fetch(path, {
      method,
      headers,
      ...(file ? { body: file } : body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal ?? AbortSignal.timeout(TIMEOUT_MS),
    });
    text = await answer.text();
  } catch (cause) {
    throw new ConnectionError(`${method} ${path}`, { cause });
  }

  const json = parse(text);
  if (!answer.ok) {
    if (isProblem(json)) throw new ApiError(json);
    throw new ApiError(bareProblem(answer, path));
  }
  if (json === undefined && text !== '') throw new ConnectionError(`${method} ${path}: not JSON`);
  return json as T;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isProblem(value: unknown): value is Problem {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'status' in value &&
    typeof value.status === 'number'
  );
}

/** A proxy or a crash in between answers without a problem document. */
function bareProblem(answer: Response, instance: string): Problem {
  return {
    type: 'about:blank',
    title: answer.statusText,
    status: answer.status,
    code: 'UNEXPECTED',
    detail: '',
    instance,
  };
}
