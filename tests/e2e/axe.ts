/** What axe finds wrong with a page, in both themes. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeRun {
  violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
}

/** Fails with the rule and the element; entrances are over before it looks. */
export async function expectNoAxeFindings(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((a) => a.finished)));
    // The title may come with the last part of a page that is sent in parts.
    await page.waitForFunction(() => document.title !== '');
    // As the browser's own console would: the page's content policy does not apply.
    await page.evaluate(source);
    const found = await page.evaluate(() =>
      (window as unknown as { axe: { run(): Promise<AxeRun> } }).axe.run(),
    );
    const told = found.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map((n) => `${n.html} ${n.failureSummary ?? ''}`),
    }));
    expect({ at: page.url(), colorScheme, told }).toMatchObject({ told: [] });
  }
}
