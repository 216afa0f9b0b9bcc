'use client';
import clsx from 'clsx';
import type { OrderView } from '@/lib/api/answers';
import { restaurantOf } from '@/lib/client/contract';
import { useMenu } from '@/lib/client/hooks';
import { progressOf } from '@/lib/client/order-progress';
import { useI18n } from '@/lib/messages/provider';

/** Where an order on its way is now, and when it should be there; nothing once it has arrived. */
export function OrderProgress({ order }: { order: OrderView }) {
  const { t, time, dateTime } = useI18n();
  const { data: menu } = useMenu({ revalidateOnFocus: false });
  const progress = progressOf(
    order,
    menu ? (restaurantOf(menu)?.leadMinutes ?? null) : null,
    Date.now(),
  );
  if (!progress) return null;
  const { step, steps, now, readyAt } = progress;
  return (
    <section aria-labelledby="progress-title" className="card p-5">
      <div role="status">
        <h2 id="progress-title" className="text-xl">
          {t(`progress.${now}`)}
        </h2>
        {order.scheduledFor ? (
          <p className="mt-0.5 text-muted">
            {t('order.when', { at: dateTime(order.scheduledFor) })}
          </p>
        ) : (
          readyAt && (
            <p className="mt-0.5 text-muted">{t('progress.about', { at: time(readyAt) })}</p>
          )
        )}
      </div>
      <ol className="mt-4 grid auto-cols-fr grid-flow-col gap-1.5">
        {steps.map((name, index) => (
          <li key={name} aria-current={index === step ? 'step' : undefined}>
            <span
              aria-hidden="true"
              className={clsx(
                'block h-2 rounded-full',
                index < step && 'bg-accent',
                index === step && 'animate-shimmer bg-accent',
                index > step && 'bg-sunken',
              )}
            />
            <span
              className={clsx(
                'mt-1.5 block text-xs',
                index === step ? 'font-semibold text-accent-ink' : 'text-muted',
              )}
            >
              {t(`status.${name}`)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
