/** /docs says of every programme what its rules do. */
import { describe, expect, test } from 'vitest';
import {
  baseParts,
  EXAMPLE_BASE_KOPECKS,
  EXAMPLE_POINTS,
  exampleAmounts,
  programmeDocs,
} from '@/lib/insights/programme-docs';
import { earnBaseKopecks, qualifyingSpendKopecks, spendCapPoints } from '@/lib/loyalty/earning';
import { presetNames, presets } from '@/lib/loyalty/presets';
import type { LoyaltyProgram } from '@/lib/loyalty/program';
import { en } from '@/lib/messages/en';
import { makeI18n } from '@/lib/messages/make';
import { ru } from '@/lib/messages/ru';
import { percentToPoints } from '@/lib/money';

const NOW = Date.parse('2026-03-02T12:00:00+03:00');
const languages = { ru: makeI18n('ru', ru), en: makeI18n('en', en) };

function docsOf(program: LoyaltyProgram, language: keyof typeof languages = 'ru') {
  const sections = programmeDocs(program, languages[language], 'Europe/Moscow', NOW);
  const one = (id: string) => {
    const found = sections.find((s) => s.id === id);
    if (!found) throw new Error(`no section ${id}`);
    return found;
  };
  return { sections, one, text: JSON.stringify(sections) };
}

describe.each(presetNames)('%s', (name) => {
  const program = presets[name];

  test.each(['ru', 'en'] as const)('has no hole in its texts (%s)', (language) => {
    const { sections, text } = docsOf(program, language);
    expect(text).not.toMatch(/undefined|NaN|null,"value"|\{\w+\}/);
    for (const section of sections) {
      expect(section.paragraphs.length).toBeGreaterThan(0);
      expect([section.title, ...section.paragraphs].every((p) => p.length > 3)).toBe(true);
    }
    expect(new Set(sections.map((s) => s.id)).size).toBe(sections.length);
  });

  test('its numbers are those of the rules', () => {
    const i18n = languages.ru;
    const { one } = docsOf(program);
    const count = (points: number) => i18n.t('points.count', { count: points });
    expect(one('tiers').table?.rows.map((r) => r[3])).toEqual(
      program.tiers.map((t) => count(percentToPoints(EXAMPLE_BASE_KOPECKS, t.earnPercent))),
    );
    const base = earnBaseKopecks(program, exampleAmounts, EXAMPLE_POINTS);
    const sum = baseParts(program).reduce((total, part) => total + (part.kopecks ?? 0), 0);
    expect(sum).toBe(base);
    const earning = one('earning').example?.rows ?? [];
    expect(earning[4]?.value).toBe(i18n.kopecks(base));
    expect(earning.slice(5).map((r) => r.value)).toEqual(
      program.tiers.map((t) => count(percentToPoints(base, t.earnPercent))),
    );
    const spend = qualifyingSpendKopecks(program, exampleAmounts, EXAMPLE_POINTS);
    expect(one('spend').example?.rows[0]?.value).toBe(i18n.kopecks(spend));
    const cap = spendCapPoints(program, exampleAmounts);
    expect(one('spending').example?.rows[0]?.value).toBe(count(cap));
  });

  test('its words follow the fields', () => {
    const { one, text } = docsOf(program);
    expect(one('gifts').paragraphs[0]).toBe(
      program.welcome
        ? 'За вступление: 1\u202f000 баллов, действуют 30 дней.'
        : 'За вступление баллы не начисляются.',
    );
    expect(text.includes('не сгорают')).toBe(program.earnedLifeDays === null);
    expect(text.includes('возникает долг')).toBe(program.shortfall === 'debt');
    expect(one('when').paragraphs).toHaveLength(program.earnWhen === 'payment' ? 2 : 1);
    // SPEC 3: 25 January -> last day 1 February.
    const gift = one('gifts').example?.rows[0];
    expect(gift?.value).toBe(program.birthday ? 'последний день 01.02.2027' : undefined);
  });
});

test('an edited programme is told as edited', () => {
  const program: LoyaltyProgram = {
    ...presets.standard,
    cashHoldHours: 0,
    refundGraceDays: 0,
    welcome: { points: 1, lifeDays: null },
    tierBasis: { kind: 'window', days: 21 },
    demotion: false,
  };
  const { text } = docsOf(program);
  expect(text).toContain('за последние 21 день');
  expect(text).toContain('1 балл, без срока');
  expect(text).toContain('остаётся навсегда');
  expect(text).toContain('сразу после доставки');
  expect(text).toContain('вернувшиеся сгорают');
});
