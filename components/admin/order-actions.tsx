'use client';
import { useState } from 'react';
import type { StaffOrder, StaffOrderInput } from '@/lib/client/admin-api';
import { nextStatus } from '@/lib/client/staff';
import { useI18n } from '@/lib/messages/provider';
import { isFinished, type OrderStatus, orderStatuses } from '@/lib/orders/lifecycle';
import { Button } from '../ui/button';
import { Input } from '../ui/field';
import { Window } from '../ui/window';

interface Props {
  order: StaffOrder;
  busy: boolean;
  /** true when it was accepted. */
  onChange(body: StaffOrderInput): Promise<boolean>;
}

/** The next step as one button; every other status, cash and cancelling beside it. */
export function OrderActions({ order, busy, onChange }: Props) {
  const { t, money } = useI18n();
  const [other, setOther] = useState<OrderStatus | ''>('');
  const [cancelling, setCancelling] = useState(false);
  if (order.status === 'cancelled') return null;
  const next = nextStatus(order);
  const cashDue =
    order.paymentStatus === 'unpaid' && order.paymentMethod === 'cash' && order.payable > 0;

  return (
    <section aria-label={t('admin.move')} className="card grid gap-4 p-5">
      <div className="flex flex-wrap gap-3">
        {next && (
          <Button busy={busy} onClick={() => void onChange({ status: next })}>
            {t('admin.moveTo', { status: t(`status.${next}`) })}
          </Button>
        )}
        {cashDue && (
          <Button
            look="soft"
            className="num"
            busy={busy}
            onClick={() => void onChange({ paid: true })}
          >
            {t('admin.markPaid', { amount: money(order.payable) })}
          </Button>
        )}
      </div>
      <div className="flex flex-wrap items-end gap-3 border-t border-line pt-4">
        <label className="grid gap-1.5 text-sm font-medium">
          {t('admin.otherStatus')}
          <select
            value={other}
            onChange={(event) => setOther(event.target.value as OrderStatus | '')}
            className="h-11 rounded-md border border-line-strong bg-surface px-3 text-base font-normal"
          >
            <option value="">—</option>
            {orderStatuses
              .filter((status) => status !== 'cancelled' && status !== order.status)
              .map((status) => (
                <option key={status} value={status}>
                  {t(`status.${status}`)}
                </option>
              ))}
          </select>
        </label>
        <Button
          look="outline"
          disabled={other === '' || busy}
          onClick={async () => {
            if (other && (await onChange({ status: other }))) setOther('');
          }}
        >
          {t('admin.applyStatus')}
        </Button>
        <span className="grow" />
        {order.pointsUsed > 0 && !isFinished(order.status) && (
          <Button look="ghost" disabled={busy} onClick={() => void onChange({ dropPoints: true })}>
            {t('admin.dropPoints')}
          </Button>
        )}
        <Button look="quietDanger" disabled={busy} onClick={() => setCancelling(true)}>
          {t('admin.cancel')}
        </Button>
      </div>
      {cancelling && (
        <CancelWindow
          order={order}
          busy={busy}
          onClose={() => setCancelling(false)}
          onCancel={async (reason) => {
            await onChange({ status: 'cancelled', ...(reason ? { reason } : {}) });
            setCancelling(false);
          }}
        />
      )}
    </section>
  );
}

function CancelWindow(props: {
  order: StaffOrder;
  busy: boolean;
  onClose(): void;
  onCancel(reason: string): Promise<void>;
}) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  return (
    <Window
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t('admin.cancelTitle', { number: props.order.number })}
    >
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          void props.onCancel(reason.trim());
        }}
      >
        <Input
          label={t('admin.cancelReason')}
          optional
          hint={t('admin.cancelReasonHint')}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <Button type="submit" look="danger" size="lg" wide busy={props.busy}>
          {t('admin.cancel')}
        </Button>
      </form>
    </Window>
  );
}
