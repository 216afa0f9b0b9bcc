'use client';
import { Clock, MapPin, MessageSquareText, Utensils } from 'lucide-react';
import type { OrderView } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import { Coin, Price } from '../ui/amounts';

/** Dishes, where they go, and the comment. */
export function OrderLines({ order }: { order: OrderView }) {
  const { t, num, dateTime } = useI18n();
  return (
    <section aria-labelledby="lines-title" className="card p-5">
      <h2 id="lines-title" className="text-lg">
        {t('order.lines')}
      </h2>
      <ul className="mt-2">
        {order.items.map((item) => (
          <li
            key={`${item.menuItemId}-${item.addOns.map((a) => a.id).join()}`}
            className="flex items-baseline gap-3 border-b border-line py-3 last:border-0"
          >
            <span className="num w-8 shrink-0 text-muted">{num(item.quantity)} ×</span>
            <span className="grow">
              <span className="font-medium">{item.name}</span>
              {item.addOns.length > 0 && (
                <span className="block text-sm text-muted">
                  {item.addOns.map((a) => a.name).join(', ')}
                </span>
              )}
            </span>
            <Price rubles={item.total} className="font-semibold" />
          </li>
        ))}
      </ul>
      <p className="mt-3 flex gap-2.5 border-t border-line pt-4 text-sm">
        <MapPin aria-hidden="true" className="size-5 shrink-0 text-muted" />
        <span className="sr-only">{t('order.where')}: </span>
        {order.deliveryAddress ?? t('order.pickup')}
      </p>
      {order.scheduledFor && (
        <p className="mt-2.5 flex gap-2.5 text-sm">
          <Clock aria-hidden="true" className="size-5 shrink-0 text-muted" />
          {t('order.when', { at: dateTime(order.scheduledFor) })}
        </p>
      )}
      {order.cutlery !== null && order.cutlery > 0 && (
        <p className="mt-2.5 flex gap-2.5 text-sm">
          <Utensils aria-hidden="true" className="size-5 shrink-0 text-muted" />
          {t('order.cutlery', { count: order.cutlery })}
        </p>
      )}
      {order.comment && (
        <p className="mt-2.5 flex gap-2.5 text-sm whitespace-pre-line">
          <MessageSquareText aria-hidden="true" className="size-5 shrink-0 text-muted" />
          <span className="sr-only">{t('order.comment')}: </span>
          {order.comment}
        </p>
      )}
    </section>
  );
}

/** The order's money, as it was fixed. */
export function OrderSums({ order }: { order: OrderView }) {
  const { t, money, num } = useI18n();
  const rows: { name: string; value: string; tone?: string; coin?: boolean }[] = [
    { name: t('sum.dishes'), value: money(order.subtotal) },
    {
      name: t('sum.delivery'),
      value: order.deliveryFee > 0 ? money(order.deliveryFee) : t('common.free'),
    },
  ];
  if (order.promoDiscount > 0) {
    rows.push({
      name: t('sum.promo', { code: order.promoCode ?? '' }),
      value: money(-order.promoDiscount),
      tone: 'text-good-ink',
    });
  }
  if (order.pointsUsed > 0) {
    rows.push({
      name: t('sum.points'),
      value: `\u2212${num(order.pointsUsed)}`,
      tone: 'text-good-ink',
      coin: true,
    });
  }
  return (
    <>
      <dl className="grid gap-2.5">
        {rows.map((row) => (
          <div key={row.name} className="flex items-baseline justify-between gap-4">
            <dt className="text-muted">{row.name}</dt>
            <dd className={`num inline-flex items-center gap-1.5 font-medium ${row.tone ?? ''}`}>
              {row.coin && <Coin className="size-4" />}
              {row.value}
            </dd>
          </div>
        ))}
      </dl>
      <div className="mt-4 flex items-baseline justify-between gap-4 border-t border-line pt-4">
        <span className="text-lg font-semibold">{t('sum.total')}</span>
        <Price rubles={order.payable} figures="plain" className="text-2xl font-bold" />
      </div>
      <p className="mt-1.5 flex flex-wrap justify-between gap-2 text-sm text-muted">
        <span>{t(`method.${order.paymentMethod ?? 'none'}`)}</span>
        {order.changeFrom && order.paid === 0 && (
          <span className="figure">{t('order.change', { amount: money(order.changeFrom) })}</span>
        )}
        {order.paid > 0 && (
          <span className="figure">
            {t('order.paid')} {money(order.paid)}
          </span>
        )}
        {order.refundDue > 0 && (
          <span className="figure">
            {t('order.refund')} {money(order.refundDue)}
          </span>
        )}
      </p>
    </>
  );
}
