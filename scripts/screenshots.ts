/**
 * `npm run screenshots -- [--url http://localhost:3000] [--only menu,cart] [--readme]`: every page of the
 * demo site in both sizes and themes, as PNG files in screenshots/ (ignored by git).
 *
 * With `--readme` the pictures of the README are taken anew instead, as high as a phone's screen.
 *
 * The site has to run with demo data and codes shown on screen: `npm run up` does both.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { chromiumPath, flags, signIn, sizes, visit } from './demo-browser';

/** One in each tier; the second has a history, a level on the way and points that end soon. */
const CUSTOMER = '+79990000002';

type Shot = (page: Page) => Promise<void>;

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

async function fillCart(page: Page): Promise<void> {
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

const signedOut: Record<string, Shot> = {
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
  offer: (page) => visit(page, '/offer'),
  privacy: (page) => visit(page, '/privacy'),
  offline: (page) => visit(page, '/offline'),
  'not-found': (page) => visit(page, '/no-such-page'),
};

const signedIn: Record<string, Shot> = {
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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://localhost:3000' },
      only: { type: 'string' },
      readme: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',');
  if (values.readme) return forReadme(values.url);
  const folder = path.resolve('screenshots');
  mkdirSync(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
  try {
    for (const [size, options] of Object.entries(sizes)) {
      for (const theme of ['light', 'dark'] as const) {
        const shoot = (shots: Record<string, Shot>, phone: string | null) =>
          shootAll(browser, {
            url: values.url,
            options: { ...options, colorScheme: theme },
            phone,
            shots,
            only,
            file: (name) => path.join(folder, `${name}-${size}-${theme}.png`),
          });
        await shoot(signedOut, null);
        await shoot(signedIn, CUSTOMER);
      }
    }
  } finally {
    await browser.close();
  }
}

/** Four pages side by side in the README: one size, one theme, one screen high. */
async function forReadme(url: string): Promise<void> {
  const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
  const round = {
    url,
    options: { ...sizes.phone, deviceScaleFactor: 1.5, colorScheme: 'light' as const },
    oneScreen: true,
    file: (name: string) => path.resolve('docs/images', `${name}.png`),
  };
  try {
    await shootAll(browser, { ...round, phone: null, shots: signedOut, only: ['menu'] });
    await shootAll(browser, {
      ...round,
      phone: CUSTOMER,
      shots: signedIn,
      only: ['payment', 'order-new', 'bonuses'],
    });
  } finally {
    await browser.close();
  }
}

interface Round {
  url: string;
  options: (typeof sizes)[keyof typeof sizes] & { colorScheme: 'light' | 'dark' };
  phone: string | null;
  shots: Record<string, Shot>;
  only: string[] | undefined;
  /** As high as the screen instead of the page. */
  oneScreen?: boolean;
  file(name: string): string;
}

/** As tall as the page: on a scrolled picture sticky bars would stand in the middle. */
async function stretch(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const width = page.viewportSize()?.width ?? 0;
  await page.setViewportSize({ width, height: Math.min(height, 6000) });
  await page.waitForTimeout(300);
}

/** One browser, one size, one theme. A page that cannot be reached is named, the others follow. */
async function shootAll(browser: Browser, round: Round): Promise<void> {
  const context = await browser.newContext({
    locale: 'ru-RU',
    baseURL: round.url,
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
    ...round.options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  if (round.phone) await signIn(page, round.url, round.phone);
  const names = Object.keys(round.shots).filter((name) => !round.only || round.only.includes(name));
  // The cart of the later shots is filled by the first of them.
  if (round.phone && names.length > 0 && !names.includes('menu-cart')) await fillCart(page);
  for (const name of names) {
    try {
      await round.shots[name]?.(page);
      await page.waitForTimeout(400);
      const window = await page.getByRole('dialog').isVisible();
      if (round.oneScreen) await page.evaluate(() => scrollTo(0, 0));
      else if (!window) await stretch(page);
      await page.screenshot({ path: round.file(name) });
      await page.setViewportSize(round.options.viewport);
      console.log(path.relative(process.cwd(), round.file(name)));
    } catch (error) {
      process.exitCode = 1;
      console.error(`${name}: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    }
  }
  await context.close();
}

await main();
