'use client';
import type { MenuAnswer } from '@/lib/api/answers';
import { MAX_QUANTITY, setQuantity } from '@/lib/client/cart';
import { updateCart, useCart } from '@/lib/client/cart-store';
import { deliveryFor, priceLines } from '@/lib/client/preview';
import { useI18n } from '@/lib/messages/provider';
import { ButtonLink } from '../ui/button';
import { Pot } from '../ui/pot';
import { Stepper } from '../ui/stepper';
import { FreeDelivery } from './free-delivery';

/** On a desktop: the cart beside the menu. */
export function CartPanel({ menu }: { menu: MenuAnswer }) {
  const { t, kopecks } = useI18n();
  const cart = useCart();
  const lines = priceLines(cart.lines, menu);
  const subtotal = lines.reduce((sum, line) => sum + line.totalKopecks, 0);
  return (
    <aside aria-label={t('cart.title')} className="hidden lg:block">
      <div className="card sticky top-36 flex max-h-[calc(100dvh-11rem)] flex-col p-5">
        <h2 className="text-lg">{t('cart.title')}</h2>
        {lines.length === 0 ? (
          <div className="py-6 text-center text-sm text-muted">
            <Pot className="mx-auto mb-4 size-20 opacity-80" />
            {t('cart.emptyText')}
          </div>
        ) : (
          <>
            <ul className="-mx-1 mt-2 min-h-0 grow overflow-y-auto px-1">
              {lines.map(({ id, line, item, addOns, totalKopecks, problem }) => (
                <li key={id} className="border-b border-line py-3 last:border-0">
                  <p className="text-sm font-medium">{item?.name ?? t('cart.gone')}</p>
                  {addOns.length > 0 && (
                    <p className="text-xs text-muted">{addOns.map((a) => a.name).join(', ')}</p>
                  )}
                  {problem && problem !== 'gone' && (
                    <p className="text-xs text-bad-ink">{t(`cart.${problem}`)}</p>
                  )}
                  <div className="mt-2 flex items-center justify-between">
                    <Stepper
                      size="sm"
                      label={t('cart.quantityOf', { name: item?.name ?? '' })}
                      value={line.quantity}
                      min={0}
                      max={MAX_QUANTITY}
                      onChange={(next) => updateCart((c) => setQuantity(c, id, next))}
                    />
                    <span className="num font-semibold">{kopecks(totalKopecks)}</span>
                  </div>
                </li>
              ))}
            </ul>
            <div className="pt-3">
              <FreeDelivery
                delivery={menu.delivery}
                receive={cart.receive}
                subtotalKopecks={subtotal}
              />
            </div>
            <ButtonLink href="/cart" wide className="mt-3 justify-between">
              {t('cart.open')}
              <span className="figure">
                {kopecks(subtotal + deliveryFor(menu.delivery, cart.receive, subtotal))}
              </span>
            </ButtonLink>
          </>
        )}
      </div>
    </aside>
  );
}
