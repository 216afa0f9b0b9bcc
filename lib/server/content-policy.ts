/**
 * The Content-Security-Policy of pages: scripts run by a nonce that is new with
 * every answer, so that a script which got into a page's text does not.
 */

/** Where Telegram shows a Mini App in a frame of its own page. */
const TELEGRAM_FRAMES =
  'https://web.telegram.org https://webk.telegram.org https://webz.telegram.org';

export interface PolicyOptions {
  nonce: string;
  /** May Telegram's web page frame the site (a Mini App)? Nobody else ever may. */
  telegram: boolean;
  /** Next's development server evaluates code and speaks through a socket. */
  dev: boolean;
}

export function contentPolicy({ nonce, telegram, dev }: PolicyOptions): string {
  const directives = [
    "default-src 'self'",
    // With strict-dynamic a browser asks for the nonce and ignores 'self', which is for old ones.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ''}`,
    // Windows and charts set styles of their own; a style runs nothing.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? ' ws:' : ''}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    `frame-ancestors ${telegram ? TELEGRAM_FRAMES : "'none'"}`,
  ];
  return directives.join('; ');
}

/** 128 random bits, as a policy and an attribute can carry them. */
export function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}

/** The nonce in a policy, for scripts that a page writes itself. */
export function nonceOf(policy: string | null): string | undefined {
  return policy?.match(/'nonce-([^']+)'/)?.[1];
}
