/** How a sign-in code reaches a phone (SPEC 5). */
import type { Config } from './config';

export interface CodeSender {
  /** Sends, and returns the code only where the page itself is to show it. */
  send(phone: string, code: string): Promise<{ shown: string | null }>;
}

/** The message could not be handed over. Known by its name, as `StoreUnavailable` is. */
export class CodeNotSent extends Error {
  override readonly name = 'CodeNotSent';

  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'CodeNotSent';
  }
}

const TIMEOUT_MS = 10_000;

export function createCodeSender(config: Config): CodeSender {
  if (config.CODE_SENDER === 'screen') return { send: async (_phone, code) => ({ shown: code }) };
  return webhookSender(config.CODE_WEBHOOK_URL ?? '', config.CODE_WEBHOOK_TOKEN);
}

/**
 * Posts `{phone, code, text}` to a gateway of the restaurant's choice, with a
 * bearer token when there is one; any 2xx answer counts as handed over.
 */
export function webhookSender(url: string, token: string | undefined): CodeSender {
  return {
    async send(phone, code) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify({ phone, code, text: `Код для входа: ${code}` }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      }).catch((error: unknown) => {
        throw new CodeNotSent(String(error));
      });
      if (!response.ok) throw new CodeNotSent(`gateway answered ${response.status}`);
      return { shown: null };
    },
  };
}
