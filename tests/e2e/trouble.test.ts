/** What goes wrong at the moment of placing: never a second order, never a lost cart. */
import { expect, test } from 'vitest';
import { asStaff, staffBrowser } from './staff';
import {
  addDish,
  balanceOf,
  COPPERS,
  choosePayment,
  dishId,
  onOrderPage,
  open,
  openCart,
  orderElsewhere,
  ordersOf,
  phone,
  signInQuickly,
  withBrowser,
} from './support';

withBrowser();

const BORSCH = 'Борщ с говядиной';
const CAKE = 'Медовик';

/** A signed-in customer with a full cart; the payment window is still closed. */
async function atTheCart(dish: string, portions = 1) {
  const page = await open(phone);
  const points = await signInQuickly(page);
  await page.reload();
  await addDish(page, `Выбрать: ${dish}`, portions);
  await openCart(page);
  return { page, points };
}

test('a lost connection is told; trying again places no second order', async () => {
  const { page } = await atTheCart(BORSCH, 2);
  const keys: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/orders')) {
      keys.push(request.headers()['idempotency-key']);
    }
  });
  const payment = await choosePayment(page, /^Картой/);

  // The request never leaves.
  await page.context().setOffline(true);
  await payment.getByRole('button', { name: /^Оплатить/ }).click();
  await payment.getByText('Связь прервалась').waitFor();
  await page.getByText('Нет интернета').first().waitFor();
  await page.context().setOffline(false);

  // The order is written, but its answer gets lost.
  await page.route(
    '**/api/orders',
    async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    { times: 1 },
  );
  await payment.getByRole('button', { name: 'Повторить' }).click();
  await expect.poll(() => keys.length).toBe(2);
  await payment.getByText('Связь прервалась').waitFor();

  // Even a reload keeps the try.
  await page.reload();
  await page.getByRole('button', { name: /^Оформить за/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Повторить' }).click();
  const id = await onOrderPage(page);
  expect(await ordersOf(page)).toMatchObject([{ id, paymentStatus: 'paid' }]);
  expect(keys).toHaveLength(3);
  expect(new Set(keys).size).toBe(1);
});

test('points spent on another device: told, the maximum corrected, then ordered', async () => {
  const { page, points } = await atTheCart(BORSCH, 4);
  await page.getByRole('switch', { name: 'Списать баллы' }).click();
  const field = page.getByRole('textbox', { name: 'Баллы' });
  await expect.poll(() => field.inputValue()).toBe('420');
  const payment = await choosePayment(page, /^Наличными/);

  await orderElsewhere(page, BORSCH, 8, 840);
  const left = points - 840;
  await payment.getByRole('button', { name: /^Заказать/ }).click();
  await payment.getByText('Баллы изменились').waitFor();
  await payment.getByText(`Сейчас можно списать до ${left}`).waitFor();
  expect(await payment.getByRole('textbox', { name: 'Баллы' }).inputValue()).toBe(String(left));
  const slider = payment.getByRole('slider');
  await expect.poll(() => slider.getAttribute('aria-valuemax')).toBe(String(left));

  await payment.getByRole('button', { name: /^Заказать/ }).click();
  await onOrderPage(page);
  expect(await balanceOf(page)).toBe(0);
});

test('a dish that runs out while its customer pays: told, taken out, the rest is ordered', async () => {
  const { page } = await atTheCart(BORSCH, 2);
  await page.goto('/');
  await addDish(page, `Выбрать: ${CAKE}`);
  await page.goto('/cart');
  const payment = await choosePayment(page, /^Картой/);
  const staff = await staffBrowser();
  const cake = await dishId(page, CAKE);
  const onSale = (available: boolean) =>
    asStaff(staff, 'PUT', `/api/admin/menu/dishes/${cake}/availability`, { available });
  try {
    await onSale(false);
    await payment.getByRole('button', { name: /^Оплатить/ }).click();
    await payment.getByText('Уберите блюда, которых нет').waitFor();
    expect(await ordersOf(page)).toEqual([]);
    await payment.getByRole('button', { name: 'Вернуться в корзину' }).click();
    await page.getByText('Закончилось, уберите из корзины').waitFor();
    await page.getByRole('button', { name: `Убрать ${CAKE}` }).click();
    const again = await choosePayment(page, /^Картой/);
    await again.getByRole('button', { name: /^Оплатить/ }).click();
    const id = await onOrderPage(page);
    expect(await ordersOf(page)).toMatchObject([{ id, paymentStatus: 'paid' }]);
  } finally {
    await onSale(true);
  }
});

test('two tabs with one cart place one order', async () => {
  const { page } = await atTheCart(BORSCH, 2);
  const other = await page.context().newPage();
  await other.goto('/cart');
  const second = await choosePayment(other, /^Картой/);
  const first = await choosePayment(page, /^Картой/);
  await first.getByRole('button', { name: /^Оплатить/ }).click();
  await onOrderPage(page);

  await second.getByText('Заказ из этой корзины уже оформлен').waitFor();
  expect(await second.getByRole('button', { name: /^Оплатить/ }).isDisabled()).toBe(true);
  expect(await ordersOf(page)).toHaveLength(1);
});

test('a declined card can be tried again, and changed to cash', async () => {
  const { page } = await atTheCart(COPPERS);
  // Alone it is less than the smallest order.
  await page.goto('/');
  await addDish(page, `Выбрать: ${BORSCH}`);
  await page.goto('/cart');
  const payment = await choosePayment(page, /^Картой/);
  await payment.getByRole('button', { name: /^Оплатить/ }).click();
  await payment.getByText('Банк отклонил оплату').waitFor();
  await payment.getByText(/Заказ \d+ сохранён/).waitFor();

  const tried = page.waitForResponse((r) => r.request().method() === 'PATCH');
  await payment.getByRole('button', { name: /^Оплатить/ }).click();
  expect((await tried).status()).toBe(402);
  await payment.getByText('Банк отклонил оплату').waitFor();

  await payment.getByRole('radio', { name: /^Наличными/ }).click();
  await payment.getByRole('button', { name: /^Заказать/ }).click();
  const id = await onOrderPage(page);
  expect(await ordersOf(page)).toMatchObject([{ id, paymentStatus: 'unpaid' }]);
  await page.getByText('Ждём, когда ресторан примет заказ').waitFor();
});
