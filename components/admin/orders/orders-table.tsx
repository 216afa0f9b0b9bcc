'use client';
import clsx from 'clsx';
import { SlidersHorizontal, X } from 'lucide-react';
import Link from 'next/link';
import { useMemo, useState } from 'react';
import useSWR from 'swr';
import type { StaffOrder, StaffOrders } from '@/lib/client/admin-api';
import { showPhone } from '@/lib/client/phone';
import { staffOrderPaths, staffOrdersApi } from '@/lib/client/staff-orders';
import { useFilters } from '@/lib/client/use-filters';
import { useI18n } from '@/lib/messages/provider';
import { orderStatuses, paymentMethods } from '@/lib/orders/lifecycle';
import { paymentStates } from '@/lib/orders/payment-state';
import { PaidBadge, StatusBadge } from '../../shop/order-status';
import { Points, Price } from '../../ui/amounts';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Input, Select } from '../../ui/field';
import { type Column, DataTable } from '../data-table';
import { SearchField } from '../list-parts';

const spec = {
  search: '',
  status: ['', ...orderStatuses],
  method: ['', ...paymentMethods],
  payment: ['', ...paymentStates],
  from: '',
  to: '',
  points: ['', 'yes'],
  promo: ['', 'yes'],
  /** Below which order each page began, `-` between them: the way back. */
  page: '',
} as const;

const PAGE = 25;
const REFRESH_MS = 15_000;

/** All orders ever: found, filtered and paged by the server; the address says how. */
export function OrdersTable() {
  const { t, dateTime } = useI18n();
  const { filters, set } = useFilters(spec);
  const trail = filters.page === '' ? [] : filters.page.split('-').filter((n) => /^\d+$/.test(n));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (name !== 'page' && value !== '') query.set(name, value);
  }
  const before = trail.at(-1);
  if (before) query.set('before', before);
  query.set('limit', String(PAGE));
  const { data, error, mutate } = useSWR<StaffOrders>(
    staffOrderPaths.list(`?${query}`),
    staffOrdersApi.list,
    { keepPreviousData: true, refreshInterval: REFRESH_MS },
  );

  function go(page: number) {
    if (page <= trail.length) set({ page: trail.slice(0, page - 1).join('-') });
    else if (data?.next) set({ page: [...trail, data.next].join('-') });
  }

  const columns = useMemo(
    (): Column<StaffOrder>[] => [
      {
        id: 'number',
        head: t('orderList.order'),
        cell: (o) => (
          <>
            <span className="num">{o.number}</span>
            <span className="block text-sm font-normal text-muted">{dateTime(o.createdAt)}</span>
          </>
        ),
      },
      { id: 'customer', head: t('orderList.customer'), cell: (o) => <Customer order={o} /> },
      {
        id: 'where',
        head: t('orderList.where'),
        cell: (o) => (
          <span className="line-clamp-2 max-w-56 text-sm break-words">
            {o.deliveryAddress ?? t('order.pickup')}
          </span>
        ),
      },
      { id: 'state', head: t('orderList.state'), cell: (o) => <State order={o} /> },
      { id: 'sum', head: t('orderList.sum'), end: true, cell: (o) => <Sum order={o} /> },
    ],
    [t, dateTime],
  );

  return (
    <>
      <Filters filters={filters} set={set} />
      <DataTable
        caption={t('orderList.caption')}
        columns={columns}
        rows={data?.orders}
        rowId={(o) => String(o.id)}
        href={pageOfOrder}
        card={(o) => <Card order={o} />}
        error={error}
        onRetry={() => void mutate()}
        empty={{ title: t('orderList.empty'), text: t('orderList.emptyText') }}
        pages={{ page: trail.length + 1, hasMore: Boolean(data?.next) }}
        onPage={go}
      />
    </>
  );
}

type Used = ReturnType<typeof useFilters<typeof spec>>;

