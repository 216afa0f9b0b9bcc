import { describe, expect, test } from 'vitest';
import type { PromoCodeView } from '@/lib/api/promo-answers';
import { createPromoBody } from '@/lib/api/promo-requests';
import { listQuery, readListState } from '@/lib/client/promo-admin';
import {
  bulkFormSchema,
  changedTerms,
  emptyTerms,
  exampleCode,
  formOf,
  missingSigns,
  numberOf,
  previewTerms,
  promoFormSchema,
  termsBody,
} from '@/lib/client/promo-form';

const view: PromoCodeView = {
  id: 1,
  code: 'SALE',
  discountType: 'percentage',
  value: 12.5,
  usageType: 'unlimited',
  usageLimit: 100,
  minOrder: 1500.5,
  maxDiscount: null,
  validFrom: '2026-11-30T21:00:00.000Z',
  validUntil: null,
  validFromDay: '2026-12-01',
  validUntilDay: null,
  active: true,
  comment: null,
  campaign: null,
  timesUsed: 3,
  version: 4,
  state: 'active',
};

describe('the form of a code', () => {
  test('sends only what was changed, a value with its type', () => {
    const base = formOf(view);
    expect(base).toMatchObject({ value: '12,5', minOrder: '1500,5', validFrom: '2026-12-01' });
    expect(changedTerms(base, base)).toEqual({});
    expect(changedTerms(base, { ...base, comment: ' да ' })).toEqual({ comment: 'да' });
    expect(changedTerms(base, { ...base, value: '13' })).toEqual({
      discountType: 'percentage',
      value: 13,
    });
    expect(changedTerms(base, { ...base, validFrom: '', usageLimit: '' })).toEqual({
      validFrom: null,
      usageLimit: null,
    });
  });

  test('reads numbers as people type them', () => {
    expect(numberOf('1 500,50')).toBe(1500.5);
    expect(numberOf('')).toBeNaN();
    expect(numberOf('12 руб')).toBeNaN();
  });

  test.each([
    [{ value: '' }, 'promoAdmin.bad.number'],
    [{ value: '-5' }, 'promoAdmin.bad.number'],
    [{ value: '101' }, 'promoAdmin.bad.percent'],
    [{ value: '1,005' }, 'promoAdmin.bad.cents'],
    [{ usageLimit: '1,5' }, 'promoAdmin.bad.whole'],
    [{ validFrom: '2026-12-02', validUntil: '2026-12-01' }, 'promoAdmin.bad.dates'],
    [{ code: 'a b' }, 'promoAdmin.bad.code'],
  ])('%j is wrong', (wrong, message) => {
    const values = { ...emptyTerms, code: 'SALE', value: '10', ...wrong };
    const parsed = promoFormSchema.safeParse(values);
    expect(parsed.error?.issues.map((i) => i.message)).toContain(message);
  });

  test('what it takes, the API takes too', () => {
    const values = { ...emptyTerms, value: '149,90', discountType: 'fixed' as const };
    expect(promoFormSchema.safeParse({ ...values, code: 'sale' }).success).toBe(true);
    expect(createPromoBody.safeParse({ ...termsBody(values), code: 'sale' }).success).toBe(true);
  });

  test('previews in kopecks, and nothing while the discount is no number', () => {
    expect(previewTerms({ ...emptyTerms, value: 'x' })).toBeNull();
    expect(
      previewTerms({ ...emptyTerms, discountType: 'fixed', value: '1,5', minOrder: '10' }),
    ).toMatchObject({ terms: { value: 150, maxDiscountKopecks: null }, minOrderKopecks: 1000 });
  });

  test('a series needs enough signs', () => {
    expect(missingSigns('SPRING-######', '5000')).toBe(0);
    expect(missingSigns('S-###', '100')).toBe(4);
    expect(exampleCode('spring-##')).toMatch(/^SPRING-[0-9A-Z]{2}$/);
    const wrong = { ...emptyTerms, value: '5', pattern: 'SPRING', count: '5001' };
    const parsed = bulkFormSchema.safeParse(wrong);
    expect(parsed.error?.issues.map((i) => i.path[0]).sort()).toEqual(['count', 'pattern']);
  });
});

test('the address of the list and back', () => {
  const state = {
    search: 'a&b',
    campaign: 'Осень',
    state: 'deactivated',
    sort: 'code',
    page: 3,
  } as const;
  expect(readListState(new URLSearchParams(listQuery(state)))).toEqual(state);
  expect(listQuery({ search: '', campaign: '', state: '', sort: '-created', page: 1 })).toBe('');
  const odd = new URLSearchParams('state=x&sort=y&page=-4');
  expect(readListState(odd)).toMatchObject({ state: '', sort: '-created', page: 1 });
});
