/** Every page there is, under its Content-Security-Policy: nothing of ours is blocked, anything else is. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { expect, test } from 'vitest';
import { ADMIN } from '../support/site';
import { base, newContext, phone, signInQuickly, withBrowser } from './support';

withBrowser();

const app = fileURLToPath(new URL('../../app', import.meta.url));
const addresses = readdirSync(app, { recursive: true })
  .map((file) => String(file).replaceAll(path.sep, '/'))
  .filter((file) => /(^|\/)page\.tsx$/.test(file))
  .map((file) => `/${file.replace(/(^|\/)page\.tsx$/, '').replace(/\(\w+\)\/?/g, '')}`)
  .map((address) => address.replace(/\[\w+\]/g, '1'))
  .concat('/offline', '/nowhere');

/** What the browser blocked or failed at, by page. */
async function watch(context: BrowserContext): Promise<string[]> {
  const seen: string[] = [];
  await context.exposeFunction('policyViolated', (what: string) => seen.push(what));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => {
      const told = window as unknown as { policyViolated(what: string): void };
      told.policyViolated(`${location.pathname}: ${e.violatedDirective} ${e.blockedURI}`);
    });
  });
  context.on('weberror', (e) => seen.push(String(e.error())));
  return seen;
}

test('no page breaks its own policy', async () => {
  const context = await newContext(phone);
  const seen = await watch(context);
  const first = await context.newPage();
  await first.goto('/offer');
  await signInQuickly(first);
  const login = await first.request.post('/api/admin/auth/login', {
    data: ADMIN,
    headers: { origin: base },
  });
  expect(login.ok()).toBe(true);

  const queue = [...addresses];
  const visitor = async () => {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    for (let to = queue.shift(); to !== undefined; to = queue.shift()) {
      const answer = await page.goto(to);
      const policy = answer?.headers()['content-security-policy'] ?? '';
      expect
        .soft([to, policy])
        .toEqual([to, expect.stringMatching(/script-src .*('nonce-|'sha256-)/)]);
      await page.waitForLoadState('networkidle');
      // The page is alive: its scripts ran and drew something.
      await page.locator('h1, h2, form').first().waitFor();
    }
  };
  await Promise.all([visitor(), visitor()]);
  expect(seen).toEqual([]);
});

test('a script without the nonce does not run, and the nonce is new with every answer', async () => {
  const context = await newContext(phone);
  const seen = await watch(context);
  // What an attacker got into the page's text.
  await context.route('**/offer', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(
      '</body>',
      '<script>window.stolen = 1</script></body>',
    );
    await route.fulfill({ response: answer, body });
  });
  const page = await context.newPage();
  const nonces = new Set<string | undefined>();
  for (let i = 0; i < 2; i++) {
    const answer = await page.goto('/offer');
    nonces.add(answer?.headers()['content-security-policy']?.match(/'nonce-([^']+)'/)?.[1]);
  }
  expect(await page.evaluate('window.stolen')).toBeUndefined();
  expect(seen).toContain('/offer: script-src-elem inline');
  expect(nonces.size).toBe(2);
  expect(nonces).not.toContain(undefined);
});
