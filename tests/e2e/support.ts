/** A Chromium on the site, and what a customer does in it again and again. */
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';

/** A dish whose price the sandbox bank declines. */
export const COPPERS = 'Пирожок с копейками';

/** The bot that the site believes; test data, not a secret. */
export const BOT_TOKEN = '7342037359:browser-tests-only';

export const base = process.env.E2E_URL ?? 'http://127.0.0.1:3000';
const STEP_MS = 20_000;

/** Flags under which Chromium asks nobody but the site. */
export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const sizes = [
  ['phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ['desktop', { viewport: { width: 1280, height: 900 } }],
] as const;

export const phone: BrowserContextOptions = sizes[0][1];

let browser: Browser;
const contexts: BrowserContext[] = [];

/** Registers the browser for a test file; every test gets contexts of its own. */
export function withBrowser(): void {
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: flags,
    });
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(() => browser?.close());
}

/**
 * A fresh visitor. The service worker stays out unless a test is about it; so do animations,
 * which cost a machine without a graphics card most of its time.
 */
export async function newContext(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    locale: 'ru-RU',
    baseURL: base,
    serviceWorkers: 'block',
    reducedMotion: 'reduce',
    ...options,
  });
  contexts.push(context);
  return context;
}

/** A page of a fresh visitor, nowhere yet; it can ask the API. */
export async function blank(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await newContext(options)).newPage();
  page.setDefaultTimeout(STEP_MS);
  return page;
}

/** A page of a fresh visitor, at an address. */
export async function open(options: BrowserContextOptions = {}, path = '/'): Promise<Page> {
  const page = await blank(options);
  await page.goto(path);
  return page;
}

/** Digits of a shown number, with its sign. */
export function numberIn(text: string | null): number {
  const digits = (text ?? '').replace(/\u2212/g, '-').replace(/[^\d-]/g, '');
  return Number(digits);
}

/** A phone nobody has used: every run has new customers. */
export function newPhone(): string {
  return `+79${String(Math.floor(Math.random() * 1e9)).padStart(9, '0')}`;
}

/** Signs in by the API, as a browser that has been here before; the balance is answered. */
export async function signInQuickly(page: Page, number = newPhone()): Promise<number> {
  const post = async (path: string, data: object) => {
    const answer = await page.request.post(path, { data, headers: { origin: base } });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return answer.json();
  };
  const { devCode } = await post('/api/auth/request-code', { phone: number });
  const { userProfile } = await post('/api/auth/verify', { phone: number, code: devCode });
  await page.evaluate(() => localStorage.setItem('kopilka.known', '1'));
  return userProfile.loyaltyPoints;
}

/** Signs in through the window that is open: phone, code, and no word about oneself. */
export async function signInByWindow(page: Page): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Телефон' }).pressSequentially(newPhone().slice(2));
  await dialog.getByRole('button', { name: 'Получить код' }).click();
  const shown = await dialog.getByTestId('dev-code').textContent();
  const code = shown?.match(/\d{4,8}/)?.[0];
  if (!code) throw new Error('the site shows no code: CODE_SENDER=screen is needed');
  await dialog.getByRole('textbox', { name: 'Код' }).fill(code);
  await dialog.getByRole('button', { name: 'Войти' }).click();
  await dialog.getByText('Подарим').waitFor();
  await dialog.getByRole('button', { name: 'Пропустить' }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Puts portions of a dish into the cart through its window. */
export async function addDish(page: Page, name: string | RegExp, portions = 1): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  for (let n = 1; n < portions; n++) {
    await dialog.getByRole('button', { name: 'Больше' }).click();
  }
  await dialog.getByRole('button', { name: /^В корзину за/ }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Goes to the cart, chooses pick-up and consents. */
export async function openCart(page: Page): Promise<void> {
  await page.goto('/cart');
  await page.getByRole('radio', { name: 'Самовывоз' }).click();
  await consent(page);
}

/** Consents, where it is asked for. */
export async function consent(page: Page): Promise<void> {
  const box = page.getByRole('checkbox', { name: /^Согласен/ });
  if (await box.isVisible()) await box.check({ force: true });
}

/** Opens the payment window and chooses how to pay. */
export async function choosePayment(page: Page, method: RegExp): Promise<Locator> {
  await page.getByRole('button', { name: /^Оформить за/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: method }).click();
  return dialog;
}

/** The customer's orders, as the API lists them. */
export async function ordersOf(page: Page): Promise<{ id: number; paymentStatus: string }[]> {
  const answer = await page.request.get('/api/orders');
  return (await answer.json()).orders;
}

/** A dish of the menu, by its name. */
export async function dishId(page: Page, name: string): Promise<number | undefined> {
  const menu = await (await page.request.get('/api/menu')).json();
  const items: { id: number; name: string }[] = menu.categories.flatMap(
    (category: { items: unknown[] }) => category.items,
  );
  return items.find((item) => item.name === name)?.id;
}

/** Places a cash order by the API, as another device of the same customer does. */
export async function orderElsewhere(page: Page, dish: string, portions: number, points: number) {
  const menuItemId = await dishId(page, dish);
  const answer = await page.request.post('/api/orders', {
    data: {
      items: [{ menuItemId, quantity: portions }],
      paymentMethod: 'cash',
      loyaltyPointsUsed: points,
      consent: true,
    },
    headers: { origin: base, 'idempotency-key': crypto.randomUUID() },
  });
  if (!answer.ok()) throw new Error(`order: ${answer.status()} ${await answer.text()}`);
}

/** Waits until the order's own page is shown; answers its number. */
export async function onOrderPage(page: Page): Promise<number> {
  await page.waitForURL(/\/orders\/\d+$/);
  await page.getByRole('heading', { level: 1, name: /^Заказ/ }).waitFor();
  return Number(page.url().split('/').at(-1));
}

/** The balance in the header. */
export async function balanceOf(page: Page): Promise<number> {
  return numberIn(await page.getByTestId('balance').textContent());
}

const clockSecret = process.env.E2E_CLOCK_SECRET;
const cronSecret = process.env.E2E_CRON_SECRET;
/** May these tests move the site's clock? */
export const canMoveTime = Boolean(clockSecret && cronSecret);

/** Moves the site's clock forward and lets a job run, as a night would. */
export async function later(hours: number, ...jobs: string[]): Promise<void> {
  await call('/api/dev/clock', 'POST', clockSecret, {
    advanceMs: Math.round(hours * 3_600_000),
  });
  for (const job of jobs) await call(`/api/cron/${job}`, 'GET', cronSecret);
}

/** The site's own time, ms: its clock may have been moved. */
export async function siteTime(): Promise<number> {
  if (!canMoveTime) return Date.now();
  const answer = await call('/api/dev/clock', 'POST', clockSecret, { advanceMs: 0 });
  return Date.parse(((await answer.json()) as { now: string }).now);
}

async function call(path: string, method: string, secret = '', body?: object): Promise<Response> {
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
