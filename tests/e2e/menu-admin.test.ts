/** The page of the menu: a dish is made with a size and a photo, runs out, is edited by two, goes. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectNoAxeFindings } from './axe';
import { asStaff, openAsStaff } from './staff';
import { open, phone, withBrowser } from './support';

withBrowser();

const PAGE = '/admin/menu';
const API = '/api/admin/menu';
/** Every run has dishes of its own. */
const run = randomUUID().slice(0, 8);

/** A photo as a browser's canvas makes one. */
async function photo(page: Page): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [2400, 1800];
    const draw = canvas.getContext('2d');
    if (draw) {
      draw.fillStyle = '#a33';
      draw.fillRect(0, 0, 2400, 1800);
    }
    return canvas.toDataURL('image/jpeg');
  });
  return Buffer.from(url.split(',')[1] ?? '', 'base64');
}

test('a manager makes a dish with a size, an add-on and a photo; customers see it, and that it ran out', async () => {
  const page = await openAsStaff(PAGE);
  const name = `Том-ям ${run}`;
  await page.getByRole('button', { name: 'Новое блюдо' }).click();
  const window = page.getByRole('dialog');
  await window.getByRole('button', { name: 'Добавить в меню' }).click();
  for (const wrong of ['Не может быть пустым', 'Нужно число от нуля', 'Выберите картинку']) {
    await window.getByText(wrong).first().waitFor();
  }

  await window.getByRole('textbox', { name: 'Название' }).fill(name);
  await window.getByRole('combobox', { name: 'Категория' }).selectOption('Супы');
  await window.getByRole('textbox', { name: 'Цена, ₽' }).fill('450,50');
  await window.getByRole('textbox', { name: 'Порция' }).fill('350 г');
  const upload = window.getByLabel('Загрузить фото').first();
  await upload.setInputFiles({
    name: 'no.png',
    mimeType: 'image/png',
    buffer: Buffer.from('<svg onload="alert(1)"/>'),
  });
  await window.getByText('Не получилось прочитать картинку').waitFor();
  const file = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await photo(page) };
  await upload.setInputFiles(file);
  const picture = window.locator('img[src^="/api/menu/pictures/"]');
  await picture.waitFor();
  // It was made smaller before it was sent.
  expect(
    await picture.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth)),
  ).toBe(1440);

  await window.getByRole('button', { name: 'Добавить выбор' }).click();
  const size = window.getByRole('region', { name: 'Выбор 1' });
  await size.getByRole('textbox', { name: 'Что выбирают' }).fill('Размер');
  await size.getByRole('textbox', { name: 'Вариант 1' }).fill('Обычный');
  await size.getByRole('textbox', { name: 'Вариант 2' }).fill('Большой');
  await size.getByRole('textbox', { name: 'Доплата, ₽ 2' }).fill('100');
  await window.getByRole('button', { name: 'Добавить добавку' }).click();
  await window.getByRole('textbox', { name: 'Добавка 1' }).fill('Рис');
  await expectNoAxeFindings(page);
  await window.getByRole('button', { name: 'Добавить в меню' }).click();
  await window.waitFor({ state: 'detached' });

  const shop = await open(phone);
  await shop.getByRole('button', { name: `Выбрать: ${name}` }).click();
  const dish = shop.getByRole('dialog');
  await dish.getByRole('radio', { name: /Большой/ }).check({ force: true });
  await dish.getByRole('checkbox', { name: /Рис/ }).check({ force: true });
  await dish.getByRole('button', { name: /В корзину за 550,50/ }).waitFor();

  // One tap: it has run out.
  await page.getByRole('searchbox', { name: 'Найти блюдо' }).fill(name);
  const there = page.getByRole('switch', { name: `Есть: ${name}` });
  await there.click();
  await page.getByText(`${name}: закончилось`, { exact: true }).waitFor();
  await shop.reload();
  expect(await shop.getByRole('button', { name: `Выбрать: ${name}` }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Закончились' }).click();
  await there.click();
  await page.getByText('Ничего не нашлось').waitFor();
});

test('of two at one dish the second sees what the first changed; taken off the menu it is gone', async () => {
  const page = await openAsStaff('/docs', phone);
  const name = `Лагман ${run}`;
  const body = { category: 'Супы', name, price: 390, image: '/menu/lapsha.svg' };
  const { dish } = await asStaff(page, 'POST', `${API}/dishes`, body);
  const { id, version } = dish as { id: number; version: number };
  await page.goto(PAGE);
  await page.getByRole('button', { name: `Изменить: ${name}` }).click();
  const window = page.getByRole('dialog');
  await window.getByRole('textbox', { name: /^Описание/ }).fill('Тянутая лапша');

  const other = await openAsStaff('/docs');
  await asStaff(other, 'PATCH', `${API}/dishes/${id}`, { version, price: 410 });
  await window.getByRole('button', { name: 'Сохранить' }).click();
  const notice = window.getByRole('alert');
  await notice.getByText('Пока вы правили, блюдо изменил Смена').waitFor();
  expect(await notice.textContent()).toContain('Цена, ₽: 390 → 410');
  await window.getByRole('button', { name: 'Сохранить' }).click();
  await window.waitFor({ state: 'detached' });
  const row = page.getByTestId(`dish-${id}`);
  await row.getByText('410 ₽').waitFor();

  await row.getByRole('button', { name: `Изменить: ${name}` }).click();
  expect(await window.getByRole('textbox', { name: /^Описание/ }).inputValue()).toBe(
    'Тянутая лапша',
  );
  await window.getByRole('button', { name: 'Снять с меню' }).click();
  await window.getByRole('button', { name: 'Точно снять?' }).click();
  await row.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Сняты с меню' }).click();
  await row.getByText('Снято с меню').waitFor();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test('categories are added, renamed and ordered; one with dishes stays', async () => {
  const page = await openAsStaff(PAGE);
  await page.getByText('Борщ').first().waitFor();
  await expectNoAxeFindings(page);
  await page.getByRole('button', { name: 'Категории' }).click();
  const window = page.getByRole('dialog');
  expect(await window.getByRole('button', { name: 'Убрать категорию Супы' }).isDisabled()).toBe(
    true,
  );
  const fields = window.getByRole('textbox');
  const last = (await fields.count()) + 1;
  await window.getByRole('button', { name: 'Добавить категорию' }).click();
  await fields.nth(last - 1).fill('супы');
  await window.getByRole('button', { name: 'Сохранить' }).click();
  await window.getByText('Такая категория уже есть').waitFor();
  await fields.nth(last - 1).fill(`Гриль ${run}`);
  await window.getByRole('button', { name: `Выше: Гриль ${run}` }).click();
  await window.getByRole('button', { name: 'Сохранить' }).click();
  await window.waitFor({ state: 'detached' });
  const headings = page.getByRole('heading', { level: 2 });
  await page.getByRole('heading', { name: `Гриль ${run}` }).waitFor();
  expect((await headings.allTextContents()).indexOf(`Гриль ${run}`)).toBe(last - 2);

  await page.getByRole('button', { name: 'Категории' }).click();
  await fields.nth(last - 2).fill(`Мангал ${run}`);
  await window.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByRole('heading', { name: `Мангал ${run}` }).waitFor();
});
