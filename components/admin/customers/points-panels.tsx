'use client';
import type { ReactNode } from 'react';
import type { AdminUserLoyaltyAnswer } from '@/lib/api/admin-loyalty-answers';
import { useI18n } from '@/lib/messages/provider';
import { TierBadge } from '../../loyalty/tier-badge';
import { Coin } from '../../ui/amounts';
import { Badge } from '../../ui/badge';
import { Progress } from '../../ui/progress';

interface Props {
  loyalty: AdminUserLoyaltyAnswer;
}

/** What the rows add up to, what of it can be spent, and what stands beside it. */
export function BalancePanel({ loyalty, action }: Props & { action: ReactNode }) {
  const { t, num, date } = useI18n();
  const { balance, available, debt, pending, expiring } = loyalty;
  return (
    <section aria-labelledby="balance-title" className="card flex flex-col gap-4 p-5 sm:p-6">
      <div>
        <h2 id="balance-title" className="text-lg">
          {t('customers.balance')}
        </h2>
        <p
          data-testid="customer-balance"
          className={`num mt-2 flex items-center gap-2.5 text-3xl font-bold ${balance < 0 ? 'text-bad-ink' : ''}`}
        >
          <Coin className="size-8" />
          {num(balance)}
        </p>
        <p className="mt-1 text-sm text-muted">{t('customers.balanceNote')}</p>
      </div>
      <p className="flex flex-wrap gap-2">
        <Badge tone="good">{t('customers.available', { count: num(available) })}</Badge>
        {debt > 0 && <Badge tone="bad">{t('customers.debt', { count: num(debt) })}</Badge>}
        {pending > 0 && (
          <Badge tone="honey">{t('customers.pending', { count: num(pending) })}</Badge>
        )}
      </p>
      {debt > 0 && <p className="text-sm text-muted">{t('customers.debtNote')}</p>}
      {expiring.length > 0 && (
        <div>
          <h3 className="text-sm font-semibold tracking-normal">{t('customers.expiring')}</h3>
          <ul className="num mt-1 grid gap-0.5 text-sm text-muted">
            {expiring.map((lot) => (
              <li key={`${lot.expiresAt}:${lot.points}`}>
                {t('customers.expiringRow', {
                  points: t('points.count', { count: lot.points }),
                  date: date(lot.expiresAt),
                })}
              </li>
            ))}
          </ul>
        </div>
      )}
      {action && <div className="mt-auto">{action}</div>}
    </section>
  );
}

export function TierPanel({ loyalty }: Props) {
  const { t, money, date } = useI18n();
  const { tier, progress, user, totalSpent } = loyalty;
  const { next, windowDays } = progress;
  return (
    <section aria-labelledby="tier-title" className="card flex flex-col gap-4 p-5 sm:p-6">
      <h2 id="tier-title" className="text-lg">
        {t('customers.tier')}
      </h2>
      <div className="flex items-center gap-4">
        <TierBadge name={tier.name} className="size-14" />
        <div>
          <p className="text-xl font-bold">{tier.title}</p>
          <p className="text-sm text-muted">
            {t('customers.earnPercent', { percent: tier.earnPercent })}
          </p>
        </div>
      </div>
      <div className="grid gap-2">
        <Progress label={t('customers.progress')} percent={progress.percent} />
        <p className="text-sm">
          {next
            ? t('customers.next', { tier: next.title, amount: money(progress.remaining) })
            : t('customers.top')}
        </p>
        <p className="num text-sm text-muted">
          {t('customers.sum', { amount: money(windowDays === null ? totalSpent : progress.sum) })}
          {windowDays !== null && ` · ${t('customers.window', { count: windowDays })}`}
        </p>
      </div>
      <p className="num mt-auto text-sm text-muted">
        {t('customers.joined')} {date(user.joinedAt)}
      </p>
    </section>
  );
}

/** All that ever moved, and the order that the tier looks at. */
export function TotalsPanel({ loyalty }: Props) {
  const { t, num, signed, money } = useI18n();
  const { totals, orders } = loyalty;
  const figures: [string, string][] = [
    [t('customers.earned'), num(totals.earned)],
    [t('customers.bonuses'), num(totals.bonuses)],
    [t('customers.adjusted'), signed(totals.adjusted)],
    [t('customers.used'), num(totals.spent)],
    [t('customers.expired'), num(totals.expired)],
  ];
  return (
    <section aria-labelledby="totals-title" className="card p-5 sm:p-6">
      <h2 id="totals-title" className="text-lg">
        {t('customers.totals')}
      </h2>
      <dl className="mt-4 grid grid-cols-2 gap-x-5 gap-y-4 sm:grid-cols-3 xl:grid-cols-6">
        {figures.map(([name, value]) => (
          <div key={name} className="flex flex-col justify-between">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="num mt-1 text-xl font-bold">{value}</dd>
          </div>
        ))}
        <div className="flex flex-col justify-between">
          <dt className="text-sm text-muted">{t('customers.average')}</dt>
          <dd className="num mt-1 text-xl font-bold">{money(orders.average)}</dd>
        </div>
      </dl>
      <p className="num mt-3 text-sm text-muted">
        {t('customers.averageNote', { count: orders.count, amount: money(orders.total) })}
        {orders.windowDays !== null && ` · ${t('customers.window', { count: orders.windowDays })}`}
      </p>
    </section>
  );
}
