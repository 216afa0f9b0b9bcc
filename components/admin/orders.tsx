'use client';
import clsx from 'clsx';
import Link from 'next/link';
import { useState } from 'react';
import useSWRInfinite from 'swr/infinite';
import { adminApi, adminPaths, type StaffOrder, type StaffOrders } from '@/lib/client/admin-api';
import { showPhone } from '@/lib/client/phone';
import { useI18n } from '@/lib/messages/provider';
import { type OrderStatus, orderStatuses } from '@/lib/orders/lifecycle';
import { PaidBadge, StatusBadge } from '../shop/order-status';
import { Points, Price } from '../ui/amounts';
import { Button } from '../ui/button';
import { Skeleton } from '../ui/skeleton';
import { EmptyState } from '../ui/states';
import { AdminFailure } from './failure';

/** All orders, newest first, by status; new ones come by themselves. */
export function AdminOrders() {
  const { t } = useI18n();
  const [status, setStatus] = useState<OrderStatus | ''>('');
  const { data, error, mutate, setSize, isValidating } = useSWRInfinite<StaffOrders>(
    (index: number, previous: StaffOrders | null) => {
      if (index === 0) return adminPaths.orders(status);
      return previous?.next ? adminPaths.orders(status, previous.next) : null;
    },
    adminApi.orders,
    { refreshInterval: 10_000, keepPreviousData: true },
  );
  const orders = data?.flatMap((page) => page.orders);

  return (
    <>
      <h1 className="text-2xl">{t('admin.orders')}</h1>
      <nav aria-label={t('admin.filter')} className="no-scrollbar -mx-4 mt-4 overflow-x-auto px-4">
        <ul className="flex gap-2">
          {(['', ...orderStatuses] as const).map((value) => (
            <li key={value}>
              <button
                type="button"
                aria-pressed={status === value}
                onClick={() => setStatus(value)}
                className={clsx(
                  'h-10 rounded-full px-4 text-sm font-semibold whitespace-nowrap',
                  status === value ? 'bg-ink text-paper' : 'bg-sunken hover:bg-line',
                )}
              >
                {value ? t(`status.${value}`) : t('admin.all')}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      {!orders &&
        (error ? (
          <AdminFailure error={error} onRetry={() => void mutate()} />
        ) : (
          <Skeleton className="mt-5 h-80 rounded-xl" />
        ))}
      {orders?.length === 0 && (
        <EmptyState title={t('admin.noOrders')} text={t('admin.noOrdersText')} />
      )}
      {orders && orders.length > 0 && (
        <ul className="card mt-5 px-2 sm:px-3">
          {orders.map((order) => (
            <Row key={order.id} order={order} />
          ))}
        </ul>
      )}
      {data?.at(-1)?.next && (
        <Button
          look="soft"
          wide
          className="mt-4"
          busy={isValidating}
          onClick={() => void setSize((n) => n + 1)}
        >
          {t('admin.older')}
        </Button>
      )}
    </>
  );
}

function Row({ order }: { order: StaffOrder }) {
  const { t, dateTime } = useI18n();
  return (
    <li className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1.5 border-b border-line px-2 py-3.5 last:border-0 hover:bg-sunken sm:grid-cols-[11rem_1fr_auto_7rem]">
      <div>
        <Link
          href={`/admin/orders/${order.id}`}
          className="num font-semibold after:absolute after:inset-0"
        >
          {order.number}
        </Link>
        <p className="text-sm text-muted">{dateTime(order.createdAt)}</p>
      </div>
      <div className="col-start-1 text-sm sm:col-start-auto">
        <p>{order.customer.name ?? t('admin.noName')}</p>
        <p className="num text-muted">{showPhone(order.customer.phone)}</p>
      </div>
      <div className="col-start-1 flex flex-wrap gap-2 sm:col-start-auto sm:justify-end">
        <StatusBadge status={order.status} />
        <PaidBadge order={order} />
      </div>
      <div className="col-start-2 row-start-1 text-end sm:col-start-auto sm:row-start-auto">
        <Price rubles={order.payable} className="text-lg font-bold" />
        {order.pointsUsed > 0 && (
          <Points value={-order.pointsUsed} signed className="text-sm text-muted" />
        )}
      </div>
    </li>
  );
}
