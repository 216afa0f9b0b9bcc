/** Customers as staff look after them: search, the card, corrections, the audit and its repair. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { headOf, sealEntries } from '@/lib/loyalty/chain';
import { presets } from '@/lib/loyalty/presets';
import { createNocoStore } from '@/lib/store/nocodb/connect';
import type { Store } from '@/lib/store/port';
import { draft } from '../contract/samples';
import { expectNoAxeFindings } from './axe';
import { asStaff, openAsStaff } from './staff';
import { newPhone, numberIn, phone, signInQuickly, withBrowser } from './support';

withBrowser();

/** A new customer's id; the balance is the welcome bonus. */
async function newCustomer(page: Page): Promise<{ id: number; number: string }> {
  const number = newPhone();
  await signInQuickly(page, number);
  const found = await asStaff(page, 'GET', `/api/admin/users?query=${encodeURIComponent(number)}`);
  const [user] = found.users as { id: number }[];
  return { id: user?.id ?? 0, number };
}

const balance = (page: Page) => page.getByTestId('customer-balance');

describe('customers', () => {
  test('are found by a phone typed any way, and the list is clean', async () => {
    const page = await openAsStaff('/admin/customers');
    const search = page.getByRole('searchbox', { name: 'Найти клиента' });
    await search.fill('8 (999) 000-00-03');
    await page.getByText('Нашёлся 1 клиент').waitFor();
    await page.getByRole('row', { name: /Вера/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('query')).toBe('8 (999) 000-00-03');
    await expectNoAxeFindings(page);
    await page.getByRole('link', { name: 'Вера' }).click();
    await page.getByRole('heading', { level: 1, name: 'Вера' }).waitFor();
    await page.goBack();
    await search.fill('никого такого');
    await page.getByRole('heading', { name: 'Никто не нашёлся' }).waitFor();
  });

  test('a correction is refused in its window, then done once', async () => {
    const page = await openAsStaff('/admin/customers');
    const { id } = await newCustomer(page);
    await page.goto(`/admin/customers/${id}`);
    await balance(page).waitFor();
    const before = numberIn(await balance(page).textContent());
    await page.getByRole('button', { name: 'Корректировка баланса' }).click();
    const dialog = page.getByRole('dialog');
    const amount = dialog.getByRole('textbox', { name: 'Сколько баллов' });
    await dialog.getByRole('button', { name: 'Начислить' }).click();
    await dialog.getByText('Целое число от 1').waitFor();
    await dialog.getByText('Напишите причину').waitFor();
    // The server's refusal: more than there is.
    await dialog.getByRole('radio', { name: 'Списать' }).click();
    await amount.fill(String(before + 1));
    await dialog.getByRole('textbox', { name: 'Причина' }).fill('Опоздал курьер');
    await dialog.getByRole('button', { name: 'Списать' }).click();
    await dialog.getByText(/Можно списать не больше/).waitFor();
    expect(numberIn(await balance(page).textContent())).toBe(before);
    await dialog.getByRole('radio', { name: 'Начислить' }).click();
    await amount.fill('150');
    await dialog.getByText(/Станет доступно/).waitFor();
    await expectNoAxeFindings(page);
    await dialog.getByRole('button', { name: 'Начислить' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Баланс исправлен: +150').first().waitFor();
    await page.getByText('Опоздал курьер').first().waitFor();
    await expect.poll(async () => numberIn(await balance(page).textContent())).toBe(before + 150);
  });

  test('on a phone: the card with its tabs, and nobody', async () => {
    const page = await openAsStaff('/admin/customers?query=9990000002', phone);
    await page.getByRole('link', { name: 'Борис' }).click();
    await balance(page).waitFor();
    await expectNoAxeFindings(page);
    await page.getByRole('tab', { name: 'Заказы' }).click();
    await page.getByRole('listitem').filter({ hasText: 'Доставлен' }).first().waitFor();
    await expectNoAxeFindings(page);
    await page.getByRole('tab', { name: 'Данные' }).click();
    await page.getByText('День рождения').waitFor();
    expect(page.url()).toContain('tab=data');
    await expectNoAxeFindings(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.goto('/admin/customers/999999');
    await page.getByRole('heading', { name: 'Такого клиента нет' }).waitFor();
  });
});

const { TEST_NOCODB_URL: url, TEST_NOCODB_TOKEN: token, E2E_BASE: title } = process.env;

describe.runIf(url && token && title)('rows and the audit of a customer', () => {
  let store: Store;
  beforeAll(async () => {
    store = await createNocoStore({ url: url ?? '', token: token ?? '', base: title ?? '' });
  });

  /** Corrections of one point each, sealed onto the customer's chain. */
  async function grant(userId: number, count: number): Promise<void> {
    const head = headOf(await store.ledger.head(userId));
    const drafts = Array.from({ length: count }, () => draft(1));
    const { entries } = sealEntries(userId, head, drafts, presets.standard, head.at + 1);
    expect((await store.ledger.append(entries)).won).toBe(true);
  }

  test('rows are filtered, shown whole by pages, and saved as a table', async () => {
    const page = await openAsStaff('/admin/customers');
    const { id } = await newCustomer(page);
    for (let i = 0; i < 6; i++) await grant(id, i < 5 ? 10 : 1);
    await page.goto(`/admin/customers/${id}`);
    const rows = page.getByTestId(/^row-/);
    await page.getByTestId('row-52').waitFor();
    expect(await rows.count()).toBe(50);
    await page.getByRole('button', { name: 'Показать все' }).click();
    await page.getByRole('button', { name: 'Раньше' }).click();
    await page.getByTestId('row-1').waitFor();
    expect(await rows.count()).toBe(2);
    await page.reload();
    await page.getByTestId('row-1').waitFor();
    const filter = page.getByRole('navigation', { name: 'Тип строк' });
    await filter.getByRole('button', { name: 'Приветственный бонус' }).click();
    await expect.poll(() => rows.count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('type')).toBe('registration');
    const link = page.getByRole('link', { name: 'Скачать CSV' });
    const csv = await page.request.get((await link.getAttribute('href')) ?? '');
    expect((await csv.text()).trim().split('\r\n')).toHaveLength(2);
    await filter.getByRole('button', { name: 'Баллы сгорели' }).click();
    await page.getByRole('heading', { name: 'Таких строк нет' }).waitFor();
  });

  test('finds a copy that somebody changed, and repairs it', async () => {
    const page = await openAsStaff('/admin/customers');
    const { id } = await newCustomer(page);
    // Copies are written after the answer to the sign-in.
    const path = `/api/admin/loyalty/integrity?user=${id}`;
    await expect.poll(async () => (await asStaff(page, 'GET', path)).ok).toBe(true);
    await page.goto(`/admin/customers/${id}`);
    await page.getByText(/Всё сходится/).waitFor();
    const user = await store.users.byId(id);
    if (!user) throw new Error('no such customer');
    await store.users.writeCopies(id, { ...user.copies, loyaltyPoints: 7 });
    await page.getByRole('button', { name: 'Проверить ещё раз' }).click();
    await page.getByText('Нашлось 1 расхождение').waitFor();
    await page.getByText('Колонка клиента не та, что в счёте').waitFor();
    await page.getByRole('button', { name: 'Исправить копии' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Исправить копии' }).click();
    await page.getByText('Исправлено: 1').first().waitFor();
    await page.getByText(/Всё сходится/).waitFor();
    expect((await store.users.byId(id))?.copies).toEqual(user.copies);
  });
});
