'use client';
import Link from 'next/link';
import type { OrderView } from '@/lib/api/answers';
import { useMenu } from '@/lib/client/hooks';
import { useOrders } from '@/lib/client/lists';
import { useI18n } from '@/lib/messages/provider';
import { Points, Price } from '../ui/amounts';
import { ButtonLink } from '../ui/button';
import { MoreButton } from '../ui/more-button';
import { EmptyState, ErrorState } from '../ui/states';
import { DishPicture } from './dish-picture';
import { NeedSignIn, PageSkeleton } from './need-sign-in';
import { PaidBadge, StatusBadge } from './order-status';

/** The customer's orders, newest first. */
export function OrdersScreen() {
  return (
    <NeedSignIn>
      <Orders />
    </NeedSignIn>
  );
}

function Orders() {
  const { t } = useI18n();
  const { orders, error, mutate, hasMore, loadMore, isValidating } = useOrders();
  const { data: menu } = useMenu();
  if (!orders) {
    return error ? <ErrorState error={error} onRetry={() => void mutate()} /> : <PageSkeleton />;
  }
  if (orders.length === 0) {
    return (
      <EmptyState
        heading="h1"
        title={t('orders.empty')}
        text={t('orders.emptyText')}
        action={<ButtonLink href="/">{t('cart.toMenu')}</ButtonLink>}
      />
    );
  }
  const pictures = new Map(
    menu?.categories.flatMap((c) => c.items).map((item) => [item.id, item.image]),
  );
  return (
    <div className="mx-auto max-w-3xl pt-6 sm:pt-10">
      <h1 className="text-2xl sm:text-3xl">{t('orders.title')}</h1>
      <ul className="mt-6 grid grid-cols-1 gap-4">
        {orders.map((order) => (
          <OrderCard key={order.id} order={order} pictures={pictures} />
        ))}
      </ul>
      {hasMore && (
        <MoreButton label={t('orders.more')} busy={isValidating} onMore={() => void loadMore()} />
      )}
    </div>
  );
}

const MOST_PICTURES = 4;

function OrderCard({ order, pictures }: { order: OrderView; pictures: Map<number, string> }) {
  const { t, dateTime, num } = useI18n();
  const known = order.items.flatMap((item) => pictures.get(item.menuItemId) ?? []);
  const more = order.items.length - Math.min(known.length, MOST_PICTURES);
  return (
    <li className="card relative p-5 transition-shadow focus-within:outline-2 focus-within:outline-accent-ink hover:shadow-float">
      <div className="flex items-start justify-between gap-3">
        <div>
          <h2 className="text-lg">
            <Link
              href={`/orders/${order.id}`}
              className="outline-none after:absolute after:inset-0 after:rounded-xl"
            >
              {t('orders.number', { number: order.number })}
            </Link>
          </h2>
          <p className="text-sm text-muted">{dateTime(order.createdAt)}</p>
        </div>
        <div className="grid shrink-0 justify-items-end">
          <Price rubles={order.payable} figures="plain" className="text-lg font-bold" />
          {order.loyalty.pointsEarned > 0 && order.status !== 'cancelled' && (
            <Points
              value={order.loyalty.pointsEarned}
              signed
              className="text-sm font-semibold text-honey-ink"
            />
          )}
        </div>
      </div>
      <p className="mt-3 line-clamp-2 text-sm text-muted">
        {order.items.map((i) => `${i.name}${i.quantity > 1 ? ` × ${i.quantity}` : ''}`).join(', ')}
      </p>
      <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
        <div aria-hidden="true" className="flex items-center gap-1.5 empty:hidden">
          {known.slice(0, MOST_PICTURES).map((src) => (
            <DishPicture key={src} src={src} className="w-13 shrink-0 rounded-md" />
          ))}
          {known.length > 0 && more > 0 && (
            <span className="figure ms-1 text-xs text-muted">
              {t('orders.moreDishes', { count: num(more) })}
            </span>
          )}
        </div>
        <div className="flex flex-wrap gap-2">
          <StatusBadge status={order.status} />
          {/* Paid is as it should be: only what is otherwise is worth a word here. */}
          {order.paymentStatus !== 'paid' && <PaidBadge order={order} />}
        </div>
      </div>
    </li>
  );
}
