'use client';
import { ArrowLeft, Phone, Printer, UserRound } from 'lucide-react';
import Link from 'next/link';
import useSWR from 'swr';
import { adminApi, adminPaths, type StaffOrder } from '@/lib/client/admin-api';
import { cancelReason } from '@/lib/client/cancel-reason';
import { hasCode } from '@/lib/client/errors';
import { showPhone } from '@/lib/client/phone';
import { useI18n } from '@/lib/messages/provider';
import { OrderLines } from '../../shop/order-lines';
import { PaidBadge, StatusBadge } from '../../shop/order-status';
import { OrderTimeline } from '../../shop/order-timeline';
import { ButtonLink } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { EmptyState } from '../../ui/states';
import { AdminFailure } from '../failure';
import { OrderActions } from './order-actions';
import { PaymentBlock } from './payment-block';

const REFRESH_MS = 8_000;

/** One order for staff: what it is, what comes next, its money and points, what happened to it. */
export function OrderScreen({ id }: { id: number }) {
  const { t, dateTime } = useI18n();
  const {
    data: order,
    error,
    mutate,
  } = useSWR<StaffOrder>(adminPaths.order(id), () => adminApi.order(id), {
    refreshInterval: REFRESH_MS,
  });
  if (!order) {
    if (hasCode(error, 'NOT_FOUND')) {
      return <EmptyState heading="h1" title={t('one.gone')} text={t('one.goneText')} />;
    }
    return error ? (
      <AdminFailure error={error} onRetry={() => void mutate()} />
    ) : (
      <Skeleton className="h-96 rounded-xl" />
    );
  }
  return (
    <>
      <Link
        href="/admin/orders"
        className="inline-flex min-h-11 items-center gap-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4.5" />
        {t('order.back')}
      </Link>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="num text-2xl whitespace-normal">
          {t('orders.number', { number: order.number })}
        </h1>
        <StatusBadge status={order.status} />
        <PaidBadge order={order} />
        <p className="-mt-1 w-full text-muted sm:order-last">
          {t('order.placed', { at: dateTime(order.createdAt) })}
        </p>
        <ButtonLink
          href={`/admin/orders/${id}/ticket`}
          look="outline"
          size="sm"
          className="min-h-11 sm:ms-auto"
        >
          <Printer aria-hidden="true" className="size-5" />
          {t('one.ticket')}
        </ButtonLink>
      </div>
      {order.cancelReason && (
        <div className="mt-3">
          <Notice tone="bad">
            {t('order.reason', { reason: cancelReason({ t }, order.cancelReason) })}
          </Notice>
        </div>
      )}
      {error !== undefined && (
        <div className="mt-3">
          <Notice>{t('board.offline')}</Notice>
        </div>
      )}
      <div className="mt-5 grid grid-cols-1 gap-5 xl:grid-cols-[1fr_23rem] xl:grid-rows-[auto_1fr] xl:items-start">
        <div className="grid grid-cols-1 gap-5">
          <OrderActions order={order} />
          <Customer customer={order.customer} />
          <OrderLines order={order} />
        </div>
        <div className="xl:col-start-2 xl:row-span-2 xl:row-start-1">
          <PaymentBlock order={order} />
        </div>
        <OrderTimeline events={order.events} showActor />
      </div>
    </>
  );
}

function Customer({ customer }: Pick<StaffOrder, 'customer'>) {
  const { t } = useI18n();
  return (
    <section aria-labelledby="customer-title" className="card p-5">
      <h2 id="customer-title" className="text-lg">
        {t('one.customer')}
      </h2>
      <p className="mt-1">{customer.name ?? t('admin.noName')}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <a
          href={`tel:${customer.phone}`}
          aria-label={t('board.call', { phone: showPhone(customer.phone) })}
          className="num inline-flex min-h-11 items-center gap-2 rounded-md border border-line-strong px-4 font-semibold hover:bg-sunken"
        >
          <Phone aria-hidden="true" className="size-5" />
          {showPhone(customer.phone)}
        </a>
        <ButtonLink href={`/admin/customers/${customer.id}`} look="outline">
          <UserRound aria-hidden="true" className="size-5" />
          {t('one.customerCard')}
        </ButtonLink>
      </div>
    </section>
  );
}
