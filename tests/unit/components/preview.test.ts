import { describe, expect, test } from 'vitest';
import type { LoyaltyRules } from '@/lib/api/answers';
import { groupByDay } from '@/lib/client/history';
import { maskPhone, phoneDigits, showPhone, toE164 } from '@/lib/client/phone';
import {
  deliveryFor,
  earnPercentOf,
  expectedOf,
  pointsBlock,
  previewOrder,
  priceLines,
} from '@/lib/client/preview';
import { nextStatus } from '@/lib/client/staff';
import { balance, menu } from './fixtures';

const rules = menu.loyalty;
const amounts = (subtotal: number, delivery = 0, promo = 0) => ({
  subtotalKopecks: subtotal * 100,
  deliveryKopecks: delivery * 100,
  promoDiscountKopecks: promo * 100,
});

describe('previewOrder', () => {
  test('SPEC: 3266 with a promo code of 1077 earns 97, promo ignored', () => {
    const preview = previewOrder(amounts(3266, 0, 1077), 0, rules, 3);
    expect(preview).toMatchObject({ totalKopecks: 2189_00, pointsToEarn: 97 });
  });

  test('SPEC: 3719 with 21 points earns 111 and costs 3698', () => {
    const preview = previewOrder(amounts(3719), 21, rules, 3);
    expect(expectedOf(preview)).toEqual({ total: 3719, payable: 3698, pointsToEarn: 111 });
  });

  test('SPEC rolling-tiers: (2000 - 200 - 300) x 5 % = 75', () => {
    const rolling: LoyaltyRules = {
      ...rules,
      earnBase: { delivery: 'excluded', promo: 'deducted', points: 'deducted' },
    };
    expect(previewOrder(amounts(1800, 200), 300, rolling, 5).pointsToEarn).toBe(75);
  });

  test('earns nothing while the module is off', () => {
    expect(previewOrder(amounts(1000), 0, { ...rules, enabled: false }, 3).pointsToEarn).toBe(0);
  });

  test('never asks for less than nothing', () => {
    expect(previewOrder(amounts(100), 500, rules, 3).payableKopecks).toBe(0);
  });
});

describe('priceLines', () => {
  test('prices dish and add-ons, and names what cannot be ordered', () => {
    const lines = priceLines(
      [
        { menuItemId: 1, quantity: 2, addOnIds: ['buns'] },
        { menuItemId: 1, quantity: 1, addOnIds: ['no-such'] },
        { menuItemId: 2, quantity: 1, addOnIds: [] },
        { menuItemId: 99, quantity: 1, addOnIds: [] },
      ],
      menu,
    );
    expect(lines.map((l) => [l.totalKopecks, l.problem])).toEqual([
      [960_00, null],
      [0, 'choose'],
      [0, 'soldOut'],
      [0, 'gone'],
    ]);
  });
});

test('delivery is free for pick-up, for nothing, and from the threshold', () => {
  expect(deliveryFor(menu.delivery, 'delivery', 1999_99)).toBe(200_00);
  expect(deliveryFor(menu.delivery, 'delivery', 2000_00)).toBe(0);
  expect(deliveryFor(menu.delivery, 'pickup', 100_00)).toBe(0);
  expect(deliveryFor(menu.delivery, 'delivery', 0)).toBe(0);
  expect(deliveryFor({ ...menu.delivery, freeFrom: null }, 'delivery', 9000_00)).toBe(200_00);
});

test("the percent is the customer's tier, or the lowest one's", () => {
  expect(earnPercentOf(rules, undefined)).toBe(3);
  const silver = { ...balance, tier: { name: 'Silver', title: 'Серебро', earnPercent: 5 } };
  expect(earnPercentOf(rules, silver)).toBe(5);
});

test('why no points can be chosen', () => {
  const free = { signedIn: true, enabled: true, balance: 10, maxPoints: 5 };
  expect(pointsBlock(free)).toBeNull();
  expect(pointsBlock({ ...free, maxPoints: undefined })).toBeNull();
  expect(pointsBlock({ ...free, enabled: false })).toBe('off');
  expect(pointsBlock({ ...free, signedIn: false })).toBe('signedOut');
  expect(pointsBlock({ ...free, balance: 0 })).toBe('none');
  expect(pointsBlock({ ...free, maxPoints: 0 })).toBe('capZero');
});

describe('phone', () => {
  test.each([
    ['9001234567', '9001234567'],
    ['89001234567', '9001234567'],
    ['+7 900 123-45-67', '9001234567'],
    ['79001234567', '9001234567'],
    ['+7 (8900) 123-45-67', '9001234567'],
    ['+7 (900', '900'],
    ['', ''],
  ])('%s', (text, digits) => {
    expect(phoneDigits(text)).toBe(digits);
  });

  test('mask', () => {
    expect(maskPhone('')).toBe('');
    expect(maskPhone('90')).toBe('+7 (90');
    expect(maskPhone('9001')).toBe('+7 (900) 1');
    expect(maskPhone('9001234567')).toBe('+7 (900) 123-45-67');
    expect(showPhone(toE164('9001234567'))).toBe('+7 (900) 123-45-67');
    expect(showPhone('+4915123456789')).toBe('+4915123456789');
  });
});

test("history is grouped by the restaurant's day", () => {
  const entry = (id: number, at: string) => ({
    id,
    seq: id,
    type: 'earned' as const,
    status: 'completed' as const,
    points: 1,
    balanceAfter: 1,
    at,
    description: '',
    orderId: null,
    orderNumber: null,
    expiresAt: null,
    expired: false,
    payoutAt: null,
    explanation: null,
  });
  const days = groupByDay([
    entry(3, '2026-03-15T05:00:00Z'),
    entry(2, '2026-03-14T22:30:00Z'),
    entry(1, '2026-03-14T10:00:00Z'),
  ]);
  expect(days.map((d) => d.entries.map((e) => e.id))).toEqual([[3, 2], [1]]);
});

test('the usual next status', () => {
  expect(nextStatus({ status: 'ready', deliveryAddress: null })).toBe('issued');
  expect(nextStatus({ status: 'ready', deliveryAddress: 'Лесная, 5' })).toBe('on_way');
  expect(nextStatus({ status: 'completed', deliveryAddress: null })).toBeNull();
});
