'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import useSWR from 'swr';
import type { LogsAnswer, LogView } from '@/lib/api/openapi/answers-customers';
import { customerPaths, customersApi } from '@/lib/client/customers-api';
import { pageOf } from '@/lib/client/filters';
import { showPhone } from '@/lib/client/phone';
import { useFilters } from '@/lib/client/use-filters';
import { logTypes } from '@/lib/loyalty/log-types';
import { useI18n } from '@/lib/messages/provider';
import { Select } from '../../ui/field';
import { useTierTitle } from '../customers/tier-title';
import { type Column, DataTable } from '../data-table';
import { LogDetails } from './log-details';
import { askable, DayFilters, NumberFilter, ResetButton } from './record-filters';

const spec = {
  type: ['', ...logTypes],
  user: '',
  admin: '',
  from: '',
  to: '',
  page: '1',
} as const;

/** `Loyalty_Logs`, newest first: what happened, about whom, and who did it. */
export function LogsTab() {
  const { t } = useI18n();
  const { filters, set, query } = useFilters(spec);
  const path = customerPaths.logs(askable({ ...filters, page: String(pageOf(filters.page)) }));
  const { data, error, mutate } = useSWR<LogsAnswer>(path, customersApi.logs, {
    keepPreviousData: true,
  });
  const columns = useColumns();
  return (
    <>
      <div className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[2fr_1fr_1fr_1fr_1fr]">
        <div className="col-span-2 lg:col-span-1">
          <Select
            label={t('health.logs.type')}
            value={filters.type}
            onChange={(event) => set({ type: event.target.value as typeof filters.type })}
          >
            <option value="">{t('health.logs.allTypes')}</option>
            {logTypes.map((type) => (
              <option key={type} value={type}>
                {t(`health.log.${type}`)}
              </option>
            ))}
          </Select>
        </div>
        <DayFilters from={filters.from} to={filters.to} onChange={set} />
        <NumberFilter
          label={t('health.logs.customer')}
          value={filters.user}
          onChange={(user) => set({ user })}
        />
        <NumberFilter
          label={t('health.logs.admin')}
          value={filters.admin}
          onChange={(admin) => set({ admin })}
        />
      </div>
      <ResetButton
        shown={query !== ''}
        onReset={() => set({ type: '', user: '', admin: '', from: '', to: '' })}
      />
      <DataTable
        caption={t('health.tab.logs')}
        columns={columns}
        rows={data?.logs}
        rowId={(log) => String(log.id)}
        card={(log) => <Card log={log} />}
        error={error}
        onRetry={() => void mutate()}
        empty={{ title: t('health.logs.empty'), text: t('health.logs.emptyText') }}
        {...(data && { pages: data })}
        onPage={(page) => set({ page: String(page) })}
      />
    </>
  );
}

function useColumns(): Column<LogView>[] {
  const { t, dateTime } = useI18n();
  return useMemo(
    () => [
      {
        id: 'at',
        head: t('health.logs.at'),
        cell: (log) => <span className="num whitespace-nowrap">{dateTime(log.at)}</span>,
      },
      {
        id: 'what',
        head: t('health.logs.what'),
        cell: (log) => <span className="font-medium">{t(`health.log.${log.type}`)}</span>,
      },
      {
        id: 'about',
        head: t('health.logs.about'),
        cell: (log) => <About log={log} />,
      },
      {
        id: 'change',
        head: t('health.logs.change'),
        cell: (log) => <Change log={log} />,
      },
      {
        id: 'who',
        head: t('health.logs.who'),
        cell: (log) => <Who log={log} />,
      },
      {
        id: 'details',
        head: t('health.logs.details'),
        cell: (log) => <LogDetails log={log} />,
      },
    ],
    [t, dateTime],
  );
}

interface Of {
  log: LogView;
}

/** A line on a phone: what and about whom, then when, by whom and the rest. */
function Card({ log }: Of) {
  const { t, dateTime } = useI18n();
  return (
    <>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <p className="font-semibold">{t(`health.log.${log.type}`)}</p>
        <Change log={log} />
      </div>
      <p className="num text-sm text-muted">
        {dateTime(log.at)} · <Who log={log} />
      </p>
      <div className="flex flex-wrap justify-between gap-x-3 gap-y-1">
        <About log={log} />
        <LogDetails log={log} />
      </div>
    </>
  );
}

function About({ log: { user } }: Of) {
  if (!user) return null;
  return (
    <Link
      href={`/admin/customers/${user.id}`}
      className="text-accent-ink underline underline-offset-4"
    >
      {user.name ?? showPhone(user.phone)}
    </Link>
  );
}

function Who({ log: { admin } }: Of) {
  const { t } = useI18n();
  if (!admin) return t('health.logs.system');
  return admin.name || t('health.logs.staff', { id: admin.id });
}

/** Short values in sight; long ones stand with the details. */
const LONG = 40;

function Change({ log }: Of) {
  const tierTitle = useTierTitle();
  const level = log.type === 'level_changed';
  const was = level ? tierTitle(log.old) || null : log.old;
  const became = level ? tierTitle(log.new) : log.new;
  if (was === null && became === null) return null;
  if ([was, became].some((text) => (text ?? '').length > LONG))
    return <Folded {...{ was, became }} />;
  return (
    <span className="num">
      {was ?? '\u2014'} → {became ?? '\u2014'}
    </span>
  );
}

function Folded({ was, became }: { was: string | null; became: string | null }) {
  const { t } = useI18n();
  return (
    <details className="max-w-72">
      <summary className="text-sm text-accent-ink">{t('health.logs.details')}</summary>
      <p className="text-sm break-all">{was ?? '\u2014'}</p>
      <p className="text-sm break-all">→ {became ?? '\u2014'}</p>
    </details>
  );
}
