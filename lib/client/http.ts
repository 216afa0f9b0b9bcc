/** The only `fetch` of the front end. */
import type { Problem } from '../api/answers';
import { ApiError, ConnectionError } from './errors';

export interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** Same key, same order: see SPEC 5. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/** Long enough for a payment provider, short enough to tell a dead connection. */
const TIMEOUT_MS = 45_000;

/**
 * Asks the API at a relative address.
 * @throws ApiError when it refuses, ConnectionError when no usable answer came
 */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const { method = 'GET', body, idempotencyKey, signal } = options;
  const headers: Record<string, string> = { accept: 'application/json' };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (idempotencyKey) headers['idempotency-key'] = idempotencyKey;

  let answer: Response;
  let text: string;
  try {
    answer = await fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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