function Filters({ filters, set }: Pick<Used, 'filters' | 'set'>) {
  const { t } = useI18n();
  // On a phone they stand behind a button; how many narrow the list is told on it.
  const [open, setOpen] = useState(false);
  const narrowed = Object.entries(filters).filter(
    ([name, value]) => name !== 'page' && value !== '',
  );
  return (
    <search className="grid gap-3">
      <SearchField
        label={t('orderList.search')}
        placeholder={t('orderList.search')}
        value={filters.search}
        onChange={(search) => set({ search })}
      />
      <Button
        look="outline"
        className="sm:hidden"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <SlidersHorizontal aria-hidden="true" className="size-5" />
        {t('orderList.filters')}
        {narrowed.length > 0 && <span className="num">{narrowed.length}</span>}
      </Button>
      <div
        className={clsx(
          'grid-cols-2 items-end gap-3 sm:grid sm:grid-cols-3 xl:grid-cols-5',
          open ? 'grid' : 'hidden',
        )}
      >
        <Select
          label={t('orderList.status')}
          value={filters.status}
          onChange={(e) => set({ status: e.target.value as typeof filters.status })}
        >
          <option value="">{t('orderList.anyStatus')}</option>
          {orderStatuses.map((status) => (
            <option key={status} value={status}>
              {t(`status.${status}`)}
            </option>
          ))}
        </Select>
        <Select
          label={t('orderList.method')}
          value={filters.method}
          onChange={(e) => set({ method: e.target.value as typeof filters.method })}
        >
          <option value="">{t('orderList.anyMethod')}</option>
          {paymentMethods.map((method) => (
            <option key={method} value={method}>
              {t(`method.${method}`)}
            </option>
          ))}
        </Select>
        <Select
          label={t('orderList.payment')}
          className="col-span-2 sm:col-span-1"
          value={filters.payment}
          onChange={(e) => set({ payment: e.target.value as typeof filters.payment })}
        >
          <option value="">{t('orderList.anyPayment')}</option>
          {paymentStates.map((state) => (
            <option key={state} value={state}>
              {t(`paid.${state}`)}
            </option>
          ))}
        </Select>
        <Day label={t('orderList.from')} value={filters.from} onChange={(from) => set({ from })} />
        <Day label={t('orderList.to')} value={filters.to} onChange={(to) => set({ to })} />
      </div>
      <div
        className={clsx('flex-wrap items-center gap-x-6 gap-y-1 sm:flex', open ? 'flex' : 'hidden')}
      >
        <Checkbox
          checked={filters.points === 'yes'}
          onChange={(on) => set({ points: on ? 'yes' : '' })}
        >
          {t('orderList.points')}
        </Checkbox>
        <Checkbox
          checked={filters.promo === 'yes'}
          onChange={(on) => set({ promo: on ? 'yes' : '' })}
        >
          {t('orderList.promo')}
        </Checkbox>
        {narrowed.length > 0 && (
          <Button look="ghost" size="sm" className="ms-auto" onClick={() => set(nothing)}>
            <X aria-hidden="true" className="size-4.5" />
            {t('orderList.reset')}
          </Button>
        )}
      </div>
    </search>
  );
}

const nothing = {
  search: '',
  status: '',
  method: '',
  payment: '',
  from: '',
  to: '',
  points: '',
  promo: '',
} as const;

function Day(props: { label: string; value: string; onChange(day: string): void }) {
  return (
    <Input
      type="date"
      label={props.label}
      min="2020-01-01"
      max="2099-12-31"
      value={props.value}
      onChange={(event) => props.onChange(event.target.value)}
    />
  );
}

const pageOfOrder = (order: StaffOrder) => `/admin/orders/${order.id}`;

/** An order on a phone: what people look for on top, no names of columns. */
function Card({ order }: { order: StaffOrder }) {
  const { t, dateTime } = useI18n();
  return (
    <>
      <div className="flex items-start justify-between gap-3">
        <div>
          <Link
            href={pageOfOrder(order)}
            className="num text-lg font-bold after:absolute after:inset-0 after:rounded-xl"
          >
            {order.number}
          </Link>
          <p className="text-sm text-muted">{dateTime(order.createdAt)}</p>
        </div>
        <Sum order={order} />
      </div>
      <div className="grid gap-1.5">
        <Customer order={order} />
        <p className="text-sm break-words">{order.deliveryAddress ?? t('order.pickup')}</p>
      </div>
      <State order={order} />
    </>
  );
}

function Customer({ order }: { order: StaffOrder }) {
  const { t } = useI18n();
  return (
    <span className="text-sm">
      {order.customer.name ?? t('admin.noName')}
      <span className="num block text-muted">{showPhone(order.customer.phone)}</span>
    </span>
  );
}

function State({ order }: { order: StaffOrder }) {
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      <StatusBadge status={order.status} />
      <PaidBadge order={order} />
    </span>
  );
}

function Sum({ order }: { order: StaffOrder }) {
  return (
    <span className="inline-grid justify-items-end">
      <Price rubles={order.payable} className="font-bold" />
      {order.pointsUsed > 0 && (
        <Points value={-order.pointsUsed} signed className="text-sm text-muted" />
      )}
    </span>
  );
}
