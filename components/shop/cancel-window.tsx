'use client';
import { useRef, useState } from 'react';
import { useSWRConfig } from 'swr';
import type { OrderView } from '@/lib/api/answers';
import { api, paths } from '@/lib/client/api';
import { problemText } from '@/lib/client/problem-text';
import { applyOrderAnswer } from '@/lib/client/profile';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';

/** Asks before cancelling, and says what comes back and what goes. */
export default function CancelWindow({ order, onClose }: { order: OrderView; onClose(): void }) {
  const i18n = useI18n();
  const { t, money } = i18n;
  const { mutate } = useSWRConfig();
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const [error, setError] = useState<unknown>(null);
  const { loyalty } = order;

  const effects: string[] = [];
  if (order.paid > 0) effects.push(t('order.cancelMoney', { amount: money(order.paid) }));
  // Reserved points never left the balance: there is nothing to come back.
  if (loyalty.pointsUsed > 0 && loyalty.pointsUsedState === 'used') {
    effects.push(t('order.cancelPoints', { count: loyalty.pointsUsed }));
  }
  if (loyalty.pointsEarned > 0 && loyalty.pointsEarnedState === 'earned') {
    effects.push(t('order.cancelEarned', { count: loyalty.pointsEarned }));
  }
  if (loyalty.pointsEarned > 0 && loyalty.pointsEarnedState === 'pending') {
    effects.push(t('order.cancelPending', { count: loyalty.pointsEarned }));
  }

  async function cancel() {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setError(null);
    try {
      const answer = await api.changeOrder(order.id, { orderStatus: 'cancelled' });
      await applyOrderAnswer(mutate, answer);
      toast(t('order.cancelled', { number: order.number }));
      onClose();
    } catch (failure) {
      setError(failure);
      // Somebody else may have moved the order: show where it is now.
      void mutate(paths.order(order.id));
      sending.current = false;
      setBusy(false);
    }
  }

  return (
    <Window
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('order.cancelTitle')}
      lead={t('orders.number', { number: order.number })}
    >
      {effects.length > 0 ? (
        <ul className="grid list-disc gap-1.5 ps-5">
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      ) : (
        <p>{t('order.cancelNothing')}</p>
      )}
      {error !== null && (
        <div className="mt-4">
          <Notice tone="bad" alert>
            {problemText(i18n, error)}
          </Notice>
        </div>
      )}
      <div className="mt-6 grid grid-cols-2 gap-3">
        <Button look="outline" onClick={onClose} disabled={busy}>
          {t('order.cancelKeep')}
        </Button>
        <Button look="danger" busy={busy} onClick={() => void cancel()}>
          {t('order.cancel')}
        </Button>
      </div>
    </Window>
  );
}
