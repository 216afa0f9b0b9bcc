'use client';
import { Check, Tag, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { changeCart } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import { problemText } from '@/lib/client/problem-text';
import type { Checkout } from '@/lib/client/use-checkout';
import { useI18n } from '@/lib/messages/provider';
import { Button, IconButton } from '../ui/button';
import { Input } from '../ui/field';
import { Spinner } from '../ui/spinner';

/** A code typed in, judged by the server, shown with its discount or its reason. */
export function PromoField({ checkout }: { checkout: Checkout }) {
  const i18n = useI18n();
  const { t, money } = i18n;
  const { cart, promo } = checkout;
  const [text, setText] = useState('');

  function apply(event: FormEvent) {
    event.preventDefault();
    const code = text.trim().toUpperCase();
    if (code) updateCart((now) => changeCart(now, { promoCode: code }));
    setText('');
  }

  if (!cart.promoCode) {
    return (
      <form onSubmit={apply} className="grid grid-cols-[1fr_auto] items-end gap-2.5">
        <Input
          label={t('promo.title')}
          placeholder={t('promo.placeholder')}
          autoComplete="off"
          autoCapitalize="characters"
          maxLength={40}
          className="uppercase placeholder:normal-case"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" look="soft" className="h-12" disabled={text.trim() === ''}>
          {t('promo.apply')}
        </Button>
      </form>
    );
  }

  return (
    <div className="flex items-center gap-3">
      <span aria-hidden="true" className={promo.error ? 'text-bad-ink' : 'text-good-ink'}>
        {promo.checking ? (
          <Spinner />
        ) : promo.discount > 0 ? (
          <Check className="size-5" />
        ) : (
          <Tag className="size-5" />
        )}
      </span>
      <div className="min-w-0 grow" role="status">
        <p className="truncate font-semibold">{cart.promoCode}</p>
        {promo.discount > 0 && (
          <p className="text-sm text-good-ink">
            {t('promo.applied', { amount: money(promo.discount), code: cart.promoCode })}
          </p>
        )}
        {promo.waitsForSignIn && <p className="text-sm text-muted">{t('promo.signIn')}</p>}
        {promo.error !== null && (
          <p className="text-sm text-bad-ink">{problemText(i18n, promo.error)}</p>
        )}
      </div>
      <IconButton
        label={t('promo.remove')}
        className="-me-2"
        onClick={() => updateCart((now) => changeCart(now, { promoCode: null }))}
      >
        <X aria-hidden="true" className="size-5" />
      </IconButton>
    </div>
  );
}
