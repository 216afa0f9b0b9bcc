'use client';
import Link from 'next/link';
import useSWRInfinite from 'swr/infinite';
import type { StaffOrder, StaffOrders } from '@/lib/client/admin-api';
import { customerPaths, customersApi } from '@/lib/client/customers-api';
import { useI18n } from '@/lib/messages/provider';
import { PaidBadge, StatusBadge } from '../../shop/order-status';
import { Points, Price } from '../../ui/amounts';
import { MoreButton } from '../../ui/more-button';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { AdminFailure } from '../failure';

/** A customer's orders, newest first, those too that the customer hid. */
export function OrdersTab({ id }: { id: number }) {
  const { t } = useI18n();
  const { data, error, mutate, setSize, isValidating } = useSWRInfinite<StaffOrders>(
    (index: number, previous: StaffOrders | null) => {
      if (index === 0) return customerPaths.orders(id);
      return previous?.next ? customerPaths.orders(id, previous.next) : null;
    },
    customersApi.orders,
    { revalidateFirstPage: false },
  );
  const orders = data?.flatMap((page) => page.orders);
  if (!orders) {
    if (error) return <AdminFailure error={error} onRetry={() => void mutate()} />;
    return <Skeleton className="h-80 rounded-xl" />;
  }
  if (orders.length === 0) {
    return <EmptyState title={t('customers.noOrders')} text={t('customers.noOrdersText')} />;
  }
  return (
    <>
      <ul className="card px-2 sm:px-3">
        {orders.map((order) => (
          <Row key={order.id} order={order} />
        ))}
      </ul>
      {data?.at(-1)?.next && (
        <MoreButton
          label={t('customers.olderOrders')}
          busy={isValidating}
          onMore={() => void setSize((n) => n + 1)}
        />
      )}
    </>
  );
}

function Row({ order }: { order: StaffOrder }) {
  const { dateTime } = useI18n();
  return (
    <li className="relative grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-2 border-b border-line px-2 py-3.5 last:border-0 hover:bg-sunken sm:grid-cols-[1fr_auto_7rem]">
      <div>
        <Link
          href={`/admin/orders/${order.id}`}
          className="num font-semibold after:absolute after:inset-0"
        >
          {order.number}
        </Link>
        <p className="num text-sm text-muted">{dateTime(order.createdAt)}</p>
      </div>
      <div className="col-span-2 row-start-2 flex flex-wrap gap-2 sm:col-span-1 sm:row-start-1">
        <StatusBadge status={order.status} />
        <PaidBadge order={order} />
      </div>
      <div className="text-end">
        <Price rubles={order.payable} className="text-lg font-bold" />
        {order.pointsUsed > 0 && (
          <div>
            <Points value={-order.pointsUsed} signed className="text-sm text-muted" />
          </div>
        )}
      </div>
    </li>
  );
}
