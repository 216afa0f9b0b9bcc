'use client';
import { Banknote, CreditCard, QrCode } from 'lucide-react';
import type { ReactNode } from 'react';
import type { LoyaltyRules } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';
import { type PaymentMethod, paymentMethods } from '@/lib/orders/lifecycle';
import { Button } from '../ui/button';
import { RadioCards } from '../ui/radio-cards';

interface Props {
  method: PaymentMethod;
  onMethod(method: PaymentMethod): void;
  /** All of them when left out. */
  methods?: readonly PaymentMethod[];
  /** A try is open: only that very request may be repeated. */
  locked: boolean;
  payable: number;
  pointsToEarn: number;
  rules: LoyaltyRules | undefined;
  busy: boolean;
  /** Nothing can be sent now; the notices say why. */
  stopped?: boolean;
  /** The method can not be changed either. */
  fixed?: boolean;
  /** Instead of "Оплатить": after a lost connection. */
  retry: boolean;
  onSubmit(): void;
  /** Notices and points, between the methods and the button. */
  children?: ReactNode;
}

const icons = {
  card: <CreditCard className="size-6" />,
  sbp: <QrCode className="size-6" />,
  cash: <Banknote className="size-6" />,
};

/** How to pay, with what each way does to the points, told before choosing. */
export function PaymentForm(props: Props) {
  const { t, money } = useI18n();
  const { method, locked, payable, pointsToEarn, rules, busy, stopped, fixed, retry } = props;

  function note(of: PaymentMethod): string {
    if (!rules?.enabled || pointsToEarn === 0) return t('pay.earnNothing');
    if (rules.earnWhen !== 'payment') return t('pay.earnFinish', { count: pointsToEarn });
    return of === 'cash'
      ? t('pay.earnCash', { count: pointsToEarn, hours: rules.cashHoldHours })
      : t('pay.earnNow', { count: pointsToEarn });
  }

  const submit =
    method === 'cash'
      ? t('pay.submitCash', { amount: money(payable) })
      : t('pay.submitOnline', { amount: money(payable) });

  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <RadioCards
        label={t('pay.method')}
        value={method}
        disabled={locked || busy || fixed}
        cards={(props.methods ?? paymentMethods).map((value) => ({
          value,
          title: t(`pay.${value}`),
          note: note(value),
          icon: icons[value],
        }))}
        onChange={props.onMethod}
      />
      {props.children}
      <Button type="submit" size="lg" wide busy={busy} disabled={stopped} className="figure">
        {busy ? t('pay.sending') : retry ? t('common.retry') : submit}
      </Button>
    </form>
  );
}
