'use client';
import { ChevronDown } from 'lucide-react';
import type { EarningExplanation } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import { toKopecks } from '@/lib/money';

interface Props {
  facts: EarningExplanation;
  /** The tier's title at that time. */
  tier?: string | null;
}

/** "Почему N баллов": opens the calculation, line by line, down to the rounding. */
export function Explanation({ facts, tier }: Props) {
  const { t, money, num } = useI18n();
  const exact = (facts.base * facts.percent) / 100;
  const rounded = Math.floor(exact) !== exact;
  return (
    <details className="group/why text-sm">
      <summary className="inline-flex min-h-9 list-none items-center gap-1 font-medium text-accent-ink [&::-webkit-details-marker]:hidden">
        {t('order.why', { points: t('points.count', { count: facts.points }) })}
        <ChevronDown
          aria-hidden="true"
          className="size-4 transition-transform group-open/why:rotate-180"
        />
      </summary>
      <dl className="mt-1 grid gap-1.5 rounded-md bg-sunken px-3.5 py-3">
        {baseParts(facts).map((part) => (
          <Line
            key={part.name}
            name={t(part.name, { code: '' }).trim()}
            value={money(part.rubles)}
          />
        ))}
        <Line name={t('order.whyBase')} value={money(facts.base)} strong />
        <Line
          name={
            tier
              ? t('order.whyPercent', { tier, percent: facts.percent })
              : t('order.whyPercentBare', { percent: facts.percent })
          }
          value={`× ${num(facts.percent)} %`}
        />
        <div className="mt-1 flex items-baseline justify-between gap-4 border-t border-line pt-2.5">
          <dt className="text-muted">
            {rounded && t('order.whyResult', { base: money(facts.base), percent: facts.percent })}
          </dt>
          <dd className="num font-bold">
            {rounded && <span className="font-normal text-muted">{num(exact)} → </span>}
            {t('points.count', { count: facts.points })}
          </dd>
        </div>
      </dl>
    </details>
  );
}

type PartName = 'sum.dishes' | 'sum.delivery' | 'sum.promo' | 'sum.points';

/**
 * The parts that make the base up. A programme may leave delivery, promo code or
 * points out of it: those that do not add up to the base are not shown.
 */
function baseParts(facts: EarningExplanation): { name: PartName; rubles: number }[] {
  const dishes = { name: 'sum.dishes', rubles: facts.subtotal } as const;
  const others: { name: PartName; rubles: number }[] = [
    { name: 'sum.delivery', rubles: facts.deliveryFee },
    { name: 'sum.promo', rubles: -facts.promoDiscount },
    { name: 'sum.points', rubles: -facts.pointsUsed },
  ];
  const present = others.filter((part) => part.rubles !== 0);
  const base = toKopecks(facts.base);
  for (let pick = 0; pick < 2 ** present.length; pick++) {
    const parts = [dishes, ...present.filter((_, i) => (pick >> i) & 1)];
    const sum = parts.reduce((total, part) => total + toKopecks(part.rubles), 0);
    if (sum === base) return parts.length > 1 ? parts : [];
  }
  return [];
}

function Line(props: { name: string; value: string; strong?: boolean }) {
  return (
    <div className="flex items-baseline justify-between gap-4">
      <dt className="text-muted">{props.name}</dt>
      <dd className={`num ${props.strong ? 'font-semibold' : ''}`}>{props.value}</dd>
    </div>
  );
}
