/** Looking for customers by phone, the correction's window, and what a record of a change shows. */
import { describe, expect, test } from 'vitest';
import { phoneParts } from '@/lib/api/phone-search';
import { differing } from '@/lib/api/staff-records';
import { adjustForm, amountIn, availableAfter } from '@/lib/client/adjust-form';
import { csvText } from '@/lib/csv';
import { lifeOf, ordersDealt, phoneOf } from '@/lib/demo/large-lives';

describe('a phone is looked for', () => {
  test.each([
    ['+7 (912) 345-67-89', ['+79123456789']],
    ['8 912 345 67 89', ['+79123456789']],
    ['79123456789', ['+79123456789']],
    ['(912) 345', ['912345']],
    ['8912', ['8912', '+7912']],
    ['67-89', ['6789']],
    ['+7 912', ['+7912']],
    ['8', ['8']],
    ['Анна', []],
    ['Анна 8912', []],
    ['', []],
    ['+', []],
    ['%', []],
  ])('%s', (typed, parts) => {
    expect(phoneParts(typed)).toEqual(parts);
  });
});

describe('a correction', () => {
  test('takes whole numbers of points only', () => {
    expect(amountIn('1 000')).toBe(1000);
    for (const bad of ['', '0', '-5', '1.5', '1,5', '1e3', '1000001', 'сто']) {
      expect([bad, amountIn(bad)]).toEqual([bad, null]);
      const form = adjustForm.safeParse({ type: 'earn', amount: bad, reason: 'причина' });
      expect([bad, form.success]).toEqual([bad, false]);
    }
    const short = adjustForm.safeParse({ type: 'spend', amount: '5', reason: ' a ' });
    expect(short.error?.issues.map((issue) => issue.path[0])).toEqual(['reason']);
  });

  test('shows beforehand what would be available', () => {
    const account = { available: 100, debt: 0 };
    expect(availableAfter({ type: 'earn', amount: '50' }, account)).toBe(150);
    expect(availableAfter({ type: 'spend', amount: '150' }, account)).toBe(-50);
    expect(availableAfter({ type: 'spend', amount: 'x' }, account)).toBeNull();
    expect(availableAfter({ type: 'earn', amount: '50' }, { available: 0, debt: 80 })).toBe(0);
    expect(availableAfter({ type: 'earn', amount: '100' }, { available: 0, debt: 80 })).toBe(20);
  });
});

test('a change shows only the fields that differ', () => {
  const before = { a: 1, b: [1], c: 'x' };
  expect(differing(before, { a: 1, b: [2], c: 'x', d: 5 })).toEqual({
    before: { b: [1], d: null },
    after: { b: [2], d: 5 },
  });
  expect(differing(null, before)).toEqual({ before: null, after: before });
  expect(differing(true, false)).toEqual({ before: true, after: false });
});

test('a spreadsheet takes no cell for a formula', () => {
  expect(csvText([['a;b', '=1+1', 1.5, null, 'say "x"']])).toBe(
    '\ufeff"a;b";\'=1+1;1,5;;"say ""x"""\r\n',
  );
});

describe('the large demo', () => {
  test('gives as many orders as asked for, the same every time', () => {
    expect(ordersDealt(10_000, 5)).toBe(50_000);
    const now = Date.UTC(2026, 10, 27);
    expect(lifeOf(7, 5, now)).toEqual(lifeOf(7, 5, now));
    expect(lifeOf(7, 5, now).phone).toBe(phoneOf(7));
    for (let n = 1; n <= 100; n++) {
      const { joinedAt, orders } = lifeOf(n, 5, now);
      const times = orders.map((order) => order.at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(Math.min(...times, now)).toBeGreaterThanOrEqual(joinedAt);
      expect(Math.max(...times, 0)).toBeLessThan(now);
    }
  });
});
