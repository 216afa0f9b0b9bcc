'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { changeCart, hasUnresolvedAttempt } from '@/lib/client/cart';
import { updateCart, useCartReady } from '@/lib/client/cart-store';
import { type Checkout, useCheckout } from '@/lib/client/use-checkout';
import { useI18n } from '@/lib/messages/provider';
import { Button, ButtonLink } from '../ui/button';
import { Notice } from '../ui/notice';
import { Skeleton } from '../ui/skeleton';
import { EmptyState, ErrorState } from '../ui/states';
import { CartLines } from './cart-lines';
import { CheckoutBar } from './checkout-bar';
import { Consent } from './consent';
import { PointsSection } from './points-section';
import { PromoField } from './promo-field';
import { ReceiveSection } from './receive-section';
import { useSignIn } from './sign-in';
import { Sums } from './sums';

const PaymentWindow = dynamic(() => import('./payment-window'), { ssr: false });

/** The cart: lines, how to get it, promo code, points, sums; then the payment window. */
export function CartScreen() {
  const { t } = useI18n();
  const router = useRouter();
  const state = useCheckout();
  const ready = useCartReady();
  const [paying, setPaying] = useState(false);

  if (state.status === 'failed') return <ErrorState error={state.error} onRetry={state.retry} />;
  if (state.status === 'loading' || !ready) return <Loading />;
  const { checkout } = state;
  const empty = checkout.cart.lines.length === 0;

  return (
    <>
      {empty ? (
        <EmptyState
          heading="h1"
          title={t('cart.empty')}
          text={t('cart.emptyText')}
          action={<ButtonLink href="/">{t('cart.toMenu')}</ButtonLink>}
        />
      ) : (
        <FilledCart checkout={checkout} onPay={() => setPaying(true)} />
      )}
      {/* Stays when the cart empties: a declined order is paid for in the same window. */}
      {paying && (
        <PaymentWindow
          checkout={checkout}
          onClose={(orderId) => {
            setPaying(false);
            if (orderId) router.push(`/orders/${orderId}`);
          }}
        />
      )}
    </>
  );
}

function FilledCart({ checkout, onPay }: { checkout: Checkout; onPay(): void }) {
  const { t, kopecks, money } = useI18n();
  const signIn = useSignIn();
  const [asked, setAsked] = useState(false);
  const consent = useRef<HTMLInputElement>(null);
  const address = useRef<HTMLTextAreaElement>(null);
  const sums = useRef<HTMLElement>(null);
  const { cart, preview, blocks, signedIn } = checkout;

  async function proceed() {
    const missing = checkout.needsAddress ? address : checkout.needsConsent ? consent : null;
    if (missing) {
      setAsked(true);
      missing.current?.focus();
      return;
    }
    if (!signedIn) await signIn();
    else onPay();
  }

  return (
    <div className="pt-6 sm:pt-10">
      <h1 className="text-2xl sm:text-3xl">{t('cart.title')}</h1>
      <div className="mt-6 gap-8 lg:grid lg:grid-cols-[1fr_23rem] lg:items-start">
        <div className="grid grid-cols-1 gap-5">
          {hasUnresolvedAttempt(cart) && <Notice>{t('cart.unresolved')}</Notice>}
          <CartLines lines={checkout.lines} />
          <ReceiveSection
            checkout={checkout}
            addressRef={address}
            addressMissing={asked && checkout.needsAddress}
          />
        </div>
        <div className="mt-5 grid grid-cols-1 gap-5 lg:sticky lg:top-24 lg:mt-0">
          <section aria-label={t('promo.title')} className="card p-5">
            <PromoField checkout={checkout} />
          </section>
          <PointsSection checkout={checkout} />
          <section ref={sums} aria-label={t('sum.title')} className="card scroll-mb-6 p-5">
            <Sums preview={preview} promoCode={cart.promoCode} rules={checkout.rules} />
            <div className="mt-5">
              {blocks.length > 0 && (
                <ul id="checkout-block" className="mb-3 text-sm font-medium text-bad-ink">
                  {blocks.map((block) => (
                    <li key={block}>
                      {t(`cart.blocked.${block}`, {
                        amount: money(checkout.restaurant?.minimumOrder ?? 0),
                      })}
                    </li>
                  ))}
                </ul>
              )}
              {checkout.asksConsent && (
                <div className="mb-3">
                  <Consent
                    ref={consent}
                    checked={cart.consent}
                    missing={asked && checkout.needsConsent && !checkout.needsAddress}
                    onChange={(given) => updateCart((now) => changeCart(now, { consent: given }))}
                  />
                </div>
              )}
              <Button
                size="lg"
                wide
                className="figure"
                disabled={blocks.length > 0}
                aria-describedby={blocks.length > 0 ? 'checkout-block' : undefined}
                onClick={() => void proceed()}
              >
                {signedIn
                  ? t('cart.checkout', { amount: kopecks(preview.payableKopecks) })
                  : t('cart.signInToOrder')}
              </Button>
            </div>
          </section>
        </div>
      </div>
      <CheckoutBar sums={sums} payableKopecks={preview.payableKopecks} />
    </div>
  );
}

function Loading() {
  const { t } = useI18n();
  return (
    <div role="status" className="grid gap-4 pt-10">
      <span className="sr-only">{t('common.loading')}</span>
      <Skeleton className="h-9 w-40" />
      <Skeleton className="h-40 rounded-xl" />
      <Skeleton className="h-40 rounded-xl" />
    </div>
  );
}
