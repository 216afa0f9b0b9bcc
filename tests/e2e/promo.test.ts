/** Promo codes in the cart: applied, refused with what would help, gone before checkout. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { asStaff, openAsStaff } from './staff';
import {
  addDish,
  base,
  choosePayment,
  numberIn,
  onOrderPage,
  open,
  openCart,
  phone,
  signInQuickly,
  withBrowser,
} from './support';

withBrowser();

const DISH = /^Выбрать: Борщ/;
/** Every run has codes of its own. */
const name = (what: string) => `${what}-${randomUUID().slice(0, 8).toUpperCase()}`;
const [LARGE, LAST] = [name('МНОГО'), name('ОДИН')];

beforeAll(async () => {
  const staff = await openAsStaff('/admin');
  const percent = { discountType: 'percentage', value: 20 };
  await asStaff(staff, 'POST', '/api/admin/promo-codes', {
    ...percent,
    code: LARGE,
    minOrder: 1500,
    maxDiscount: 300,
  });
  await asStaff(staff, 'POST', '/api/admin/promo-codes', {
    ...percent,
    code: LAST,
    usageType: 'once_total',
  });
});

const payable = async (page: Page) => numberIn(await page.getByTestId('payable').textContent());
const field = (page: Page) => page.getByRole('textbox', { name: 'Промокод' });
const remove = (page: Page) => page.getByRole('button', { name: 'Убрать промокод' });
const checkout = (page: Page) => page.getByRole('button', { name: /^Оформить за/ });

async function apply(page: Page, code: string): Promise<void> {
  await field(page).fill(code.toLowerCase());
  await page.getByRole('button', { name: 'Применить' }).click();
}

/** Signed in, with dishes in the cart, before the choice of a code. */
async function atCart(portions: number): Promise<Page> {
  const page = await open(phone);
  await signInQuickly(page);
  await page.reload();
  await addDish(page, DISH, portions);
  await openCart(page);
  return page;
}

test('a code says what is missing, takes its part off, survives a reload, and the order shows it', async () => {
  const page = await atCart(2);
  const two = await payable(page);
  expect(two).toBeLessThan(1500);
  await apply(page, LARGE);
  // What would help is named, in place; nothing can be ordered with it meanwhile.
  const reason = page.getByText(/Ещё .* до минимальной суммы/);
  expect(numberIn(await reason.textContent())).toBe(1500 - two);
  expect(await checkout(page).isDisabled()).toBe(true);
  expect(await payable(page)).toBe(two);

  // Taken out, the order is as it was; put in again with more dishes, it holds.
  await remove(page).click();
  expect(await checkout(page).isDisabled()).toBe(false);
  await apply(page, LARGE);
  await reason.waitFor();
  const more = page.getByRole('button', { name: 'Больше' }).first();
  for (let portions = 2; portions * (two / 2) < 1500; portions++) await more.click();
  await page.getByText(`Промокод ${LARGE}`).waitFor();
  const full = Math.ceil(1500 / (two / 2)) * (two / 2);
  const discount = Math.min(300, Math.floor(full * 0.2));
  expect(await payable(page)).toBe(full - discount);

  await page.reload();
  await page.getByText(`Промокод ${LARGE}`).waitFor();
  expect(await payable(page)).toBe(full - discount);

  const window = await choosePayment(page, /^Картой/);
  await window.getByRole('button', { name: /^Оплатить/ }).click();
  await onOrderPage(page);
  const line = page.getByText(`Промокод ${LARGE}`).locator('..');
  expect(numberIn((await line.textContent())?.replace(`Промокод ${LARGE}`, '') ?? null)).toBe(
    -discount,
  );
});

test('the last use goes to somebody else between cart and payment: told, the cart stays', async () => {
  const page = await atCart(3);
  const full = await payable(page);
  await apply(page, LAST);
  await page.getByText(`Промокод ${LAST}`).waitFor();
  const window = await choosePayment(page, /^Картой/);

  const rival = await open(phone);
  await signInQuickly(rival);
  const { categories } = await (await rival.request.get('/api/menu')).json();
  const dish = categories[0].items[0];
  const placed = await rival.request.post('/api/orders', {
    data: {
      items: [{ menuItemId: dish.id, quantity: 5 }],
      paymentMethod: 'cash',
      promoCode: LAST,
      consent: true,
    },
    headers: { origin: base, 'idempotency-key': randomUUID() },
  });
  expect(placed.status(), await placed.text()).toBe(201);

  await window.getByRole('button', { name: /^Оплатить/ }).click();
  const notice = window.getByRole('alert');
  await notice.getByText('Промокод не подошёл').waitFor();
  expect(await notice.textContent()).toContain('Убрали промокод, сумма пересчитана');
  await window.getByRole('button', { name: 'Закрыть' }).click();
  await page.getByText('Борщ').first().waitFor();
  expect(await payable(page)).toBe(full);
  expect(await field(page).inputValue()).toBe('');

  // It is asked for again: the reason is the same, and without it the order goes through.
  await apply(page, LAST);
  await page.getByText('наибольшее число раз').waitFor();
  await remove(page).click();
  const again = await choosePayment(page, /^Картой/);
  await again.getByRole('button', { name: /^Оплатить/ }).click();
  await onOrderPage(page);
  await page.getByText('Оплачен', { exact: true }).first().waitFor();
});
