/**
 * Lines of a fiscal receipt (54-FZ): what an order's customer really pays for each
 * thing, with the promo discount and the points spread over the lines to the
 * kopeck. Pure. Sums agree exactly, no line is negative.
 */
import { pointsToKopecks } from '../money';
import { type Amounts, payableKopecks } from '../orders/amounts';
import type { OrderLine } from '../orders/facts';

export type ReceiptSubject = 'commodity' | 'service';

/** A line as it is printed: quantity times price. */
export interface ReceiptLine {
  description: string;
  quantity: number;
  unitKopecks: number;
  subject: ReceiptSubject;
}

/** Something paid for, before it is cut into lines whose price is whole. */
export interface ReceiptItem {
  /** The same thing has the same key in two versions of an order. */
  key: string;
  description: string;
  quantity: number;
  totalKopecks: number;
  subject: ReceiptSubject;
}

/** What the law and the cash registers allow. */
const MOST_LINES = 100;
const LONGEST_DESCRIPTION = 128;

/** Cuts a sum into shares by weights, to the kopeck; no share is above its weight unless the sum is above theirs. */
export function spread(sum: number, weights: readonly number[]): number[] {
  const all = BigInt(weights.reduce((a, b) => a + b, 0));
  if (all === 0n) return weights.map(() => 0);
  // Products of two sums outgrow what a number holds exactly.
  const exact = weights.map((weight) => BigInt(sum) * BigInt(weight));
  const shares = exact.map((product) => Number(product / all));
  const left = sum - shares.reduce((a, b) => a + b, 0);
  const byRemainder = exact
    .map((product, index) => ({ index, remainder: product % all }))
    .sort((a, b) => Number(b.remainder - a.remainder) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/**
 * An order's things with what is paid for each; their sum is its payable amount.
 * The promo discount is the dishes'; points pay dishes first, then the delivery.
 */
export function orderItems(order: {
  lines: readonly OrderLine[];
  amounts: Amounts;
  points: number;
}): ReceiptItem[] {
  const { lines, amounts, points } = order;
  const payable = payableKopecks(amounts, points);
  const dishes = amounts.subtotalKopecks - amounts.promoDiscountKopecks;
  const pointsOnDishes = Math.min(pointsToKopecks(points), dishes);
  const dishesPaid = Math.min(dishes - pointsOnDishes, payable);
  const paid = spread(
    dishesPaid,
    lines.map((line) => line.unitKopecks * line.quantity),
  );
  const items = lines.map(
    (line, i): ReceiptItem => ({
      key: JSON.stringify([line.menuItemId, line.addOns.map((a) => a.id)]),
      description: [line.name, ...line.addOns.map((a) => a.name)].join(', '),
      quantity: line.quantity,
      totalKopecks: paid[i] ?? 0,
      subject: 'commodity',
    }),
  );
  return [
    ...items,
    {
      key: 'delivery',
      description: 'Доставка',
      quantity: 1,
      totalKopecks: payable - dishesPaid,
      subject: 'service',
    },
  ];
}

/**
 * What `after` has and `before` had not, scaled to `sum`: what a further payment
 * is for, or, the other way round, what a refund gives back. When the two do not
 * differ (money that came twice), all of `after`.
 */
export function movedItems(
  before: readonly ReceiptItem[],
  after: readonly ReceiptItem[],
  sum: number,
): ReceiptItem[] {
  const had = new Map<string, { quantity: number; totalKopecks: number }>();
  for (const { key, quantity, totalKopecks } of before) {
    const known = had.get(key) ?? { quantity: 0, totalKopecks: 0 };
    had.set(key, {
      quantity: known.quantity + quantity,
      totalKopecks: known.totalKopecks + totalKopecks,
    });
  }
  const more: ReceiptItem[] = [];
  for (const item of after) {
    const old = had.get(item.key) ?? { quantity: 0, totalKopecks: 0 };
    // Two lines of one dish share what was there before, the first taking first.
    const covered = Math.min(old.totalKopecks, item.totalKopecks);
    const same = Math.min(old.quantity, item.quantity);
    had.set(item.key, {
      quantity: old.quantity - same,
      totalKopecks: old.totalKopecks - covered,
    });
    const totalKopecks = item.totalKopecks - covered;
    // Only the price moved: one line for the difference.
    if (totalKopecks > 0) more.push({ ...item, quantity: item.quantity - same || 1, totalKopecks });
  }
  const items = more.length > 0 ? more : after.filter((item) => item.totalKopecks > 0);
  const shares = spread(
    sum,
    items.map((item) => item.totalKopecks),
  );
  return items.map((item, i) => ({ ...item, totalKopecks: shares[i] ?? 0 }));
}

/**
 * Lines with whole prices: an item whose total does not divide by its quantity
 * becomes two lines a kopeck apart. What costs nothing has no line.
 */
export function receiptLines(items: readonly ReceiptItem[]): ReceiptLine[] {
  const sold = items.filter((item) => item.totalKopecks > 0);
  let room = MOST_LINES - sold.length;
  return sold.flatMap(({ description, quantity, totalKopecks, subject }) => {
    const cheap = Math.floor(totalKopecks / quantity);
    const dearer = totalKopecks - cheap * quantity;
    const named = { description: short(description), subject };
    if (dearer === 0) return [{ ...named, quantity, unitKopecks: cheap }];
    if (cheap === 0) return [{ ...named, quantity: dearer, unitKopecks: 1 }];
    if (room === 0) {
      const whole = short(description, ` × ${quantity}`);
      return [{ description: whole, subject, quantity: 1, unitKopecks: totalKopecks }];
    }
    room--;
    return [
      { ...named, quantity: quantity - dearer, unitKopecks: cheap },
      { ...named, quantity: dearer, unitKopecks: cheap + 1 },
    ];
  });
}

/** The lines of a sum that was paid for these things; one line for all when they tell no sum. */
export function linesFor(items: readonly ReceiptItem[], sum: number, all: string): ReceiptLine[] {
  const told = items.reduce((total, item) => total + item.totalKopecks, 0);
  if (told === sum) return receiptLines(items);
  return [{ description: short(all), quantity: 1, unitKopecks: sum, subject: 'commodity' }];
}

function short(description: string, end = ''): string {
  const room = LONGEST_DESCRIPTION - end.length;
  const letters = [...description];
  // Counted as the cash register counts: in UTF-16 units, and never half of a letter.
  let text = '';
  for (const letter of letters) {
    if (text.length + letter.length > room) break;
    text += letter;
  }
  return (text || '-') + end;
}
