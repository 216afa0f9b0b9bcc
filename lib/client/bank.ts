/** To the payment company's page and back. */
import { useEffect, useState } from 'react';
import type { OrderView } from '../api/answers';
import { api } from './api';
import { postEvent } from './telegram';
import { isTelegram, TELEGRAM_STORE } from './telegram-link';

function insideTelegram(): boolean {
  try {
    return isTelegram(window.location.hash, window.sessionStorage.getItem(TELEGRAM_STORE));
  } catch {
    return false;
  }
}

/**
 * Leaves for the page where the payment is confirmed. Inside Telegram it opens in a
 * browser of its own and this page stays: false then.
 */
export function goToBank(url: string, orderId: number): boolean {
  if (insideTelegram()) {
    postEvent('web_app_open_link', { url });
    return false;
  }
  // Who presses "back" at the bank finds the order, not the cart that it was made from.
  window.history.replaceState(null, '', `/orders/${orderId}`);
  window.addEventListener('pageshow', ({ persisted }) => persisted && window.location.reload());
  window.location.assign(url);
  return true;
}

/** Seconds between looks after the return: the bank's word takes a moment, rarely longer. */
const LOOKS_S = [0, 2, 4, 8, 15, 30];

/**
 * Back from the bank (`?payment=return`): asks what became of the payment until it is
 * decided. `checking` while it looks; the order's own polling goes on afterwards.
 */
export function usePaymentReturn(
  order: OrderView,
  show: (order: OrderView) => void,
): { returned: boolean; checking: boolean } {
  const [state, setState] = useState({ returned: false, checking: false });
  useEffect(() => {
    const address = new URL(window.location.href);
    if (address.searchParams.get('payment') !== 'return') return;
    let stopped = false;
    setState({ returned: true, checking: true });
    void (async () => {
      for (const seconds of LOOKS_S) {
        await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
        if (stopped) return;
        const now = await api.checkPayment(order.id).catch(() => null);
        if (stopped) return;
        if (now) show(now);
        if (now && now.paymentStatus !== 'pending') break;
      }
      setState({ returned: true, checking: false });
    })();
    return () => {
      stopped = true;
    };
    // Once a visit: the order changes under it.
  }, [order.id, show]);
  return state;
}

const known = [
  'insufficient_funds',
  'card_expired',
  'invalid_card_number',
  'invalid_csc',
  '3d_secure_failed',
  'expired_on_confirmation',
  'payment_method_limit_exceeded',
  'issuer_unavailable',
] as const;

export type DeclineReason = (typeof known)[number] | 'other';

/** Why the last payment of an order that can be paid did not go through; null: it was not refused. */
export function declineReason(order: OrderView): DeclineReason | null {
  if (!order.canPay || order.paymentStatus !== 'unpaid') return null;
  const last = order.events.findLast(({ kind }) => kind.startsWith('payment_'));
  if (last?.kind !== 'payment_failed') return null;
  return known.find((reason) => reason === last.code) ?? 'other';
}
