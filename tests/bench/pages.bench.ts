/** Time to the first byte of the pages that customers and staff open. */
import { afterAll, beforeAll, test } from 'vitest';
import { seedDemo } from '@/lib/demo/seed';
import { presets } from '@/lib/loyalty/presets';
import { startSite, type TestSite } from '../support/site';
import { report, spread, timeEach } from './measure';

const PAGES = ['/', '/cart', '/bonuses', '/orders', '/docs', '/admin'];
const RUNS = 60;
const WARM_UP = 5;

let site: TestSite;
beforeAll(async () => {
  site = await startSite('standard', { CACHE: 'on' });
  await seedDemo({
    store: site.store,
    program: presets.standard,
    timeZone: 'Europe/Moscow',
    now: Date.now(),
    adminPassword: null,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    say: () => {},
  });
});
afterAll(() => site?.stop());

test('time to first byte', async () => {
  const rows: Record<string, string | number>[] = [];
  for (const page of PAGES) {
    let bytes = 0;
    const times = await timeEach(RUNS, WARM_UP, async () => {
      const answer = await fetch(site.url + page);
      if (!answer.ok) throw new Error(`${page}: ${answer.status}`);
      const reader = answer.body?.getReader();
      bytes = (await reader?.read())?.value?.byteLength ?? 0;
      // The rest is read outside of the time by the next turn's connection.
      await reader?.cancel();
    });
    rows.push({ page, ...spread(times), 'first bytes': bytes });
  }
  report(
    'Pages',
    'From the request to the first bytes of the page, one request after another, with the demo restaurant.',
    rows,
  );
});
