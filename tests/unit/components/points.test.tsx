import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { CartScreen } from '@/components/shop/cart-screen';
import { balance, fullCart, menu, profile } from './fixtures';
import { getCart, playApi, problem, putCart, server, show } from './harness';

playApi();

const slider = () => screen.getByRole('slider', { name: 'Сколько баллов списать' });
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Баллы' });
const payable = () => screen.getByTestId('payable').textContent;
const checkout = () => screen.getByRole('button', { name: /Оформить за/ });

/** 800 ₽ of dishes: the cap is 200 points. */
async function open(more: Parameters<typeof fullCart>[0] = {}) {
  putCart(fullCart({ usePoints: true, points: 50, ...more }));
  show(<CartScreen />);
  await screen.findByRole('slider');
}

describe('points in the cart', () => {
  test('slider and number are always the same, and the total follows', async () => {
    await open();
    expect(slider()).toHaveAttribute('aria-valuenow', '50');
    expect(slider()).toHaveAttribute('aria-valuemax', '200');
    expect(field().value).toBe('50');
    expect(payable()).toBe('750\u00a0₽');

    slider().focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(field().value).toBe('51');
    expect(payable()).toBe('749\u00a0₽');
    await userEvent.keyboard('{End}');
    expect(field().value).toBe('200');
    await userEvent.keyboard('{Home}');
    expect(field().value).toBe('0');

    await userEvent.clear(field());
    await userEvent.type(field(), '120');
    expect(slider()).toHaveAttribute('aria-valuenow', '120');
    expect(payable()).toBe('680\u00a0₽');
    expect(getCart().points).toBe(120);
  });

  test('more than the maximum is told and stops the checkout', async () => {
    await open();
    await userEvent.clear(field());
    await userEvent.type(field(), '201');
    expect(await screen.findByText(/Больше, чем можно: сейчас доступно 200 баллов/)).toBeVisible();
    expect(field()).toHaveAttribute('aria-invalid', 'true');
    expect(slider()).toHaveAttribute('aria-valuenow', '200');
    expect(checkout()).toBeDisabled();

    await userEvent.click(screen.getByRole('button', { name: 'Списать 200' }));
    expect(field().value).toBe('200');
    expect(checkout()).toBeEnabled();
  });

  test('a smaller cart lowers the maximum, and points above it stop the checkout', async () => {
    await open({ points: 150 });
    expect(checkout()).toBeEnabled();
    await userEvent.click(screen.getAllByRole('button', { name: 'Меньше' })[0] as HTMLElement);
    await screen.findByText(/сейчас доступно 100 баллов/);
    expect(checkout()).toBeDisabled();
  });

  test('every change takes a new key', async () => {
    await open();
    const before = getCart().key;
    fireEvent.change(field(), { target: { value: '60' } });
    expect(getCart().key).not.toBe(before);
  });

  test('switched on, it starts at the maximum; switched off, at nothing', async () => {
    putCart(fullCart());
    show(<CartScreen />);
    const toggle = await screen.findByRole('switch', { name: 'Списать баллы' });
    await waitFor(() => expect(toggle).toBeEnabled());
    await userEvent.click(toggle);
    expect(field().value).toBe('200');
    expect(payable()).toBe('600\u00a0₽');
    await userEvent.click(toggle);
    expect(payable()).toBe('800\u00a0₽');
  });

  test('waits for the maximum of a smaller cart before it can be switched on', async () => {
    putCart(fullCart());
    show(<CartScreen />);
    const toggle = await screen.findByRole('switch', { name: 'Списать баллы' });
    await waitFor(() => expect(toggle).toBeEnabled());
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    server.use(
      http.get('*/api/client/loyalty/calculate-max-spend', async () => {
        await held;
        return undefined; // as usual, then
      }),
    );
    await userEvent.click(screen.getAllByRole('button', { name: 'Меньше' })[0] as HTMLElement);
    await waitFor(() => expect(toggle).toBeDisabled());
    answer();
    await waitFor(() => expect(toggle).toBeEnabled());
    await userEvent.click(toggle);
    expect(field().value).toBe('100');
    expect(checkout()).toBeEnabled();
  });

  test('tells what the order will bring, and what the customer has', async () => {
    await open();
    expect(screen.getByText('После заказа вам начислится +24')).toBeVisible();
    const link = screen.getByRole('link', { name: 'У вас 500 бонусов' });
    expect(link).toHaveAttribute('href', '/bonuses');
  });

  test('a balance of 0 is a reason', async () => {
    server.use(
      http.get('*/api/auth/me', () =>
        HttpResponse.json({ userProfile: { ...profile, loyaltyPoints: 0 }, loyaltyEnabled: true }),
      ),
      http.get('*/api/client/loyalty/balance', () => HttpResponse.json({ ...balance, balance: 0 })),
    );
    putCart(fullCart());
    show(<CartScreen />);
    expect(await screen.findByText(/Списывать пока нечего/)).toBeVisible();
    expect(screen.getByRole('switch')).toBeDisabled();
  });

  test('the module switched off is a reason, and nothing is promised', async () => {
    server.use(
      http.get('*/api/menu', () =>
        HttpResponse.json({ ...menu, loyalty: { ...menu.loyalty, enabled: false } }),
      ),
    );
    putCart(fullCart());
    show(<CartScreen />);
    expect(await screen.findByText(/программа приостановлена/)).toBeVisible();
    expect(screen.queryByText(/начислится/)).toBeNull();
  });

  test('someone who is not signed in sees the lowest tier and is asked in', async () => {
    server.use(http.get('*/api/auth/me', () => problem(401, 'UNAUTHORIZED')));
    putCart(fullCart());
    show(<CartScreen />);
    expect(await screen.findByText('Войдите, чтобы накопить и списать баллы')).toBeVisible();
    expect(screen.getByText('После заказа вам начислится +24')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Войти и оформить' })).toBeEnabled();
  });

  test('a promo code that does not hold stops the checkout with its reason', async () => {
    server.use(
      http.post('*/api/promo/validate', () =>
        problem(409, 'PROMO_EXPIRED', { detail: 'Срок действия промокода истёк' }),
      ),
    );
    putCart(fullCart({ promoCode: 'OLD' }));
    show(<CartScreen />);
    expect(await screen.findByText('Срок действия промокода истёк')).toBeVisible();
    await waitFor(() => expect(checkout()).toBeDisabled());
  });
});
