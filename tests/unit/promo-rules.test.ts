import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promoCsv } from '@/lib/api/promo-csv';
import { createPromoBody, promoFields } from '@/lib/api/promo-requests';
import {
  DRAWN_SIGNS,
  isCodeText,
  isPattern,
  normalizeCode,
  signsNeeded,
} from '@/lib/promo/code-text';
import { drawnCode } from '@/lib/promo/drawn-code';
import { promoDiscountKopecks, promoProblem, promoState, promoTerms } from '@/lib/promo/rules';
import { problemResponse } from '@/lib/server/problems';
import type { PromoCode } from '@/lib/store/port-promo';

const NOW = Date.parse('2026-11-21T12:00:00+03:00');
const ZONE = 'Europe/Moscow';

function code(change: Partial<PromoCode> = {}): PromoCode {
  return {
    id: 1,
    code: 'SALE',
    discountType: 'percentage',
    value: 10,
    usageType: 'unlimited',
    usageLimit: null,
    minOrderKopecks: null,
    maxDiscountKopecks: null,
    validFrom: null,
    validUntil: null,
    active: true,
    comment: null,
    campaign: null,
    batch: null,
    slots: null,
    version: 0,
    timesUsed: 0,
    ...change,
  };
}

const facts = (change: Partial<PromoCode> | null, more = {}) => ({
  code: change && code(change),
  subtotalKopecks: 100_000,
  usedByCustomer: false,
  liveClaims: 0,
  now: NOW,
  ...more,
});

async function textOf(problem: ReturnType<typeof promoProblem>): Promise<string> {
  if (!problem) return '';
  const answer = problemResponse(problem, '/', { timeZone: ZONE, now: NOW });
  return ((await answer.json()) as { detail: string }).detail;
}

describe('one reason a failure, and a text that helps', () => {
  const at = (text: string) => Date.parse(text);
  test.each([
    [facts(null), 'PROMO_NOT_FOUND', 'Такого промокода нет'],
    [facts({ active: false, validUntil: NOW - 1 }), 'PROMO_INACTIVE', 'Промокод отключён'],
    [
      facts({ validFrom: at('2026-12-01T00:00:00+03:00') }),
      'PROMO_NOT_STARTED',
      'Код начнёт действовать 1 декабря',
    ],
    [
      facts({ validFrom: at('2027-12-01T09:30:00+03:00') }),
      'PROMO_NOT_STARTED',
      'Код начнёт действовать 1 декабря 2027 в 09:30',
    ],
    [
      facts({ validUntil: at('2026-11-20T23:59:59.999+03:00') }),
      'PROMO_EXPIRED',
      'Код действовал до 20 ноября',
    ],
    [
      facts({ usageLimit: 3 }, { liveClaims: 3, usedByCustomer: true }),
      'PROMO_EXHAUSTED',
      'Промокод уже использован наибольшее число раз',
    ],
    [
      facts({ usageType: 'once_per_user' }, { usedByCustomer: true }),
      'PROMO_ALREADY_USED',
      'Вы уже использовали этот промокод',
    ],
    [
      facts({ usageType: 'once_per_user' }, { usedByCustomer: true, heldByOrder: 17 }),
      'PROMO_ALREADY_USED',
      'Этот промокод занят вашим неоплаченным заказом 17. Оплатите его или отмените',
    ],
    [facts({ minOrderKopecks: 124_000 }), 'PROMO_MIN_AMOUNT', 'Ещё 240 ₽ до минимальной суммы'],
    [facts({ minOrderKopecks: 124_050 }), 'PROMO_MIN_AMOUNT', 'Ещё 240,50 ₽ до минимальной суммы'],
  ])('%#: %j', async (given, expected, text) => {
    const problem = promoProblem(given);
    expect(problem?.code).toBe(expected);
    expect(await textOf(problem)).toBe(text);
  });

  test('an end date includes that whole local day, a start date begins with it', () => {
    const body = createPromoBody.parse({
      code: ' осень_2026 ',
      discountType: 'fixed',
      value: 150.5,
      validFrom: '2026-11-21',
      validUntil: '2026-11-21',
    });
    const fields = promoFields(body, ZONE);
    expect(body.code).toBe('ОСЕНЬ_2026');
    expect(fields).toMatchObject({
      value: 15_050,
      validFrom: Date.parse('2026-11-21T00:00:00+03:00'),
      validUntil: Date.parse('2026-11-21T23:59:59.999+03:00'),
    });
    const own = code({ ...fields, code: body.code });
    const problem = (now: number) => promoProblem(facts(own, { now }))?.code;
    expect(problem(Date.parse('2026-11-20T23:59:59.999+03:00'))).toBe('PROMO_NOT_STARTED');
    expect(problem(Date.parse('2026-11-21T00:00:00+03:00'))).toBeUndefined();
    expect(problem(Date.parse('2026-11-21T23:59:59.999+03:00'))).toBeUndefined();
    expect(problem(Date.parse('2026-11-22T00:00:00+03:00'))).toBe('PROMO_EXPIRED');
    expect(promoState(own, Date.parse('2026-11-22T00:00:00+03:00'))).toBe('inactive_by_date');
    expect(promoState(own, NOW)).toBe('active');
    expect(promoState({ ...own, active: false }, NOW)).toBe('deactivated');
  });
});

