/**
 * A site with the demo restaurant on every stack for all browser tests there, at E2E_URL.
 * Set that variable beforehand to use a site that runs already; tests that move its clock
 * then need E2E_CLOCK_SECRET and E2E_CRON_SECRET, or are skipped.
 */
import { seedDemo } from '@/lib/demo/seed';
import { presets } from '@/lib/loyalty/presets';
import { SECRETS, startSite, type TestSite } from '../support/site';
import { BOT_TOKEN, COPPERS } from './support';

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined;
  const { TEST_STACKS: given = '[{}]' } = process.env;
  const stacks: Record<string, string>[] = JSON.parse(given);
  const sites: TestSite[] = [];
  for (const stack of stacks) {
    Object.assign(process.env, stack);
    const site = await demoSite();
    sites.push(site);
    stack.E2E_URL = site.url;
    stack.E2E_BASE = site.base.title;
    stack.E2E_CLOCK_SECRET = SECRETS.clock;
    stack.E2E_CRON_SECRET = SECRETS.cron;
  }
  process.env.TEST_STACKS = JSON.stringify(stacks);
  return async () => {
    await Promise.all(sites.map((site) => site.stop()));
  };
}

/** A site on the stack that the environment names, with the demo restaurant, at noon. */
async function demoSite(): Promise<TestSite> {
  const site = await startSite('standard', { TELEGRAM_BOT_TOKEN: BOT_TOKEN });
  await seedDemo({
    store: site.store,
    program: presets.standard,
    timeZone: 'Europe/Moscow',
    now: Date.now(),
    adminPassword: null,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    say: () => {},
  });
  // The sandbox bank declines a total that ends in 13 kopecks.
  const [dish] = await site.store.menu.all();
  if (!dish) throw new Error('the demo menu is empty');
  const { id: _, ...plain } = dish;
  await site.store.menu.insert({ ...plain, name: COPPERS, priceKopecks: 30_013, position: 9_999 });
  await toNoon(site.url);
  return site;
}

/** At night the restaurant may be closed: the site lives at the next noon. */
async function toNoon(url: string): Promise<void> {
  const noon = new Date();
  noon.setUTCHours(9, 0, 0, 0); // 12:00 in Moscow
  if (noon.getTime() < Date.now()) noon.setUTCDate(noon.getUTCDate() + 1);
  const answer = await fetch(`${url}/api/dev/clock`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${SECRETS.clock}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ now: noon.toISOString() }),
  });
  if (!answer.ok) throw new Error(`clock: ${answer.status}`);
}
