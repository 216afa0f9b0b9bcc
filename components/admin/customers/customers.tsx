'use client';
import { useMemo } from 'react';
import useSWR from 'swr';
import type { AdminUsersAnswer, AdminUserView } from '@/lib/api/admin-loyalty-answers';
import { customerPaths, customersApi } from '@/lib/client/customers-api';
import { pageOf } from '@/lib/client/filters';
import { showPhone } from '@/lib/client/phone';
import { useFilters } from '@/lib/client/use-filters';
import { useI18n } from '@/lib/messages/provider';
import type { MessageKey } from '@/lib/messages/ru';
import { Points, Price } from '../../ui/amounts';
import { Select } from '../../ui/field';
import { type Column, DataTable, RowLink } from '../data-table';
import { SearchField } from '../list-parts';
import { useTierTitle } from './tier-title';

const sorts = [
  '-joined',
  'joined',
  'name',
  '-name',
  '-points',
  'points',
  '-spent',
  'spent',
] as const;
const spec = { query: '', sort: sorts, page: '1' } as const;

/** Customers, found by phone or name; the server sorts and pages, the address says how. */
export function Customers() {
  const { t } = useI18n();
  const { filters, set } = useFilters(spec);
  const page = pageOf(filters.page);
  const path = customerPaths.list({ ...filters, page: String(page) });
  const { data, error, mutate } = useSWR<AdminUsersAnswer>(path, customersApi.list, {
    keepPreviousData: true,
  });
  const columns = useColumns();

  return (
    <>
      <h1 className="text-2xl">{t('customers.title')}</h1>
      <div className="mt-5 grid items-end gap-3 sm:grid-cols-[1fr_14rem]">
        <SearchField
          label={t('customers.search')}
          placeholder={t('customers.searchHint')}
          value={filters.query}
          onChange={(query) => set({ query })}
        />
        <Select
          label={t('customers.sort')}
          hideLabel
          value={filters.sort}
          onChange={(event) => set({ sort: event.target.value as (typeof sorts)[number] })}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`customers.sort.${sort}` as MessageKey)}
            </option>
          ))}
        </Select>
      </div>
      <p role="status" className="num mt-4 min-h-5 text-sm text-muted">
        {data && data.total > 0 && t('customers.found', { count: data.total })}
      </p>
      <DataTable
        caption={t('customers.title')}
        columns={columns}
        rows={data?.users}
        rowId={(user) => String(user.id)}
        href={cardOf}
        card={(user) => <Card user={user} />}
        sort={filters.sort}
        onSort={(sort) => set({ sort: sort as (typeof sorts)[number] })}
        error={error}
        onRetry={() => void mutate()}
        empty={{ title: t('customers.empty'), text: t('customers.emptyText') }}
        {...(data && { pages: data })}
        onPage={(next) => set({ page: String(next) })}
      />
    </>
  );
}

function useColumns(): Column<AdminUserView>[] {
  const { t, date } = useI18n();
  const tierTitle = useTierTitle();
  return useMemo(
    () => [
      {
        id: 'name',
        head: t('customers.name'),
        sort: 'name',
        cell: (user) => nameOf(user, t('admin.noName'), t('customers.erased')),
      },
      {
        id: 'phone',
        head: t('customers.phone'),
        cell: (user) => <span className="num whitespace-nowrap">{phoneOf(user)}</span>,
      },
      { id: 'tier', head: t('customers.tier'), cell: (user) => tierTitle(user.tier) },
      {
        id: 'points',
        head: t('customers.points'),
        sort: '-points',
        end: true,
        cell: (user) => <Points value={user.loyaltyPoints} className="font-semibold" />,
      },
      {
        id: 'spent',
        head: t('customers.spent'),
        sort: '-spent',
        end: true,
        cell: (user) => <Price rubles={user.totalSpent} />,
      },
      {
        id: 'joined',
        head: t('customers.joined'),
        sort: '-joined',
        end: true,
        cell: (user) => date(user.joinedAt),
      },
    ],
    [t, date, tierTitle],
  );
}

const cardOf = (user: AdminUserView) => `/admin/customers/${user.id}`;

/** A customer on a phone: whose points, how many; the rest in a line. */
function Card({ user }: { user: AdminUserView }) {
  const { t, date } = useI18n();
  const tierTitle = useTierTitle();
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <RowLink href={cardOf(user)}>
            {nameOf(user, t('admin.noName'), t('customers.erased'))}
          </RowLink>
          <p className="num text-sm text-muted">{phoneOf(user)}</p>
        </div>
        <Points value={user.loyaltyPoints} className="text-lg font-bold" />
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <div>
          <dt className="sr-only">{t('customers.tier')}</dt>
          <dd>{tierTitle(user.tier)}</dd>
        </div>
        <div className="flex gap-1.5">
          <dt className="text-muted">{t('customers.spent')}</dt>
          <dd>
            <Price rubles={user.totalSpent} />
          </dd>
        </div>
        <div className="num flex gap-1.5 text-muted">
          <dt>{t('customers.joined')}</dt>
          <dd>{date(user.joinedAt)}</dd>
        </div>
      </dl>
    </>
  );
}

/** A deleted account's phone is a placeholder. */
export function isErased({ phone }: Pick<AdminUserView, 'phone'>): boolean {
  return !phone.startsWith('+');
}

export function nameOf(user: AdminUserView, noName: string, erased: string): string {
  return isErased(user) ? erased : (user.name ?? noName);
}

export function phoneOf(user: AdminUserView): string {
  return isErased(user) ? '' : showPhone(user.phone);
}
