'use client';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useRef, useState } from 'react';
import useSWR from 'swr';
import {
  adminApi,
  adminPaths,
  type StaffOrder,
  type StaffOrderInput,
} from '@/lib/client/admin-api';
import { cancelReason } from '@/lib/client/cancel-reason';
import { showPhone } from '@/lib/client/phone';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { OrderLines, OrderSums } from '../shop/order-lines';
import { OrderPoints } from '../shop/order-points';
import { PaidBadge, StatusBadge } from '../shop/order-status';
import { OrderTimeline } from '../shop/order-timeline';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { toast } from '../ui/toast-store';
import { AdminFailure } from './failure';
import { OrderActions } from './order-actions';

/** One order for staff: move it along, take cash, cancel. */
export function AdminOrder({ id }: { id: number }) {
  const i18n = useI18n();
  const { t, dateTime } = i18n;
  const {
    data: order,
    error,
    mutate,
  } = useSWR<StaffOrder>(adminPaths.order(id), () => adminApi.order(id), {
    refreshInterval: 10_000,
  });
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const [refusal, setRefusal] = useState<unknown>(null);

  async function change(body: StaffOrderInput): Promise<boolean> {
    if (sending.current) return false;
    sending.current = true;
    setBusy(true);
    setRefusal(null);
    try {
      const answer = await adminApi.changeOrder(id, body);
      await mutate((old) => (old ? { ...old, ...answer.order } : old), { revalidate: false });
      toast(t('admin.saved'));
      return true;
    } catch (failure) {
      setRefusal(failure);
      void mutate();
      return false;
    } finally {
      sending.current = false;
      setBusy(false);
    }
  }

  if (!order) {
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
      </div>
      <p className="mt-1 text-muted">
        {t('order.placed', { at: dateTime(order.createdAt) })}
        {' · '}
        {order.customer.name ?? t('admin.noName')},{' '}
        <a
          href={`tel:${order.customer.phone}`}
          className="num text-accent-ink underline underline-offset-4"
        >
          {showPhone(order.customer.phone)}
        </a>
      </p>
      {order.cancelReason && (
        <p className="mt-2">
          {t('order.reason', { reason: cancelReason({ t }, order.cancelReason) })}
        </p>
      )}
      {refusal !== null && (
        <div className="mt-4">
          <Notice tone="bad" alert>
            {problemText(i18n, refusal)}
          </Notice>
        </div>
      )}
      <div className="mt-5 gap-6 lg:grid lg:grid-cols-[1fr_23rem] lg:items-start">
        <div className="grid grid-cols-1 gap-5">
          <OrderActions order={order} busy={busy} onChange={change} />
          <OrderLines order={order} />
          <OrderPoints order={order} />
        </div>
        <div className="mt-5 grid grid-cols-1 gap-5 lg:mt-0">
          <section aria-label={t('order.payment')} className="card p-5">
            <OrderSums order={order} />
          </section>
          <OrderTimeline events={order.events} showActor />
        </div>
      </div>
    </>
  );
}
