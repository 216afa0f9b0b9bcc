/** Pictures of what customers see: how each page is reached. */
import type { Page } from 'playwright-core';
import { visit } from '../demo-browser';
import type { Shot } from './shoot';

/** One in each tier; the second has a history, a level on the way and points that end soon. */
export const CUSTOMER = '+79990000002';

/** Codes go to one number once a minute: every picture asks for another one. */
function freshPhone(): string {
  return `9${String(Math.floor(Math.random() * 1e9)).padStart(9, '0')}`;
}

const addDish = async (page: Page, name: string, portions = 1) => {
  await page.getByRole('button', { name: `Выбрать: ${name}` }).click();
  const dialog = page.getByRole('dialog');
  for (let n = 1; n < portions; n++) await dialog.getByRole('button', { name: 'Больше' }).click();
  await dialog.getByRole('button', { name: /^В корзину за/ }).click();
  await dialog.waitFor({ state: 'detached' });
};

export async function fillCart(page: Page): Promise<void> {
  await visit(page, '/');
  await addDish(page, 'Борщ с говядиной', 2);
  await addDish(page, 'Пельмени сибирские');
  await addDish(page, 'Медовик');
  await visit(page, '/cart');
  await page.getByRole('textbox', { name: 'Адрес доставки' }).fill('Лесная улица, 5, кв. 12');
  const consent = page.getByRole('checkbox', { name: /^Согласен/ });
  if (await consent.isVisible()) await consent.check({ force: true });
  await page.getByRole('switch', { name: 'Списать баллы' }).click();
  await page.getByRole('slider').waitFor();
}

/** Pages that everybody may see, and the way in. */
export const signedOut: Record<string, Shot> = {
  menu: (page) => visit(page, '/'),
  dish: async (page) => {
    await visit(page, '/');
    await page.getByRole('button', { name: 'Выбрать: Борщ с говядиной' }).click();
    await page.getByRole('dialog').waitFor();
  },
  search: async (page) => {
    await visit(page, '/');
    await page.getByRole('searchbox').fill('пирог');
    await page
      .getByText(/^Нашли|^Такого/)
      .first()
      .waitFor();
  },
  'dish-sizes': async (page) => {
    await visit(page, '/');
    await page.getByRole('button', { name: 'Выбрать: Котлета по-киевски' }).click();
    await page.getByRole('dialog').waitFor();
  },
  'cart-empty': (page) => visit(page, '/cart'),
  'sign-in': async (page) => {
    await visit(page, '/orders');
    await page.getByRole('button', { name: 'Войти' }).last().click();
    await page.getByRole('dialog').waitFor();
  },
  'sign-in-code': async (page) => {
    await visit(page, '/orders');
    await page.getByRole('button', { name: 'Войти' }).last().click();
    await page.getByRole('textbox', { name: 'Телефон' }).pressSequentially(freshPhone());
    await page.getByRole('button', { name: 'Получить код' }).click();
    await page.getByTestId('dev-code').waitFor();
  },
  programme: (page) => visit(page, '/docs'),
  'api-docs': async (page) => {
    await visit(page, '/api/docs');
    // The viewer is large: a slow machine takes its time.
    await page.locator('.opblock').first().waitFor({ state: 'attached', timeout: 60_000 });
  },
  offer: (page) => visit(page, '/offer'),
  privacy: (page) => visit(page, '/privacy'),
  offline: (page) => visit(page, '/offline'),
  'not-found': (page) => visit(page, '/no-such-page'),
};

/** Pages of a customer; the cart is filled by the first, or by `fillCart`. */
export const signedIn: Record<string, Shot> = {
  'menu-cart': async (page) => {
    await fillCart(page);
    await visit(page, '/');
  },
  cart: (page) => visit(page, '/cart'),
  payment: async (page) => {
    await visit(page, '/cart');
    await page.getByRole('button', { name: /^Оформить за/ }).click();
    await page.getByRole('dialog').waitFor();
  },
  'payment-cash': async (page) => {
    await visit(page, '/cart');
    await page.getByRole('button', { name: /^Оформить за/ }).click();
    await page
      .getByRole('dialog')
      .getByRole('radio', { name: /^Наличными/ })
      .click();
  },
  // A cash order under way: with a promise of points for the page of bonuses too.
  'order-new': async (page) => {
    await visit(page, '/orders');
    if (await page.getByText('Новый', { exact: true }).first().isVisible()) {
      await page
        .getByRole('listitem')
        .filter({ hasText: 'Новый' })
        .getByRole('link')
        .first()
        .click();
    } else {
      await visit(page, '/cart');
      await page.getByRole('button', { name: /^Оформить за/ }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('radio', { name: /^Наличными/ }).click();
      await dialog.getByRole('button', { name: /^Заказать/ }).click();
    }
    await page.getByText('Как идёт заказ').waitFor();
  },
  'order-cancel': async (page) => {
    await page.getByRole('button', { name: 'Отменить заказ' }).click();
    await page.getByRole('dialog').waitFor();
  },
  bonuses: (page) => visit(page, '/bonuses'),
  orders: (page) => visit(page, '/orders'),
  order: async (page) => {
    await visit(page, '/orders');
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Доставлен' })
      .nth(1)
      .getByRole('link')
      .click();
    await page.getByText('Как идёт заказ').waitFor();
    await page
      .getByText(/^Почему/)
      .first()
      .click();
  },
  profile: (page) => visit(page, '/profile'),
};
