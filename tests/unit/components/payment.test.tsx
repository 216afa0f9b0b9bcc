import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { CartScreen } from '@/components/shop/cart-screen';
import { OrderScreen } from '@/components/shop/order-screen';
import { reloadCart } from '@/lib/client/cart-store';
import { fullCart, order, profile } from './fixtures';
import { asked, getCart, playApi, problem, pushed, putCart, server, show, times } from './harness';

playApi();

interface Sent {
  key: string | null;
  body: unknown;
}

/** Answers POST /api/orders in turn, and remembers what came. */
function onPost(...answers: (() => Response)[]): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http.post('*/api/orders', async ({ request }) => {
      sent.push({ key: request.headers.get('idempotency-key'), body: await request.json() });
      const answer = answers[Math.min(sent.length, answers.length) - 1];
      if (!answer) throw new Error('no answer left');
      return answer();
    }),
  );
  return sent;
}

const placed = () =>
  HttpResponse.json({
    success: true,
    order: order(),
    orderNumber: 'K-42',
    loyaltyPointsEarned: 24,
    userProfile: { ...profile, loyaltyPoints: 474, totalSpent: 1750 },
  });

async function openPayment(more: Parameters<typeof fullCart>[0] = {}) {
  putCart(fullCart({ usePoints: true, points: 50, ...more }));
  show(<CartScreen />);
  await screen.findByRole('slider');
  await userEvent.click(screen.getByRole('button', { name: /Оформить за/ }));
  await screen.findByRole('dialog');
}

const pay = () => screen.getByRole('button', { name: /^Оплатить|^Заказать|^Повторить/ });

