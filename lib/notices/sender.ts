/** The port through which notices leave the site. */
import type { NoticeKind } from './kinds';

export interface Message {
  /** Names the notice: a receiver that has seen it does nothing. */
  key: string;
  kind: NoticeKind;
  text: string;
  userId: number;
  phone: string;
  telegramId: string | null;
}

export type Sent =
  | { outcome: 'sent' }
  /** It was surely not delivered: try again, not before `afterMs` when given. */
  | { outcome: 'retry'; error: string; afterMs?: number }
  /** It will never be delivered: the customer shut the bot out. */
  | { outcome: 'refused'; error: string }
  /** It may have been delivered: sent again, it could come twice. */
  | { outcome: 'unclear'; error: string };

export interface NoticeSender {
  send(message: Message): Promise<Sent>;
  /** May a message whose outcome is unknown be sent again, because its receiver knows its key? */
  repeatable(message: Message): boolean;
}

const TIMEOUT_MS = 10_000;

/** Writes only that there was a notice: for a site without a way to reach its customers. */
export function logSender(log: (fields: Record<string, unknown>) => void): NoticeSender {
  return {
    repeatable: () => true,
    async send({ key, kind, userId }) {
      log({ key, kind, userId });
      return { outcome: 'sent' };
    },
  };
}

/**
 * Posts `{key, kind, userId, phone, text}` to a gateway of the restaurant's choice,
 * with an `Idempotency-Key`: the gateway is to pass each key on once. Any 2xx answer
 * counts as handed over; 4xx other than 408 and 429 as refused.
 */
export function webhookSender(
  url: string,
  token: string | undefined,
  timeoutMs = TIMEOUT_MS,
): NoticeSender {
  return {
    repeatable: () => true,
    async send({ key, kind, userId, phone, text }) {
      const response = await post(
        url,
        { key, kind, userId, phone, text },
        { 'idempotency-key': key, ...(token && { authorization: `Bearer ${token}` }) },
        timeoutMs,
      );
      // The key makes a repeat harmless, whatever became of it.
      if ('error' in response) return { outcome: 'retry', error: response.error };
      const { status } = response;
      if (status >= 200 && status < 300) return { outcome: 'sent' };
      const error = `gateway answered ${status}`;
      const final = status >= 400 && status < 500 && status !== 408 && status !== 429;
      return { outcome: final ? 'refused' : 'retry', error };
    },
  };
}

/**
 * The Bot API's `sendMessage`. It knows no keys, so a message that may have arrived
 * is not sent again.
 */
export function telegramSender(
  apiUrl: string,
  token: string,
  timeoutMs = TIMEOUT_MS,
): NoticeSender {
  return {
    repeatable: () => false,
    async send({ telegramId, text }) {
      const url = `${apiUrl}/bot${token}/sendMessage`;
      const body = { chat_id: telegramId, text };
      const response = await post(url, body, {}, timeoutMs);
      if ('error' in response) {
        const { error, reached } = response;
        return { outcome: reached ? 'unclear' : 'retry', error };
      }
      const answer = telegramAnswer(response.text);
      if (answer.ok) return { outcome: 'sent' };
      const error = `telegram answered ${response.status}: ${answer.description ?? ''}`;
      if (response.status === 429) {
        return { outcome: 'retry', error, afterMs: (answer.retryAfter ?? 1) * 1000 };
      }
      if (response.status >= 500) return { outcome: 'retry', error };
      return { outcome: 'refused', error };
    },
  };
}

/** Customers with a linked Telegram account hear from the bot, the rest from `others`. */
export function byTelegramFirst(telegram: NoticeSender, others: NoticeSender): NoticeSender {
  const of = (message: Message) => (message.telegramId === null ? others : telegram);
  return {
    send: (message) => of(message).send(message),
    repeatable: (message) => of(message).repeatable(message),
  };
}

function telegramAnswer(text: string): { ok: boolean; description?: string; retryAfter?: number } {
  try {
    const answer = JSON.parse(text) as {
      ok?: unknown;
      description?: unknown;
      parameters?: { retry_after?: unknown };
    };
    const { retry_after: after } = answer.parameters ?? {};
    return {
      ok: answer.ok === true,
      ...(typeof answer.description === 'string' && { description: answer.description }),
      ...(typeof after === 'number' && { retryAfter: after }),
    };
  } catch {
    return { ok: false };
  }
}

type Posted = { status: number; text: string } | { error: string; reached: boolean };

async function post(
  url: string,
  body: unknown,
  headers: Record<string, string>,
  timeoutMs: number,
): Promise<Posted> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    // The address holds the bot's token: only the kind of failure is told.
    const code = (error as { cause?: { code?: string } }).cause?.code;
    const name = error instanceof Error ? error.name : 'Error';
    const away = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'];
    return { error: `${name} ${code ?? ''}`.trim(), reached: !away.includes(code ?? '') };
  }
}
