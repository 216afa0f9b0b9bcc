'use client';
import clsx from 'clsx';
import {
  Cake,
  Clock,
  Gift,
  Hourglass,
  type LucideIcon,
  PencilLine,
  RotateCcw,
  ShoppingBag,
  Undo2,
  Wallet,
} from 'lucide-react';
import Link from 'next/link';
import type { HistoryEntryView } from '@/lib/api/answers';
import { groupByDay } from '@/lib/client/history';
import { useHistory } from '@/lib/client/lists';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Skeleton } from '../ui/skeleton';
import { ErrorState } from '../ui/states';

const icons: Record<HistoryEntryView['type'], LucideIcon> = {
  earned: ShoppingBag,
  used: Wallet,
  refunded: RotateCcw,
  cancelled: Undo2,
  expired: Hourglass,
  registration: Gift,
  birthday: Cake,
  adjustment: PencilLine,
};

/** Every movement of points by day; promises apart, settled ones not shown twice. */
export function History() {
  const { t, day } = useI18n();
  const { entries, error, mutate, hasMore, loadMore, isValidating } = useHistory();
  const pending = entries?.filter((e) => e.status === 'pending') ?? [];
  const done = entries?.filter((e) => e.status === 'completed') ?? [];
  return (
    <section aria-labelledby="history-title" className="card p-5 sm:p-6 md:col-span-2">
      <h2 id="history-title" className="text-lg">
        {t('bonuses.history')}
      </h2>
      {!entries &&
        (error ? <ErrorState error={error} onRetry={() => void mutate()} /> : <Waiting />)}
      {entries?.length === 0 && (
        <p className="mt-3 text-muted">
          {t('bonuses.historyEmpty')}. {t('bonuses.historyEmptyText')}
        </p>
      )}
      {pending.length > 0 && (
        <>
          <h3 className="mt-4 text-sm font-semibold text-honey-ink">{t('bonuses.promises')}</h3>
          <ul>
            {pending.map((entry) => (
              <Row key={entry.id} entry={entry} />
            ))}
          </ul>
        </>
      )}
      {groupByDay(done).map((group) => (
        <div key={group.day}>
          <h3 className="num mt-5 text-sm font-semibold text-muted">{day(group.entries[0].at)}</h3>
          <ul>
            {group.entries.map((entry) => (
              <Row key={entry.id} entry={entry} />
            ))}
          </ul>
        </div>
      ))}
      {hasMore && (
        <Button
          look="soft"
          wide
          className="mt-5"
          busy={isValidating}
          onClick={() => void loadMore()}
        >
          {t('common.more')}
        </Button>
      )}
    </section>
  );
}

function Row({ entry }: { entry: HistoryEntryView }) {
  const i18n = useI18n();
  const { t, date, dateTime, time, signed, num } = i18n;
  const pending = entry.status === 'pending';
  const Icon = pending ? Clock : icons[entry.type];
  const faded = entry.expired || entry.type === 'expired';
  return (
    <li className={clsx('flex gap-3.5 border-b border-line py-3.5 last:border-0')}>
      <span
        aria-hidden="true"
        className={clsx(
          'flex size-10 shrink-0 items-center justify-center rounded-full',
          pending ? 'bg-honey-soft text-honey-ink' : 'bg-sunken text-muted',
        )}
      >
        <Icon className="size-5" />
      </span>
      <div className={clsx('min-w-0 grow', faded && 'text-muted')}>
        <p className="font-medium">{t(`entry.${entry.type}`)}</p>
        <p className="num text-sm whitespace-normal text-muted">
          {pending && entry.payoutAt
            ? t('bonuses.promiseAt', { at: dateTime(entry.payoutAt) })
            : time(entry.at)}
          {entry.orderId !== null && (
            <>
              {' · '}
              <Link
                href={`/orders/${entry.orderId}`}
                className="text-accent-ink underline underline-offset-4"
              >
                {t('bonuses.order', { number: entry.orderNumber ?? num(entry.orderId) })}
              </Link>
            </>
          )}
          {entry.expiresAt && !pending && (
            <>
              {' · '}
              {t(entry.expired ? 'bonuses.expired' : 'bonuses.expires', {
                date: date(entry.expiresAt),
              })}
            </>
          )}
        </p>
        {entry.type === 'adjustment' && <p className="text-sm text-muted">{entry.description}</p>}
      </div>
      <div className="text-end">
        <p
          className={clsx(
            'num text-lg font-bold',
            faded || pending ? 'text-muted' : entry.points > 0 ? 'text-good-ink' : 'text-ink',
          )}
        >
          {signed(entry.points)}
        </p>
        {!pending && (
          <p className="num text-xs text-muted">
            {t('bonuses.after', { balance: num(entry.balanceAfter) })}
          </p>
        )}
      </div>
    </li>
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
