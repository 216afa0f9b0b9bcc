/** Pictures of the staff's side: how each page and window is reached. */
import type { Page } from 'playwright-core';
import { visit } from '../demo-browser';
import type { Shift } from './shift';
import type { Shot } from './shoot';

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().click();

/** A page, and then a window that a button opens. */
const windowOf =
  (address: string, button: string | RegExp): Shot =>
  async (page) => {
    await visit(page, address);
    await press(page, button);
    await page.getByRole('dialog').waitFor();
    await page.waitForLoadState('networkidle');
  };

const pageAt =
  (address: string): Shot =>
  (page) =>
    visit(page, address);

export const staffSignedOut: Record<string, Shot> = { 'staff-sign-in': pageAt('/admin') };

/** One of Boris's card, found as staff find it. */
async function customersCard(page: Page, tab = ''): Promise<void> {
  await visit(page, '/admin/customers?query=9990000002');
  await page.getByRole('link', { name: 'Борис' }).first().click();
  await page.waitForURL(/customers\/\d+/);
  if (tab) await page.getByRole('tab', { name: tab }).click();
  await page.waitForLoadState('networkidle');
}

const openFolds = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const fold of document.querySelectorAll('details')) fold.open = true;
  });

/** Every page of the staff's, with the windows people work in. */
export function staffShots({ open, paid }: Shift): Record<string, Shot> {
  const settings = ['loyalty', 'delivery', 'hours', 'texts', 'staff', 'access'];
  const health = ['state', 'runs', 'logs', 'edits'];
  return {
    overview: pageAt('/admin/overview?days=180'),
    'orders-board': pageAt('/admin/orders'),
    'orders-table': pageAt('/admin/orders?view=table'),
    'staff-order': async (page) => {
      await visit(page, `/admin/orders/${paid}`);
      await page.getByTestId('pay-indicator').waitFor();
      await openFolds(page);
    },
    'staff-order-new': pageAt(`/admin/orders/${open}`),
    'staff-order-lines': async (page) => {
      await windowOf(`/admin/orders/${open}`, 'Изменить состав')(page);
      await page.getByRole('dialog').getByRole('button', { name: 'Больше' }).first().click();
      await page.getByText('Станет').waitFor();
    },
    'staff-order-cash': windowOf(`/admin/orders/${open}`, /^Наличные получены/),
    'staff-order-cancel': windowOf(`/admin/orders/${paid}`, 'Отменить заказ'),
    ticket: pageAt(`/admin/orders/${open}/ticket`),
    customers: pageAt('/admin/customers'),
    'customer-points': (page) => customersCard(page),
    'customer-adjust': async (page) => {
      await customersCard(page);
      await press(page, 'Корректировка баланса');
      await page.getByRole('textbox', { name: 'Сколько баллов' }).fill('150');
      await page.getByRole('textbox', { name: 'Причина' }).fill('Курьер опоздал на час');
    },
    'customer-orders': (page) => customersCard(page, 'Заказы'),
    'customer-data': (page) => customersCard(page, 'Данные'),
    'promo-codes': pageAt('/admin/promo-codes'),
    'promo-form': windowOf('/admin/promo-codes', 'Новый код'),
    'promo-bulk': windowOf('/admin/promo-codes', 'Серия кодов'),
    'promo-usage': windowOf('/admin/promo-codes', /^Заказы с кодом ОБЕД300/),
    'staff-menu': pageAt('/admin/menu'),
    'dish-form': windowOf('/admin/menu', 'Изменить: Котлета по-киевски'),
    categories: windowOf('/admin/menu', 'Категории'),
    ...Object.fromEntries(
      settings.map((tab) => [`settings-${tab}`, pageAt(`/admin/settings?tab=${tab}`)]),
    ),
    'staff-account': windowOf('/admin/settings?tab=staff', 'Добавить сотрудника'),
    'staff-sessions': async (page) => {
      await visit(page, '/admin/settings?tab=staff');
      await press(page, 'Действия: Ольга Владимировна');
      await page.getByRole('menuitem', { name: 'Сеансы' }).click();
      await page.getByRole('dialog').waitFor();
    },
    ...Object.fromEntries(
      health.map((tab) => [`health-${tab}`, pageAt(`/admin/health?tab=${tab}`)]),
    ),
    'what-if-rules': async (page) => {
      await visit(page, '/admin/what-if');
      await page.getByText('Изменить правила').click();
    },
    'what-if': async (page) => {
      await visit(page, '/admin/what-if');
      await page.getByRole('combobox').first().selectOption('at-delivery');
      await page.getByRole('combobox').nth(1).selectOption('180');
      await press(page, 'Посчитать');
      await page.getByText('Скачать CSV').waitFor();
      await page.locator('.recharts-bar').first().waitFor();
    },
    shortcuts: async (page) => {
      await visit(page, '/admin/menu');
      // Keys are heard once the page is alive.
      await page.getByRole('switch').first().waitFor();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  };
}
