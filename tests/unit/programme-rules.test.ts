/** Tiers, earning, qualifying spend and caps of the four programmes, as tables (SPEC 3). */
import { describe, expect, test } from 'vitest';
import { type Account, emptyAccount, windowSpendKopecks } from '@/lib/loyalty/account';
import { earnBaseKopecks, qualifyingSpendKopecks, spendCapPoints } from '@/lib/loyalty/earning';
import { type PresetName, presetNames, presets } from '@/lib/loyalty/presets';
import { loyaltyProgramSchema } from '@/lib/loyalty/program';
import { tierAt, tierProgress } from '@/lib/loyalty/tiers';

const DAY = 86_400_000;
const NOW = Date.parse('2026-06-01T12:00:00+03:00');
const amounts = (subtotal: number, delivery = 0, promo = 0) => ({
  subtotalKopecks: subtotal * 100,
  deliveryKopecks: delivery * 100,
  promoDiscountKopecks: promo * 100,
});

describe('what an order earns from, adds to spend, and may be paid with points', () => {
  // 2000 of dishes, 200 delivery, 100 off, 300 points: rubles, rubles, points.
  const table: Record<PresetName, [base: number, spend: number, cap: number]> = {
    'at-payment': [2200, 1800, 1050],
    'rolling-tiers': [1600, 1600, 475],
    'at-delivery': [1600, 2100, 2100],
    standard: [2200, 1800, 475],
  };
  test.each(presetNames)('%s', (name) => {
    const order = amounts(2000, 200, 100);
    const [base, spend, cap] = table[name];
    expect(earnBaseKopecks(presets[name], order, 300)).toBe(base * 100);
    expect(qualifyingSpendKopecks(presets[name], order, 300)).toBe(spend * 100);
    expect(spendCapPoints(presets[name], order)).toBe(cap);
  });

  test.each(presetNames)('%s: never below 0', (name) => {
    const order = amounts(100, 0, 100);
    expect(earnBaseKopecks(presets[name], order, 500)).toBeGreaterThanOrEqual(0);
    expect(qualifyingSpendKopecks(presets[name], order, 500)).toBeGreaterThanOrEqual(0);
    expect(spendCapPoints(presets[name], order)).toBe(0);
  });

  test('a programme can say either of the promo code', () => {
    const either = (promo: 'ignored' | 'deducted') => {
      const program = presets['at-payment'];
      return earnBaseKopecks(
        { ...program, earnBase: { ...program.earnBase, promo } },
        amounts(1000, 0, 300),
        0,
      );
    };
    expect([either('ignored'), either('deducted')]).toEqual([100_000, 70_000]);
  });

  test('caps are floored', () => {
    expect(spendCapPoints(presets['at-payment'], amounts(21))).toBe(10);
    expect(spendCapPoints(presets.standard, amounts(1003, 500))).toBe(250);
    expect(spendCapPoints(presets['at-delivery'], { ...amounts(10), subtotalKopecks: 1099 })).toBe(
      10,
    );
  });
});

describe('tiers', () => {
  const rows: [PresetName, rubles: number, tier: string, percent: number][] = [
    ['at-payment', 0, 'Bronze', 3],
    ['at-payment', 19_999.99, 'Bronze', 3],
    ['at-payment', 20_000, 'Silver', 5],
    ['at-payment', 49_999.99, 'Silver', 5],
    ['at-payment', 50_000, 'Gold', 7],
    ['rolling-tiers', 9_999.99, 'Bronze', 3],
    ['rolling-tiers', 10_000, 'Silver', 5],
    ['rolling-tiers', 20_000, 'Gold', 7],
    ['at-delivery', 0, 'Bronze', 5],
    ['at-delivery', 20_000, 'Silver', 7],
    ['at-delivery', 50_000, 'Gold', 10],
    ['standard', 20_000, 'Silver', 5],
    ['standard', 1_000_000, 'Gold', 7],
  ];
  const spent = (kopecks: number, change: Partial<Account> = {}): Account => ({
    ...emptyAccount,
    spendKopecks: kopecks,
    windowDays: 60,
    window: kopecks === 0 ? [] : [{ at: NOW - DAY, kopecks }],
    ...change,
  });

  test.each(rows)('%s with %d spent: %s, %d %%', (name, rubles, tier, percent) => {
    const found = tierAt(presets[name], spent(Math.round(rubles * 100)), NOW);
    expect([found.name, found.earnPercent]).toEqual([tier, percent]);
  });

  test('the window holds 60 days, to the millisecond', () => {
    const program = presets['rolling-tiers'];
    const at = (age: number) => spent(0, { window: [{ at: NOW - age, kopecks: 1_000_000 }] });
    expect(tierAt(program, at(60 * DAY - 1), NOW).name).toBe('Silver');
    expect(tierAt(program, at(60 * DAY), NOW).name).toBe('Bronze');
    expect(windowSpendKopecks(at(60 * DAY), 60, NOW)).toBe(0);
  });

  test.each([
    ['rolling-tiers', 'Gold'],
    ['at-payment', 'Bronze'],
    ['at-delivery', 'Bronze'],
    ['standard', 'Bronze'],
  ] as const)('%s: a Gold customer whose spend is gone is %s', (name, tier) => {
    expect(tierAt(presets[name], spent(0, { tier: 'Gold' }), NOW).name).toBe(tier);
  });

  test.each([
    // rubles -> remaining, percent of the way
    [0, 20_000, 0],
    [5_000, 15_000, 25],
    [19_999.99, 0.01, 99],
    [20_000, 30_000, 0],
    [35_000, 15_000, 50],
    [50_000, 0, 100],
    [90_000, 0, 100],
  ])('at-payment with %d spent: %d to go, %i %%', (rubles, remaining, percent) => {
    const progress = tierProgress(presets['at-payment'], spent(Math.round(rubles * 100)), NOW);
    expect([progress.remainingKopecks / 100, progress.percent]).toEqual([remaining, percent]);
    expect(progress.next === null).toBe(rubles >= 50_000);
  });
});

describe('a programme that cannot be', () => {
  const base = presets.standard;
  const [bronze, silver] = base.tiers;
  test.each([
    ['no tiers', { tiers: [] }],
    ['a first tier above 0', { tiers: [silver] }],
    ['tiers that fall', { tiers: [bronze, { ...silver, thresholdKopecks: 0 }] }],
    ['101 percent', { spendCap: { percent: 101, delivery: 'included' } }],
    ['a negative percent', { tiers: [{ ...bronze, earnPercent: -1 }] }],
    ['a lot that lives no day', { earnedLifeDays: 0 }],
    ['an unknown rule', { cashback: 5 }],
    ['an unknown moment', { earnWhen: 'sometime' }],
  ])('%s is refused', (_name, change) => {
    expect(loyaltyProgramSchema.safeParse({ ...base, ...change }).success).toBe(false);
  });
  test.each(presetNames)('%s passes its own schema', (name) => {
    expect(loyaltyProgramSchema.parse(presets[name])).toEqual(presets[name]);
  });
});
