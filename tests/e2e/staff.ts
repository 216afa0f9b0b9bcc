/** What staff do in the browser again and again. */
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ADMIN } from '../support/site';
import { base, blank } from './support';

/** A browser of somebody of the staff who is signed in already; nowhere yet. */
export async function staffBrowser(
  { email, password }: { email: string; password: string } = ADMIN,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await blank(options);
  await asStaff(page, 'POST', '/api/admin/auth/login', { email, password });
  return page;
}

/** The same with a page open. */
export async function openAsStaff(
  path: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const page = await staffBrowser(ADMIN, options);
  await page.goto(path);
  return page;
}

/** The API as this browser's staff member: what it answers, refused or not. */
export async function asStaff(
  page: Page,
  method: string,
  path: string,
  data?: object,
): Promise<Record<string, unknown>> {
  const answer = await page.request.fetch(path, { method, data, headers: { origin: base } });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok())
    throw new Error(`${method} ${path}: ${answer.status()} ${JSON.stringify(body)}`);
  return body;
}
