/** The site where it is not a plain page: in Telegram, and without a connection. */
import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  addDish,
  BOT_TOKEN,
  balanceOf,
  newContext,
  open,
  phone,
  signInByWindow,
  siteTime,
  withBrowser,
} from './support';

withBrowser();

/** What Telegram puts behind the # when it opens the app, signed as its documentation says. */
async function launchFor(telegramId: number, now: number): Promise<string> {
  const fields: Record<string, string> = {
    auth_date: String(Math.floor(now / 1000)),
    query_id: 'AAHdF6IQAAAAAN0XohDhrOrc',
    user: JSON.stringify({ id: telegramId, first_name: 'Мария' }),
  };
  const names = Object.keys(fields).sort();
  const checked = names.map((name) => `${name}=${fields[name]}`).join('\n');
  const key = createHmac('sha256', 'WebAppData').update(BOT_TOKEN).digest();
  const hash = createHmac('sha256', key).update(checked).digest('hex');
  const theme = {
    bg_color: '#17212b',
    text_color: '#f5f5f5',
    secondary_bg_color: '#232e3c',
    button_color: '#2b72a8',
    button_text_color: '#ffffff',
  };
  return `/#${new URLSearchParams({
    tgWebAppData: new URLSearchParams({ ...fields, hash }).toString(),
    tgWebAppThemeParams: JSON.stringify(theme),
  })}`;
}

/** What the page tells Telegram's app is kept in `window.told`. */
function bePhoneApp(): void {
  const told: [string, string][] = [];
  Object.assign(window, {
    told,
    TelegramWebviewProxy: { postEvent: (type: string, data: string) => told.push([type, data]) },
  });
}

test('Telegram: its colours and back button; the phone is asked for once', async () => {
  const launch = await launchFor(Math.floor(Math.random() * 1e9), await siteTime());
  const first = await newContext(phone);
  await first.addInitScript(bePhoneApp);
  const page = await first.newPage();
  await page.goto(launch);
  const told = () => page.evaluate(() => (window as unknown as { told: string[][] }).told);
  await expect.poll(() => told()).toContainEqual(['web_app_ready', '{}']);
  expect(await told()).toContainEqual(['web_app_setup_back_button', '{"is_visible":false}']);
  const root = page.locator('html');
  expect(await root.getAttribute('data-theme')).toBe('dark');
  expect(await root.evaluate((r) => r.style.getPropertyValue('--accent'))).toBe('#2b72a8');

  // Not known yet: the phone proves who it is, once.
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByText('дальше Telegram будет входить сам').waitFor();
  await signInByWindow(page);
  const balance = await balanceOf(page);
  await page.getByRole('link', { name: 'Заказы' }).click();
  await page.waitForURL('/orders');
  await expect
    .poll(() => told())
    .toContainEqual(['web_app_setup_back_button', '{"is_visible":true}']);
  await page.evaluate(() => {
    const { Telegram } = window as unknown as {
      Telegram: { WebView: { receiveEvent(type: string, data: unknown): void } };
    };
    Telegram.WebView.receiveEvent('back_button_pressed', null);
  });
  await page.waitForURL((url) => url.pathname === '/');

  // On another device Telegram's word is enough.
  const second = await newContext(phone);
  await second.addInitScript(bePhoneApp);
  const again = await second.newPage();
  await again.goto(launch);
  await again.getByTestId('balance').waitFor();
  expect(await balanceOf(again)).toBe(balance);

  // Outside Telegram nothing of it is loaded.
  const plain = await open(phone);
  await plain.getByRole('button', { name: 'Войти' }).waitFor();
  expect(await plain.evaluate(() => 'Telegram' in window)).toBe(false);
});

test('without a connection the cart is shown, and comes back', async () => {
  const context = await newContext({ ...phone, serviceWorkers: 'allow' });
  const page = await context.newPage();
  await page.goto('/');
  await addDish(page, 'Выбрать: Борщ с говядиной', 3);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await context.setOffline(true);
  await page.getByText('Нет интернета. Корзина сохранена.').waitFor();

  await page.goto('/bonuses');
  await page.getByRole('heading', { name: 'Нет интернета', level: 1 }).waitFor();
  await page.getByText('Борщ с говядиной').waitFor();
  await page.getByText('× 3').waitFor();

  await context.setOffline(false);
  await page.goto('/cart');
  const quantity = page.getByRole('group', { name: 'Количество: Борщ с говядиной' });
  await quantity.waitFor();
  expect(await quantity.locator('output').textContent()).toBe('3');
});
