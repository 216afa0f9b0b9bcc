/**
 * `npm run bench:pages -- [--url http://localhost:3000] [--runs 3]`: LCP, CLS and TBT of each page
 * in headless Chromium on a phone's screen with the processor slowed down four times.
 * Medians over the runs; the site has to run from a build (`npm run up`).
 */
import { parseArgs } from 'node:util';
import { type BrowserContext, chromium } from 'playwright-core';
import { chromiumPath, flags, signIn, sizes } from './demo-browser';

const SLOWER = 4;
/** Main-thread work longer than this blocks, ms (the definition of TBT). */
const LONG_TASK_MS = 50;
const CUSTOMER = '+79990000003';

const pages = ['/', '/cart', '/bonuses', '/orders', '/profile', '/offer'];

interface Vitals {
  lcp: number;
  cls: number;
  tbt: number;
  /** Bytes of JavaScript over the wire. */
  scripts: number;
}

/** Runs in the page before its own code; sums up into `window.vitals`. */
function observe(longTask: number): void {
  const vitals = { lcp: 0, cls: 0, tbt: 0 };
  Object.assign(window, { vitals });
  const on = (type: string, use: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(use)).observe({
      type,
      buffered: true,
    });
  on('largest-contentful-paint', (entry) => {
    vitals.lcp = entry.startTime;
  });
  on('layout-shift', (entry) => {
    const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
    if (!shift.hadRecentInput) vitals.cls += shift.value;
  });
  on('longtask', (entry) => {
    vitals.tbt += Math.max(0, entry.duration - longTask);
  });
}

async function measure(context: BrowserContext, path: string): Promise<Vitals> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  // tsx marks inner functions with a helper of its own that the page does not have.
  await page.addInitScript('globalThis.__name = (f) => f');
  await page.addInitScript(observe, LONG_TASK_MS);
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.waitForTimeout(1000);
  const vitals = await page.evaluate(() => ({
    ...(window as unknown as { vitals: Omit<Vitals, 'scripts'> }).vitals,
    scripts: performance
      .getEntriesByType('resource')
      .filter((entry) => entry.name.endsWith('.js'))
      .reduce((sum, entry) => sum + (entry as PerformanceResourceTiming).encodedBodySize, 0),
  }));
  await page.close();
  if (vitals.lcp === 0) throw new Error(`${path}: nothing was painted, or nothing measured`);
  return vitals;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function benchPage(context: BrowserContext, path: string, runs: number) {
  const all: Vitals[] = [];
  for (let run = 0; run < runs; run++) all.push(await measure(context, path));
  const of = (key: keyof Vitals) => median(all.map((vitals) => vitals[key]));
  return {
    page: path,
    'LCP, ms': Math.round(of('lcp')),
    CLS: Number(of('cls').toFixed(3)),
    'TBT, ms': Math.round(of('tbt')),
    'JS, kB': Number((of('scripts') / 1024).toFixed(1)),
  };
}

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    runs: { type: 'string', default: '3' },
  },
});
const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
try {
  const context = await browser.newContext({
    ...sizes.phone,
    locale: 'ru-RU',
    baseURL: values.url,
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  await signIn(page, values.url, CUSTOMER);
  await page.close();
  const rows = [];
  for (const path of pages) rows.push(await benchPage(context, path, Number(values.runs)));
  console.table(rows);
} finally {
  await browser.close();
}
