'use client';
import { Plus, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { MAX_QUANTITY, setQuantity } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import type { PricedLine } from '@/lib/client/preview';
import { useI18n } from '@/lib/messages/provider';
import { IconButton } from '../ui/button';
import { Stepper } from '../ui/stepper';
import { DishPicture } from './dish-picture';

/** The cart's dishes with quantities. */
export function CartLines({ lines }: { lines: readonly PricedLine[] }) {
  const { t } = useI18n();
  return (
    <section aria-label={t('order.lines')} className="card px-4 sm:px-5">
      <ul>
        {lines.map((line) => (
          <Line key={line.id} priced={line} />
        ))}
      </ul>
      <Link
        href="/"
        className="flex min-h-13 items-center gap-2 border-t border-line font-semibold text-accent-ink"
      >
        <Plus aria-hidden="true" className="size-5" />
        {t('cart.addMore')}
      </Link>
    </section>
  );
}

function Line({ priced }: { priced: PricedLine }) {
  const { t, kopecks } = useI18n();
  const { id, line, item, addOns, totalKopecks, problem } = priced;
  const name = item?.name ?? t('cart.gone');
  const set = (quantity: number) => updateCart((cart) => setQuantity(cart, id, quantity));
  return (
    <li className="flex gap-3.5 border-b border-line py-4 last:border-0 sm:gap-5">
      <DishPicture
        src={item?.image ?? '/menu/hero.svg'}
        eager
        className="w-20 shrink-0 self-start rounded-lg sm:w-28"
      />
      <div className="min-w-0 grow">
        <div className="flex items-start gap-2">
          <div className="grow">
            <p className="leading-5.5 font-semibold">{name}</p>
            {addOns.length > 0 && (
              <p className="mt-0.5 text-sm text-muted">{addOns.map((a) => a.name).join(', ')}</p>
            )}
            {problem && (
              <p className="mt-1 text-sm font-medium text-bad-ink">{t(`cart.${problem}`)}</p>
            )}
          </div>
          <IconButton
            label={t('cart.remove', { name })}
            className="-me-2 -mt-2.5"
            onClick={() => set(0)}
          >
            <Trash2 aria-hidden="true" className="size-5" />
          </IconButton>
        </div>
        {!problem && (
          <div className="mt-2.5 flex items-center justify-between gap-3">
            <Stepper
              size="sm"
              label={t('cart.quantityOf', { name })}
              value={line.quantity}
              max={MAX_QUANTITY}
              onChange={set}
            />
            <span className="num text-lg font-bold">{kopecks(totalKopecks)}</span>
          </div>
        )}
      </div>
    </li>
  );
}
