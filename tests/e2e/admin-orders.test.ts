/** The shift's orders in the browser: board, one order, table, ticket; two people at once. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { ADMIN } from '../support/site';
import { expectNoAxeFindings } from './axe';
import { asStaff, openAsStaff } from './staff';
import { base, newContext, newPhone, phone, signInQuickly, withBrowser } from './support';

withBrowser();

const LONG = { timeout: 15_000 };

interface Placed {
  id: number;
  phone: string;
}

/** A customer's order, made by the API: two portions of a dish that makes the minimum. */
async function order(more: object = {}, quantity = 2): Promise<Placed> {
  const page = await (await newContext()).newPage();
  await page.goto('/docs');
  const number = newPhone();
  await signInQuickly(page, number);
  const menu = await (await page.request.get('/api/menu')).json();
  const items = menu.categories.flatMap((c: { items: unknown[] }) => c.items);
  const dish = items.find(
    (d: { groups: unknown[]; available: boolean; price: number }) =>
      d.groups.length === 0 && d.available && d.price >= 350,
  );
  const answer = await page.request.post('/api/orders', {
    data: {
      items: [{ menuItemId: dish.id, quantity }],
      paymentMethod: 'cash',
      deliveryAddress: 'Лесная улица, 5, кв. 12',
      comment: 'Домофон 12, без лука',
      cutlery: 2,
      consent: true,
      ...more,
    },
    headers: { origin: base, 'idempotency-key': crypto.randomUUID() },
  });
  if (!answer.ok()) throw new Error(`${answer.status()} ${await answer.text()}`);
  const { id } = (await answer.json()).order;
  await page.context().close();
  return { id, phone: number };
}

/** Counts notes instead of playing them. */
async function withEars(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    const scope = window as unknown as { notes: number };
    scope.notes = 0;
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when?: number) {
      scope.notes += 1;
      start.call(this, when);
    };
  });
  return () => page.evaluate(() => (window as unknown as { notes: number }).notes);
}

test('a new order appears by itself, rings, and is moved along from the board', async () => {
  const page = await openAsStaff('/docs');
  const notes = await withEars(page);
  await page.goto('/admin/orders');
  const news = page.getByTestId('column-new');
  await news.waitFor();
  // A press on the page lets the sound through.
  await page.getByRole('heading', { name: 'Заказы', level: 1 }).click();

  const first = await order();
  const card = page.getByTestId(`order-${first.id}`);
  await card.waitFor();
  await page.getByText(`Новый заказ ${first.id}`).first().waitFor();
  await expect.poll(notes, LONG).toBeGreaterThan(0);
  await expect.poll(() => page.title(), LONG).toMatch(/^\(\d+\) Заказы/);
  const text = await card.textContent();
  for (const part of ['2 ×', 'Домофон 12', 'Лесная улица, 5', 'Наличными', '₽', 'мин']) {
    expect(text).toContain(part);
  }
  await expectNoAxeFindings(page);

  await card.getByRole('button', { name: /^Принять/ }).click();
  await page.getByTestId('column-accepted').getByTestId(`order-${first.id}`).waitFor();

  // Switched off it stays off, and the order comes all the same.
  const sound = page.getByRole('switch', { name: 'Звук новых заказов' });
  await sound.click();
  await page.reload();
  await news.waitFor();
  expect(await sound.getAttribute('aria-checked')).toBe('false');
  const second = await order();
  await page.getByTestId(`order-${second.id}`).waitFor();
  expect(await notes()).toBe(0);

  // Somebody else accepts it: this page's move is refused, the card follows.
  await page.route('**/api/admin/orders/board*', (route) => route.abort());
  await asStaff(page, 'PATCH', `/api/admin/orders/${second.id}`, { status: 'preparing' });
  await page
    .getByTestId(`order-${second.id}`)
    .getByRole('button', { name: /^Принять/ })
    .click();
  await page.getByRole('alert').filter({ hasText: 'тем временем изменили' }).waitFor();
  await page.getByText('Нет связи').waitFor();
  await page.unroute('**/api/admin/orders/board*');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await page.getByTestId('column-preparing').getByTestId(`order-${second.id}`).waitFor();
});

