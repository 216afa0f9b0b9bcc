/** The page of promo codes: made, found, edited by two at once, switched off. */
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { expectNoAxeFindings } from './axe';
import { asStaff, openAsStaff } from './staff';
import { phone, withBrowser } from './support';

withBrowser();

const PAGE = '/admin/promo-codes';
const API = '/api/admin/promo-codes';
/** Every run has codes of its own. */
const run = randomUUID().slice(0, 8).toUpperCase();

test('a bad form says what is wrong; a good one makes a code, which is found, changed and switched off', async () => {
  const page = await openAsStaff(PAGE);
  const code = `ВЕСНА-${run}`;
  const row = page.getByTestId(`row-${code}`);

  await page.getByRole('button', { name: 'Новый код' }).click();
  const window = page.getByRole('dialog');
  await window.getByRole('textbox', { name: 'Код', exact: true }).fill('!');
  await window.getByRole('textbox', { name: 'Скидка, %' }).fill('150');
  await window.getByLabel('Действует с').fill('2030-05-02');
  await window.getByLabel('Действует по').fill('2030-05-01');
  await window.getByRole('button', { name: 'Создать код' }).click();
  for (const wrong of ['От 3 до 40 знаков', 'Не больше 100 %', 'Конец раньше начала']) {
    await window.getByText(wrong).first().waitFor();
  }

  await expectNoAxeFindings(page);

  // A name that is taken is the server's to refuse.
  await window.getByLabel('Действует по').fill('2030-06-01');
  await window.getByRole('textbox', { name: 'Скидка, %' }).fill('15');
  await window.getByRole('textbox', { name: 'Код', exact: true }).fill('привет');
  await window.getByRole('button', { name: 'Создать код' }).click();
  await window.getByText('Такой промокод уже есть').waitFor();

  await window.getByRole('textbox', { name: 'Код', exact: true }).fill(code.toLowerCase());
  await window.getByRole('textbox', { name: /^Скидка не больше/ }).fill('250,5');
  await window.getByRole('textbox', { name: /^Минимальная сумма/ }).fill('900');
  await window.getByRole('textbox', { name: 'Для заказа на, ₽' }).fill('2000');
  const preview = window.getByTestId('promo-preview');
  expect((await preview.textContent())?.replace(/\s/g, ' ')).toMatch(/250,50? ₽.*1 749,50? ₽/);
  await window.getByRole('textbox', { name: 'Для заказа на, ₽' }).fill('600');
  expect((await preview.textContent())?.replace(/\s/g, ' ')).toContain('ещё 300 ₽');
  await window.getByRole('textbox', { name: /^Всего применений/ }).fill('40');
  await window.getByRole('textbox', { name: /^Комментарий/ }).fill(`Листовки ${run}`);
  await window.getByRole('button', { name: 'Создать код' }).click();
  await window.waitFor({ state: 'detached' });
  await row.getByText('15 %').waitFor();
  await row.getByText('0 из 40').waitFor();

  // It has not begun: found by its comment, out of its dates, not among the running.
  await page.getByRole('searchbox', { name: 'Поиск' }).fill(`листовки ${run}`);
  await page.getByText('1 код', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Действуют', exact: true }).click();
  await page.getByText('Ничего не нашлось').waitFor();
  await page.getByRole('button', { name: 'Не по датам' }).click();
  await row.waitFor();

  await row.getByRole('button', { name: `Изменить ${code}` }).click();
  await window.getByLabel('Действует с').fill('');
  await window.getByRole('button', { name: 'Сохранить' }).click();
  await window.waitFor({ state: 'detached' });
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Действуют', exact: true }).click();
  await row.getByRole('switch').click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Отключены' }).click();
  await row.waitFor();

  // The address says it all: somebody else sees the same by the link.
  await page.reload();
  await row.waitFor();
  expect(await row.getByRole('switch').getAttribute('aria-checked')).toBe('false');
});

test('of two admins at one code the second sees what the first changed, and keeps both', async () => {
  const code = `ДВОЕ-${run}`;
  const page = await openAsStaff('/docs', phone);
  const made = await asStaff(page, 'POST', API, { code, discountType: 'percentage', value: 10 });
  await page.goto(`${PAGE}?search=${encodeURIComponent(code)}`);
  const card = page.getByTestId(`card-${code}`);
  await card.getByRole('button', { name: `Изменить ${code}` }).click();
  const window = page.getByRole('dialog');
  await window.getByRole('textbox', { name: /^Комментарий/ }).fill('Мой комментарий');

  const other = await openAsStaff('/docs');
  const { id, version } = made.code as { id: number; version: number };
  await asStaff(other, 'PATCH', `${API}/${id}`, {
    version,
    discountType: 'percentage',
    value: 25,
    usageLimit: 7,
  });

  await window.getByRole('button', { name: 'Сохранить' }).click();
  const notice = window.getByRole('alert');
  await notice.getByText('Пока вы правили, код изменил Смена').waitFor();
  expect(await notice.textContent()).toMatch(/Скидка: 10 → 25.*Всего применений: не задано → 7/);
  await window.getByRole('button', { name: 'Сохранить' }).click();
  await window.waitFor({ state: 'detached' });
  await card.getByText('25 %').waitFor();
  await card.getByText('Мой комментарий').waitFor();
  await card.getByText('0 из 7').waitFor();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});
