/** The menu for a page's first paint, from the same view as the API's answer. */
import { connection } from 'next/server';
import type { MenuAnswer } from '@/lib/api/answers';
import { menuView } from '@/lib/api/views';
import { presets } from '@/lib/loyalty/presets';
import { createLogger } from '@/lib/server/log';
import { getSite } from '@/lib/server/site';

/** null when it cannot be read: the page then asks by itself, and tells a failure. */
export async function loadMenu(): Promise<MenuAnswer | null> {
  // Never while building: there is no database then.
  await connection();
  try {
    const { store, reads, clock, config } = await getSite();
    const [menu, settings] = await Promise.all([store.menu.all(), reads.settings()]);
    const place = { now: clock.now(), timeZone: config.BUSINESS_TZ };
    return menuView(menu, settings, presets[config.LOYALTY_PROGRAM], place);
  } catch (error) {
    createLogger({}).warn('menu.unavailable', { error: String(error) });
    return null;
  }
}
