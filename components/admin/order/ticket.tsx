'use client';
import { ArrowLeft, Printer } from 'lucide-react';
import useSWR from 'swr';
import { adminApi, adminPaths, type StaffOrder } from '@/lib/client/admin-api';
import { hasCode } from '@/lib/client/errors';
import { useI18n } from '@/lib/messages/provider';
import { Button, ButtonLink } from '../../ui/button';
import { EmptyState } from '../../ui/states';
import { AdminFailure } from '../failure';

/**
 * What the kitchen pins above the stove: 80 mm wide, black on white, no prices.
 * On the screen it looks as it will on paper.
 */
export function Ticket({ id }: { id: number }) {
  const { t } = useI18n();
  const { data, error, mutate } = useSWR<StaffOrder>(adminPaths.order(id), () =>
    adminApi.order(id),
  );
  return (
    <>
      <div className="mb-5 flex flex-wrap gap-3 print:hidden">
        <ButtonLink href={`/admin/orders/${id}`} look="ghost">
          <ArrowLeft aria-hidden="true" className="size-5" />
          {t('ticket.back')}
        </ButtonLink>
        <Button disabled={!data} onClick={() => window.print()}>
          <Printer aria-hidden="true" className="size-5" />
          {t('ticket.print')}
        </Button>
      </div>
      {data && <Paper order={data} />}
      {!data &&
        (hasCode(error, 'NOT_FOUND') ? (
          <EmptyState heading="h1" title={t('one.gone')} text={t('one.goneText')} />
        ) : (
          Boolean(error) && <AdminFailure error={error} onRetry={() => void mutate()} />
        ))}
    </>
  );
}

function Paper({ order }: { order: StaffOrder }) {
  const { t, dateTime, num } = useI18n();
  const portions = order.items.reduce((sum, line) => sum + line.quantity, 0);
  const cutlery =
    order.cutlery === null
      ? t('ticket.cutleryUnknown')
      : order.cutlery === 0
        ? t('ticket.noCutlery')
        : t('ticket.cutlery', { count: order.cutlery });
  return (
    <article
      className="ticket max-sm:mx-auto"
      aria-label={t('ticket.title', { number: order.number })}
    >
      {order.status === 'cancelled' && <p className="ticket-flag">{t('ticket.cancelled')}</p>}
      <h1 className="ticket-number">{order.number}</h1>
      <p className="ticket-how">
        {order.deliveryAddress === null ? t('ticket.pickup') : t('ticket.delivery')}
      </p>
      <p className="ticket-when">
        {order.scheduledFor
          ? t('ticket.at', { at: dateTime(order.scheduledFor) })
          : t('ticket.asap')}
      </p>
      <ul className="ticket-lines">
        {order.items.map((line) => (
          <li key={[line.menuItemId, ...line.addOns.map((a) => a.id)].join(':')}>
            <span className="ticket-quantity">{num(line.quantity)} ×</span>
            <div>
              {line.name}
              {line.addOns.map((addOn) => (
                <span key={addOn.id} className="ticket-add-on">
                  + {addOn.name}
                </span>
              ))}
            </div>
          </li>
        ))}
      </ul>
      <p className="ticket-total">{t('ticket.positions', { count: portions })}</p>
      {order.comment && (
        <p className="ticket-comment">
          <strong>{t('ticket.comment')}:</strong> {order.comment}
        </p>
      )}
      <p>{cutlery}</p>
      <p className="ticket-small">
        {order.customer.name ?? t('admin.noName')}
        <br />
        {t('ticket.placed', { at: dateTime(order.createdAt) })}
      </p>
    </article>
  );
}
