/** Health, the records of who did what, the overview and "what if", as managers use them. */
import { describe, expect, test } from 'vitest';
import { expectNoAxeFindings } from './axe';
import { asStaff, openAsStaff } from './staff';
import { newPhone, open, phone, withBrowser } from './support';

withBrowser();

describe('health', () => {
  test('runs a job now, and says who started it', async () => {
    const page = await openAsStaff('/admin/health');
    const job = page.getByTestId('job-reconcile');
    await job.getByRole('button', { name: 'Запустить: Довести до конца' }).click();
    await page
      .getByText(/^Готово: сделано/)
      .first()
      .waitFor();
    await job.getByText('Вовремя').waitFor();
    await expectNoAxeFindings(page);
    await page.getByRole('tab', { name: 'Запуски' }).click();
    await page.getByRole('combobox', { name: 'Задание' }).selectOption('reconcile');
    await page.getByRole('cell', { name: 'Смена' }).first().waitFor();
    await expectNoAxeFindings(page);
    await page.getByRole('button', { name: 'С ошибками' }).click();
    await page.getByRole('heading', { name: 'Таких запусков нет' }).waitFor();
    expect(page.url()).toContain('troubled=true');
  });

  test('the log and the edits, filtered; the address keeps the filters', async () => {
    const page = await openAsStaff('/admin/health?tab=logs&type=level_changed', phone);
    const cards = page.getByRole('listitem');
    await cards.filter({ hasText: 'Уровень изменился' }).first().waitFor();
    await expectNoAxeFindings(page);
    await page.getByRole('textbox', { name: 'Сотрудник №' }).fill('999999');
    await page.getByRole('heading', { name: 'Таких записей нет' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Таких записей нет' }).waitFor();
    await page.getByRole('button', { name: 'Сбросить' }).click();
    await page
      .getByTestId(/^card-/)
      .first()
      .waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    expect(page.url()).not.toContain('admin=');

    const code = `ЖУРНАЛ${newPhone().slice(-6)}`;
    const body = { code, discountType: 'fixed', value: 100 };
    await asStaff(page, 'POST', '/api/admin/promo-codes', body);
    await page.getByRole('tab', { name: 'Изменения' }).click();
    await cards.filter({ hasText: code }).getByText('создано').waitFor();
    await expectNoAxeFindings(page);
    await page.getByLabel('По день').fill('2020-01-01');
    await page.getByRole('heading', { name: 'Изменений нет' }).waitFor();
  });

  test('is for staff who are signed in', async () => {
    const page = await open({}, '/admin/health');
    await page.getByRole('textbox', { name: 'Почта' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin');
  });
});

describe('insights', () => {
  test('the overview: points owed and moved, orders with and without them', async () => {
    const page = await openAsStaff('/admin/overview?days=365');
    for (const name of ['Движение баллов', 'Когда сгорят баллы', 'Клиенты по уровням']) {
      await page.getByRole('heading', { name }).waitFor();
    }
    await page.getByText(/^Посчитано/).waitFor();
    await page.getByText('Средний заказ').first().waitFor();
    await expectNoAxeFindings(page);
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
  });

  test('what if: wrong rules are refused, the active ones change nothing', async () => {
    const page = await openAsStaff('/admin/what-if');
    await page.getByText('Изменить правила').click();
    const cap = page.getByRole('textbox', { name: 'Оплатить баллами не больше, %' });
    const usual = await cap.inputValue();
    await cap.fill('сто');
    await page.getByRole('button', { name: 'Посчитать' }).click();
    await page.getByText(/^Проверьте правила/).waitFor();
    await cap.fill(usual);
    await page.getByRole('button', { name: 'Посчитать' }).click();
    await page.getByRole('heading', { name: 'Что получилось бы' }).waitFor();
    await page.getByText('Ни для кого ничего бы не изменилось').waitFor();
    await page.getByText('Скачать CSV').waitFor();
    await expectNoAxeFindings(page);
  });

  test('the programme in words and the API with a viewer', async () => {
    const page = await openAsStaff('/docs', phone);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expectNoAxeFindings(page);
    await page.goto('/api/docs');
    await page.locator('.opblock').nth(50).waitFor({ state: 'attached' });
  });
});
