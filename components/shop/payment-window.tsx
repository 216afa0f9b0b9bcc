'use client';
import Link from 'next/link';
import { useRef, useState } from 'react';
import { useSWRConfig } from 'swr';
import type { OrderView, Quote } from '@/lib/api/answers';
import { api, paths } from '@/lib/client/api';
import { goToBank } from '@/lib/client/bank';
import { changeCart, openAttempt } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import { type PlaceResult, placeCart } from '@/lib/client/place-order';
import { applyOrderAnswer } from '@/lib/client/profile';
import { type Checkout, orderBody } from '@/lib/client/use-checkout';
import { useI18n } from '@/lib/messages/provider';
import { toRubles } from '@/lib/money';
import { Notice } from '../ui/notice';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';
import { ChangeField, isChangeTooLow } from './change-field';
import { OrderPayment } from './order-payment';
import { PaymentForm } from './payment-form';
import { PaymentNotice } from './payment-notice';
import { PointsControls } from './points-section';
import { useSignIn } from './sign-in';

interface Props {
  checkout: Checkout;
  /** With an order's number when there is an order to look at. */
  onClose(orderId: number | null): void;
}

/** Places the cart's order and pays for it; a declined one is paid for in the same window. */
export default function PaymentWindow({ checkout, onClose }: Props) {
  const i18n = useI18n();
  const { t, money } = i18n;
  const { mutate } = useSWRConfig();
  const signIn = useSignIn();
  const [busy, setBusy] = useState(false);
  // State is a render late: the second tap of a double tap must see the first.
  const sending = useRef(false);
  const [refusal, setRefusal] = useState<PlaceResult | null>(null);
  const [quote, setQuote] = useState<{ key: string; before: number; quote: Quote } | null>(null);
  const [leaving, setLeaving] = useState(false);
  const [declined, setDeclined] = useState<OrderView | null>(null);

  const { cart, preview } = checkout;
  const lost = openAttempt(cart) !== null;
  // The server's numbers hold for the cart they were given for.
  const named = quote?.key === cart.key ? quote.quote : null;
  const payable = named?.payable ?? toRubles(preview.payableKopecks);

  const change = { value: cart.changeFrom, payable };
  const asksChange = cart.method === 'cash' && checkout.restaurant !== undefined;

  async function submit() {
    if (sending.current || (asksChange && isChangeTooLow(change))) return;
    sending.current = true;
    setBusy(true);
    setRefusal(null);
    const expected = named
      ? { total: named.total, payable: named.payable, pointsToEarn: named.pointsToEarn }
      : undefined;
    const result = await placeCart(orderBody(checkout, expected));
    await follow(result);
    sending.current = false;
    setBusy(false);
  }

  async function follow(result: PlaceResult) {
    if (result.kind === 'placed') {
      const { answer } = result;
      await applyOrderAnswer(mutate, answer);
      const { paymentUrl } = answer.order;
      if (paymentUrl) {
        // On the way back the browser should find the order, not an empty cart.
        if (!goToBank(paymentUrl, answer.order.id)) onClose(answer.order.id);
        else setLeaving(true);
        return;
      }
      toast(
        t(answer.order.paymentStatus === 'paid' ? 'pay.doneOnline' : 'pay.doneCash', {
          number: answer.orderNumber,
        }),
      );
      onClose(answer.order.id);
      return;
    }
    setRefusal(result);
    if (result.kind === 'declined') {
      const order = await api.order(result.orderId).catch(() => null);
      // The order holds its points from now on, paid or not.
      await Promise.all([mutate(paths.me), mutate(paths.balance)]);
      if (order) setDeclined(order);
      else onClose(result.orderId);
    }
    if (result.kind === 'quote') {
      await checkout.refresh();
      updateCart((now) => {
        setQuote({ key: now.key, before: payable, quote: result.quote });
        return now;
      });
    }
    if (result.kind === 'points') {
      const { maxPoints } = result;
      updateCart((now) =>
        maxPoints
          ? changeCart(now, { points: Math.min(now.points, maxPoints) })
          : changeCart(now, { points: 0, usePoints: false }),
      );
      await Promise.all([checkout.refresh(), mutate(paths.me)]);
    }
    if (result.kind === 'promo') updateCart((now) => changeCart(now, { promoCode: null }));
    if (result.kind === 'refused') await checkout.refresh();
    if (result.kind === 'signIn') await signIn();
  }

  if (declined) {
    return (
      <OrderPayment
        order={declined}
        declined
        onClose={() => onClose(declined.id)}
        onPaid={() => onClose(declined.id)}
      />
    );
  }

  const empty = cart.lines.length === 0;
  // Too many points are told, and mended, where they are chosen.
  const reasons = checkout.blocks.filter((block) => block !== 'points');
  // Another tab sent this cart, or the menu changed while the window was open.
  const stopped = !lost && !busy && !leaving && (empty || checkout.blocks.length > 0);
  return (
    <Window
      open
      onOpenChange={(open) => !open && !busy && !leaving && onClose(null)}
      title={t('pay.title')}
      lead={
        <span className="flex flex-wrap items-baseline justify-between gap-3">
          {checkout.signedIn && (
            <Link href="/bonuses" className="text-accent-ink underline underline-offset-4">
              {t('points.you', { count: checkout.points.balance })}
            </Link>
          )}
          <span className="figure text-2xl font-bold text-ink">{money(payable)}</span>
        </span>
      }
    >
      <PaymentForm
        method={cart.method}
        onMethod={(method) => updateCart((now) => changeCart(now, { method }))}
        locked={lost}
        payable={payable}
        pointsToEarn={named?.pointsToEarn ?? preview.pointsToEarn}
        rules={checkout.rules}
        busy={busy || leaving}
        stopped={stopped}
        fixed={stopped && (empty || reasons.length > 0)}
        retry={lost}
        onSubmit={() => void submit()}
      >
        {checkout.signedIn && !lost && !empty && (
          <div className="rounded-lg bg-paper px-4 py-2">
            <PointsControls checkout={checkout} />
          </div>
        )}
        {asksChange && !lost && <ChangeField {...change} />}
        {stopped && empty && (
          <Notice alert>
            {t('pay.otherTab')}{' '}
            <Link href="/orders" className="font-semibold underline underline-offset-4">
              {t('nav.orders')}
            </Link>
          </Notice>
        )}
        {stopped && !empty && reasons.length > 0 && (
          <Notice tone="bad" title={t('pay.changed')} alert>
            {reasons.map((block) => (
              <p key={block}>
                {t(`cart.blocked.${block}`, {
                  amount: money(checkout.restaurant?.minimumOrder ?? 0),
                })}
              </p>
            ))}
            <button
              type="button"
              className="mt-1 min-h-9 font-semibold underline underline-offset-4"
              onClick={() => onClose(null)}
            >
              {t('pay.toCart')}
            </button>
          </Notice>
        )}
        {lost && !busy && (
          <Notice tone="bad" title={t('pay.lost')} alert>
            {t('pay.lostText')}
          </Notice>
        )}
        {refusal && refusal.kind !== 'lost' && !busy && (
          <PaymentNotice result={refusal} before={quote?.before} />
        )}
      </PaymentForm>
    </Window>
  );
}
