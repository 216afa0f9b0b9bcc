'use client';
import clsx from 'clsx';
import type { OrderEventView } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';

interface Props {
  events: readonly (OrderEventView & { by?: { name: string; email: string } })[];
  /** For staff: who did it. */
  showActor?: boolean;
}

/** What happened to the order, newest first. */
export function OrderTimeline({ events, showActor = false }: Props) {
  const { t, dateTime, money } = useI18n();
  const shown = events.filter((event) => event.kind !== 'hidden').toReversed();
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="timeline-title" className="card p-5">
      <h2 id="timeline-title" className="text-lg">
        {t('order.timeline')}
      </h2>
      <ol className="mt-4">
        {shown.map((event, index) => (
          <li key={event.n} className="relative flex gap-4 pb-5 last:pb-0">
            {index < shown.length - 1 && (
              <span
                aria-hidden="true"
                className="absolute start-[6.5px] top-5 bottom-0 w-px bg-line"
              />
            )}
            <span
              aria-hidden="true"
              className={clsx(
                'mt-1 size-3.5 shrink-0 rounded-full border-[3px]',
                index === 0 ? 'border-accent bg-surface' : 'border-line bg-line',
              )}
            />
            <div className="-mt-0.5 min-w-0">
              <p className="font-medium">
                {event.kind === 'status' && event.status
                  ? t(`status.${event.status}`)
                  : event.kind === 'status'
                    ? t('event.changed')
                    : t(`event.${event.kind as Exclude<typeof event.kind, 'status'>}`)}
                {event.amount !== undefined && event.amount > 0 && (
                  <span className="figure"> · {money(event.amount)}</span>
                )}
              </p>
              <p className="text-sm break-words text-muted">
                {dateTime(event.at)}
                {showActor && (
                  <>
                    {' · '}
                    {event.by
                      ? [event.by.name, event.by.email].filter(Boolean).join(', ')
                      : t(`actor.${event.actor}`)}
                  </>
                )}
                {event.reason && <> · {event.reason}</>}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
