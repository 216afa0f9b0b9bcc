/**
 * One site with the demo restaurant for all browser tests, at E2E_URL. Set that
 * variable beforehand to use a site that runs already; tests that move its clock
 * then need E2E_CLOCK_SECRET and E2E_CRON_SECRET, or are skipped.
 */
import { seedDemo } from '@/lib/demo/seed';
import { presets } from '@/lib/loyalty/presets';
import { SECRETS, startSite } from '../support/site';
import { BOT_TOKEN, COPPERS } from './support';

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined;
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
  process.env.E2E_URL = site.url;
  process.env.E2E_BASE = site.base.title;
  process.env.E2E_CLOCK_SECRET = SECRETS.clock;
  process.env.E2E_CRON_SECRET = SECRETS.cron;
  return site.stop;
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
