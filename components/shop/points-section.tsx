'use client';
import Link from 'next/link';
import { changeCart } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import type { Checkout } from '@/lib/client/use-checkout';
import { useI18n } from '@/lib/messages/provider';
import { Coin } from '../ui/amounts';
import { Button } from '../ui/button';
import { Switch } from '../ui/switch';
import { PointsChooser } from './points-chooser';
import { useSignIn } from './sign-in';

/** "У вас N бонусов", the switch, and the slider from 0 to the server's maximum. */
export function PointsSection({ checkout }: { checkout: Checkout }) {
  const { t } = useI18n();
  const signIn = useSignIn();
  const { points, signedIn } = checkout;

  return (
    <section aria-labelledby="points-title" className="card p-5">
      <div className="flex items-center justify-between gap-3">
        <h2 id="points-title" className="flex items-center gap-2 text-lg">
          <Coin className="size-5.5" />
          {t('points.title')}
        </h2>
        {signedIn && (
          <Link
            href="/bonuses"
            className="figure text-sm font-medium text-accent-ink underline decoration-1 underline-offset-4"
          >
            {t('points.you', { count: points.balance })}
          </Link>
        )}
      </div>
      {points.block === 'signedOut' ? (
        <div className="mt-3 flex flex-wrap items-center justify-between gap-3">
          <p className="text-sm text-muted">{t('points.signedOut')}</p>
          <Button size="sm" look="soft" onClick={() => void signIn()}>
            {t('nav.signIn')}
          </Button>
        </div>
      ) : (
        <div className="mt-2">
          <PointsControls checkout={checkout} />
        </div>
      )}
    </section>
  );
}

/** The switch and, when it is on, the chooser; or why nothing can be chosen. */
export function PointsControls({ checkout }: { checkout: Checkout }) {
  const { t } = useI18n();
  const { cart, points } = checkout;
  const on = cart.usePoints && points.block === null;
  // It would start at a maximum that may be too much a moment later.
  const unknown = points.max === undefined || points.asking;

  function toggle(usePoints: boolean) {
    // Switched on, it starts at the most: what most people want.
    const start = points.max?.maxPoints ?? 0;
    updateCart((now) => changeCart(now, { usePoints, points: usePoints ? start : 0 }));
  }

  return (
    <>
      <Switch
        label={t('points.switch')}
        checked={on}
        disabled={points.block !== null || (!on && unknown)}
        onChange={toggle}
      />
      {points.block !== null && <p className="text-sm text-muted">{t(`points.${points.block}`)}</p>}
      {points.error !== undefined && points.max === undefined && (
        <p className="text-sm text-bad-ink">{t('points.calcFailed')}</p>
      )}
      {on && points.max && <PointsChooser checkout={checkout} max={points.max} />}
    </>
  );
}
