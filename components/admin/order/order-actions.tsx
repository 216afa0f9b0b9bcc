'use client';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { StaffOrder } from '@/lib/client/admin-api';
import { ApiError, hasCode } from '@/lib/client/errors';
import { problemText } from '@/lib/client/problem-text';
import { nextStatus } from '@/lib/client/staff';
import { useI18n } from '@/lib/messages/provider';
import { toKopecks } from '@/lib/money';
import { isFinished, type OrderStatus, orderStatuses } from '@/lib/orders/lifecycle';
import { Button } from '../../ui/button';
import { Input } from '../../ui/field';
import { Menu } from '../../ui/menu';
import { toast } from '../../ui/toast-store';
import { ChangeWindow } from './change-window';
import { ChangeRefusal, Consequences } from './consequences';
import { LinesWindow } from './lines-window';
import { usePreview, useSendChange } from './use-order-change';

type Open =
  | { what: 'cancel' | 'cash' | 'back' | 'drop' | 'lines' }
  | { what: 'move'; to: OrderStatus };

/** The usual next step in one press, with what it does told under it; the rest beside it. */
export function OrderActions({ order }: { order: StaffOrder }) {
  const { t, money } = useI18n();
  const [open, setOpen] = useState<Open | null>(null);
  const due = Math.max(0, toKopecks(order.payable) - toKopecks(order.paid)) / 100;
  const over = order.status === 'cancelled';
  // Online money goes back by itself.
  const back = order.refundDue > 0 && order.paymentMethod === 'cash';
  const cash = !over && due > 0 && order.paymentStatus !== 'pending';
  const move = orderStatuses.filter((s) => s !== 'cancelled' && s !== order.status);
  const giveBack = back && (
    <Button look="soft" className="num" onClick={() => setOpen({ what: 'back' })}>
      {t('one.giveBack', { amount: money(order.refundDue) })}
    </Button>
  );
  const shown = open && <OpenWindow order={order} open={open} onClose={() => setOpen(null)} />;
  if (over) {
    return (
      <>
        {giveBack && <section className="card flex p-5">{giveBack}</section>}
        {shown}
      </>
    );
  }
  return (
    <section aria-labelledby="next-title" className="card grid gap-4 p-5">
      <h2 id="next-title" className="text-lg">
        {t('one.next')}
      </h2>
      <NextStep order={order} onDrop={(to) => setOpen({ what: 'move', to })} />
      <div className="grid gap-2 border-t border-line pt-4 sm:flex sm:flex-wrap">
        {cash && (
          <Button look="soft" className="num" onClick={() => setOpen({ what: 'cash' })}>
            {t('one.takeCash', { amount: money(due) })}
          </Button>
        )}
        {giveBack}
        <Button look="outline" onClick={() => setOpen({ what: 'lines' })}>
          {t('one.edit')}
        </Button>
        <Menu
          align="start"
          trigger={
            <Button look="outline">
              <Ellipsis aria-hidden="true" className="size-5" />
              {t('one.other')}
            </Button>
          }
          items={[
            ...move.map((to) => ({
              name: t(`status.${to}`),
              onSelect: () => setOpen({ what: 'move', to }),
            })),
            ...(order.pointsUsed > 0
              ? [{ name: t('change.applyDrop'), onSelect: () => setOpen({ what: 'drop' }) }]
              : []),
          ]}
        />
        <Button
          look="quietDanger"
          className="sm:ms-auto"
          onClick={() => setOpen({ what: 'cancel' })}
        >
          {t('one.cancel')}
        </Button>
      </div>
      {shown}
    </section>
  );
}

function OpenWindow({ order, open, onClose }: { order: StaffOrder; open: Open; onClose(): void }) {
  const { t } = useI18n();
  const common = { order, onClose };
  switch (open.what) {
    case 'lines':
      return <LinesWindow {...common} />;
    case 'cancel':
      return <CancelWindow {...common} />;
    case 'cash':
      return (
        <ChangeWindow
          {...common}
          title={t('change.cashTitle')}
          action={t('change.applyCash')}
          wish={{ paid: true }}
        />
      );
    case 'back':
      return (
        <ChangeWindow
          {...common}
          title={t('change.backCashTitle')}
          action={t('change.applyBackCash')}
          wish={{ refunded: true }}
        />
      );
    case 'drop':
      return (
        <ChangeWindow
          {...common}
          title={t('change.dropTitle')}
          action={t('change.applyDrop')}
          wish={{ dropPoints: true }}
        />
      );
    case 'move': {
      const back = orderStatuses.indexOf(open.to) < orderStatuses.indexOf(order.status);
      const status = t(`status.${open.to}`);
      return (
        <ChangeWindow
          {...common}
          title={t(back ? 'change.backTitle' : 'change.moveTitle', { status })}
          action={t(back ? 'change.applyBack' : 'change.apply')}
          wish={{ status: open.to }}
        />
      );
    }
  }
}

function NextStep({ order, onDrop }: { order: StaffOrder; onDrop(to: OrderStatus): void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const next = nextStatus(order);
  const told = usePreview(order, next && { status: next });
  const preview = told.fresh ? told.preview : undefined;
  const { send, reload } = useSendChange(order);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  if (!next) return <p className="text-muted">{t(`status.${order.status}`)}</p>;
  const refusal = preview?.refusal?.code ?? null;
  const said = refusal ?? (failure instanceof ApiError ? failure.code : null);

  async function go(to: OrderStatus) {
    setBusy(true);
    setFailure(null);
    try {
      await send({ status: to });
      toast(t('one.moved', { number: order.number, status: t(`status.${to}`) }));
    } catch (caught) {
      setFailure(caught);
      if (!hasCode(caught, 'ORDER_CHANGED')) toast(problemText(i18n, caught), 'bad');
      await reload();
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="grid gap-3">
      <Button
        size="lg"
        className="w-full sm:w-fit"
        busy={busy}
        disabled={refusal !== null}
        onClick={() => void go(next)}
      >
        {t('one.moveTo', { status: t(`status.${next}`) })}
      </Button>
      {preview && !refusal && !isFinished(order.status) && <Consequences preview={preview} />}
      {said && <ChangeRefusal code={said} customerId={order.customer.id} />}
      {refusal === 'POINTS_UNAVAILABLE' && (
        <Button look="soft" className="justify-self-start" onClick={() => onDrop(next)}>
          {t('change.dropAndGo')}
        </Button>
      )}
    </div>
  );
}

function CancelWindow({ order, onClose }: { order: StaffOrder; onClose(): void }) {
  const { t } = useI18n();
  const [reason, setReason] = useState('');
  return (
    <ChangeWindow
      order={order}
      title={t('change.cancelTitle', { number: order.number })}
      action={t('one.cancel')}
      wish={{ status: 'cancelled' }}
      reason={reason.trim()}
      bad
      onClose={onClose}
    >
      <Input
        label={t('admin.cancelReason')}
        optional
        hint={t('admin.cancelReasonHint')}
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </ChangeWindow>
  );
}
