import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { BonusesScreen } from '@/components/loyalty/bonuses-screen';
import type { HistoryEntryView } from '@/lib/api/answers';
import { balance } from './fixtures';
import { playApi, server, show } from './harness';

playApi();

const levels = {
  current: 'Silver',
  windowDays: null,
  sum: 27_690,
  levels: [
    {
      name: 'Bronze',
      title: 'Бронза',
      threshold: 0,
      earnPercent: 3,
      maxSpendPercent: 25,
      reached: true,
      current: false,
    },
    {
      name: 'Silver',
      title: 'Серебро',
      threshold: 20_000,
      earnPercent: 5,
      maxSpendPercent: 25,
      reached: true,
      current: true,
    },
    {
      name: 'Gold',
      title: 'Золото',
      threshold: 50_000,
      earnPercent: 7,
      maxSpendPercent: 25,
      reached: false,
      current: false,
    },
  ],
};

function entry(more: Partial<HistoryEntryView>): HistoryEntryView {
  return {
    id: 1,
    seq: 1,
    type: 'earned',
    status: 'completed',
    points: 43,
    balanceAfter: 543,
    at: '2026-03-15T10:00:00Z',
    description: '',
    orderId: 42,
    orderNumber: '42',
    expiresAt: '2026-05-14T10:00:00Z',
    expired: false,
    payoutAt: null,
    explanation: null,
    ...more,
  };
}

const rows = [
  entry({
    id: 6,
    status: 'pending',
    points: 30,
    payoutAt: '2027-02-02T11:00:00Z',
    orderNumber: '50',
  }),
  entry({ id: 5, status: 'settled', points: 77, orderNumber: '49' }),
  entry({ id: 4, points: 0, type: 'used', orderNumber: '48' }),
  entry({
    id: 3,
    explanation: {
      subtotal: 1240,
      deliveryFee: 199,
      promoDiscount: 300,
      pointsUsed: 0,
      base: 1439,
      percent: 3,
      points: 43,
    },
  }),
  entry({ id: 2, type: 'used', points: -100, balanceAfter: 500, expiresAt: null }),
  entry({
    id: 1,
    type: 'registration',
    points: 1000,
    expired: true,
    at: '2026-01-10T10:00:00Z',
    expiresAt: '2026-02-09T10:00:00Z',
    orderId: null,
    orderNumber: null,
  }),
];

let more = false;
beforeEach(() => {
  more = false;
  server.use(
    http.get('*/api/client/loyalty/balance', () =>
      HttpResponse.json({
        ...balance,
        pending: 30,
        expiring: [{ points: 79, expiresAt: '2026-11-26T10:00:00Z', daysLeft: 4 }],
      }),
    ),
    http.get('*/api/client/loyalty/levels', () => HttpResponse.json(levels)),
    http.get('*/api/client/loyalty/history', ({ request }) => {
      const page = Number(new URL(request.url).searchParams.get('page'));
      const older = entry({ id: 0, type: 'birthday', points: 500, at: '2025-12-01T10:00:00Z' });
      return HttpResponse.json({
        page,
        limit: 20,
        hasMore: more && page === 1,
        entries: page === 1 ? rows : [older],
      });
    }),
  );
});

describe('bonuses and levels', () => {
  test('has its five sections in order', async () => {
    show(<BonusesScreen />);
    await screen.findByText('Золото');
    const titles = screen.getAllByRole('heading', { level: 2 }).map((h) => h.textContent);
    expect(titles).toEqual(['Ваш баланс', 'Ваш уровень', 'Все уровни', 'Скоро сгорят', 'История']);
    expect(screen.getByText('1 бонус = 1 рубль')).toBeVisible();
    expect(screen.getByText('Доступен с 50 000 ₽')).toBeVisible();
    expect(screen.getByText(/Осталось 4 дня, до 26\.11\.2026/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Использовать' })).toHaveAttribute('href', '/');
  });

  test('"soon to expire" is hidden when there is nothing', async () => {
    server.use(http.get('*/api/client/loyalty/balance', () => HttpResponse.json(balance)));
    show(<BonusesScreen />);
    await screen.findByText('Золото');
    expect(screen.queryByText('Скоро сгорят')).toBeNull();
  });

  test('promises stand apart; settled ones and rows of nothing are not shown', async () => {
    show(<BonusesScreen />);
    expect(await screen.findByText('+30 придут 2 февраля после 14:00')).toBeVisible();
    expect(screen.queryByText(/Заказ 49/)).toBeNull();
    expect(screen.queryByText(/Заказ 48/)).toBeNull();
    expect(screen.getByRole('heading', { level: 3, name: /^15 марта/ })).toBeVisible();
    expect(screen.getByText('−100')).toBeVisible();
    expect(screen.getByText('Истекли: 09.02.2026')).toBeVisible();
  });

  test('"why N points" opens the calculation, of exactly the parts that counted', async () => {
    show(<BonusesScreen />);
    const why = await screen.findByText('Почему 43 балла');
    await userEvent.click(why);
    const box = within(why.closest('details') as HTMLElement);
    expect(box.getByText('Блюда').nextSibling).toHaveTextContent('1 240 ₽');
    expect(box.getByText('Доставка').nextSibling).toHaveTextContent('199 ₽');
    // This programme ignores the promo code: it is no part of the base.
    expect(box.queryByText(/Промокод/)).toBeNull();
    expect(box.getByText('Сумма для начисления').nextSibling).toHaveTextContent('1 439 ₽');
    expect(box.getByText(/округляем вниз/)).toBeVisible();
  });

  test('more rows are loaded on demand', async () => {
    more = true;
    show(<BonusesScreen />);
    await userEvent.click(await screen.findByRole('button', { name: 'Загрузить ещё' }));
    expect(await screen.findByText('Подарок ко дню рождения')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Загрузить ещё' })).toBeNull();
  });
});
