/** How the menu page is delivered: its JavaScript over the build's output, its first answer. */
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { base, open, phone, withBrowser } from './support';

withBrowser();

/** gzip kilobytes of JavaScript that the menu page may load at first. */
const MOST_KB = 170;

test(`the menu page's first JavaScript is at most ${MOST_KB} kB`, async () => {
  const html = await (await fetch(base)).text();
  const scripts = new Set(
    [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+\.js[^"]*)"/g)]
      // Browsers of today skip what is marked for the old ones.
      .filter(([tag]) => !html.includes(`${tag} noModule`))
      .map(([, path = '']) => path),
  );
  const files = await Promise.all(
    [...scripts].map(async (path) => Buffer.from(await (await fetch(base + path)).arrayBuffer())),
  );
  const kB = files.reduce((sum, file) => sum + gzipSync(file).length, 0) / 1024;
  expect(scripts.size).toBeGreaterThan(3);
  expect(kB).toBeGreaterThan(50);
  expect(kB).toBeLessThanOrEqual(MOST_KB);
});

test('the menu comes with the page: nothing waits for another request', async () => {
  const asked: string[] = [];
  const page = await open(phone, '/offline');
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // Photos that staff uploaded are pictures like the others.
    const isData = pathname.startsWith('/api/') && request.resourceType() !== 'image';
    if (isData) asked.push(pathname);
  });
  const answer = await page.goto('/', { waitUntil: 'networkidle' });
  const html = (await answer?.text()) ?? '';
  // The frame is sent before the menu that is read meanwhile.
  expect(html.indexOf('Что сегодня на обед?')).toBeLessThan(html.indexOf('Борщ с говядиной'));
  expect(html).toContain('Борщ с говядиной');
  // Only who is signed in is asked for, and by one request.
  expect(asked).toEqual(['/api/auth/me']);
});
