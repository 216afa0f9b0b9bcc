/** Signing in and the profile, from the first code to the deleted account. */
import { expect, test } from 'vitest';
import {
  addDish,
  balanceOf,
  canMoveTime,
  choosePayment,
  consent,
  later,
  newPhone,
  onOrderPage,
  open,
  openCart,
  phone,
  signInQuickly,
  sizes,
  withBrowser,
} from './support';

withBrowser();

const shown = (number: string) =>
  number.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 ($1) $2-$3-$4');

/** Codes go to one number once a minute. */
const A_MINUTE = 61 / 3600;

test('sign-in: mask, resend timer, a pasted code, and a word about oneself', async () => {
  const page = await open(sizes[1][1]);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.clock.install();
  const number = newPhone();
  await page.getByRole('button', { name: 'Войти' }).click();
  const dialog = page.getByRole('dialog');
  const field = dialog.getByRole('textbox', { name: 'Телефон' });
  await field.pressSequentially('8');
  await field.pressSequentially(number.slice(2));
  expect(await field.inputValue()).toBe(shown(number));
  await dialog.getByRole('button', { name: 'Получить код' }).click();
  await dialog.getByText(`Отправили на ${shown(number)}`).waitFor();

  // Another code may be asked for after a minute, not before.
  const wait = dialog.getByRole('button', { name: /^Ещё раз через \d+ с$/ });
  expect(await wait.isDisabled()).toBe(true);
  if (canMoveTime) {
    const first = await dialog.getByTestId('dev-code').textContent();
    await later(A_MINUTE);
    await page.clock.fastForward(61_000);
    await dialog.getByRole('button', { name: 'Отправить код ещё раз' }).click();
    await expect.poll(() => dialog.getByTestId('dev-code').textContent()).not.toBe(first);
  }

  // A wrong code is told under the field; the right one is pasted with its message.
  const code = (await dialog.getByTestId('dev-code').textContent())?.match(/\d{4,8}/)?.[0] ?? '';
  const codeField = dialog.getByRole('textbox', { name: 'Код' });
  await codeField.fill(code === '000000' ? '111111' : '000000');
  await dialog.getByRole('button', { name: 'Войти' }).click();
  await dialog.getByRole('alert').waitFor();
  await page.evaluate((text) => navigator.clipboard.writeText(text), `Ваш код: ${code}`);
  await codeField.selectText();
  await page.keyboard.press('ControlOrMeta+V');
  expect(await codeField.inputValue()).toBe(code);
  await page.keyboard.press('Enter');

  // Name and birthday once, with why.
  await dialog.getByText('Подарим 500 баллов').waitFor();
  await dialog.getByRole('textbox', { name: 'Имя' }).fill('Мария');
  await dialog.getByRole('button', { name: 'Сохранить' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(await balanceOf(page)).toBe(1000);
  await page.goto('/profile');
  expect(await page.getByRole('textbox', { name: 'Имя' }).inputValue()).toBe('Мария');
});

test.runIf(canMoveTime)(
  'profile: address, another phone, sign-out everywhere, deletion',
  async () => {
    const page = await open(phone);
    const number = newPhone();
    const next = newPhone();
    await signInQuickly(page, number);
    await page.goto('/profile');
    await page.getByRole('textbox', { name: 'Имя' }).fill('Олег');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Сохранили').first().waitFor();

    // A saved address is one tap in the cart.
    await page.getByRole('button', { name: 'Добавить адрес' }).click();
    await page.getByRole('textbox', { name: 'Название' }).fill('Дом');
    await page.getByRole('textbox', { name: 'Адрес' }).fill('Садовая, 3, кв. 8');
    await page.getByRole('button', { name: 'Сохранить адрес' }).click();
    await page.getByRole('button', { name: 'Убрать адрес «Дом»' }).waitFor();

    // The phone changes by a code to the new one.
    await page.getByRole('button', { name: 'Сменить номер' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Телефон' }).pressSequentially(next.slice(2));
    await dialog.getByRole('button', { name: 'Получить код' }).click();
    await dialog.getByRole('button', { name: 'Подставить' }).click();
    await dialog.getByRole('button', { name: 'Подтвердить номер' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(shown(next)).waitFor();

    // Another device of the same customer is signed out with this one.
    const other = await open(phone);
    await later(A_MINUTE);
    await signInQuickly(other, next);
    await page.getByRole('button', { name: 'Выйти на всех устройствах' }).click();
    await page.getByRole('button', { name: 'Войти' }).first().waitFor();
    // As after the few minutes that its access token still lives.
    await other.context().clearCookies({ name: 'kopilka_session' });
    await other.goto('/orders');
    await other.getByText('Войдите, чтобы увидеть эту страницу').waitFor();

    await later(A_MINUTE);
    await signInQuickly(page, next);
    await page.goto('/');
    await addDish(page, 'Выбрать: Судак с овощами');
    await page.goto('/cart');
    await page.getByRole('button', { name: 'Дом' }).click();
    const address = page.getByRole('textbox', { name: 'Адрес доставки' });
    expect(await address.inputValue()).toBe('Садовая, 3, кв. 8');

    // What goes is told before the account is deleted.
    await page.goto('/profile');
    await page.getByRole('button', { name: 'Удалить аккаунт' }).click();
    await dialog.getByText(/^Сгорят 1.000 баллов/).waitFor();
    const erase = dialog.getByRole('button', { name: 'Удалить аккаунт' });
    expect(await erase.isDisabled()).toBe(true);
    await dialog.getByRole('checkbox').check({ force: true });
    await erase.click();
    await page.waitForURL('/');
    await page.getByRole('button', { name: 'Войти' }).first().waitFor();
  },
);

test('an order is cancelled with what comes back, and repeated', async () => {
  const page = await open(phone);
  const points = await signInQuickly(page);
  await page.reload();
  await addDish(page, 'Выбрать: Борщ с говядиной', 2);
  await openCart(page);
  await page.getByRole('switch', { name: 'Списать баллы' }).click();
  const payment = await choosePayment(page, /^Картой/);
  await payment.getByRole('button', { name: /^Оплатить/ }).click();
  await onOrderPage(page);
  await expect.poll(() => balanceOf(page)).toBe(points - 210 + 25);

  await page.getByRole('button', { name: 'Отменить заказ' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Вернём 630 ₽ тем же способом').waitFor();
  await dialog.getByText('Вернутся 210 списанных баллов').waitFor();
  await dialog.getByText('Заберём 25 начисленных баллов').waitFor();
  await dialog.getByRole('button', { name: 'Отменить заказ' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('Отменён', { exact: true }).first().waitFor();
  await expect.poll(() => balanceOf(page)).toBe(points);
  await page.getByText('вернули на баланс').waitFor();

  // The same dishes again, by one press; the consent is on record.
  await page.getByRole('button', { name: 'Повторить заказ' }).click();
  await page.getByRole('heading', { name: 'Корзина', level: 1 }).waitFor();
  const quantity = page.getByRole('group', { name: 'Количество: Борщ с говядиной' });
  expect(await quantity.locator('output').textContent()).toBe('2');
  await consent(page);
});
