/**
 * A programme in words with worked numbers, for /docs. Made from the programme's
 * data by the functions that orders are counted with, so it cannot go stale. Pure.
 */
import { endOfLocalDay, nextBirthday } from '../loyalty/calendar';
import { earnBaseKopecks, qualifyingSpendKopecks, spendCapPoints } from '../loyalty/earning';
import type { LoyaltyProgram } from '../loyalty/program';
import type { I18n } from '../messages/make';
import type { MessageKey } from '../messages/ru';
import { percentToPoints, pointsToKopecks } from '../money';
import type { Amounts } from '../orders/amounts';

export interface DocSection {
  id: string;
  title: string;
  paragraphs: string[];
  table?: { head: string[]; rows: string[][] };
  example?: { lead: string | null; rows: { label: string; value: string; strong?: true }[] };
}

/** The order of every example. */
export const exampleAmounts: Amounts = {
  subtotalKopecks: 200_000,
  deliveryKopecks: 19_900,
  promoDiscountKopecks: 30_000,
};
export const EXAMPLE_POINTS = 200;
/** A plain base, to compare tiers by. */
export const EXAMPLE_BASE_KOPECKS = 100_000;

const DAY_MS = 24 * 60 * 60 * 1000;

type Words = Pick<I18n, 't' | 'kopecks' | 'num' | 'date'>;

/** `now` is the day that examples with dates start from. */
export function programmeDocs(
  program: LoyaltyProgram,
  words: Words,
  timeZone: string,
  now: number,
): DocSection[] {
  const { t } = words;
  return [
    { id: 'basics', title: t('docs.basics'), paragraphs: [t('docs.basicsText')] },
    tiers(program, words),
    spendCounts(program, words),
    earning(program, words),
    { id: 'when', title: t('docs.when'), paragraphs: whenEarned(program, words) },
    { id: 'back', title: t('docs.back'), paragraphs: takenBack(program, words) },
    spending(program, words),
    life(program, words, now),
    gifts(program, words, timeZone, now),
    { id: 'off', title: t('docs.off'), paragraphs: [t('docs.offText')] },
  ];
}

function tiers(program: LoyaltyProgram, { t, kopecks, num }: Words): DocSection {
  const { tierBasis } = program;
  return {
    id: 'tiers',
    title: t('docs.tiers'),
    paragraphs: [
      tierBasis.kind === 'lifetime'
        ? t('docs.tiersLifetime')
        : t('docs.tiersWindow', { days: t('docs.days', { count: tierBasis.days }) }),
      t(program.demotion ? 'docs.tiersFall' : 'docs.tiersKept'),
      t('docs.tiersFixed'),
    ],
    table: {
      head: [
        t('docs.tier'),
        t('docs.tierFrom'),
        t('docs.tierPercent'),
        t('docs.tierOf', { sum: kopecks(EXAMPLE_BASE_KOPECKS) }),
      ],
      rows: program.tiers.map((tier) => [
        tier.title,
        t('docs.fromSum', { sum: kopecks(tier.thresholdKopecks) }),
        t('docs.percent', { percent: num(tier.earnPercent) }),
        t('points.count', { count: percentToPoints(EXAMPLE_BASE_KOPECKS, tier.earnPercent) }),
      ]),
    },
  };
}

function exampleLead({ t, kopecks }: Words): string {
  return t('docs.exampleOrder', {
    dishes: kopecks(exampleAmounts.subtotalKopecks),
    delivery: kopecks(exampleAmounts.deliveryKopecks),
    promo: kopecks(exampleAmounts.promoDiscountKopecks),
    points: t('points.count', { count: EXAMPLE_POINTS }),
  });
}

function spendCounts(program: LoyaltyProgram, words: Words): DocSection {
  const { t, kopecks } = words;
  const { delivery, points } = program.qualifyingSpend;
  return {
    id: 'spend',
    title: t('docs.spendCounts'),
    paragraphs: [
      t(delivery === 'included' ? 'docs.spendDelivery' : 'docs.spendNoDelivery'),
      t(points === 'deducted' ? 'docs.spendPoints' : 'docs.spendPointsIgnored'),
    ],
    example: {
      lead: exampleLead(words),
      rows: [
        {
          label: t('docs.spendRow'),
          value: kopecks(qualifyingSpendKopecks(program, exampleAmounts, EXAMPLE_POINTS)),
          strong: true,
        },
      ],
    },
  };
}

/** What the example order's base is made of: kopecks as they count, null where a part is left out. */
export function baseParts(program: LoyaltyProgram): { key: MessageKey; kopecks: number | null }[] {
  const { delivery, promo, points } = program.earnBase;
  const { subtotalKopecks, deliveryKopecks, promoDiscountKopecks } = exampleAmounts;
  return [
    { key: 'docs.baseDishes', kopecks: subtotalKopecks },
    { key: 'docs.baseDelivery', kopecks: delivery === 'included' ? deliveryKopecks : null },
    { key: 'docs.basePromo', kopecks: promo === 'deducted' ? -promoDiscountKopecks : null },
    {
      key: 'docs.basePoints',
      kopecks: points === 'deducted' ? -pointsToKopecks(EXAMPLE_POINTS) : null,
    },
  ];
}

