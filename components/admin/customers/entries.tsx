'use client';
import clsx from 'clsx';
import { Download } from 'lucide-react';
import Link from 'next/link';
import { useMemo } from 'react';
import type { AdminEntryView, AdminUserLoyaltyAnswer } from '@/lib/api/admin-loyalty-answers';
import { customerPaths } from '@/lib/client/customers-api';
import type { UsedFilters } from '@/lib/client/use-filters';
import { entryTypes } from '@/lib/loyalty/entry';
import { useI18n } from '@/lib/messages/provider';
import { Badge, type Tone } from '../../ui/badge';
import { Button } from '../../ui/button';
import { type Column, DataTable } from '../data-table';
import { Chips } from '../list-parts';
import type { entriesSpec } from './points-tab';

interface Props {
  id: number;
  loyalty: AdminUserLoyaltyAnswer;
  used: UsedFilters<typeof entriesSpec>;
}

/** The last rows, or all of them by pages; filtered by type, and as a file. */
export function Entries({ id, loyalty, used: { filters, set } }: Props) {
  const { t } = useI18n();
  const columns = useColumns();
  const { type, all, before } = filters;
  return (
    <section aria-labelledby="entries-title">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="me-auto">
          <h2 id="entries-title" className="text-lg">
            {t('customers.entries')}
          </h2>
          <p className="text-sm text-muted">
            {t(all ? 'customers.entriesAll' : 'customers.entriesLast')}
          </p>
        </div>
        <a
          href={customerPaths.csv(id, type)}
          download
          className="inline-flex min-h-11 items-center gap-2 font-semibold text-accent-ink underline-offset-4 hover:underline"
        >
          <Download aria-hidden="true" className="size-4.5" />
          {t('customers.csv')}
        </a>
      </div>
      <Chips
        label={t('customers.entriesType')}
        options={(['', ...entryTypes] as const).map((value) => ({
          value,
          name: value ? t(`entry.${value}`) : t('customers.allTypes'),
        }))}
        value={type}
        onChange={(value) => set({ type: value, before: '' })}
      />
      <DataTable
        caption={t('customers.entries')}
        columns={columns}
        rows={loyalty.entries}
        rowId={(entry) => String(entry.seq)}
        onRetry={() => undefined}
        empty={{ title: t('customers.noEntries'), text: t('customers.noEntriesText') }}
      />
      <div className="mt-4 flex flex-wrap justify-center gap-3">
        {!all && loyalty.next !== null && (
          <Button look="soft" onClick={() => set({ all: '1' })}>
            {t('customers.showAll')}
          </Button>
        )}
        {all && before && (
          <Button look="outline" onClick={() => set({ before: '' })}>
            {t('customers.newest')}
          </Button>
        )}
        {all && loyalty.next !== null && (
          <Button look="soft" onClick={() => set({ before: String(loyalty.next) })}>
            {t('customers.older')}
          </Button>
        )}
        {all && (
          <Button look="ghost" onClick={() => set({ all: '', before: '' })}>
            {t('customers.showLast')}
          </Button>
        )}
      </div>
    </section>
  );
}

const statusTones: Record<AdminEntryView['status'], Tone> = {
  completed: 'good',
  pending: 'honey',
  settled: 'plain',
  cancelled: 'plain',
};

/** Promises and what ended are told apart from what counts. */
function isFaded(entry: AdminEntryView): boolean {
  return entry.expired || entry.type === 'expired' || entry.status !== 'completed';
}

function useColumns(): Column<AdminEntryView>[] {
  const { t, dateTime, signed, num, date } = useI18n();
  return useMemo(
    () => [
      {
        id: 'at',
        head: t('customers.col.at'),
        cell: (entry) => <span className="num whitespace-nowrap">{dateTime(entry.at)}</span>,
      },
      {
        id: 'type',
        head: t('customers.col.type'),
        cell: (entry) => (
          <div className="min-w-40">
            <p className="font-medium">{t(`entry.${entry.type}`)}</p>
            {entry.reason && <p className="text-sm text-muted">{entry.reason}</p>}
            {entry.adminId !== null && (
              <p className="num text-sm text-muted">
                {t('customers.byAdmin', { id: num(entry.adminId) })}
              </p>
            )}
          </div>
        ),
      },
      {
        id: 'points',
        head: t('customers.col.points'),
        end: true,
        cell: (entry) => (
          <span
            className={clsx(
              'num text-lg font-bold',
              isFaded(entry) && 'text-muted',
              !isFaded(entry) && entry.points > 0 && 'text-good-ink',
              !isFaded(entry) && entry.points < 0 && 'text-bad-ink',
            )}
          >
            {signed(entry.points)}
          </span>
        ),
      },
      {
        id: 'order',
        head: t('customers.col.order'),
        cell: (entry) =>
          entry.orderId !== null && (
            <Link
              href={`/admin/orders/${entry.orderId}`}
              className="num text-accent-ink underline underline-offset-4"
            >
              {entry.orderNumber ?? entry.orderId}
            </Link>
          ),
      },
      {
        id: 'status',
        head: t('customers.col.status'),
        cell: (entry) => (
          <Badge tone={statusTones[entry.status]}>
            {t(`customers.entryStatus.${entry.status}`)}
          </Badge>
        ),
      },
      {
        id: 'expires',
        head: t('customers.col.expires'),
        cell: (entry) =>
          entry.expiresAt && (
            <span className={clsx('num whitespace-nowrap', entry.expired && 'text-muted')}>
              {t(entry.expired ? 'customers.expiredAt' : 'customers.expiresAt', {
                date: date(entry.expiresAt),
              })}
            </span>
          ),
      },
      {
        id: 'after',
        head: t('customers.col.after'),
        end: true,
        cell: (entry) => <span className="num">{num(entry.balanceAfter)}</span>,
      },
    ],
    [t, dateTime, signed, num, date],
  );
}
