'use client';
import { useMemo } from 'react';
import useSWR from 'swr';
import type { EditRecordView, EditsAnswer } from '@/lib/api/openapi/answers-customers';
import { customerPaths, customersApi } from '@/lib/client/customers-api';
import { pageOf } from '@/lib/client/filters';
import { useFilters } from '@/lib/client/use-filters';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { ru } from '@/lib/messages/ru';
import { Badge } from '../../ui/badge';
import { Select } from '../../ui/field';
import { type Column, DataTable } from '../data-table';
import { askable, DayFilters, NumberFilter, ResetButton } from './record-filters';

const tables = [
  'Promo_Codes',
  'Promo_Batches',
  'Menu_Items',
  'Menu_Categories',
  'Settings',
  'Admins',
  'Pages',
] as const;
const spec = {
  table: ['', ...tables],
  row: '',
  admin: '',
  from: '',
  to: '',
  page: '1',
} as const;

/** `Edits`, newest first: what each admin changed, field by field. */
export function EditsTab() {
  const { t } = useI18n();
  const { filters, set, query } = useFilters(spec);
  const path = customerPaths.edits(askable({ ...filters, page: String(pageOf(filters.page)) }));
  const { data, error, mutate } = useSWR<EditsAnswer>(path, customersApi.edits, {
    keepPreviousData: true,
  });
  const columns = useColumns();
  return (
    <>
      <div className="grid grid-cols-2 items-end gap-3 lg:grid-cols-[2fr_1fr_1fr_1fr]">
        <div className="col-span-2 lg:col-span-1">
          <Select
            label={t('health.edits.table')}
            value={filters.table}
            onChange={(event) =>
              set({ table: event.target.value as typeof filters.table, row: '' })
            }
          >
            <option value="">{t('health.edits.all')}</option>
            {tables.map((table) => (
              <option key={table} value={table}>
                {t(`health.edits.${table}`)}
              </option>
            ))}
          </Select>
        </div>
        <DayFilters from={filters.from} to={filters.to} onChange={set} />
        <div className="col-span-2 lg:col-span-1">
          <NumberFilter
            label={t('health.logs.admin')}
            value={filters.admin}
            onChange={(admin) => set({ admin })}
          />
        </div>
      </div>
      <ResetButton
        shown={query !== ''}
        onReset={() => set({ table: '', row: '', admin: '', from: '', to: '' })}
      />
      <DataTable
        caption={t('health.tab.edits')}
        columns={columns}
        rows={data?.edits}
        rowId={(edit) => `${edit.table}:${edit.rowId}:${edit.n}`}
        error={error}
        onRetry={() => void mutate()}
        empty={{ title: t('health.edits.empty'), text: t('health.edits.emptyText') }}
        {...(data && { pages: data })}
        onPage={(page) => set({ page: String(page) })}
      />
    </>
  );
}

function useColumns(): Column<EditRecordView>[] {
  const { t, dateTime } = useI18n();
  return useMemo(
    () => [
      {
        id: 'at',
        head: t('health.logs.at'),
        cell: (edit) => <span className="num whitespace-nowrap">{dateTime(edit.at)}</span>,
      },
      {
        id: 'who',
        head: t('health.logs.who'),
        cell: ({ admin }) =>
          admin ? admin.name || t('health.logs.staff', { id: admin.id }) : t('health.logs.system'),
      },
      {
        id: 'table',
        head: t('health.edits.table'),
        cell: ({ table, rowId, before, after }) => (
          <div className="min-w-32">
            <p className="font-medium">
              {`health.edits.${table}` in ru ? t(`health.edits.${table}` as MessageKey) : table}
            </p>
            <p className="num text-sm text-muted">
              {nameIn(after) ?? nameIn(before) ?? `${t('health.edits.row')} ${rowId}`}
            </p>
          </div>
        ),
      },
      {
        id: 'change',
        head: t('health.logs.change'),
        cell: ({ before, after }) => <Change before={before} after={after} />,
      },
    ],
    [t, dateTime],
  );
}

function fieldsOf(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** What a row calls itself, where it says so. */
function nameIn(value: unknown): string | null {
  const { code, name } = fieldsOf(value) ?? {};
  return typeof code === 'string' ? code : typeof name === 'string' ? name : null;
}

function said(value: unknown): string {
  if (value === null || value === undefined || value === '') return '\u2014';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function Change({ before, after }: Pick<EditRecordView, 'before' | 'after'>) {
  const { t } = useI18n();
  if (before === null && after !== null)
    return <Badge tone="good">{t('health.edits.created')}</Badge>;
  if (after === null && before !== null)
    return <Badge tone="bad">{t('health.edits.deleted')}</Badge>;
  const [was, became] = [fieldsOf(before), fieldsOf(after)];
  if (!was || !became) {
    return (
      <span className="block max-w-96 text-sm break-words">
        {said(before)} → {said(after)}
      </span>
    );
  }
  return (
    <ul className="grid max-w-96 gap-0.5 text-sm break-words">
      {Object.keys(became).map((field) => (
        <li key={field}>
          <span className="text-muted">{field}: </span>
          {said(was[field])} → {said(became[field])}
        </li>
      ))}
    </ul>
  );
}
