/** Requests to YooKassa's API v3: sign-in, time limit, and what each kind of answer means. */
import type { z } from 'zod';
import { sha256 } from '../loyalty/hash';
import { PaymentUnavailable } from './provider';
import { yooError } from './yookassa-wire';

export interface YooKassaAccess {
  /** `https://api.yookassa.ru/v3`, or a stand-in. */
  apiUrl: string;
  shopId: string;
  secretKey: string;
  /** How long an answer is waited for; 10 s when left out. */
  timeoutMs?: number;
}

/** The provider answered that it will not do it: nothing was done by this very request. */
export interface YooRefused {
  refused: true;
  code: string;
  /** The key was used before for another request, so something may have been done by that one. */
  keyUsed: boolean;
}

export type YooAnswer<T> = { refused: false; value: T } | YooRefused;

const TIMEOUT_MS = 10_000;

export interface YooHttp {
  get<T>(path: string, schema: z.ZodType<T>): Promise<YooAnswer<T>>;
  post<T>(path: string, body: unknown, key: string, schema: z.ZodType<T>): Promise<YooAnswer<T>>;
}

/**
 * Throws `PaymentUnavailable` when the outcome is unknown (no answer, 429, 5xx, an
 * answer that is not of its form) and when our own access is refused (401, 403):
 * then nothing is known of earlier requests either.
 */
export function createYooHttp(access: YooKassaAccess): YooHttp {
  const authorization = `Basic ${Buffer.from(`${access.shopId}:${access.secretKey}`).toString('base64')}`;

  async function send<T>(
    path: string,
    init: RequestInit,
    schema: z.ZodType<T>,
  ): Promise<YooAnswer<T>> {
    const what = `${init.method} ${path.split('?')[0]}`;
    let response: Response;
    let text: string;
    try {
      response = await fetch(access.apiUrl + path, {
        ...init,
        headers: { ...init.headers, authorization },
        redirect: 'error',
        signal: AbortSignal.timeout(access.timeoutMs ?? TIMEOUT_MS),
      });
      text = await response.text();
    } catch (error) {
      throw new PaymentUnavailable(`${what}: ${String(error)}`);
    }
    const body = parsed(text);
    if (response.status === 200) {
      const value = schema.safeParse(body);
      if (value.success) return { refused: false, value: value.data };
      throw new PaymentUnavailable(`${what}: an answer of another form: ${value.error.message}`);
    }
    const error = yooError.safeParse(body).data ?? {};
    const { status } = response;
    const definite = status === 400 || status === 404 || status === 405 || status === 415;
    if (!definite) throw new PaymentUnavailable(`${what}: ${status} ${error.code ?? ''}`);
    const keyUsed = /idempotence.?key/i.test(error.parameter ?? '');
    return {
      refused: true,
      code: status === 404 ? 'not_found' : (error.code ?? 'refused'),
      keyUsed,
    };
  }

  return {
    get: (path, schema) => send(path, { method: 'GET' }, schema),
    post: (path, body, key, schema) =>
      send(
        path,
        {
          method: 'POST',
          // At most 64 characters, and no other shop's base has the same.
          headers: { 'content-type': 'application/json', 'idempotence-key': sha256(key) },
          body: JSON.stringify(body),
        },
        schema,
      ),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
