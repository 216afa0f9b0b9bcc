/** A Chromium on the demo site, for the scripts that look at it. */
import { existsSync } from 'node:fs';
import type { Page } from 'playwright-core';

/** CHROMIUM_PATH, or what `npm test` installs on Debian. */
export const chromiumPath =
  process.env.CHROMIUM_PATH ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find(existsSync) ??
  'chromium';

/** Flags under which Chromium asks nobody but the site. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const sizes = {
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  },
  tablet: {
    viewport: { width: 820, height: 1180 },
    hasTouch: true,
    isMobile: true,
  },
  desktop: { viewport: { width: 1280, height: 900 } },
};

/** Opens an address and waits until the page asks for nothing more. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForLoadState('networkidle');
}

/** Signs in by the API; the site has to show codes on screen (CODE_SENDER=screen). */
export async function signIn(page: Page, url: string, phone: string): Promise<void> {
  const headers = { origin: url };
  const asked = await page.request.post('/api/auth/request-code', { data: { phone }, headers });
  const { devCode, retryAfter } = (await asked.json()) as { devCode?: string; retryAfter?: number };
  if (!devCode) {
    if (asked.status() !== 429) throw new Error(`no code for ${phone}: ${asked.status()}`);
    // Codes are sent at most once a minute.
    await page.waitForTimeout((retryAfter ?? 60) * 1000 + 500);
    return signIn(page, url, phone);
  }
  const data = { phone, code: devCode };
  const signed = await page.request.post('/api/auth/verify', { data, headers });
  if (!signed.ok()) throw new Error(`${phone} cannot sign in: ${signed.status()}`);
}
