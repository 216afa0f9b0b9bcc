/**
 * The whole path in a real browser, on a phone and on a desktop: dish, cart,
 * sign-in with the code on screen, points, card, the new balance, the order.
 * Needs a running site: E2E_URL; and a Chromium: CHROMIUM_PATH.
 */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

const base = process.env.E2E_URL ?? 'http://127.0.0.1:3000';
const STEP_MS = 20_000;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const sizes = [
  ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ['desktop', { viewport: { width: 1280, height: 900 } }],
] as const;

let browser: Browser;
let context: BrowserContext | undefined;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: flags,
  });
});

afterEach(async () => {
  await context?.close();
  context = undefined;
});

afterAll(() => browser?.close());

/** Digits of a shown number, with its sign. */
function numberIn(text: string | null): number {
  const digits = (text ?? '').replace(/\u2212/g, '-').replace(/[^\d-]/g, '');
  return Number(digits);
}

/** A phone nobody has used: every run has a new customer. */
function newPhone(): string {
  return `9${String(Math.floor(Math.random() * 1e9)).padStart(9, '0')}`;
}

async function openMenu(options: (typeof sizes)[number][1]): Promise<Page> {
  context = await browser.newContext({ ...options, locale: 'ru-RU', baseURL: base });
  const page = await context.newPage();
  page.setDefaultTimeout(STEP_MS);
  await page.goto('/');
  return page;
}

async function signIn(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Телефон' }).pressSequentially(newPhone());
  await dialog.getByRole('button', { name: 'Получить код' }).click();
  const shown = await dialog.getByTestId('dev-code').textContent();
  const code = shown?.match(/\d{4,8}/)?.[0];
  if (!code) throw new Error('the site shows no code: CODE_SENDER=screen is needed');
  await dialog.getByRole('textbox', { name: 'Код' }).fill(code);
  await dialog.getByRole('button', { name: 'Войти' }).click();
  await dialog.waitFor({ state: 'detached' });
}

const balance = (page: Page) => page.getByTestId('balance').textContent().then(numberIn);

describe.each(sizes)('%s', (_, options) => {
  test('from the menu to a paid order, with points', async () => {
    const page = await openMenu(options);

    // The dish window: an add-on and two portions.
    await page.getByRole('button', { name: /^Выбрать: Борщ/ }).click();
    const dish = page.getByRole('dialog');
    await dish.getByRole('checkbox').first().check({ force: true });
    await dish.getByRole('button', { name: 'Больше' }).click();
    await dish.getByRole('button', { name: /^В корзину за/ }).click();
    await dish.waitFor({ state: 'detached' });

    // The cart survives a reload.
    await page.reload();
    await page.getByRole('link', { name: /^Перейти в корзину/ }).click();
    await page.getByRole('heading', { name: 'Корзина', level: 1 }).waitFor();
    await page.getByText('Борщ').first().waitFor();
    await page.getByRole('textbox', { name: 'Адрес доставки' }).fill('Лесная улица, 5, кв. 12');

    // Sign-in goes on with the same cart.
    await page.getByRole('button', { name: 'Войти и оформить' }).click();
    await signIn(page);
    const before = await balance(page);
    expect(before).toBeGreaterThan(0);
    await page.getByText('Борщ').first().waitFor();

    // Points: as many as the server allows; the total follows.
    const whole = numberIn(await page.getByTestId('payable').textContent());
    await page.getByRole('switch', { name: 'Списать баллы' }).click();
    const slider = page.getByRole('slider', { name: 'Сколько баллов списать' });
    await slider.focus();
    await page.keyboard.press('End');
    const max = Number(await slider.getAttribute('aria-valuemax'));
    expect(max).toBeGreaterThan(0);
    await page.keyboard.press('ArrowLeft');
    const spend = max - 1;
    const field = page.getByRole('textbox', { name: 'Баллы' });
    expect(await field.inputValue()).toBe(String(spend));
    expect(numberIn(await page.getByTestId('payable').textContent())).toBe(whole - spend);

    // Above the maximum nothing can be ordered.
    await field.fill(String(max + 1));
    const checkout = page.getByRole('button', { name: /^Оформить за/ });
    await page.getByText(/Больше, чем можно/).waitFor();
    expect(await checkout.isDisabled()).toBe(true);
    await field.fill(String(spend));

    // Card; the balance is new as soon as the answer is there.
    await checkout.click();
    const payment = page.getByRole('dialog');
    await payment.getByRole('radio', { name: /^Картой/ }).click();
    await payment.getByRole('button', { name: /^Оплатить/ }).click();
    await page.waitForURL(/\/orders\/\d+$/);
    const earned = numberIn(
      await page.getByTestId('points-earned').locator('[aria-hidden]').last().textContent(),
    );
    expect(earned).toBeGreaterThan(0);
    expect(await balance(page)).toBe(before - spend + earned);
    await page.getByText('Оплачен', { exact: true }).first().waitFor();

    // It is the same after a reload, and the order is in the list.
    await page.reload();
    await page.getByTestId('points-earned').waitFor();
    expect(await balance(page)).toBe(before - spend + earned);
    await page.getByRole('link', { name: 'Все заказы' }).click();
    await page.getByRole('heading', { name: 'Заказы', level: 1 }).waitFor();
    await page.getByText(/Борщ/).first().waitFor();
  });

  test('the dish window opens from the keyboard, keeps the focus and gives it back', async () => {
    const page = await openMenu(options);
    const dish = page.getByRole('button', { name: /^Выбрать: Борщ/ });
    await dish.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // The focus is kept in the window, and comes back when it closes.
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      const inside = await dialog.evaluate((el) => el.contains(document.activeElement));
      expect(inside).toBe(true);
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => dish.evaluate((el) => el === document.activeElement)).toBe(true);
  });
});
