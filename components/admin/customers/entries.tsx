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
  const rows = useMemo(() => {
    const names = new Map(loyalty.staff.map(({ id, name }) => [id, name]));
    return loyalty.entries.map((entry) => ({
      ...entry,
      by: names.get(entry.adminId ?? 0) ?? null,
    }));
  }, [loyalty]);
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
        rows={rows}
        rowId={(entry) => String(entry.seq)}
        card={(entry) => <EntryCard entry={entry} />}
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

/** A row with the name of who of the staff wrote it; null: nobody, or nobody knows. */
type Entry = AdminEntryView & { by: string | null };

/** Promises and what ended are told apart from what counts. */
function isFaded(entry: Entry): boolean {
  return entry.expired || entry.type === 'expired' || entry.status !== 'completed';
}

function useColumns(): Column<Entry>[] {
  const { t, dateTime, num } = useI18n();
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
            <TypeOf entry={entry} />
          </div>
        ),
      },
      {
        id: 'points',
        head: t('customers.col.points'),
        end: true,
        cell: (entry) => <Moved entry={entry} />,
      },
      {
        id: 'order',
        head: t('customers.col.order'),
        cell: (entry) => <OrderLink entry={entry} />,
      },
      {
        id: 'status',
        head: t('customers.col.status'),
        cell: (entry) => <Status entry={entry} />,
      },
      {
        id: 'expires',
        head: t('customers.col.expires'),
        cell: (entry) => <Expiry entry={entry} />,
      },
      {
        id: 'after',
        head: t('customers.col.after'),
        end: true,
        cell: (entry) => <span className="num">{num(entry.balanceAfter)}</span>,
      },
    ],
    [t, dateTime, num],
  );
}

interface CellProps {
  entry: Entry;
}

/** A row on a phone: what and how much first, the rest in one line. */
function EntryCard({ entry }: CellProps) {
  const { t, dateTime, num } = useI18n();
  return (
    <>
      <div className="flex items-start justify-between gap-4">
        <div>
          <TypeOf entry={entry} />
          <p className="num text-sm text-muted">{dateTime(entry.at)}</p>
        </div>
        <Moved entry={entry} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
        <Status entry={entry} />
        {entry.orderId !== null && (
          <span>
            {t('customers.col.order')} <OrderLink entry={entry} />
          </span>
        )}
        <Expiry entry={entry} />
        <span className="num ms-auto text-muted">
          {t('bonuses.after', { balance: num(entry.balanceAfter) })}
        </span>
      </div>
    </>
  );
}

function TypeOf({ entry }: CellProps) {
  const { t } = useI18n();
  return (
    <>
      <p className="font-medium">{t(`entry.${entry.type}`)}</p>
      {entry.reason && <p className="text-sm text-muted">{entry.reason}</p>}
      {entry.adminId !== null && (
        <p className="num text-sm text-muted">
          {entry.by || t('customers.byAdmin', { id: String(entry.adminId) })}
        </p>
      )}
    </>
  );
}

function Moved({ entry }: CellProps) {
  const { signed } = useI18n();
  const faded = isFaded(entry);
  return (
    <span
      className={clsx(
        'num text-lg font-bold',
        faded && 'text-muted',
        !faded && entry.points > 0 && 'text-good-ink',
        !faded && entry.points < 0 && 'text-bad-ink',
      )}
    >
      {signed(entry.points)}
    </span>
  );
}

function OrderLink({ entry }: CellProps) {
  if (entry.orderId === null) return null;
  return (
    <Link
      href={`/admin/orders/${entry.orderId}`}
      className="num text-accent-ink underline underline-offset-4"
    >
      {entry.orderNumber ?? entry.orderId}
    </Link>
  );
}

function Status({ entry: { status } }: CellProps) {
  const { t } = useI18n();
  return <Badge tone={statusTones[status]}>{t(`customers.entryStatus.${status}`)}</Badge>;
}

function Expiry({ entry: { expiresAt, expired } }: CellProps) {
  const { t, date } = useI18n();
  if (!expiresAt) return null;
  return (
    <span className={clsx('num whitespace-nowrap', expired && 'text-muted')}>
      {t(expired ? 'customers.expiredAt' : 'customers.expiresAt', { date: date(expiresAt) })}
    </span>
  );
}
