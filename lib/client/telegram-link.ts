/**
 * The Telegram account that waits for a verified phone. Apart from telegram.ts,
 * so that a page outside Telegram loads only these few lines.
 */
let token: string | null = null;

/** Telegram vouched for an account that is no customer's yet. */
export function linkTelegram(telegramToken: string): void {
  token = telegramToken;
}

/** What `verify` takes along, or null. */
export function pendingTelegram(): string | null {
  return token;
}

/** The phone was verified: the account is linked. */
export function telegramLinked(): void {
  token = null;
}

/** Was the page opened as a Telegram Mini App? Telegram puts its data behind the #. */
export function isTelegram(hash: string, remembered: string | null): boolean {
  return hash.includes('tgWebAppData=') || remembered !== null;
}

/** Survives moves inside the page, which drop the #; ends with the window. */
export const TELEGRAM_STORE = 'kopilka.telegram';
