/**
 * What time does to points: a cash promise is paid out, a gift expires, the kitchen closes.
 * The site's clock is shared, so it moves by whole days and ends at noon again.
 */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  addDish,
  balanceOf,
  canMoveTime,
  choosePayment,
  later,
  newPhone,
  numberIn,
  onOrderPage,
  open,
  openCart,
  phone,
  signInQuickly,
  withBrowser,
} from './support';

withBrowser();

const DAY = 24;

/** The page of bonuses, as seen by someone who comes back after a long time. */
async function bonuses(page: Page, number: string): Promise<void> {
  await signInQuickly(page, number);
  await page.goto('/bonuses');
  await page.getByRole('heading', { name: 'История' }).waitFor();
}

test.runIf(canMoveTime)('cash: promised, paid out a day later; the gift expires', async () => {
  const number = newPhone();
  const page = await open(phone);
  const welcome = await signInQuickly(page, number);
  await page.reload();
  await addDish(page, 'Выбрать: Борщ с говядиной', 2);
  await openCart(page);
  // The difference is told before choosing.
  const payment = await choosePayment(page, /^Картой.*25 баллов придут сразу после оплаты/);
  await payment.getByRole('radio', { name: /25 баллов придут через 24 ч после доставки/ }).click();
  await payment.getByRole('button', { name: /^Заказать/ }).click();
  await onOrderPage(page);
  await page.getByText(/^придут .+ в \d\d:\d\d/).waitFor();
  expect(await balanceOf(page)).toBe(welcome);

  await page.goto('/bonuses');
  await page.getByText('Ещё 25 баллов в пути').waitFor();
  await page.getByText(/^\+25 придут .+ после \d\d:\d\d$/).waitFor();

  await later(2 * DAY, 'process-pending-points');
  await bonuses(page, number);
  await expect.poll(() => balanceOf(page)).toBe(welcome + 25);
  expect(await page.getByText(/придут .+ после/).count()).toBe(0);
  const history = page.getByRole('region', { name: 'История' });
  const paidOut = history.getByRole('listitem').filter({ hasText: 'Начисление за заказ' });
  await paidOut.getByText('+25', { exact: true }).waitFor();
  await paidOut.getByText('Почему 25 баллов').click();
  await paidOut.getByText('840').first().waitFor();
  expect(await page.getByRole('heading', { name: 'Скоро сгорят' }).count()).toBe(0);

  // Two weeks before its end the gift is announced, with the days that are left.
  await later(20 * DAY);
  await bonuses(page, number);
  const soon = page.getByRole('region', { name: 'Скоро сгорят' });
  await soon
    .getByText('1 000 баллов')
    .or(soon.getByText(/1.000 баллов/))
    .first()
    .waitFor();
  expect(numberIn(await soon.getByText(/^Остал/).textContent())).toBeGreaterThan(0);
  await soon.getByRole('link', { name: 'Использовать' }).waitFor();

  await later(10 * DAY, 'expire-points');
  await bonuses(page, number);
  await expect.poll(() => balanceOf(page)).toBe(25);
  const expired = history.getByRole('listitem').filter({ hasText: 'Баллы сгорели' });
  expect(numberIn(await expired.getByText(/^−1.000$/).textContent())).toBe(-1000);
  await history.getByText(/^Истекли: /).waitFor();
});

test.runIf(canMoveTime)('closed hours: told with the next opening, an order waits', async () => {
  const page = await open(phone);
  await signInQuickly(page);
  await page.reload();
  await addDish(page, 'Выбрать: Борщ с говядиной', 2);
  await openCart(page);
  const checkout = page.getByRole('button', { name: /^Оформить за/ }).last();
  expect(await checkout.isEnabled()).toBe(true);
  // The answer of the menu as at night; what the server does then is tested at the API.
  await page.route('**/api/menu', async (route) => {
    const answer = await route.fetch();
    const menu = await answer.json();
    const opensAt = new Date(Date.now() + DAY * 3_600_000).toISOString();
    await route.fulfill({
      response: answer,
      json: { ...menu, restaurant: { ...menu.restaurant, open: false, opensAt } },
    });
  });
  await page.reload();
  await page.getByText('Сейчас мы закрыты, откроемся завтра').waitFor();
  await page.getByText('Мы закрыты: выберите время').waitFor();
  expect(await checkout.isDisabled()).toBe(true);
  await page.getByRole('radio', { name: /^Ко времени/ }).click();
  await expect.poll(() => checkout.isEnabled()).toBe(true);
});
