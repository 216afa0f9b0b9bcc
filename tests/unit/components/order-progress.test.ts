import { describe, expect, test } from 'vitest';
import { dayLabel } from '@/lib/client/history';
import { progressOf } from '@/lib/client/order-progress';
import { makeI18n } from '@/lib/messages/make';
import { ru } from '@/lib/messages/ru';
import { order } from './fixtures';

const NOW = Date.parse('2026-03-15T10:20:00Z');
const door = { deliveryAddress: 'Лесная, 5', paymentStatus: 'paid' } as const;

describe('how far an order has come', () => {
  test.each([
    ['new', -1, 'new'],
    ['accepted', 0, 'accepted'],
    ['preparing', 1, 'preparing'],
    ['ready', 1, 'waitsCourier'],
    ['on_way', 2, 'on_way'],
  ] as const)('a delivery that is %s', (status, step, now) => {
    expect(progressOf(order({ ...door, status }), 60, NOW)).toMatchObject({ step, now });
  });

  test('an order to be picked up waits for its guest', () => {
    const ready = order({ paymentStatus: 'paid', deliveryAddress: null, status: 'ready' });
    expect(progressOf(ready, 60, NOW)).toEqual({
      steps: ['accepted', 'preparing', 'ready', 'issued'],
      step: 2,
      now: 'waitsGuest',
      readyAt: null,
    });
  });

  test('online money is waited for, cash is not', () => {
    const unpaid = { status: 'new', paymentStatus: 'unpaid' } as const;
    expect(progressOf(order({ ...unpaid, paymentMethod: 'card' }), 60, NOW)?.now).toBe('unpaid');
    expect(progressOf(order({ ...unpaid, paymentMethod: 'cash' }), 60, NOW)?.now).toBe('new');
  });

  test('the time is told while it is still ahead', () => {
    const accepted = order({ ...door, status: 'accepted', createdAt: '2026-03-15T10:00:00Z' });
    expect(progressOf(accepted, 60, NOW)?.readyAt).toBe('2026-03-15T11:00:00.000Z');
    expect(progressOf(accepted, 15, NOW)?.readyAt).toBeNull();
    expect(progressOf(accepted, null, NOW)?.readyAt).toBeNull();
  });

  test.each(['delivered', 'issued', 'completed', 'cancelled'] as const)('not when %s', (status) => {
    expect(progressOf(order({ ...door, status }), 60, NOW)).toBeNull();
  });
});

test.each([
  ['2026-03-14T21:30:00Z', 'Сегодня'], // 00:30 on the 15th in Moscow
  ['2026-03-14T20:30:00Z', 'Вчера'],
  ['2026-03-02T09:00:00Z', '2 марта'],
  ['2025-12-31T09:00:00Z', '31 декабря 2025 г.'],
])('a day in the history: %s', (at, label) => {
  expect(dayLabel(makeI18n('ru', ru), at, NOW)).toBe(label);
});
