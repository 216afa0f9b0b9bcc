/** A text of the restaurant for a page's first paint, from where the API reads it. */
import { connection } from 'next/server';
import type { PageAnswer } from '@/lib/api/answers';
import { pageView } from '@/lib/api/views';
import { createLogger } from '@/lib/server/log';
import { getSite } from '@/lib/server/site';

/** null when it cannot be read: the page then asks by itself, and tells a failure. */
export async function loadPage(slug: 'offer' | 'privacy'): Promise<PageAnswer | null> {
  // Never while building: there is no database then.
  await connection();
  try {
    const { store } = await getSite();
    const page = await store.pages.bySlug(slug);
    return page && pageView(page);
  } catch (error) {
    createLogger({}).warn('page.unavailable', { slug, error: String(error) });
    return null;
  }
}
