'use client';
import clsx from 'clsx';
import { ChevronDown, CircleAlert, CircleCheck, CircleDashed } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import useSWR from 'swr';
import type { AdminOrderLoyaltyAnswer } from '@/lib/api/admin-loyalty-answers';
import type { StaffOrder } from '@/lib/client/admin-api';
import { staffOrderPaths, staffOrdersApi } from '@/lib/client/staff-orders';
import { useI18n } from '@/lib/messages/provider';
import { OrderSums } from '../../shop/order-lines';
import { Points } from '../../ui/amounts';
import { tones } from '../../ui/badge';
import { Skeleton } from '../../ui/skeleton';
import { AdminFailure } from '../failure';

const REFRESH_MS = 15_000;

/** "Оплата": the money, the points with their state and calculation, and whether all of it agrees. */
export function PaymentBlock({ order }: { order: StaffOrder }) {
  const { t } = useI18n();
  const { data, error, mutate } = useSWR<AdminOrderLoyaltyAnswer>(
    staffOrderPaths.loyalty(order.id),
    staffOrdersApi.loyalty,
    { refreshInterval: REFRESH_MS },
  );
  return (
    <section aria-labelledby="payment-title" className="card p-5">
      <h2 id="payment-title" className="mb-3 text-lg">
        {t('pay.title')}
      </h2>
      <OrderSums order={order} />
      <div className="mt-5 border-t border-line pt-4">
        <h3 className="font-semibold">{t('pay.points')}</h3>
        {!data && !error && <Skeleton className="mt-3 h-40 rounded-lg" />}
        {!data && Boolean(error) && <AdminFailure error={error} onRetry={() => void mutate()} />}
        {data && <PointsPart data={data} />}
      </div>
    </section>
  );
}

function PointsPart({ data }: { data: AdminOrderLoyaltyAnswer }) {
  const { t, date, dateTime } = useI18n();
  const { used, earned, percent, tier, programme } = data;
  const state =
    earned.state === 'pending'
      ? t('pay.earnedState.pending', { at: earned.payoutAt ? dateTime(earned.payoutAt) : '' })
      : t(`pay.earnedState.${earned.state}`);
  return (
    <>
      <Indicator data={data} />
      <dl className="mt-3 grid gap-3">
        <Fact
          name={t('pay.used')}
          note={
            <>
              {t(`pay.usedState.${used.state}`)}
              {used.state !== 'none' && (
                <>
                  {' · '}
                  <Link
                    href={`/admin/customers/${data.userId}`}
                    className="font-medium text-accent-ink underline underline-offset-4"
                  >
                    {t('pay.history')}
                  </Link>
                </>
              )}
            </>
          }
        >
          {used.points > 0 ? <Points value={-used.points} signed /> : '0'}
        </Fact>
        <Fact
          name={t('pay.earned')}
          note={
            <>
              {state}
              {earned.state === 'earned' && (
                <>
                  {' · '}
                  {earned.expiresAt
                    ? t('pay.expires', { date: date(earned.expiresAt) })
                    : t('pay.forever')}
                </>
              )}
            </>
          }
        >
          <span
            data-testid="pay-earned"
            className={clsx(earned.state === 'taken_back' && 'line-through')}
          >
            {earned.points > 0 ? <Points value={earned.points} signed /> : '0'}
          </span>
        </Fact>
        <Fact name={t('pay.percent')} note={`${t('pay.programme')}: ${programme.title}`}>
          {percent !== null && tier
            ? t('pay.percentOf', { percent, tier: tier.title })
            : t('pay.percentNone')}
        </Fact>
      </dl>
      {data.calculation.length > 0 && <Calculation data={data} />}
      <Rows data={data} />
    </>
  );
}

const signs = {
  green: { tone: tones.good, Icon: CircleCheck },
  orange: { tone: tones.honey, Icon: CircleDashed },
  red: { tone: tones.bad, Icon: CircleAlert },
} as const;

function Indicator({ data: { indicator, problems } }: { data: AdminOrderLoyaltyAnswer }) {
  const { t } = useI18n();
  const { tone, Icon } = signs[indicator];
  return (
    <div
      data-testid="pay-indicator"
      data-state={indicator}
      className={clsx('mt-3 flex gap-3 rounded-lg px-4 py-3 text-sm', tone)}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-5 shrink-0" />
      <div>
        <p className="font-semibold">{t(`pay.indicator.${indicator}`)}</p>
        <p>{t(`pay.indicatorText.${indicator}`, { codes: problems.join(', ') })}</p>
      </div>
    </div>
  );
}

function Fact({ name, note, children }: { name: string; note: ReactNode; children: ReactNode }) {
  return (
    <div className="flex items-start justify-between gap-4">
      <dt>
        {name}
        <span className="block text-sm text-muted">{note}</span>
      </dt>
      <dd className="num max-w-1/2 shrink-0 text-end font-semibold whitespace-normal">
        {children}
      </dd>
    </div>
  );
}

function Fold({ name, children }: { name: string; children: ReactNode }) {
  return (
    <details className="group/fold mt-2 text-sm">
      <summary className="inline-flex min-h-11 list-none items-center gap-1 font-medium text-accent-ink [&::-webkit-details-marker]:hidden">
        {name}
        <ChevronDown
          aria-hidden="true"
          className="size-4 transition-transform group-open/fold:rotate-180"
        />
      </summary>
      {children}
    </details>
  );
}

/** The sum as it was done, part by part; what a programme leaves out stays to be seen. */
function Calculation({ data: { calculation } }: { data: AdminOrderLoyaltyAnswer }) {
  const { t, money, num } = useI18n();
  const inRubles = (key: string) => key !== 'percent' && key !== 'earned' && key !== 'lapsed';
  return (
    <Fold name={t('pay.calculation')}>
      <dl className="grid gap-1.5 rounded-md bg-sunken px-3.5 py-3">
        {calculation
          .filter(({ value, sign }) => value !== 0 || sign !== 'none')
          .map(({ key, value, sign }) => {
            const amount = inRubles(key) ? money(value) : num(value);
            const result = sign === '=';
            return (
              <div key={key} className="flex items-baseline justify-between gap-4">
                <dt className={clsx(result ? 'font-semibold' : 'text-muted')}>
                  {t(`pay.step.${key}`)}
                  {sign === 'none' && <span> ({t('pay.step.left')})</span>}
                </dt>
                <dd
                  className={clsx(
                    'num',
                    result && 'font-semibold',
                    sign === 'none' && 'text-muted line-through',
                  )}
                >
                  {sign === 'x' ? `× ${amount} %` : signed(sign, amount)}
                </dd>
              </div>
            );
          })}
      </dl>
    </Fold>
  );
}

function signed(sign: string, amount: string): string {
  if (sign === '-') return `\u2212${amount}`;
  return sign === '+' || sign === '=' ? `${sign} ${amount}` : amount;
}

/** The ledger's rows of the order, oldest first. */
function Rows({ data: { rows } }: { data: AdminOrderLoyaltyAnswer }) {
  const { t, dateTime } = useI18n();
  return (
    <Fold name={t('pay.rows')}>
      {rows.length === 0 && <p className="text-muted">{t('pay.noRows')}</p>}
      <ul className="grid gap-2">
        {rows.map((row) => (
          <li key={row.id} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0">
              {row.description || t(`entry.${row.type}`)}
              <span className="num block text-muted">{dateTime(row.at)}</span>
            </span>
            <Points
              value={row.points}
              signed
              className={clsx('font-semibold', row.status === 'pending' && 'text-honey-ink')}
            />
          </li>
        ))}
      </ul>
    </Fold>
  );
}
