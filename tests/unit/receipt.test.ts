/** Fiscal receipts: sums to the kopeck, whatever the order looks like. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payableKopecks, pointsThatFit } from '@/lib/orders/amounts';
import type { OrderLine } from '@/lib/orders/facts';
import {
  linesFor,
  movedItems,
  orderItems,
  type ReceiptLine,
  receiptLines,
  spread,
} from '@/lib/payments/receipt';

const line = (n: number, unitKopecks: number, quantity: number): OrderLine => ({
  menuItemId: n,
  name: `Блюдо ${n}`,
  quantity,
  unitKopecks,
  addOns: [],
});

const sum = (lines: readonly ReceiptLine[]) =>
  lines.reduce((all, l) => all + l.quantity * l.unitKopecks, 0);

const order = fc
  .record({
    lines: fc.array(
      fc.record({
        price: fc.integer({ min: 1, max: 999_999 }),
        quantity: fc.integer({ min: 1, max: 99 }),
      }),
      {
        minLength: 1,
        maxLength: 60,
      },
    ),
    deliveryKopecks: fc.integer({ min: 0, max: 50_000 }),
    discount: fc.double({ min: 0, max: 1, noNaN: true }),
    spent: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ lines, deliveryKopecks, discount, spent }) => {
    const made = lines.map((l, i) => line(i, l.price, l.quantity));
    const subtotalKopecks = made.reduce((all, l) => all + l.unitKopecks * l.quantity, 0);
    const amounts = {
      subtotalKopecks,
      deliveryKopecks,
      promoDiscountKopecks: Math.floor(subtotalKopecks * discount),
    };
    return { lines: made, amounts, points: Math.floor(pointsThatFit(amounts) * spent) };
  });

function sound(lines: readonly ReceiptLine[], total: number) {
  expect(sum(lines)).toBe(total);
  expect(lines.length).toBeLessThanOrEqual(100);
  for (const l of lines) {
    expect(Number.isSafeInteger(l.unitKopecks) && l.unitKopecks > 0).toBe(true);
    expect(Number.isSafeInteger(l.quantity) && l.quantity > 0).toBe(true);
    expect(l.description.length).toBeGreaterThan(0);
    expect(l.description.length).toBeLessThanOrEqual(128);
  }
}

describe('receipt lines', () => {
  test('of any order sum up to what is paid, none is dearer than on the menu', () => {
    fc.assert(
      fc.property(order, (o) => {
        const items = orderItems(o);
        sound(receiptLines(items), payableKopecks(o.amounts, o.points));
        o.lines.forEach((l, i) => {
          expect(items[i]?.totalKopecks).toBeLessThanOrEqual(l.unitKopecks * l.quantity);
        });
      }),
    );
  });

  test('of a change sum up to the money that moved', () => {
    fc.assert(
      fc.property(order, order, fc.integer({ min: 1, max: 10_000_000 }), (before, after, moved) => {
        const items = movedItems(orderItems(before), orderItems(after), moved);
        sound(linesFor(items, moved, 'Заказ 1'), moved);
      }),
    );
  });

  test('a discount and points are the dishes’, the delivery is a service', () => {
    const items = orderItems({
      lines: [line(1, 10_000, 3), line(2, 5_050, 1)],
      amounts: { subtotalKopecks: 35_050, deliveryKopecks: 20_000, promoDiscountKopecks: 5_000 },
      points: 50,
    });
    expect(receiptLines(items)).toEqual([
      { description: 'Блюдо 1', subject: 'commodity', quantity: 3, unitKopecks: 7147 },
      { description: 'Блюдо 2', subject: 'commodity', quantity: 1, unitKopecks: 3609 },
      { description: 'Доставка', subject: 'service', quantity: 1, unitKopecks: 20_000 },
    ]);
    // Points that the dishes do not use up pay the delivery.
    const [dish, delivery] = orderItems({
      lines: [line(1, 10_000, 1)],
      amounts: { subtotalKopecks: 10_000, deliveryKopecks: 20_000, promoDiscountKopecks: 0 },
      points: 150,
    });
    expect([dish?.totalKopecks, delivery?.totalKopecks]).toEqual([0, 15_000]);
  });

  test('a total that does not divide becomes two lines a kopeck apart', () => {
    const item = { key: 'a', description: 'Суп', quantity: 3, totalKopecks: 10_000 };
    expect(receiptLines([{ ...item, subject: 'commodity' }])).toEqual([
      { description: 'Суп', subject: 'commodity', quantity: 2, unitKopecks: 3333 },
      { description: 'Суп', subject: 'commodity', quantity: 1, unitKopecks: 3334 },
    ]);
    expect(receiptLines([{ ...item, totalKopecks: 2, subject: 'commodity' }])).toEqual([
      { description: 'Суп', subject: 'commodity', quantity: 2, unitKopecks: 1 },
    ]);
  });

  test('what a refund gives back is what was taken off', () => {
    const amounts = { subtotalKopecks: 0, deliveryKopecks: 0, promoDiscountKopecks: 0 };
    const of = (...lines: OrderLine[]) =>
      orderItems({
        lines,
        points: 0,
        amounts: {
          ...amounts,
          subtotalKopecks: lines.reduce((all, l) => all + l.unitKopecks * l.quantity, 0),
        },
      });
    const before = of(line(1, 10_000, 3), line(2, 5_000, 1));
    const after = of(line(1, 10_000, 1), line(2, 4_000, 1));
    expect(receiptLines(movedItems(after, before, 21_000))).toEqual([
      { description: 'Блюдо 1', subject: 'commodity', quantity: 2, unitKopecks: 10_000 },
      { description: 'Блюдо 2', subject: 'commodity', quantity: 1, unitKopecks: 1_000 },
    ]);
  });

  test('a sum is cut to the kopeck, in proportion', () => {
    expect(spread(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(spread(0, [5, 5])).toEqual([0, 0]);
    expect(spread(7, [0, 0])).toEqual([0, 0]);
    expect(spread(999_999_999, [999_999_999, 1])).toEqual([999_999_998, 1]);
  });
});
