/** A whole order without a mouse, and the focus kept where it belongs. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { onOrderPage, open, signInQuickly, sizes, withBrowser } from './support';

withBrowser();

const has = (target: Locator) =>
  target.evaluate((element) => element === document.activeElement).catch(() => false);

/** A group of radio buttons chooses while the arrow key is down, as under a finger. */
const held = { delay: 100 };

/** Goes on with Tab until the target has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press(key);
    if (await has(target)) return;
  }
  throw new Error(`${target} cannot be reached with ${key}`);
}

test('from the menu to the order with the keyboard alone', async () => {
  const page = await open(sizes[1][1]);
  await signInQuickly(page);
  await page.reload();

  // The first stop leads past the header.
  const skip = page.getByRole('link', { name: 'К содержанию' });
  await tabTo(page, skip);
  await page.keyboard.press('Enter');
  const dish = page.getByRole('button', { name: 'Выбрать: Судак с овощами' });
  await tabTo(page, dish);
  await page.keyboard.press('Enter');

  // The window keeps the focus in itself and gives it back to the dish.
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  for (let n = 0; n < 12; n++) {
    await page.keyboard.press('Tab');
    expect(await dialog.evaluate((d) => d.contains(document.activeElement))).toBe(true);
  }
  await tabTo(page, dialog.getByRole('button', { name: /^В корзину за/ }));
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => has(dish)).toBe(true);

  await tabTo(page, page.getByRole('link', { name: /^Перейти в корзину/ }).last());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Корзина', level: 1 }).waitFor();

  // One stop a group; arrows choose in it.
  await tabTo(page, page.getByRole('radio', { name: 'Доставка' }));
  await page.keyboard.press('ArrowRight', held);
  await page.getByText('Заберите по адресу').waitFor();
  await tabTo(page, page.getByRole('switch', { name: 'Списать баллы' }));
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('slider'));
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  expect(await page.getByRole('textbox', { name: 'Баллы' }).inputValue()).toBe('1');

  // What is missing is told, and has the focus.
  const checkout = page.getByRole('button', { name: /^Оформить за/ }).last();
  await tabTo(page, checkout);
  await page.keyboard.press('Enter');
  const consent = page.getByRole('checkbox', { name: /^Согласен/ });
  await page.getByText('Без согласия мы не можем принять заказ').waitFor();
  expect(await has(consent)).toBe(true);
  await page.keyboard.press('Space');
  await tabTo(page, checkout);
  await page.keyboard.press('Enter');

  await dialog.waitFor();
  await tabTo(page, dialog.getByRole('radio', { name: /^Картой/ }));
  await page.keyboard.press('ArrowUp', held);
  const cash = dialog.getByRole('radio', { name: /^Наличными/ });
  await expect.poll(() => cash.getAttribute('aria-checked')).toBe('true');
  await tabTo(page, dialog.getByRole('button', { name: /^Заказать/ }));
  await page.keyboard.press('Enter');
  await onOrderPage(page);

  // Escape leaves a window without doing anything.
  const cancel = page.getByRole('button', { name: 'Отменить заказ' });
  await tabTo(page, cancel);
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => has(cancel)).toBe(true);
});