test('one order: lines with a preview, cash, the payment block, cancelling told before', async () => {
  const { id } = await order();
  const page = await openAsStaff(`/admin/orders/${id}`, phone);
  const pay = page.getByRole('region', { name: 'Оплата' });
  await pay.getByTestId('pay-indicator').waitFor();
  await expectNoAxeFindings(page);

  // A wrong fee and an empty order cannot be saved.
  await page.getByRole('button', { name: 'Изменить состав' }).click();
  const window = page.getByRole('dialog');
  const save = window.getByRole('button', { name: 'Сохранить' });
  await window.getByRole('textbox', { name: 'Доставка, ₽' }).fill('много');
  await window.getByText('Сумма в рублях, не меньше нуля').waitFor();
  expect(await save.isDisabled()).toBe(true);
  await window.getByRole('textbox', { name: 'Доставка, ₽' }).fill('100');
  await window.getByRole('button', { name: /^Убрать:/ }).click();
  await window.getByText('хотя бы одно блюдо').waitFor();
  expect(await save.isDisabled()).toBe(true);

  // Another dish: what comes of it is told, then done.
  await window.getByRole('searchbox', { name: 'Добавить блюдо' }).fill('пирожок с коп');
  await window.getByRole('button', { name: /Пирожок с копейками/ }).click();
  const extra = window.getByRole('button', { name: /^Добавить: Пирожок/ });
  if (await extra.isVisible()) await extra.click();
  await window.getByText('Станет').waitFor();
  await window
    .getByRole('row', { name: /К оплате/ })
    .getByText('400,13')
    .waitFor();
  await expectNoAxeFindings(page);
  await save.click();
  await window.waitFor({ state: 'detached' });
  await pay.getByText('400,13').first().waitFor();

  await page.getByRole('button', { name: /^Наличные получены/ }).click();
  await window.getByText(/Получено 400,13/).waitFor();
  await window.getByRole('button', { name: 'Получены', exact: true }).click();
  await window.waitFor({ state: 'detached' });
  await page.getByText('Оплачен', { exact: true }).first().waitFor();
  await pay.getByText('Как посчитано').click();
  await pay.getByText('Сумма для начисления').waitFor();

  // While the window is open a colleague accepts: told, and told anew what follows.
  await page.getByRole('button', { name: 'Отменить заказ' }).click();
  const cancel = window.getByRole('button', { name: 'Отменить заказ' });
  await window.getByText(/Верните клиенту 400,13/).waitFor();
  await window.getByText(/Не прид[её]т \d+ обещанн|Не придут \d+ обещанн/).waitFor();
  await window.getByRole('textbox', { name: /Причина отмены/ }).fill('Закончилась мука');
  const reads = `**/api/admin/orders/${id}`;
  await page.route(reads, (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  );
  await asStaff(page, 'PATCH', `/api/admin/orders/${id}`, { status: 'accepted' });
  await cancel.click();
  await page.unroute(reads);
  await window.getByRole('alert').filter({ hasText: 'тем временем изменили' }).waitFor();
  await window.getByText('«Принят» → «Отменён»').waitFor();
  await expect.poll(() => cancel.isEnabled(), LONG).toBe(true);
  await cancel.click();
  await window.waitFor({ state: 'detached' });
  await page.getByText('Причина: Закончилась мука').waitFor();
  const story = page.getByRole('region', { name: 'Как идёт заказ' });
  await story.getByText(`${ADMIN.email} · Закончилась мука`).waitFor();
  expect(await page.getByRole('button', { name: 'Изменить состав' }).count()).toBe(0);
});

test('the table finds by phone and filters, and the address keeps both', async () => {
  const mine = await order();
  const page = await openAsStaff('/admin/orders?view=table');
  await page.getByRole('searchbox', { name: /Номер, телефон/ }).fill(mine.phone.slice(2));
  const row = page.getByTestId(`row-${mine.id}`);
  await page.waitForURL(/search=/);
  await row.waitFor();
  await expect.poll(() => page.getByTestId(/^row-/).count(), LONG).toBe(1);
  await page.getByRole('combobox', { name: 'Статус' }).selectOption('new');
  await page.waitForURL(/status=new/);
  await page.reload();
  await row.waitFor();
  await expectNoAxeFindings(page);
  await page.getByRole('combobox', { name: 'Способ оплаты' }).selectOption('card');
  await page.getByText('Таких заказов нет').waitFor();
  await page.getByRole('button', { name: 'Сбросить' }).click();
  await row.click();
  await page.getByRole('heading', { name: `Заказ ${mine.id}`, level: 1 }).waitFor();
  await page.goto('/admin/orders/99999999');
  await page.getByText('Такого заказа нет').waitFor();
});

test('the kitchen ticket says what to cook and nothing of money; on paper it stands alone', async () => {
  const { id } = await order();
  const page = await openAsStaff(`/admin/orders/${id}/ticket`);
  const ticket = page.getByRole('article', { name: `Чек на кухню, заказ ${id}` });
  const text = (await ticket.textContent()) ?? '';
  for (const part of [
    String(id),
    'Доставка',
    'Как можно скорее',
    '2 ×',
    'без лука',
    'Приборы: 2',
  ]) {
    expect(text).toContain(part);
  }
  expect(text).not.toContain('₽');
  await expectNoAxeFindings(page);
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Печатать' }).isVisible()).toBe(false);
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  expect(await ticket.isVisible()).toBe(true);
  const width = await ticket.evaluate((el) => el.getBoundingClientRect().width);
  expect(Math.round(width)).toBe(302); // 80 mm
});
