import type { MessageKey } from '@/lib/messages/ru';

const KEY = /^\w+(\.\w+)+$/;

/** A form's failure in words: a key of the catalogue, or what the API said itself. */
export function said(t: (key: MessageKey) => string, message: string): string {
  return KEY.test(message) ? t(message as MessageKey) : message;
}
