/** Paying at the bank's own page: there, back with a refusal, there again by SBP, back and paid. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dish } from '../support/api';
import { startSite, type TestSite } from '../support/site';
import { SHOP, startYooKassa, type YooKassaStandIn } from '../support/yookassa';
import {
  addDish,
  choosePayment,
  open,
  openCart,
  phone,
  signInByWindow,
  withBrowser,
} from './support';

withBrowser();

let bank: YooKassaStandIn;
let site: TestSite;

beforeAll(async () => {
  bank = await startYooKassa();
  site = await startSite('standard', {
    PAYMENTS: 'yookassa',
    PUBLIC_ORIGIN: '{origin}',
    YOOKASSA_SHOP_ID: SHOP.shopId,
    YOOKASSA_SECRET_KEY: SHOP.secretKey,
    YOOKASSA_API_URL: bank.url,
    YOOKASSA_VAT_CODE: '1',
  });
  bank.webhooksTo(`${site.url}/api/hooks/payments`);
  await dish(site.store, 500);
});
afterAll(() => Promise.all([site?.stop(), bank?.stop()]));

test('a refusal, another try by the other method, and a payment whose webhook is lost', async () => {
  const page = await open({ ...phone, baseURL: site.url });
  await addDish(page, /^(Выбрать|В корзину): Блюдо/);
  await openCart(page);
  await page.getByRole('button', { name: 'Войти и оформить' }).click();
  await signInByWindow(page);
  const window = await choosePayment(page, /^Картой/);
  await window.getByRole('button', { name: /^Оплатить/ }).click();

  await page.getByRole('heading', { name: 'Подтвердите платёж' }).waitFor();
  await page.goBack();
  await page.waitForURL(/\/orders\/\d+$/);
  await page.getByText('Оплата не завершена').waitFor();
  await page.getByRole('button', { name: 'Вернуться к оплате' }).click();
  await page.getByRole('button', { name: 'Не хватает денег' }).click();

  await page.waitForURL(/\/orders\/\d+\?payment=return$/);
  await page.getByText('Банк отклонил оплату').waitFor();
  await page.getByText('На карте не хватило денег').waitFor();
  await page.getByRole('button', { name: /^Оплатить/ }).click();
  const again = page.getByRole('dialog');
  await again.getByRole('radio', { name: /^СБП/ }).click();
  bank.webhooksTo(null);
  await again.getByRole('button', { name: /^Оплатить/ }).click();
  await page.getByRole('heading', { name: 'Подтвердите платёж' }).waitFor();
  await page.getByRole('button', { name: 'Оплатить', exact: true }).click();

  await page.waitForURL(/\?payment=return$/);
  await page.getByText(/^Заказ \d+ оплачен$/).waitFor();
  expect(bank.payments().map((p) => [p.payment_method.type, p.status])).toEqual([
    ['bank_card', 'canceled'],
    ['sbp', 'succeeded'],
  ]);
});
