'use client';
import { ShoppingBag } from 'lucide-react';
import Link from 'next/link';
import type { MenuAnswer } from '@/lib/api/answers';
import { countDishes } from '@/lib/client/cart';
import { useCart } from '@/lib/client/cart-store';
import { priceLines } from '@/lib/client/preview';
import { useI18n } from '@/lib/messages/provider';

/** On a phone: the cart at the bottom edge, as soon as something is in it. */
export function CartBar({ menu }: { menu: MenuAnswer }) {
  const { t, kopecks } = useI18n();
  const cart = useCart();
  const dishes = countDishes(cart);
  if (dishes === 0) return null;
  const sum = priceLines(cart.lines, menu).reduce((total, line) => total + line.totalKopecks, 0);
  return (
    <div
      data-bottom-bar
      className="fixed inset-x-0 bottom-0 z-20 px-4 pb-[max(1rem,env(safe-area-inset-bottom))] animate-rise lg:hidden"
    >
      <Link
        href="/cart"
        aria-label={`${t('cart.open')}: ${t('cart.count', { count: dishes })}, ${kopecks(sum)}`}
        className="mx-auto flex h-14 max-w-md items-center gap-3 rounded-lg bg-accent px-5 font-semibold text-on-accent shadow-float"
      >
        <ShoppingBag aria-hidden="true" className="size-5.5" />
        <span className="figure grow">{t('cart.count', { count: dishes })}</span>
        <span className="figure text-lg">{kopecks(sum)}</span>
      </Link>
    </div>
  );
}