const anyTerms = fc
  .record({
    discountType: fc.constantFrom('percentage' as const, 'fixed' as const),
    percent: fc.integer({ min: 1, max: 10_000 }).map((n) => n / 100),
    kopecks: fc.integer({ min: 1, max: 5_000_000 }),
    maxDiscountKopecks: fc.option(fc.integer({ min: 1, max: 2_000_000 })),
  })
  .map(({ discountType, percent, kopecks, maxDiscountKopecks }) =>
    promoTerms(
      code({
        discountType,
        value: discountType === 'fixed' ? kopecks : percent,
        maxDiscountKopecks,
      }),
    ),
  );

describe('the discount', () => {
  test('lies between 0 and the subtotal, never above the maximum, in whole kopecks', () => {
    fc.assert(
      fc.property(anyTerms, fc.integer({ min: 0, max: 10_000_000 }), (terms, subtotal) => {
        const discount = promoDiscountKopecks(terms, subtotal);
        expect(Number.isSafeInteger(discount)).toBe(true);
        expect(discount).toBeGreaterThanOrEqual(0);
        expect(discount).toBeLessThanOrEqual(subtotal);
        expect(discount).toBeLessThanOrEqual(terms.maxDiscountKopecks ?? Infinity);
      }),
      { numRuns: 2000 },
    );
  });

  test('a percentage is floored to whole rubles, exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 100_000_000 }),
        (hundredths, subtotal) => {
          const terms = promoTerms(code({ value: hundredths / 100 }));
          const exact = (BigInt(subtotal) * BigInt(hundredths)) / BigInt(100 * 100 * 100);
          expect(promoDiscountKopecks(terms, subtotal)).toBe(
            Math.min(Number(exact) * 100, subtotal),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('texts of codes', () => {
  test.each(['ПРИВЕТ', 'SPRING-2026', 'مرحبا', '३२१', 'A_1'])('%s may be one', (text) => {
    expect(isCodeText(normalizeCode(text))).toBe(true);
  });
  test.each(['ab', 'a b', 'код!', '=1+1', 'A:1', 'x'.repeat(41), 'a\nb', ''])(
    '%j may not',
    (text) => {
      expect(isCodeText(normalizeCode(text))).toBe(false);
    },
  );

  test('many from a pattern: foreseeable only with the seed, in signs nobody mistakes', () => {
    expect(isPattern('SPRING-######')).toBe(true);
    expect(isPattern('SPRING')).toBe(false);
    const codes = Array.from({ length: 500 }, (_, i) => drawnCode('SPRING-######', 'seed', i));
    expect(new Set(codes).size).toBe(500);
    expect(drawnCode('SPRING-######', 'seed', 3)).toBe(codes[3]);
    expect(drawnCode('SPRING-######', 'other', 3)).not.toBe(codes[3]);
    for (const one of codes) {
      expect(one).toMatch(new RegExp(`^SPRING-[${DRAWN_SIGNS}]{6}$`));
      expect(isCodeText(one)).toBe(true);
    }
    expect(DRAWN_SIGNS.length ** signsNeeded(5000)).toBeGreaterThanOrEqual(5000 * 1000);
    expect(DRAWN_SIGNS.length ** (signsNeeded(5000) - 1)).toBeLessThan(5000 * 1000);
  });

  test('a spreadsheet takes no cell for a formula', () => {
    const text = promoCsv(
      [code({ code: '-CMD', campaign: '=HYPERLINK("x";"y")', discountType: 'fixed', value: 150 })],
      ZONE,
    );
    const [head, row] = text.split('\r\n');
    expect(head?.startsWith('\uFEFFКод;Кампания;')).toBe(true);
    expect(row?.startsWith(`"'-CMD";"'=HYPERLINK(""x"";""y"")";1,5 ₽;`)).toBe(true);
  });
});
