'use client';
import { Bike, MapPin, Store } from 'lucide-react';
import type { RefObject } from 'react';
import { changeCart } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import type { Checkout } from '@/lib/client/use-checkout';
import { useI18n } from '@/lib/messages/provider';
import { TextArea } from '../ui/field';
import { RadioCards } from '../ui/radio-cards';
import { Stepper } from '../ui/stepper';
import { FreeDelivery } from './free-delivery';
import { SavedAddresses } from './saved-addresses';
import { WhenSection } from './when-section';

const MAX_CUTLERY = 20;

interface Props {
  checkout: Checkout;
  addressRef: RefObject<HTMLTextAreaElement | null>;
  /** The customer tried to go on without one. */
  addressMissing: boolean;
}

/** Delivery with an address, or pick-up; when; cutlery and a comment. */
export function ReceiveSection({ checkout, addressRef, addressMissing }: Props) {
  const { t } = useI18n();
  const { cart, menu, preview } = checkout;
  const change = (part: Parameters<typeof changeCart>[1]) =>
    updateCart((now) => changeCart(now, part));
  return (
    <section aria-labelledby="receive-title" className="card grid gap-4 p-5">
      <h2 id="receive-title" className="text-lg">
        {t('cart.receive')}
      </h2>
      <RadioCards
        row
        label={t('cart.receive')}
        value={cart.receive}
        cards={[
          { value: 'delivery', title: t('cart.delivery'), icon: <Bike className="size-5" /> },
          { value: 'pickup', title: t('cart.pickup'), icon: <Store className="size-5" /> },
        ]}
        onChange={(receive) => change({ receive })}
      />
      {cart.receive === 'delivery' ? (
        <>
          <SavedAddresses current={cart.address} onChoose={(address) => change({ address })} />
          <TextArea
            ref={addressRef}
            label={t('cart.address')}
            placeholder={t('cart.addressHint')}
            autoComplete="street-address"
            maxLength={300}
            value={cart.address}
            error={addressMissing ? t('cart.addressMissing') : null}
            // One line for the API: a line break in an address is a space.
            onChange={(event) => change({ address: event.target.value.replace(/\s*\n\s*/g, ' ') })}
          />
          <FreeDelivery
            delivery={menu.delivery}
            receive={cart.receive}
            subtotalKopecks={preview.amounts.subtotalKopecks}
          />
        </>
      ) : (
        <p className="flex gap-2.5 text-sm">
          <MapPin aria-hidden="true" className="size-5 shrink-0 text-muted" />
          {t('cart.pickupAt', { address: menu.delivery.pickupAddress })}
        </p>
      )}
      <WhenSection checkout={checkout} />
      {checkout.restaurant && (
        <div className="flex items-center justify-between gap-4">
          <div>
            <p className="font-medium">{t('cart.cutlery')}</p>
            <p className="text-sm text-muted">{t('cart.cutleryHint')}</p>
          </div>
          <Stepper
            size="sm"
            label={t('cart.cutlery')}
            value={cart.cutlery}
            min={0}
            max={MAX_CUTLERY}
            onChange={(cutlery) => change({ cutlery })}
          />
        </div>
      )}
      <TextArea
        label={t('cart.comment')}
        optional
        placeholder={t('cart.commentHint')}
        maxLength={500}
        value={cart.comment}
        onChange={(event) => change({ comment: event.target.value })}
      />
    </section>
  );
}
