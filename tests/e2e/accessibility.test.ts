/** axe-core finds nothing on any page of the customer's, in both themes, windows included. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import {
  addDish,
  choosePayment,
  consent,
  onOrderPage,
  open,
  phone,
  signInQuickly,
  withBrowser,
} from './support';

withBrowser();

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
}

/** Rules that are broken, each with the first places where. */
async function broken(page: Page): Promise<string[]> {
  // What still moves has no settled colours.
  await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'] }),
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((n) => n.target.join(' '))}`,
  );
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('every page and window', { timeout: 240_000 }, async () => {
    const page = await open({ ...phone, colorScheme, reducedMotion: 'reduce' });
    const found: Record<string, string[]> = {};
    const look = async (name: string) => {
      const rules = await broken(page);
      if (rules.length > 0) found[name] = rules;
    };
    const visit = async (path: string) => {
      await page.goto(path, { waitUntil: 'networkidle' });
      // Not the skeleton: it has no heading.
      await page.locator('h1').first().waitFor();
      await look(path);
    };
    const dialog = page.getByRole('dialog');

    for (const path of ['/', '/docs', '/offer', '/privacy', '/offline', '/no-such-page']) {
      await visit(path);
    }
    await visit('/orders');
    await page.getByRole('button', { name: 'Войти' }).first().click();
    await dialog.waitFor();
    await look('sign-in window');

    await signInQuickly(page);
    await page.goto('/');
    await page.getByRole('button', { name: 'Выбрать: Котлета по-киевски' }).click();
    await dialog.waitFor();
    await look('dish window');
    await page.keyboard.press('Escape');
    await addDish(page, 'Выбрать: Судак с овощами');
    await page.goto('/cart');
    await page.getByRole('textbox', { name: 'Адрес доставки' }).fill('Лесная, 5');
    await page.getByRole('switch', { name: 'Списать баллы' }).click();
    await page.getByRole('slider').waitFor();
    await page.getByRole('radio', { name: /^Ко времени/ }).click();
    await look('/cart');
    // The page offers times by the browser's clock; the site of these tests lives later.
    await page.getByRole('radio', { name: /^Поскорее/ }).click();
    await consent(page);
    const payment = await choosePayment(page, /^Наличными/);
    await look('payment window');
    await payment.getByRole('button', { name: /^Заказать/ }).click();
    const id = await onOrderPage(page);
    await visit(`/orders/${id}`);
    await page.getByRole('button', { name: 'Отменить заказ' }).click();
    await dialog.waitFor();
    await look('cancel window');
    for (const path of ['/orders', '/bonuses', '/profile']) await visit(path);
    await page.getByRole('button', { name: 'Удалить аккаунт' }).click();
    await dialog.waitFor();
    await look('window of deletion');

    expect(found).toEqual({});
  });
});
