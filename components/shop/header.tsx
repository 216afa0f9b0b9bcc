'use client';
import clsx from 'clsx';
import { CircleUserRound, LogIn, ReceiptText, ShoppingBag } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { countDishes } from '@/lib/client/cart';
import { useCart } from '@/lib/client/cart-store';
import { useMe } from '@/lib/client/hooks';
import { useI18n } from '@/lib/messages/provider';
import { Coin } from '../ui/amounts';
import { Pot } from '../ui/pot';
import { useSignIn } from './sign-in';

/** Brand, balance, orders, cart, sign-in. */
export function Header() {
  const { t, num } = useI18n();
  const { profile } = useMe();
  const signIn = useSignIn();
  const dishes = countDishes(useCart());

  return (
    <header className="sticky top-0 z-30 border-b border-line bg-paper/92 backdrop-blur-md">
      <div className="mx-auto flex h-16 max-w-6xl items-center gap-1 px-4 sm:gap-2 sm:px-6">
        <Link
          href="/"
          aria-label={t('nav.home')}
          className="me-auto flex items-center gap-1.5 sm:gap-2"
        >
          <Pot className="size-8 sm:size-9" />
          <span className="text-base font-bold tracking-tight max-[374px]:hidden sm:text-lg">
            {t('brand.name')}
          </span>
        </Link>
        <nav aria-label={t('nav.label')} className="flex items-center sm:gap-1">
          {profile && (
            <Link
              href="/bonuses"
              className="me-1 flex h-10 items-center gap-1.5 rounded-full bg-honey-soft px-3 font-semibold text-honey-ink"
            >
              <Coin />
              {/* The live region: a changed balance is read out. */}
              <span role="status" className="num">
                <span aria-hidden="true" data-testid="balance">
                  {num(profile.loyaltyPoints)}
                </span>
                <span className="sr-only">
                  {t('points.pill', { count: profile.loyaltyPoints })}
                </span>
              </span>
            </Link>
          )}
          {profile && (
            <NavLink href="/orders" label={t('nav.orders')}>
              <ReceiptText aria-hidden="true" className="size-5.5" />
            </NavLink>
          )}
          <NavLink href="/cart" label={t('nav.cart')} count={dishes}>
            <ShoppingBag aria-hidden="true" className="size-5.5" />
          </NavLink>
          {profile ? (
            <NavLink href="/profile" label={t('nav.profile')}>
              <CircleUserRound aria-hidden="true" className="size-5.5" />
            </NavLink>
          ) : (
            <button
              type="button"
              onClick={() => void signIn()}
              className={clsx(item, 'font-semibold text-accent-ink')}
            >
              <LogIn aria-hidden="true" className="size-5.5" />
              {t('nav.signIn')}
            </button>
          )}
        </nav>
      </div>
    </header>
  );
}

const item =
  'relative flex h-11 min-w-10.5 items-center justify-center gap-2 rounded-md px-2 transition-colors hover:bg-sunken lg:px-3';

function NavLink(props: {
  href: string;
  label: string;
  count?: number;
  children: React.ReactNode;
}) {
  const path = usePathname();
  const { t } = useI18n();
  const { href, label, count = 0, children } = props;
  return (
    <Link href={href} aria-current={path === href ? 'page' : undefined} className={item}>
      {children}
      <span className="sr-only lg:not-sr-only">{label}</span>
      {count > 0 && (
        <>
          <span
            aria-hidden="true"
            className="num absolute end-0.5 top-0.5 min-w-5 rounded-full bg-accent px-1 text-center text-2xs leading-5 font-bold text-on-accent lg:static"
          >
            {count}
          </span>
          <span className="sr-only">{t('cart.count', { count })}</span>
        </>
      )}
    </Link>
  );
}
