'use client';
import clsx from 'clsx';
import { Clock, MapPin, MessageSquareText, Phone, ShoppingBag } from 'lucide-react';
import Link from 'next/link';
import type { BoardCard as Card } from '@/lib/api/staff-orders';
import { showPhone } from '@/lib/client/phone';
import { nextStatus } from '@/lib/client/staff';
import { type Urgency, urgencyOf } from '@/lib/client/staff-orders';
import { BUSINESS_TZ } from '@/lib/messages/format';
import { useI18n } from '@/lib/messages/provider';
import { isActive, type OrderStatus } from '@/lib/orders/lifecycle';
import { PaidBadge, StatusBadge } from '../../shop/order-status';
import { Coin, Price } from '../../ui/amounts';
import { Button } from '../../ui/button';
import { useAge } from './age';

const MOST_DISHES = 4;

interface Props {
  card: Card;
  now: number;
  busy: boolean;
  /** Why its last change was refused. */
  refusal: string | undefined;
  onMove(card: Card, to: OrderStatus): void;
}

/** One order on the board: all that the kitchen and the counter need at arm's length. */
export function BoardCard({ card, now, busy, refusal, onMove }: Props) {
  const { t } = useI18n();
  const age = useAge();
  const active = isActive(card.status);
  const urgency = active ? urgencyOf(card, now) : 'calm';
  const next = active ? nextStatus(card) : null;
  return (
    <article
      aria-label={t('orders.number', { number: card.number })}
      data-testid={`order-${card.id}`}
      className="card relative grid gap-2.5 overflow-hidden p-3.5 ps-4.5"
    >
      {urgency !== 'calm' && (
        <span
          aria-hidden="true"
          className={clsx(
            'absolute inset-y-0 start-0 w-1.5',
            urgency === 'late' ? 'bg-bad-ink' : 'bg-honey',
          )}
        />
      )}
      <div className="flex items-baseline gap-2">
        <Link
          href={`/admin/orders/${card.id}`}
          className="num text-lg font-bold after:absolute after:inset-0 after:rounded-xl -outline-offset-2"
        >
          {card.number}
        </Link>
        {active && <Age urgency={urgency} text={age(card.since, now)} />}
        <Price rubles={card.payable} className="ms-auto font-bold" />
      </div>
      <Dishes card={card} />
      {card.comment && (
        <p className="flex gap-2 text-sm text-honey-ink">
          <MessageSquareText aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span className="line-clamp-2 min-w-0 break-words">{card.comment}</span>
        </p>
      )}
      <Where card={card} />
      <div className="flex flex-wrap items-center gap-1.5">
        {!active && <StatusBadge status={card.status} />}
        <PaidBadge order={card} />
        {card.pointsUsed > 0 && (
          <span className="num inline-flex items-center gap-1 text-sm text-muted">
            <Coin className="size-4" />
            <span className="sr-only">{t('lines.pointsUsed')}: </span>
            {card.pointsUsed}
          </span>
        )}
      </div>
      {refusal && (
        <p role="alert" className="rounded-md bg-bad-soft px-3 py-2 text-sm text-bad-ink">
          {refusal}
        </p>
      )}
      {next && (
        <Button
          size="sm"
          wide
          look={card.status === 'new' ? 'primary' : 'soft'}
          className="relative min-h-11"
          busy={busy}
          aria-label={t('board.nextOf', {
            action: t(`board.next.${next}`),
            number: card.number,
          })}
          onClick={() => onMove(card, next)}
        >
          {t(`board.next.${next}`)}
        </Button>
      )}
    </article>
  );
}

function Age({ urgency, text }: { urgency: Urgency; text: string }) {
  const { t } = useI18n();
  const tone = { calm: 'text-muted', soon: 'text-honey-ink', late: 'text-bad-ink' }[urgency];
  return (
    <span className={clsx('num text-sm font-semibold', tone)}>
      <span className="sr-only">{t('board.age', { age: '' })}</span>
      {text}
      {urgency !== 'calm' && <span className="sr-only">, {t(`board.${urgency}`)}</span>}
    </span>
  );
}

function Dishes({ card }: { card: Card }) {
  const { t, num } = useI18n();
  const shown = card.items.slice(0, MOST_DISHES);
  const rest = card.items.slice(MOST_DISHES).reduce((sum, line) => sum + line.quantity, 0);
  return (
    <ul className="grid gap-1 text-sm">
      {shown.map((line) => (
        <li key={`${line.name}-${line.addOns.join()}`} className="flex gap-2">
          <span className="num shrink-0 font-semibold">{num(line.quantity)} ×</span>
          <span className="min-w-0 break-words">
            {line.name}
            {line.addOns.length > 0 && (
              <span className="text-muted"> + {line.addOns.join(', ')}</span>
            )}
          </span>
        </li>
      ))}
      {rest > 0 && <li className="text-muted">{t('board.moreDishes', { count: rest })}</li>}
    </ul>
  );
}

function Where({ card }: { card: Card }) {
  const { t } = useI18n();
  const Icon = card.deliveryAddress === null ? ShoppingBag : MapPin;
  return (
    <ul className="grid gap-1.5 text-sm">
      {card.scheduledFor && (
        <li className="num flex gap-2 font-semibold">
          <Clock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <Wished iso={card.scheduledFor} createdAt={card.createdAt} />
        </li>
      )}
      <li className="flex gap-2">
        <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-muted" />
        <span className="min-w-0 break-words">{card.deliveryAddress ?? t('order.pickup')}</span>
      </li>
      <li className="flex items-center gap-2">
        <Phone aria-hidden="true" className="size-4 shrink-0 text-muted" />
        <a
          href={`tel:${card.customer.phone}`}
          aria-label={t('board.call', { phone: showPhone(card.customer.phone) })}
          className="num relative min-h-6 underline-offset-4 hover:underline"
        >
          {showPhone(card.customer.phone)}
        </a>
      </li>
    </ul>
  );
}

/** The hour alone when it is the day of placing. */
function Wished({ iso, createdAt }: { iso: string; createdAt: string }) {
  const { t, time, dateTime } = useI18n();
  const day = (at: string) => new Date(at).toLocaleDateString('en-CA', { timeZone: BUSINESS_TZ });
  const today = day(iso) === day(createdAt);
  return today
    ? t('board.wished', { time: time(iso) })
    : t('board.wishedDay', { at: dateTime(iso) });
}
