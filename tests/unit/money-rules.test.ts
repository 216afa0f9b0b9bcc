/** Money, amounts, delivery and statuses: the small pure rules, as tables (SPEC 1). */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kopecksToPoints, percentToPoints, toKopecks, toRubles } from '@/lib/money';
import { payableKopecks, pointsThatFit, totalKopecks } from '@/lib/orders/amounts';
import {
  canStaffMove,
  isAcceptedOrLater,
  isFinished,
  isOnline,
  orderStatuses,
} from '@/lib/orders/lifecycle';
import { deliveryFeeKopecks, subtotalOf } from '@/lib/orders/pricing';
import { promoDiscountKopecks } from '@/lib/promo/rules';

describe('points of a percentage', () => {
  test.each([
    // kopecks, percent, points
    [326_600, 3, 97],
    [371_900, 3, 111],
    [3_333, 3, 0],
    [3_334, 3, 1],
    [100_00, 7, 7],
    [99_99, 7, 6],
    [100_00, 0.07, 0],
    [1_000_000_00, 0.07, 700],
    [1_000_000_00, 0.01, 100],
    [100_00, 33.33, 33],
    [150_000, 5, 75],
    [0, 100, 0],
    [-500, 50, 0],
    [1_00, 100, 1],
    [10_000_000_00, 100, 10_000_000],
  ])('%i kopecks at %d %% make %i', (kopecks, percent, points) => {
    expect(percentToPoints(kopecks, percent)).toBe(points);
  });

  test('are never more than the percentage, nor a whole point less', () => {
    const sums = fc.integer({ min: 0, max: 1_000_000_000 });
    const percents = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(sums, percents, (kopecks, hundredths) => {
        const points = BigInt(percentToPoints(kopecks, hundredths / 100));
        const exact = BigInt(kopecks) * BigInt(hundredths);
        expect(points * 1_000_000n <= exact).toBe(true);
        expect((points + 1n) * 1_000_000n > exact).toBe(true);
      }),
    );
  });
});

test('rubles become kopecks exactly and come back', () => {
  for (const [rubles, kopecks] of [
    [0.1, 10],
    [0.29, 29],
    [1.005, 100],
    [4.35, 435],
    [1.15, 115],
    [8.2, 820],
    [10_000_000, 1_000_000_000],
  ] as const) {
    expect(toKopecks(rubles)).toBe(kopecks);
  }
  fc.assert(fc.property(fc.nat(1_000_000_000), (k) => toKopecks(toRubles(k)) === k));
  expect(kopecksToPoints(199)).toBe(1);
});

describe('an order’s sums', () => {
  test.each([
    // subtotal, delivery, promo, points -> total, payable, points that fit
    [326_600, 0, 107_700, 0, 218_900, 218_900, 2189],
    [200_000, 20_000, 0, 300, 220_000, 190_000, 2200],
    [100_00, 0, 100_00, 0, 0, 0, 0],
    [100_00, 0, 0, 500, 100_00, 0, 100],
    [100_50, 0, 0, 100, 100_50, 50, 100],
    [0, 0, 0, 0, 0, 0, 0],
  ])('%i + %i - %i with %i points', (subtotal, delivery, promo, points, total, payable, fit) => {
    const amounts = {
      subtotalKopecks: subtotal,
      deliveryKopecks: delivery,
      promoDiscountKopecks: promo,
    };
    expect(totalKopecks(amounts)).toBe(total);
    expect(payableKopecks(amounts, points)).toBe(payable);
    expect(pointsThatFit(amounts)).toBe(fit);
  });

  test('lines are priced with quantity and add-ons', () => {
    const line = (unitKopecks: number, quantity: number) => ({
      menuItemId: 1,
      name: '',
      addOns: [],
      unitKopecks,
      quantity,
    });
    expect(subtotalOf([])).toBe(0);
    expect(subtotalOf([line(10_50, 3), line(1, 99)])).toBe(3249);
  });

  const rules = { feeKopecks: 200_00, freeFromKopecks: 2000_00, pickupAddress: '' };
  test.each([
    [rules, 1999_99, true, 200_00],
    [rules, 2000_00, true, 0],
    [rules, 0, true, 200_00],
    [rules, 100, false, 0],
    [{ ...rules, freeFromKopecks: null }, 9_999_999, true, 200_00],
    [{ ...rules, freeFromKopecks: 0 }, 0, true, 0],
    [{ ...rules, feeKopecks: 0 }, 1, true, 0],
  ])('delivery by %o of %i (delivered: %s) costs %i', (by, subtotal, delivered, fee) => {
    expect(deliveryFeeKopecks(by, subtotal, delivered)).toBe(fee);
  });
});

describe('a promo code takes off', () => {
  const terms = (
    discountType: 'percentage' | 'fixed',
    value: number,
    max: number | null = null,
  ) => ({
    promoCodeId: 1,
    code: 'X',
    discountType,
    value,
    maxDiscountKopecks: max,
  });
  test.each([
    // A percentage is floored to whole rubles, then at most the maximum.
    [terms('percentage', 10), 99_99, 9_00],
    [terms('percentage', 10), 100_00, 10_00],
    [terms('percentage', 33.33), 100_00, 33_00],
    [terms('percentage', 100), 100_50, 100_00],
    [terms('percentage', 50, 30_00), 100_00, 30_00],
    [terms('percentage', 10, 30_00), 100_00, 10_00],
    [terms('fixed', 50_00), 100_00, 50_00],
    [terms('fixed', 150_00), 100_00, 100_00],
    [terms('fixed', 150_00, 20_00), 100_00, 20_00],
    [terms('fixed', 50_50), 100_00, 50_50],
    [terms('fixed', 50_00), 0, 0],
    [null, 100_00, 0],
  ])('%o of %i: %i', (by, subtotal, discount) => {
    expect(promoDiscountKopecks(by, subtotal)).toBe(discount);
  });
});

describe('statuses', () => {
  test.each(orderStatuses)('%s', (status) => {
    expect(isFinished(status)).toBe(['delivered', 'issued', 'completed'].includes(status));
    expect(isAcceptedOrLater(status)).toBe(!['new', 'cancelled'].includes(status));
    for (const to of orderStatuses) {
      // Forward with skips, back to any; only cancelled is final.
      expect(canStaffMove(status, to)).toBe(status !== 'cancelled' || to === 'cancelled');
    }
  });

  test('methods that a provider charges', () => {
    expect([null, 'cash', 'card', 'sbp'].map((m) => isOnline(m as never))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
