'use client';
import { type ReactNode, useState } from 'react';
import type { StaffOrder, StaffOrderInput } from '@/lib/client/admin-api';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Skeleton } from '../../ui/skeleton';
import { Window } from '../../ui/window';
import { ChangeRefusal, Consequences } from './consequences';
import { useConfirmed, usePreview } from './use-order-change';

interface Props {
  order: StaffOrder;
  title: string;
  /** A verb. */
  action: string;
  wish: StaffOrderInput;
  /** Sent along, but nothing that consequences hang on. */
  reason?: string;
  bad?: boolean;
  /** Fields before the consequences. */
  children?: ReactNode;
  onClose(): void;
}

/** Tells what a change does before it is done; what is confirmed is what was told. */
export function ChangeWindow(props: Props) {
  const { order, title, action, bad = false, reason, children, onClose } = props;
  const i18n = useI18n();
  const { t } = i18n;
  const [drop, setDrop] = useState(false);
  const wish: StaffOrderInput = drop ? { ...props.wish, dropPoints: true } : props.wish;
  const { preview, fresh, error, retry } = usePreview(order, wish);
  const { confirm, busy, failure, failed } = useConfirmed(order, onClose);
  const refusal = preview?.refusal?.code ?? failed;
  const canDrop = refusal === 'POINTS_UNAVAILABLE' && !drop;

  async function change() {
    if (!preview) return;
    if (!(await confirm({ ...wish, ...(reason ? { reason } : {}) }, preview))) retry();
  }

  return (
    <Window
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={title}
      footer={
        <div className="flex flex-wrap-reverse justify-end gap-3">
          <Button look="ghost" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          {canDrop ? (
            <Button onClick={() => setDrop(true)}>{t('change.dropAndGo')}</Button>
          ) : (
            <Button
              look={bad ? 'danger' : 'primary'}
              busy={busy}
              disabled={!fresh || preview?.refusal !== null}
              onClick={() => void change()}
            >
              {action}
            </Button>
          )}
        </div>
      }
    >
      <div className="grid gap-4">
        {children}
        <section aria-label={t('change.what')} aria-live="polite" className="grid gap-3">
          {preview && preview.before.status !== preview.after.status && (
            <p className="font-semibold">
              {t('change.status', {
                from: t(`status.${preview.before.status}`),
                to: t(`status.${preview.after.status}`),
              })}
            </p>
          )}
          {preview && !preview.refusal && <Consequences preview={preview} />}
          {!preview && !error && (
            <>
              <span className="sr-only">{t('change.asking')}</span>
              <Skeleton className="h-14 rounded-md" />
            </>
          )}
          {refusal && <ChangeRefusal code={refusal} customerId={order.customer.id} />}
          {!refusal && Boolean(error ?? failure) && (
            <Notice tone="bad" alert>
              {problemText(i18n, error ?? failure)}{' '}
              {Boolean(error) && (
                <button type="button" className="font-semibold underline" onClick={retry}>
                  {t('common.retry')}
                </button>
              )}
            </Notice>
          )}
        </section>
      </div>
    </Window>
  );
}
