/**
 * The whole path in a real browser, on a phone and on a desktop: dish, cart,
 * sign-in with the code on screen, promo code, points, card, the new balance.
 */
import { describe, expect, test } from 'vitest';
import {
  addDish,
  balanceOf,
  choosePayment,
  consent,
  numberIn,
  onOrderPage,
  open,
  signInByWindow,
  sizes,
  withBrowser,
} from './support';

withBrowser();

describe.each(sizes)('%s', (_, options) => {
  test('from the menu to a paid order, with promo code and points', async () => {
    // The main path with everything that moves.
    const page = await open({ ...options, reducedMotion: 'no-preference' });
    // The menu is in the first answer: no request of the page's own brings it.
    expect(await page.content()).toContain('Борщ');

    await page.getByRole('searchbox', { name: 'Найти блюдо' }).fill('борщ');
    await addDish(page, /^Выбрать: Борщ/, 4);
    await page.getByRole('button', { name: 'Очистить поиск' }).click();

    // The cart survives a reload.
    await page.reload();
    await page.getByRole('link', { name: /^Перейти в корзину/ }).click();
    await page.getByRole('heading', { name: 'Корзина', level: 1 }).waitFor();
    await page.getByText('Борщ').first().waitFor();
    await page.getByRole('textbox', { name: 'Адрес доставки' }).fill('Лесная улица, 5, кв. 12');
    await consent(page);

    // Sign-in goes on with the same cart.
    await page.getByRole('button', { name: 'Войти и оформить' }).click();
    await signInByWindow(page);
    const before = await balanceOf(page);
    expect(before).toBeGreaterThan(0);
    await page.getByText('Борщ').first().waitFor();

    // The promo code takes its part off; a wrong one is told.
    const payable = async () => numberIn(await page.getByTestId('payable').textContent());
    const full = await payable();
    await page.getByRole('textbox', { name: 'Промокод' }).fill('НЕТТАКОГО');
    await page.getByRole('button', { name: 'Применить' }).click();
    const remove = page.getByRole('button', { name: 'Убрать промокод' });
    await page.getByText('Уберите промокод, который не действует').waitFor();
    await remove.click();
    await page.getByRole('textbox', { name: 'Промокод' }).fill('привет');
    await page.getByRole('button', { name: 'Применить' }).click();
    await page.getByText(/^Скидка/).waitFor();
    const whole = await payable();
    expect(whole).toBeLessThan(full);

    // Points: as many as the server allows; the total follows.
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
    expect(await payable()).toBe(whole - spend);

    // Above the maximum nothing can be ordered.
    await field.fill(String(max + 1));
    const checkout = page.getByRole('button', { name: /^Оформить за/ });
    await page.getByText(/Больше, чем можно/).waitFor();
    expect(await checkout.isDisabled()).toBe(true);
    await field.fill(String(spend));

    // Card; the balance is new as soon as the answer is there.
    const payment = await choosePayment(page, /^Картой/);
    await payment.getByRole('button', { name: /^Оплатить/ }).click();
    await onOrderPage(page);
    const earned = numberIn(
      await page.getByTestId('points-earned').locator('[aria-hidden]').last().textContent(),
    );
    expect(earned).toBeGreaterThan(0);
    expect(await balanceOf(page)).toBe(before - spend + earned);
    await page.getByText('Оплачен', { exact: true }).first().waitFor();

    // It is the same after a reload, and the order is in the list.
    await page.reload();
    await page.getByTestId('points-earned').waitFor();
    expect(await balanceOf(page)).toBe(before - spend + earned);
    await page.getByRole('link', { name: 'Все заказы' }).click();
    await page.getByRole('heading', { name: 'Заказы', level: 1 }).waitFor();
    await page.getByText(/Борщ/).first().waitFor();
  });
});
