'use client';
import { ArrowLeft, RotateCcw } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import type { OrderView } from '@/lib/api/answers';
import { goToBank } from '@/lib/client/bank';
import { cancelReason } from '@/lib/client/cancel-reason';
import { useOrder } from '@/lib/client/lists';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { ErrorState } from '../ui/states';
import { NeedSignIn, PageSkeleton } from './need-sign-in';
import { OrderLines, OrderSums } from './order-lines';
import { OrderPoints } from './order-points';
import { OrderProgress } from './order-progress';
import { PaidBadge, StatusBadge } from './order-status';
import { OrderTimeline } from './order-timeline';
import { PaymentState } from './payment-state';
import { useRepeat } from './repeat-order';

const OrderPayment = dynamic(() => import('./order-payment').then((m) => m.OrderPayment), {
  ssr: false,
});
const CancelWindow = dynamic(() => import('./cancel-window'), { ssr: false });

/** One order: where it is, what is in it, what it cost, which points it moved. */
export function OrderScreen({ id }: { id: number }) {
  return (
    <NeedSignIn>
      <Loaded id={id} />
    </NeedSignIn>
  );
}

function Loaded({ id }: { id: number }) {
  const { data: order, error, mutate } = useOrder(id);
  if (order) return <Order order={order} />;
  return error ? <ErrorState error={error} onRetry={() => void mutate()} /> : <PageSkeleton />;
}

function Order({ order }: { order: OrderView }) {
  const { t, money, dateTime } = useI18n();
  const [open, setOpen] = useState<'pay' | 'cancel' | null>(null);
  const repeat = useRepeat();
  const close = () => setOpen(null);
  return (
    <div className="pt-5 sm:pt-8">
      <Link
        href="/orders"
        className="inline-flex min-h-11 items-center gap-2 text-sm font-medium text-muted hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4.5" />
        {t('order.back')}
      </Link>
      <div className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-2xl sm:text-3xl">{t('orders.number', { number: order.number })}</h1>
        <div className="flex gap-2" role="status">
          <StatusBadge status={order.status} />
          <PaidBadge order={order} />
        </div>
      </div>
      <p className="mt-1 text-muted">{t('order.placed', { at: dateTime(order.createdAt) })}</p>
      {order.cancelReason && (
        <p className="mt-2">
          {t('order.reason', { reason: cancelReason({ t }, order.cancelReason) })}
        </p>
      )}

      <div className="mt-6 gap-6 lg:grid lg:grid-cols-[1fr_23rem] lg:items-start">
        <div className="grid grid-cols-1 gap-5">
          <div className="empty:hidden">
            <PaymentState order={order} />
          </div>
          <OrderProgress order={order} />
          <OrderLines order={order} />
          <OrderPoints order={order} />
        </div>
        <div className="mt-5 grid grid-cols-1 gap-5 lg:mt-0">
          <section aria-label={t('order.payment')} className="card p-5">
            <OrderSums order={order} />
            <div className="mt-5 grid gap-2.5 empty:hidden">
              {order.paymentUrl && (
                <Button size="lg" wide onClick={() => goToBank(order.paymentUrl ?? '', order.id)}>
                  {t('bank.resume')}
                </Button>
              )}
              {order.canPay && (
                <Button
                  size={order.paymentUrl ? 'md' : 'lg'}
                  look={order.paymentUrl ? 'outline' : 'primary'}
                  wide
                  className="figure"
                  onClick={() => setOpen('pay')}
                >
                  {order.paymentUrl
                    ? t('bank.other')
                    : t('order.pay', { amount: money(order.payable) })}
                </Button>
              )}
              {!order.canPay && (
                <Button look="soft" wide onClick={() => void repeat(order)}>
                  <RotateCcw aria-hidden="true" className="size-4.5" />
                  {t('order.repeat')}
                </Button>
              )}
              {order.canCancel && (
                <Button look="quietDanger" wide onClick={() => setOpen('cancel')}>
                  {t('order.cancel')}
                </Button>
              )}
            </div>
          </section>
          <OrderTimeline events={order.events} />
        </div>
      </div>
      {open === 'pay' && <OrderPayment order={order} onClose={close} onPaid={close} />}
      {open === 'cancel' && <CancelWindow order={order} onClose={close} />}
    </div>
  );
}
