'use client';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import { useLevels, useMenu } from '@/lib/client/hooks';
import { useI18n } from '@/lib/messages/provider';
import { Badge } from '../ui/badge';
import { Skeleton } from '../ui/skeleton';
import { ErrorState } from '../ui/states';
import { TierBadge } from './tier-badge';

/** All levels: the present one highlighted, reached ones ticked, later ones grey. */
export function Levels() {
  const { t, money } = useI18n();
  const { data, error, mutate } = useLevels();
  const { data: menu } = useMenu({ revalidateOnFocus: false });
  const spend =
    menu?.loyalty.spendCap.delivery === 'excluded'
      ? 'bonuses.levelSpendDishes'
      : 'bonuses.levelSpend';
  return (
    <section aria-labelledby="levels-title" className="md:col-span-2">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="levels-title" className="text-lg">
          {t('bonuses.levels')}
        </h2>
        {data && data.windowDays !== null && (
          <p className="text-sm text-muted">{t('bonuses.window', { count: data.windowDays })}</p>
        )}
      </div>
      {error && !data && <ErrorState error={error} onRetry={() => void mutate()} />}
      <ul className="grid gap-3 sm:grid-cols-3">
        {!data &&
          !error &&
          ['a', 'b', 'c'].map((k) => <Skeleton key={k} className="h-40 rounded-xl" />)}
        {data?.levels.map((level) => {
          const future = !level.reached && !level.current;
          return (
            <li
              key={level.name}
              aria-current={level.current ? 'true' : undefined}
              className={clsx(
                'grid grid-cols-[auto_1fr] gap-x-4 rounded-xl p-5 sm:block',
                level.current ? 'bg-surface outline-2 outline-accent-ink' : 'card',
                future && 'bg-sunken! shadow-none!',
              )}
            >
              <TierBadge
                name={level.name}
                className={clsx('row-span-2 size-14 sm:size-11', future && 'opacity-50 grayscale')}
              />
              <div className="flex min-h-7 items-center justify-between gap-2 sm:mt-3">
                <h3 className={clsx('text-lg', future && 'text-muted')}>{level.title}</h3>
                {level.current ? (
                  <Badge tone="accent">{t('bonuses.levelCurrent')}</Badge>
                ) : level.reached ? (
                  <Badge tone="good">
                    <Check aria-hidden="true" className="size-3.5" />
                    {t('bonuses.levelReached')}
                  </Badge>
                ) : null}
              </div>
              <div className="text-sm text-muted">
                <p>{t('bonuses.levelEarn', { percent: level.earnPercent })}</p>
                <p>{t(spend, { percent: level.maxSpendPercent })}</p>
                {future && (
                  <p className="mt-2 text-sm font-semibold text-muted">
                    {t('bonuses.levelFrom', { amount: money(level.threshold) })}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
