/**
 * One site with the demo restaurant for all browser tests, at E2E_URL. Set that
 * variable beforehand to use a site that runs already.
 */
import { seedDemo } from '@/lib/demo/seed';
import { presets } from '@/lib/loyalty/presets';
import { startSite } from '../support/site';

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.E2E_URL) return undefined;
  const site = await startSite('standard');
  await seedDemo({
    store: site.store,
    program: presets.standard,
    timeZone: 'Europe/Moscow',
    now: Date.now(),
    adminPassword: null,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    say: () => {},
  });
  process.env.E2E_URL = site.url;
  return site.stop;
}
