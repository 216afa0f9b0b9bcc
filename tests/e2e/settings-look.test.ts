/** How the staff's settings look: nothing that axe finds, nothing wider than a phone. */
import { expect, test } from 'vitest';
import { expectNoAxeFindings } from './axe';
import { openAsStaff } from './staff';
import { open, phone, sizes, withBrowser } from './support';

withBrowser();

const SETTINGS = '/admin/settings';

test.each(sizes)('%s: axe finds nothing on any tab, in either theme', async (size, options) => {
  const page = await openAsStaff(SETTINGS, options);
  const tabs = page.getByRole('tab');
  await tabs.first().waitFor();
  expect(await tabs.count()).toBe(6);
  for (const tab of await tabs.all()) {
    await tab.click();
    const panel = page.getByRole('tabpanel', { name: String(await tab.textContent()) });
    // On a phone the staff's table is there, unseen.
    await panel.locator(':is(h2, fieldset, table, li, form):visible').first().waitFor();
    await expectNoAxeFindings(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(options.viewport.width);
  }
  if (size === 'desktop') return;
  await page.getByRole('button', { name: 'Открыть разделы' }).click();
  await page.getByRole('dialog').getByRole('link', { name: 'Заказы' }).waitFor();
  await expectNoAxeFindings(page);
});

test('axe finds nothing at the sign-in', async () => {
  const page = await open({}, '/admin');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expectNoAxeFindings(page);
});

test('a deep link brings its tab into sight on a phone', async () => {
  const page = await openAsStaff(`${SETTINGS}?tab=access`, phone);
  await page.getByRole('heading', { name: 'Где вы вошли' }).waitFor();
  const tab = await page.getByRole('tab', { selected: true }).boundingBox();
  expect(tab?.x).toBeGreaterThanOrEqual(0);
  expect((tab?.x ?? 390) + (tab?.width ?? 0)).toBeLessThanOrEqual(390);
});

test('the save bar stays in sight while there is something to save', async () => {
  const page = await openAsStaff(`${SETTINGS}?tab=delivery`, phone);
  await page.getByRole('textbox', { name: 'Стоимость доставки' }).fill('1');
  const save = await page.getByRole('button', { name: 'Сохранить' }).boundingBox();
  expect((save?.y ?? 844) + (save?.height ?? 0)).toBeLessThanOrEqual(844);
});
