'use client';
import { useMemo } from 'react';
import useSWR from 'swr';
import type { RunsAnswer, RunView } from '@/lib/api/openapi/answers-customers';
import { customerPaths, customersApi } from '@/lib/client/customers-api';
import { pageOf } from '@/lib/client/filters';
import { useFilters } from '@/lib/client/use-filters';
import { jobNames } from '@/lib/jobs/names';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { Badge } from '../../ui/badge';
import { Select } from '../../ui/field';
import { type Column, DataTable } from '../data-table';
import { Chips } from '../list-parts';

const spec = { job: ['', ...jobNames], troubled: ['', 'true'], page: '1' } as const;

/** Runs of the jobs, newest first. */
export function RunsTab() {
  const { t } = useI18n();
  const { filters, set } = useFilters(spec);
  const path = customerPaths.runs({ ...filters, page: String(pageOf(filters.page)) });
  const { data, error, mutate } = useSWR<RunsAnswer>(path, customersApi.runs, {
    keepPreviousData: true,
  });
  const columns = useColumns();
  return (
    <>
      <div className="grid items-end gap-3 sm:grid-cols-[18rem_1fr]">
        <Select
          label={t('health.runs.job')}
          value={filters.job}
          onChange={(event) => set({ job: event.target.value as typeof filters.job })}
        >
          <option value="">{t('health.runs.all')}</option>
          {jobNames.map((job) => (
            <option key={job} value={job}>
              {t(`health.job.${job}`)}
            </option>
          ))}
        </Select>
        <Chips
          label={t('health.runs.which')}
          options={[
            { value: '', name: t('health.runs.any') },
            { value: 'true', name: t('health.runs.troubled') },
          ]}
          value={filters.troubled}
          onChange={(troubled) => set({ troubled })}
        />
      </div>
      <DataTable
        caption={t('health.tab.runs')}
        columns={columns}
        rows={data?.runs}
        rowId={(run) => String(run.id)}
        card={(run) => <Card run={run} />}
        error={error}
        onRetry={() => void mutate()}
        empty={{ title: t('health.runs.empty'), text: t('health.runs.emptyText') }}
        {...(data && { pages: data })}
        onPage={(page) => set({ page: String(page) })}
      />
    </>
  );
}

/** A run on a phone: which and how it ended, then when and by whom. */
function Card({ run }: { run: RunView }) {
  const { t, dateTime, num } = useI18n();
  const figures = [run.lookedAt, run.done, run.skipped].map(num).join(' · ');
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
        <div>
          <p className="font-semibold">{t(`health.job.${run.job}` as MessageKey)}</p>
          <p className="num text-sm text-muted">
            {dateTime(run.startedAt)} · <StartedBy run={run} />
            {run.finishedAt && ' · '}
            <Took run={run} />
          </p>
        </div>
        <Result run={run} />
      </div>
      <p className="num text-sm text-muted">
        {t('health.runs.figures')}: {figures}
      </p>
    </>
  );
}

function StartedBy({ run: { startedBy } }: { run: RunView }) {
  const { t } = useI18n();
  if (!startedBy) return t('health.runs.scheduler');
  return startedBy.name || t('health.logs.staff', { id: startedBy.id });
}

function Took({ run: { startedAt, finishedAt } }: { run: RunView }) {
  const { t, num } = useI18n();
  if (!finishedAt) return null;
  const seconds = Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt)) / 1000;
  return t('health.runs.seconds', { seconds: num(seconds) });
}

function useColumns(): Column<RunView>[] {
  const { t, dateTime, num } = useI18n();
  return useMemo(
    () => [
      {
        id: 'started',
        head: t('health.runs.started'),
        cell: (run) => <span className="num whitespace-nowrap">{dateTime(run.startedAt)}</span>,
      },
      {
        id: 'job',
        head: t('health.runs.job'),
        cell: (run) => t(`health.job.${run.job}` as MessageKey),
      },
      {
        id: 'by',
        head: t('health.runs.by'),
        cell: (run) => <StartedBy run={run} />,
      },
      { id: 'result', head: t('health.runs.result'), cell: (run) => <Result run={run} /> },
      {
        id: 'figures',
        head: t('health.runs.figures'),
        end: true,
        cell: ({ lookedAt, done, skipped }) => (
          <span className="num">{[lookedAt, done, skipped].map(num).join(' · ')}</span>
        ),
      },
      {
        id: 'took',
        head: t('health.runs.took'),
        end: true,
        cell: (run) => <Took run={run} />,
      },
    ],
    [t, dateTime, num],
  );
}

function Result({ run }: { run: RunView }) {
  const { t } = useI18n();
  if (run.error) {
    return (
      <div className="max-w-72">
        <Badge tone="bad">{t('health.runs.broke')}</Badge>
        <p className="mt-1 text-sm break-words text-muted">{run.error}</p>
      </div>
    );
  }
  if (run.finishedAt === null) return <Badge tone="honey">{t('health.runs.going')}</Badge>;
  if (run.failed > 0) {
    return <Badge tone="bad">{t('health.runs.failed', { count: run.failed })}</Badge>;
  }
  return run.left ? (
    <Badge tone="honey">{t('health.runs.left')}</Badge>
  ) : (
    <Badge tone="good">{t('health.runs.good')}</Badge>
  );
}
