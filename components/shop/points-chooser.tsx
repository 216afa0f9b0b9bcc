'use client';
import { useId, useState } from 'react';
import type { MaxSpendAnswer } from '@/lib/api/answers';
import { changeCart } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import type { Checkout } from '@/lib/client/use-checkout';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Slider } from '../ui/slider';

interface Props {
  checkout: Checkout;
  max: MaxSpendAnswer;
}

/** Slider and number, always the same value; step 1; more than the maximum is told, not hidden. */
export function PointsChooser({ checkout, max }: Props) {
  const { t, num } = useI18n();
  const id = useId();
  const { cart, rules, points } = checkout;
  // Only while the field is being emptied and typed anew does its text differ from the value.
  const [typed, setTyped] = useState<string | null>(null);
  const { maxPoints } = max;

  function choose(value: number) {
    updateCart((now) => changeCart(now, { points: value }));
  }

  const capText = rules.spendCap.delivery === 'excluded' ? 'points.upToDishes' : 'points.upTo';

  return (
    <div className="mt-3">
      <div className="flex items-center gap-4">
        <div className="grow">
          <Slider
            label={t('points.slider')}
            value={cart.points}
            max={maxPoints}
            valueText={t('points.count', { count: Math.min(cart.points, maxPoints) })}
            onChange={(value) => {
              setTyped(null);
              choose(value);
            }}
          />
        </div>
        <label className="sr-only" htmlFor={id}>
          {t('points.field')}
        </label>
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          maxLength={7}
          value={typed ?? String(cart.points)}
          aria-invalid={points.overMax || undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            const digits = event.target.value.replace(/\D/g, '').slice(0, 7);
            setTyped(digits);
            choose(Number(digits));
          }}
          onBlur={() => setTyped(null)}
          className="num h-12 w-22 rounded-md border border-line-strong bg-surface px-3 text-center text-lg font-semibold aria-invalid:border-bad-ink"
        />
      </div>
      <div id={`${id}-note`} className="mt-1.5 text-sm">
        {points.overMax ? (
          <div role="alert" className="flex flex-wrap items-center justify-between gap-2">
            <p className="font-medium text-bad-ink">{t('points.overMax', { count: maxPoints })}</p>
            <Button
              size="sm"
              look="soft"
              onClick={() => {
                setTyped(null);
                choose(maxPoints);
              }}
            >
              {t('points.fix', { max: num(maxPoints) })}
            </Button>
          </div>
        ) : (
          <p className="text-muted">{t(capText, { max: num(maxPoints), percent: max.percent })}</p>
        )}
      </div>
    </div>
  );
}
