'use client';
import { Clock } from 'lucide-react';
import Link from 'next/link';
import type { HistoryEntryView } from '@/lib/api/answers';
import { dayLabel, groupByDay, isShown } from '@/lib/client/history';
import { useHistory } from '@/lib/client/lists';
import { useI18n } from '@/lib/messages/provider';
import { Coin } from '../ui/amounts';
import { MoreButton } from '../ui/more-button';
import { Skeleton } from '../ui/skeleton';
import { ErrorState } from '../ui/states';
import { HistoryRow, OrderLink } from './history-row';

/** Every movement of points by day; promises apart, settled ones not shown twice. */
export function History() {
  const i18n = useI18n();
  const { t } = i18n;
  const { entries, error, mutate, hasMore, loadMore, isValidating } = useHistory();
  const pending = entries?.filter((e) => e.status === 'pending' && e.points > 0) ?? [];
  const done = entries?.filter(isShown) ?? [];
  const empty = entries && pending.length === 0 && done.length === 0 && !hasMore;
  return (
    <section aria-labelledby="history-title" className="card p-5 sm:p-6 md:col-span-2">
      <h2 id="history-title" className="text-lg">
        {t('bonuses.history')}
      </h2>
      {!entries &&
        (error ? <ErrorState error={error} onRetry={() => void mutate()} /> : <Waiting />)}
      {empty && (
        <div className="py-6 text-center">
          <Coin className="mx-auto size-10 opacity-60" />
          <p className="mt-3 font-medium">{t('bonuses.historyEmpty')}</p>
          <p className="text-sm text-muted">
            {t('bonuses.historyEmptyText')}{' '}
            <Link href="/" className="text-accent-ink underline underline-offset-4">
              {t('cart.toMenu')}
            </Link>
          </p>
        </div>
      )}
      {pending.length > 0 && <Promises entries={pending} />}
      {groupByDay(done).map((group) => (
        <div key={group.day}>
          <h3 className="mt-6 text-sm font-semibold tracking-normal text-muted">
            {dayLabel(i18n, group.entries[0].at, Date.now())}
          </h3>
          <ul>
            {group.entries.map((entry) => (
              <HistoryRow key={entry.id} entry={entry} />
            ))}
          </ul>
        </div>
      ))}
      {hasMore && (
        <MoreButton label={t('common.more')} busy={isValidating} onMore={() => void loadMore()} />
      )}
    </section>
  );
}

/** Points on their way, apart from what is on the balance already. */
function Promises({ entries }: { entries: readonly HistoryEntryView[] }) {
  const { t, signed, dayMonth, time } = useI18n();
  return (
    <div className="mt-4 rounded-lg bg-honey-soft px-4 py-3.5 text-honey-ink">
      <h3 className="flex items-center gap-2 text-sm font-semibold tracking-normal">
        <Clock aria-hidden="true" className="size-4.5" />
        {t('bonuses.promises')}
      </h3>
      <ul className="mt-1.5 grid gap-1.5">
        {entries.map((entry) => {
          const points = signed(entry.points);
          return (
            <li key={entry.id} className="flex flex-wrap items-baseline justify-between gap-x-4">
              <span className="font-medium">
                {entry.payoutAt
                  ? t('bonuses.promiseAt', {
                      points,
                      date: dayMonth(entry.payoutAt),
                      time: time(entry.payoutAt),
                    })
                  : t('bonuses.promiseLater', { points })}
              </span>
              <OrderLink entry={entry} className="text-sm text-honey-ink" />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Waiting() {
  return (
    <div className="mt-4 grid gap-3">
      <Skeleton className="h-12" />
      <Skeleton className="h-12" />
      <Skeleton className="h-12" />
    </div>
  );
}
