/** The result of "what if" as CSV for a spreadsheet. Pure. */
import type { SideView, WhatIfRunView } from '../api/openapi/answers-insights';
import { csvText } from '../csv';
import type { I18n } from '../messages/make';
import type { MessageKey } from '../messages/ru';

/** The compared figures, in the order in which they are shown. */
export const figures = [
  ['earned', 'overview.earned'],
  ['gifts', 'overview.gifts'],
  ['adjusted', 'overview.adjusted'],
  ['spent', 'overview.used'],
  ['expired', 'overview.expired'],
  ['outstanding', 'whatIf.outstanding'],
  ['debt', 'whatIf.debt'],
  ['pending', 'whatIf.pending'],
] as const satisfies readonly (readonly [keyof SideView, MessageKey])[];

type Words = Pick<I18n, 't' | 'date'>;

export function whatIfCsv(run: WhatIfRunView, { t, date }: Words): string {
  const { result } = run;
  if (!result) return '';
  const { actual, tried } = result;
  const lines: (string | number)[][] = [
    [t('whatIf.title'), run.program.title, date(result.from), date(result.to)],
    [],
    [t('whatIf.figure'), t('whatIf.was'), t('whatIf.would'), t('whatIf.difference')],
    ...figures.map(([key, name]) => [t(name), actual[key], tried[key], tried[key] - actual[key]]),
    [`${t('whatIf.cost')}, ₽`, actual.cost, tried.cost, tried.cost - actual.cost],
    [],
    [t('whatIf.tier'), t('whatIf.was'), t('whatIf.would')],
    ...tierRows(actual, tried).map(({ title, was, would }) => [title, was, would]),
    [],
    [
      'ID',
      t('admin.customer'),
      `${t('whatIf.spentWas')}: ${t('whatIf.was')}`,
      `${t('whatIf.spentWas')}: ${t('whatIf.would')}`,
      `${t('whatIf.left')}: ${t('whatIf.was')}`,
      `${t('whatIf.left')}: ${t('whatIf.would')}`,
      t('whatIf.effect'),
    ],
    ...result.affected.map((one) => [
      one.userId,
      one.name ?? one.phone,
      one.actual.spent,
      one.tried.spent,
      one.actual.outstanding,
      one.tried.outstanding,
      one.effect,
    ]),
  ];
  return csvText(lines);
}

/** Customers by tier on both sides; a tier that only one side has counts 0 on the other. */
export function tierRows(
  actual: SideView,
  tried: SideView,
): { name: string; title: string; was: number; would: number }[] {
  const names = [...new Set([...actual.tiers, ...tried.tiers].map((tier) => tier.name))];
  return names.map((name) => {
    const was = actual.tiers.find((tier) => tier.name === name);
    const would = tried.tiers.find((tier) => tier.name === name);
    return {
      name,
      title: (would ?? was)?.title ?? name,
      was: was?.customers ?? 0,
      would: would?.customers ?? 0,
    };
  });
}