describe('placing an order', () => {
  test('sends what the page shows; the balance changes without another request', async () => {
    const sent = onPost(placed);
    await openPayment();
    expect(screen.getByTestId('balance')).toHaveTextContent('500');
    const key = getCart().key;
    asked.length = 0;
    await userEvent.click(pay());
    await waitFor(() => expect(pushed).toHaveBeenCalledWith('/orders/42'));

    expect(sent).toEqual([
      {
        key,
        body: {
          items: [{ menuItemId: 1, quantity: 2 }],
          paymentMethod: 'card',
          loyaltyPointsUsed: 50,
          cutlery: 0,
          consent: true,
          expected: { total: 800, payable: 750, pointsToEarn: 24 },
        },
      },
    ]);
    expect(screen.getByTestId('balance')).toHaveTextContent('474');
    expect(times('GET /api/auth/me')).toBe(0);
    expect(times('GET /api/client/loyalty/balance')).toBe(0);
    expect(JSON.parse(window.localStorage.getItem('kopilka.profile') ?? '')).toMatchObject({
      loyaltyPoints: 474,
    });
    expect(getCart().lines).toEqual([]);
  });

  test('an older server without a profile is asked once', async () => {
    onPost(() => HttpResponse.json({ success: true, order: order(), orderNumber: 'K-42' }));
    await openPayment();
    asked.length = 0;
    await userEvent.click(pay());
    await waitFor(() => expect(pushed).toHaveBeenCalled());
    expect(times('GET /api/auth/me')).toBe(1);
  });

  test('points can still be changed in the payment window', async () => {
    const sent = onPost(placed);
    await openPayment();
    const dialog = within(screen.getByRole('dialog'));
    const field = dialog.getByRole('textbox', { name: 'Баллы' });
    await userEvent.clear(field);
    await userEvent.type(field, '9999');
    // Too many: told where they are chosen, and the button waits.
    expect(await dialog.findByRole('button', { name: /^Списать \d+$/ })).toBeVisible();
    expect(pay()).toBeDisabled();
    await userEvent.click(dialog.getByRole('switch', { name: 'Списать баллы' }));
    await userEvent.click(dialog.getByRole('button', { name: /^Оплатить 800/ }));
    await waitFor(() => expect(pushed).toHaveBeenCalled());
    expect(sent[0]?.body).not.toHaveProperty('loyaltyPointsUsed');
  });

  test('a double tap places one order', async () => {
    const sent = onPost(placed);
    await openPayment();
    const button = pay();
    await act(async () => {
      button.click();
      button.click();
    });
    await waitFor(() => expect(pushed).toHaveBeenCalled());
    expect(sent).toHaveLength(1);
  });

  test('a lost connection keeps cart and key; the retry is the same request', async () => {
    const sent = onPost(() => HttpResponse.error(), placed);
    await openPayment();
    const before = getCart();
    await userEvent.click(pay());
    expect(await screen.findByText('Связь прервалась')).toBeVisible();
    expect(getCart().lines).toEqual(before.lines);
    expect(getCart().key).toBe(before.key);
    // Another method would be another order: it waits until this one is settled.
    for (const radio of screen.getAllByRole('radio')) expect(radio).toBeDisabled();

    await userEvent.click(screen.getByRole('button', { name: 'Повторить' }));
    await waitFor(() => expect(pushed).toHaveBeenCalledWith('/orders/42'));
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  test('a lost try is still open after a reload', async () => {
    onPost(() => HttpResponse.error());
    await openPayment();
    const { key } = getCart();
    await userEvent.click(pay());
    await screen.findByText('Связь прервалась');
    reloadCart();
    expect(getCart().key).toBe(key);
    expect(getCart().attempt?.key).toBe(key);
  });

  test('a server error proves nothing either: same key', async () => {
    const sent = onPost(() => problem(503, 'STORE_UNAVAILABLE'), placed);
    await openPayment();
    await userEvent.click(pay());
    await userEvent.click(await screen.findByRole('button', { name: 'Повторить' }));
    await waitFor(() => expect(pushed).toHaveBeenCalled());
    expect(sent[1]?.key).toBe(sent[0]?.key);
  });
});

describe('refusals', () => {
  test('a declined payment is tried again on the order that was written', async () => {
    onPost(() => problem(402, 'PAYMENT_DECLINED', { orderId: 42 }));
    const unpaid = order({ paymentStatus: 'unpaid', paid: 0, canPay: true });
    const patches: unknown[] = [];
    server.use(
      http.get('*/api/orders/42', () => HttpResponse.json(unpaid)),
      http.patch('*/api/orders/42', async ({ request }) => {
        patches.push(await request.json());
        return patches.length === 1 ? problem(402, 'PAYMENT_DECLINED', { orderId: 42 }) : placed();
      }),
    );
    await openPayment();
    await userEvent.click(pay());
    expect(await screen.findByText('Банк отклонил оплату')).toBeVisible();
    // The cart has become the order: nothing is left to be placed twice.
    expect(getCart().lines).toEqual([]);

    await userEvent.click(pay());
    await waitFor(() => expect(patches).toHaveLength(1));
    expect(await screen.findByText('Банк отклонил оплату')).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: /СБП/ }));
    asked.length = 0;
    await userEvent.click(pay());
    await waitFor(() => expect(pushed).toHaveBeenCalledWith('/orders/42'));
    expect(patches).toEqual([
      { pay: true, paymentMethod: 'card' },
      { pay: true, paymentMethod: 'sbp' },
    ]);
    expect(times('POST /api/orders')).toBe(0);
    expect(screen.getByTestId('balance')).toHaveTextContent('474');
    expect(times('GET /api/auth/me')).toBe(0);
  });

  test('other numbers are shown and, confirmed, sent as expected under a new key', async () => {
    const quote = {
      subtotal: 900,
      deliveryFee: 0,
      promoDiscount: 0,
      total: 900,
      payable: 850,
      pointsToEarn: 27,
    };
    const sent = onPost(() => problem(409, 'QUOTE_CHANGED', { quote }), placed);
    await openPayment();
    await userEvent.click(pay());
    expect(await screen.findByText(/Было 750.₽, стало 850.₽/)).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: /Оплатить 850/ }));
    await waitFor(() => expect(pushed).toHaveBeenCalled());
    expect(sent[1]?.body).toMatchObject({
      expected: { total: 900, payable: 850, pointsToEarn: 27 },
    });
    expect(sent[1]?.key).not.toBe(sent[0]?.key);
  });

  test('points spent elsewhere: the number is corrected to what is left', async () => {
    const sent = onPost(
      () => problem(409, 'POINTS_UNAVAILABLE', { maxPoints: 30, detail: 'Столько баллов нет' }),
      placed,
    );
    await openPayment();
    await userEvent.click(pay());
    expect(await screen.findByText('Баллы изменились')).toBeVisible();
    expect(getCart().points).toBe(30);
    await userEvent.click(await screen.findByRole('button', { name: /Оплатить 770/ }));
    await waitFor(() => expect(pushed).toHaveBeenCalled());
    expect(sent[1]?.body).toMatchObject({ loyaltyPointsUsed: 30 });
  });

  test('a promo code that just went is taken off', async () => {
    server.use(
      http.post('*/api/promo/validate', () =>
        HttpResponse.json({ valid: true, code: 'OBED', discount: 100, subtotal: 800 }),
      ),
    );
    onPost(() => problem(409, 'PROMO_EXHAUSTED', { detail: 'Промокод закончился' }));
    await openPayment({ promoCode: 'OBED' });
    await userEvent.click(pay());
    expect(await screen.findByText('Промокод закончился')).toBeVisible();
    expect(getCart().promoCode).toBeNull();
  });

  test('cash is told to pay its points later, before it is chosen', async () => {
    await openPayment();
    expect(
      screen.getByRole('radio', { name: /Наличными.*24 балла придут через 24 ч после доставки/ }),
    ).toBeVisible();
    expect(screen.getByRole('radio', { name: /Картой.*сразу после оплаты/ })).toBeVisible();
  });
});

describe('one order', () => {
  test('cancelling updates order and balance without another request', async () => {
    const cancelled = order({ status: 'cancelled', canCancel: false });
    server.use(
      http.get('*/api/orders/42', () => HttpResponse.json(order())),
      http.patch('*/api/orders/42', () =>
        HttpResponse.json({
          success: true,
          order: cancelled,
          orderNumber: 'K-42',
          userProfile: { ...profile, loyaltyPoints: 476 },
        }),
      ),
    );
    show(<OrderScreen id={42} />);
    await userEvent.click(await screen.findByRole('button', { name: 'Отменить заказ' }));
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Вернём 800 ₽ тем же способом');
    expect(dialog).toHaveTextContent('Заберём 24 начисленных балла');
    asked.length = 0;
    await userEvent.click(screen.getByRole('button', { name: 'Отменить заказ' }));
    await waitFor(() => expect(screen.getByTestId('balance')).toHaveTextContent('476'));
    expect(await screen.findByText('Отменён')).toBeVisible();
    expect(asked).toEqual(['PATCH /api/orders/42']);
  });
});
