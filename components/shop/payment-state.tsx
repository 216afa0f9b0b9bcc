'use client';
import { useCallback } from 'react';
import { useSWRConfig } from 'swr';
import type { OrderView } from '@/lib/api/answers';
import { paths } from '@/lib/client/api';
import { declineReason, usePaymentReturn } from '@/lib/client/bank';
import { useI18n } from '@/lib/messages/provider';
import { Notice } from '../ui/notice';
import { Spinner } from '../ui/spinner';

/** What is known of an online payment: waiting, just paid, refused. Looks again after the bank. */
export function PaymentState({ order }: { order: OrderView }) {
  const { t } = useI18n();
  const { mutate } = useSWRConfig();
  const show = useCallback(
    (now: OrderView) => {
      void mutate(paths.order(now.id), now, { revalidate: false });
      // Points may have come with the payment.
      if (now.paymentStatus === 'paid') void Promise.all([mutate(paths.me), mutate(paths.balance)]);
    },
    [mutate],
  );
  const { returned, checking } = usePaymentReturn(order, show);
  const declined = declineReason(order);

  if (order.paymentStatus === 'pending') {
    if (checking) {
      return (
        <Notice title={t('bank.checking')}>
          <span className="inline-flex items-center gap-2">
            <Spinner /> {t('bank.checkingText')}
          </span>
        </Notice>
      );
    }
    return <Notice title={t('bank.waiting')}>{t('bank.waitingText')}</Notice>;
  }
  if (declined) {
    return (
      <Notice tone="bad" title={t('pay.declined')} alert={returned}>
        {t(`bank.declined.${declined}`)}
      </Notice>
    );
  }
  if (returned && order.paymentStatus === 'paid') {
    return <Notice tone="good" title={t('pay.doneOnline', { number: order.number })} />;
  }
  return null;
}
