'use client';
import { useRef, useState } from 'react';
import type { MenuItemView } from '@/lib/api/answers';
import { addLine, MAX_QUANTITY } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import { groupsOf } from '@/lib/client/contract';
import { priceLine } from '@/lib/client/preview';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../ui/button';
import { Stepper } from '../ui/stepper';
import { toast } from '../ui/toast-store';
import { Window } from '../ui/window';
import { DishGroup, Option, Options } from './dish-group';
import { DishPicture } from './dish-picture';

/** One dish: what it is, its choices, add-ons, quantity. */
export default function DishWindow({ item, onClose }: { item: MenuItemView; onClose(): void }) {
  const { t, kopecks } = useI18n();
  const groups = groupsOf(item);
  const [chosen, setChosen] = useState<Record<string, readonly string[]>>(() =>
    // A free first option of a choice that must be made is taken already: one tap less.
    Object.fromEntries(
      groups.map(({ id, min, options: [first] }) => [
        id,
        min === 1 && first && first.price === 0 ? [first.id] : [],
      ]),
    ),
  );
  const [addOnIds, setAddOnIds] = useState<readonly string[]>([]);
  const [quantity, setQuantity] = useState(1);
  const [asked, setAsked] = useState(false);
  const missingInput = useRef<HTMLInputElement>(null);

  const ids = [...groups.flatMap((group) => chosen[group.id] ?? []), ...addOnIds];
  const missing = groups.find((group) => (chosen[group.id]?.length ?? 0) < group.min);

  function toggle(id: string) {
    setAddOnIds((now) => (now.includes(id) ? now.filter((other) => other !== id) : [...now, id]));
  }

  function add() {
    if (missing) {
      setAsked(true);
      missingInput.current?.focus();
      return;
    }
    updateCart((cart) => addLine(cart, { menuItemId: item.id, quantity, addOnIds: ids }));
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
          <span className="figure block">{item.portion}</span>
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
          <Button size="lg" className="figure grow" onClick={add}>
            {t('dish.add', { price: kopecks(priceLine(item, ids) * quantity) })}
          </Button>
        </div>
      }
    >
      <div className="grid gap-6 empty:hidden">
        {groups.map((group) => (
          <DishGroup
            key={group.id}
            group={group}
            chosen={chosen[group.id] ?? []}
            missing={asked && group === missing}
            firstRef={group === missing ? missingInput : undefined}
            onChange={(next) => setChosen((now) => ({ ...now, [group.id]: next }))}
          />
        ))}
        {item.addOns.length > 0 && (
          <Options name={t('dish.addOns')}>
            {item.addOns.map((addOn) => (
              <Option
                key={addOn.id}
                option={addOn}
                checked={addOnIds.includes(addOn.id)}
                onToggle={() => toggle(addOn.id)}
              />
            ))}
          </Options>
        )}
      </div>
    </Window>
  );
}
