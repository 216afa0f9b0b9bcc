'use client';
import { Check } from 'lucide-react';
import { useState } from 'react';
import type { MenuItemView } from '@/lib/api/answers';
import { addLine, MAX_QUANTITY } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import { useI18n } from '@/lib/messages/provider';
import { toKopecks } from '@/lib/money';
import { Button } from '../ui/button';
import { Stepper } from '../ui/stepper';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';
import { DishPicture } from './dish-picture';

/** One dish: what it is, add-ons, quantity. */
export default function DishWindow({ item, onClose }: { item: MenuItemView; onClose(): void }) {
  const { t, money, kopecks } = useI18n();
  const [addOnIds, setAddOnIds] = useState<readonly string[]>([]);
  const [quantity, setQuantity] = useState(1);

  const extras = item.addOns.filter((a) => addOnIds.includes(a.id));
  const unit = toKopecks(item.price) + extras.reduce((sum, a) => sum + toKopecks(a.price), 0);

  function toggle(id: string) {
    setAddOnIds((ids) => (ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]));
  }

  function add() {
    updateCart((cart) => addLine(cart, { menuItemId: item.id, quantity, addOnIds: [...addOnIds] }));
    toast(t('dish.added', { name: item.name }));
    onClose();
  }

  return (
    <Window
      open
      onOpenChange={(open) => !open && onClose()}
      title={item.name}
      lead={
        <>
          <span className="num block">{item.portion}</span>
          <span className="mt-2 block text-base text-ink">{item.description}</span>
        </>
      }
      picture={<DishPicture src={item.image} eager className="max-h-[38dvh] w-full rounded-none" />}
      footer={
        <div className="flex items-center gap-3">
          <Stepper
            label={t('dish.quantity')}
            value={quantity}
            max={MAX_QUANTITY}
            onChange={setQuantity}
          />
          <Button size="lg" className="num grow" onClick={add}>
            {t('dish.add', { price: kopecks(unit * quantity) })}
          </Button>
        </div>
      }
    >
      {item.addOns.length > 0 && (
        <fieldset>
          <legend className="mb-1 font-semibold">{t('dish.addOns')}</legend>
          {item.addOns.map((addOn) => (
            <label
              key={addOn.id}
              className="flex min-h-12 items-center gap-3 border-b border-line last:border-0"
            >
              <input
                type="checkbox"
                className="peer sr-only"
                checked={addOnIds.includes(addOn.id)}
                onChange={() => toggle(addOn.id)}
              />
              <span
                aria-hidden="true"
                className="flex size-6 items-center justify-center rounded-sm border-2 border-line-strong text-transparent peer-checked:border-accent peer-checked:bg-accent peer-checked:text-on-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent-ink"
              >
                <Check className="size-4" strokeWidth={3} />
              </span>
              <span className="grow">{addOn.name}</span>
              <span className="num text-muted">+{money(addOn.price)}</span>
            </label>
          ))}
        </fieldset>
      )}
    </Window>
  );
}
