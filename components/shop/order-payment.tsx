'use client';
import { useRef, useState } from 'react';
import { useSWRConfig } from 'swr';
import type { OrderView } from '@/lib/api/answers';
import { goToBank } from '@/lib/client/bank';
import { useMenu } from '@/lib/client/hooks';
import { type PlaceResult, payOrder } from '@/lib/client/place-order';
import { applyOrderAnswer } from '@/lib/client/profile';
import { useI18n } from '@/lib/messages/provider';
import { onlineMethods, type PaymentMethod } from '@/lib/orders/lifecycle';
import { Notice } from '../ui/notice';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';
import { PaymentForm } from './payment-form';
import { PaymentNotice } from './payment-notice';
import { useSignIn } from './sign-in';

interface Props {
  order: OrderView;
  /** The bank has just refused a first try. */
  declined?: boolean;
  onClose(): void;
  onPaid(): void;
}

/** Pays for an order that is written already. */
export function OrderPayment({ order, declined = false, onClose, onPaid }: Props) {
  const { t, money } = useI18n();
  const { mutate } = useSWRConfig();
  const { data: menu } = useMenu({ revalidateOnFocus: false });
  const signIn = useSignIn();
  const [method, setMethod] = useState<PaymentMethod>(() => {
    const chosen = order.paymentMethod ?? 'card';
    return order.paymentUrl && chosen === 'cash' ? 'card' : chosen;
  });
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  const [result, setResult] = useState<PlaceResult | null>(null);
  const refused = result ? result.kind === 'declined' : declined;

  async function submit() {
    if (sending.current) return;
    sending.current = true;
    setBusy(true);
    setResult(null);
    const next = await payOrder(order, method);
    if (next.kind === 'placed') {
      await applyOrderAnswer(mutate, next.answer);
      const { paymentUrl } = next.answer.order;
      // Nothing is decided yet: the button stays busy until the other page comes.
      if (paymentUrl && goToBank(paymentUrl, order.id)) return;
      if (paymentUrl) return onPaid();
      const paid = next.answer.order.paymentStatus === 'paid';
      toast(t(paid ? 'pay.doneOnline' : 'pay.doneCash', { number: next.answer.orderNumber }));
      onPaid();
      return;
    }
    setResult(next);
    sending.current = false;
    setBusy(false);
    if (next.kind === 'signIn') await signIn();
  }

  return (
    <Window
      open
      onOpenChange={(open) => !open && !busy && onClose()}
      title={t('pay.titleOrder', { number: order.number })}
      lead={
        <span className="figure block text-2xl font-bold text-ink">{money(order.payable)}</span>
      }
    >
      <PaymentForm
        method={method}
        onMethod={setMethod}
        locked={false}
        {...(order.paymentUrl && { methods: onlineMethods })}
        payable={order.payable}
        pointsToEarn={order.loyalty.pointsEarned}
        rules={menu?.loyalty}
        busy={busy}
        retry={result?.kind === 'lost'}
        onSubmit={() => void submit()}
      >
        {refused && !busy && (
          <Notice tone="bad" title={t('pay.declined')} alert>
            {t('pay.declinedText', { number: order.number })}
          </Notice>
        )}
        {result?.kind === 'lost' && !busy && (
          <Notice tone="bad" title={t('pay.lost')} alert>
            {t('error.connection')}
          </Notice>
        )}
        {result && !busy && <PaymentNotice result={result} before={order.payable} />}
      </PaymentForm>
    </Window>
  );
}
