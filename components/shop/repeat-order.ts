'use client';
import { useRouter } from 'next/navigation';
import type { OrderView } from '@/lib/api/answers';
import { api } from '@/lib/client/api';
import { repeatedCart } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import { priceLines } from '@/lib/client/preview';
import { problemText } from '@/lib/client/problem-text';
import { useI18n } from '@/lib/messages/provider';
import { toast } from '../ui/toast-store';

/** Puts an order's dishes into the cart as far as the menu still has them, and goes there. */
export function useRepeat(): (order: OrderView) => Promise<void> {
  const i18n = useI18n();
  const router = useRouter();
  return async (order) => {
    try {
      const wanted = order.items.map(({ menuItemId, quantity, addOns }) => ({
        menuItemId,
        quantity,
        addOnIds: addOns.map((a) => a.id),
      }));
      const priced = priceLines(wanted, await api.menu());
      const lines = priced.filter((line) => !line.problem).map((line) => line.line);
      if (lines.length === 0) {
        toast(i18n.t('order.repeatNone'), 'bad');
        return;
      }
      updateCart((cart) => repeatedCart(cart, lines));
      toast(i18n.t(lines.length < wanted.length ? 'order.repeatedPart' : 'order.repeated'));
      router.push('/cart');
    } catch (error) {
      toast(problemText(i18n, error), 'bad');
    }
  };
}