function earning(program: LoyaltyProgram, words: Words): DocSection {
  const { t, kopecks, num } = words;
  const base = earnBaseKopecks(program, exampleAmounts, EXAMPLE_POINTS);
  return {
    id: 'earning',
    title: t('docs.earning'),
    paragraphs: [t('docs.earnBase')],
    example: {
      lead: exampleLead(words),
      rows: [
        ...baseParts(program).map((part) => ({
          label: t(part.key),
          value: part.kopecks === null ? t('docs.baseNot') : kopecks(part.kopecks),
        })),
        { label: t('docs.baseSum'), value: kopecks(base), strong: true },
        ...program.tiers.map((tier) => ({
          label: t('docs.earnRow', { tier: tier.title, percent: num(tier.earnPercent) }),
          value: t('points.count', { count: percentToPoints(base, tier.earnPercent) }),
        })),
      ],
    },
  };
}

function whenEarned({ earnWhen, cashHoldHours }: LoyaltyProgram, { t }: Words): string[] {
  if (earnWhen === 'first-finish') return [t('docs.whenFirst')];
  if (earnWhen === 'while-finished') return [t('docs.whenWhile')];
  return [
    t('docs.whenPayment'),
    cashHoldHours > 0
      ? t('docs.whenCash', { hours: t('docs.hours', { count: cashHoldHours }) })
      : t('docs.whenCashAtOnce'),
  ];
}

function takenBack(program: LoyaltyProgram, { t }: Words): string[] {
  const { refundGraceDays } = program;
  const expires = [
    program.earnedLifeDays,
    program.adjustmentLifeDays,
    program.welcome?.lifeDays ?? null,
  ].some((days) => days !== null);
  return [
    t('docs.backCancel'),
    ...(program.earnWhen === 'while-finished' ? [t('docs.backWhile')] : []),
    t(program.shortfall === 'debt' ? 'docs.backDebt' : 'docs.backRefuse'),
    t('docs.backAmount'),
    ...(expires || program.birthday
      ? [
          refundGraceDays > 0
            ? t('docs.backGrace', { days: t('docs.days', { count: refundGraceDays }) })
            : t('docs.backNoGrace'),
        ]
      : []),
  ];
}

function spending(program: LoyaltyProgram, words: Words): DocSection {
  const { t, num } = words;
  const { percent, delivery } = program.spendCap;
  const cap = spendCapPoints(program, exampleAmounts);
  return {
    id: 'spending',
    title: t('docs.spending'),
    paragraphs: [
      t(delivery === 'included' ? 'docs.capTotal' : 'docs.capDishes', { percent: num(percent) }),
      t(program.spendWhen === 'placed' ? 'docs.spendPlaced' : 'docs.spendAccepted'),
      t('docs.spendOldest'),
    ],
    example: {
      lead: exampleLead(words),
      rows: [{ label: t('docs.capRow'), value: t('points.count', { count: cap }), strong: true }],
    },
  };
}

function life(program: LoyaltyProgram, { t, date }: Words, now: number): DocSection {
  const { earnedLifeDays: earned, adjustmentLifeDays: adjusted } = program;
  const days = (count: number) => ({ days: t('docs.days', { count }) });
  return {
    id: 'life',
    title: t('docs.life'),
    paragraphs: [
      earned === null ? t('docs.lifeEver') : t('docs.lifeDays', days(earned)),
      adjusted === null ? t('docs.adjustEver') : t('docs.adjustDays', days(adjusted)),
    ],
    ...(earned !== null && {
      example: {
        lead: null,
        rows: [
          {
            label: t('docs.lifeRow', { date: date(iso(now)) }),
            value: t('docs.lifeUntil', { date: date(iso(now + earned * DAY_MS)) }),
          },
        ],
      },
    }),
  };
}

function gifts(
  program: LoyaltyProgram,
  { t, date }: Words,
  timeZone: string,
  now: number,
): DocSection {
  const { welcome, birthday } = program;
  const points = (count: number) => t('points.count', { count });
  const days = (count: number) => t('docs.days', { count });
  const welcomeText = () => {
    if (!welcome) return t('docs.noWelcome');
    return welcome.lifeDays === null
      ? t('docs.welcomeEver', { points: points(welcome.points) })
      : t('docs.welcome', { points: points(welcome.points), days: days(welcome.lifeDays) });
  };
  const birthdayText = birthday
    ? t('docs.birthday', {
        points: points(birthday.points),
        before: days(birthday.daysBefore),
        after: days(birthday.daysAfter),
      })
    : t('docs.noBirthday');
  const { startsAt } = nextBirthday('2000-01-25', now, timeZone).birthday;
  return {
    id: 'gifts',
    title: t('docs.gifts'),
    paragraphs: [welcomeText(), birthdayText],
    ...(birthday && {
      example: {
        lead: null,
        rows: [
          {
            label: t('docs.birthdayRow', { date: date(iso(startsAt)) }),
            value: t('docs.birthdayValue', {
              date: date(iso(endOfLocalDay(startsAt, birthday.daysAfter, timeZone) - 1)),
            }),
          },
        ],
      },
    }),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
