'use client';
import clsx from 'clsx';
import {
  Cake,
  Gift,
  Hourglass,
  type LucideIcon,
  PencilLine,
  RotateCcw,
  ShoppingBag,
  Undo2,
  Wallet,
} from 'lucide-react';
import Link from 'next/link';
import type { HistoryEntryView } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import { Explanation } from './explanation';

const looks: Record<HistoryEntryView['type'], { icon: LucideIcon; tone: string }> = {
  earned: { icon: ShoppingBag, tone: 'bg-good-soft text-good-ink' },
  used: { icon: Wallet, tone: 'bg-accent-soft text-accent-ink' },
  refunded: { icon: RotateCcw, tone: 'bg-good-soft text-good-ink' },
  cancelled: { icon: Undo2, tone: 'bg-bad-soft text-bad-ink' },
  expired: { icon: Hourglass, tone: 'bg-sunken text-muted' },
  registration: { icon: Gift, tone: 'bg-honey-soft text-honey-ink' },
  birthday: { icon: Cake, tone: 'bg-honey-soft text-honey-ink' },
  adjustment: { icon: PencilLine, tone: 'bg-sunken text-muted' },
};

/** One movement: icon, time, label, signed amount in its colour, balance after, expiry. */
export function HistoryRow({ entry }: { entry: HistoryEntryView }) {
  const { t, date, time, signed, num } = useI18n();
  const { icon: Icon, tone } = looks[entry.type];
  const faded = entry.expired || entry.type === 'expired';
  return (
    <li className="border-b border-line py-3.5 last:border-0">
      <div className="flex gap-3.5">
        <span
          aria-hidden="true"
          className={clsx(
            'flex size-10 shrink-0 items-center justify-center rounded-full',
            faded ? 'bg-sunken text-muted opacity-60' : tone,
          )}
        >
          <Icon className="size-5" />
        </span>
        <div className={clsx('min-w-0 grow', faded && 'text-muted')}>
          <p className="leading-5.5 font-medium">{t(`entry.${entry.type}`)}</p>
          <p className="text-sm text-muted">
            {time(entry.at)}
            {entry.orderId !== null && (
              <>
                {' · '}
                <OrderLink entry={entry} className="text-accent-ink" />
              </>
            )}
          </p>
          {entry.expiresAt && (
            <p className="text-sm text-muted">
              {t(entry.expired ? 'bonuses.expired' : 'bonuses.expires', {
                date: date(entry.expiresAt),
              })}
            </p>
          )}
          {entry.type === 'adjustment' && <p className="text-sm text-muted">{entry.description}</p>}
        </div>
        <div className="shrink-0 text-end">
          <p
            className={clsx(
              'num text-lg leading-5.5 font-bold',
              faded && 'text-muted',
              !faded && (entry.points > 0 ? 'text-good-ink' : 'text-bad-ink'),
            )}
          >
            {signed(entry.points)}
          </p>
          <p className="figure text-xs text-muted">
            {t('bonuses.after', { balance: num(Math.max(0, entry.balanceAfter)) })}
          </p>
        </div>
      </div>
      {entry.explanation && entry.points > 0 && (
        <div className="mt-0.5 ps-13.5">
          <Explanation facts={entry.explanation} />
        </div>
      )}
    </li>
  );
}

/** To the order that moved the points; nothing where there was none. */
export function OrderLink({ entry, className }: { entry: HistoryEntryView; className?: string }) {
  const { t, num } = useI18n();
  if (entry.orderId === null) return null;
  return (
    <Link
      href={`/orders/${entry.orderId}`}
      className={clsx('underline decoration-1 underline-offset-4', className)}
    >
      {t('bonuses.order', { number: entry.orderNumber ?? num(entry.orderId) })}
    </Link>
  );
}
