'use client';
import clsx from 'clsx';
import type { BalanceAnswer } from '@/lib/api/answers';
import { useBalance, useMe } from '@/lib/client/hooks';
import { useI18n } from '@/lib/messages/provider';
import { NeedSignIn, PageSkeleton } from '../shop/need-sign-in';
import { Coin } from '../ui/amounts';
import { ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { Pot } from '../ui/pot';
import { Progress } from '../ui/progress';
import { ErrorState } from '../ui/states';
import { History } from './history';
import { Levels } from './levels';
import { TierBadge } from './tier-badge';

/** Balance, level, all levels, what expires soon, history. */
export function BonusesScreen() {
  return (
    <NeedSignIn>
      <Bonuses />
    </NeedSignIn>
  );
}

function Bonuses() {
  const { t } = useI18n();
  const { profile } = useMe();
  const { data: balance, error, mutate } = useBalance();
  if (!balance) {
    return error ? <ErrorState error={error} onRetry={() => void mutate()} /> : <PageSkeleton />;
  }
  return (
    <div className="mx-auto max-w-4xl pt-6 sm:pt-10">
      <h1 className="text-2xl sm:text-3xl">{t('bonuses.title')}</h1>
      <div className="mt-6 grid grid-cols-1 gap-5 md:grid-cols-2">
        {!balance.enabled && (
          <div className="md:col-span-2">
            <Notice>{t('points.off')}</Notice>
          </div>
        )}
        <Balance balance={balance} points={profile?.loyaltyPoints ?? balance.balance} />
        <Level balance={balance} />
        <Levels />
        {balance.expiring.length > 0 && <Expiring lots={balance.expiring} />}
        <History />
      </div>
    </div>
  );
}

function Balance({ balance, points }: { balance: BalanceAnswer; points: number }) {
  const { t, num } = useI18n();
  return (
    <section
      aria-labelledby="balance-title"
      className="relative flex min-h-40 flex-col overflow-hidden rounded-xl bg-honey-soft p-6 text-honey-ink"
    >
      <h2 id="balance-title" className="text-base font-medium tracking-normal">
        {t('bonuses.balance')}
      </h2>
      <p className="mt-2 flex items-center gap-3">
        <Coin className="size-9" />
        <span className="figure text-3xl font-bold">{num(points)}</span>
      </p>
      <Pot className="absolute end-5 bottom-4 size-24 sm:size-28" />
      <p className="mt-auto pt-2 text-sm">{t('points.rate')}</p>
      {balance.pending > 0 && (
        <p className="mt-1 text-sm font-medium">
          {t('bonuses.pending', { count: balance.pending })}
        </p>
      )}
    </section>
  );
}

function Level({ balance }: { balance: BalanceAnswer }) {
  const { t, money } = useI18n();
  const { tier, progress } = balance;
  return (
    <section aria-labelledby="level-title" className="card p-6">
      <div className="flex items-start justify-between gap-4">
        <div>
          <h2 id="level-title" className="text-base font-medium tracking-normal text-muted">
            {t('bonuses.level')}
          </h2>
          <p className="mt-1 text-2xl font-bold">{tier.title}</p>
          <p className="text-sm text-muted">
            {t('bonuses.percent', { percent: tier.earnPercent })}
          </p>
        </div>
        <TierBadge name={tier.name} className="size-16" />
      </div>
      <div className="mt-5">
        <Progress label={t('bonuses.progress')} percent={progress.percent} />
        <p className="mt-2.5 text-sm">
          {progress.next
            ? t('bonuses.next', {
                tier: progress.next.title,
                amount: money(progress.remaining),
              })
            : t('bonuses.top')}
        </p>
        <p className="text-sm text-muted">
          {t('bonuses.spent', { amount: money(progress.sum) })}
          {progress.windowDays !== null && (
            <> · {t('bonuses.window', { count: progress.windowDays })}</>
          )}
        </p>
      </div>
    </section>
  );
}

function Expiring({ lots }: { lots: BalanceAnswer['expiring'] }) {
  const { t, date } = useI18n();
  return (
    <section aria-labelledby="expiring-title" className="card p-6 md:col-span-2">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="expiring-title" className="text-lg">
          {t('bonuses.expiring')}
        </h2>
        <ButtonLink href="/" size="sm" look="soft">
          {t('bonuses.use')}
        </ButtonLink>
      </div>
      <ul className="mt-2">
        {lots.map((lot) => (
          <li
            key={`${lot.expiresAt}-${lot.points}`}
            className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-3 last:border-0"
          >
            <span className="figure flex items-center gap-2 font-semibold">
              <Coin />
              {t('points.count', { count: lot.points })}
            </span>
            <span
              className={clsx(
                'text-sm',
                lot.daysLeft <= 3 ? 'font-medium text-bad-ink' : 'text-muted',
              )}
            >
              {lot.daysLeft > 0
                ? t('bonuses.expiringDays', { count: lot.daysLeft, date: date(lot.expiresAt) })
                : t('bonuses.expiringToday', { date: date(lot.expiresAt) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
