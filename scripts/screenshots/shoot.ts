/** Taking pictures: one browser, one size, one theme, page after page. */
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { sizes } from '../demo-browser';

/** Leads a page to what is to be seen. */
export type Shot = (page: Page) => Promise<void>;

export interface Round {
  url: string;
  options: (typeof sizes)[keyof typeof sizes] & { colorScheme: 'light' | 'dark' };
  shots: Record<string, Shot>;
  /** Signs in, fills the cart: what stands before the pictures. */
  before?(page: Page): Promise<void>;
  /** As high as the screen instead of the page. */
  oneScreen?: boolean;
  file(name: string): string;
}

/** Higher than this nothing is shown: a list goes on in the same way. */
const MOST_HEIGHT = 6000;
/** Of the screen's height a window takes, at most (components/ui/window.tsx). */
const WINDOW_PART = 0.92;

/** As tall as the page, or as the open window: on a scrolled picture sticky bars would stand in the middle. */
async function stretch(page: Page): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const open = page.getByRole('dialog');
  const wanted = (await open.isVisible())
    ? await open.evaluate((window, part) => {
        const hidden = Array.from(window.querySelectorAll('*'), (el) =>
          getComputedStyle(el).overflowY === 'auto' ? el.scrollHeight - el.clientHeight : 0,
        );
        return Math.ceil((window.clientHeight + Math.max(0, ...hidden)) / part) + 2;
      }, WINDOW_PART)
    : await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.min(Math.max(height, wanted), MOST_HEIGHT) });
  // Pictures below the first screen began to load only now.
  await settle(page);
}

/** Until everything asked for is there: no skeleton, no picture in sight that is still on its way. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.animate-shimmer') === null &&
      Array.from(document.images).every(
        (image) => image.complete || image.getBoundingClientRect().top > innerHeight,
      ),
  );
  await page.waitForTimeout(400);
}

/** A page that cannot be reached is named, the others follow. */
export async function shootAll(browser: Browser, round: Round): Promise<void> {
  const shots = Object.entries(round.shots);
  if (shots.length === 0) return;
  const context = await browser.newContext({
    locale: 'ru-RU',
    baseURL: round.url,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...round.options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await round.before?.(page);
  for (const [name, shot] of shots) {
    try {
      await shot(page);
      await settle(page);
      if (round.oneScreen) await page.evaluate(() => scrollTo(0, 0));
      else await stretch(page);
      await page.screenshot({ path: round.file(name) });
      console.log(path.relative(process.cwd(), round.file(name)));
    } catch (error) {
      process.exitCode = 1;
      console.error(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    }
    await page.setViewportSize(round.options.viewport);
  }
  await context.close();
}
