'use client';
import clsx from 'clsx';
import { Plus } from 'lucide-react';
import type { MenuItemView } from '@/lib/api/answers';
import { lowestPrice } from '@/lib/client/preview';
import { useI18n } from '@/lib/messages/provider';
import { DishPicture } from './dish-picture';

interface Props {
  item: MenuItemView;
  inCart: number;
  /** In the first screen: its picture is loaded at once. */
  eager: boolean;
  onChoose(): void;
}

/** A dish in the menu; the whole card opens its window. */
export function DishCard({ item, inCart, eager, onChoose }: Props) {
  const { t, num, money } = useI18n();
  const price = lowestPrice(item);
  return (
    <li
      className={clsx(
        'group relative flex flex-col rounded-xl focus-within:outline-2 focus-within:outline-offset-4 focus-within:outline-accent-ink',
        !item.available && 'text-muted',
      )}
    >
      <DishPicture
        src={item.image}
        eager={eager}
        hover={item.available}
        // Only the picture fades: the words stay readable.
        className={item.available ? undefined : 'opacity-55 grayscale'}
      />
      <h3 className="mt-3 text-base leading-5.5 font-semibold">
        <button
          type="button"
          disabled={!item.available}
          aria-haspopup="dialog"
          aria-label={t('menu.choose', { name: item.name })}
          onClick={onChoose}
          className="text-start outline-none after:absolute after:inset-0 after:rounded-xl"
        >
          {item.name}
        </button>
      </h3>
      <p className="figure mt-0.5 text-sm text-muted">{item.portion}</p>
      <p className="mt-auto flex items-center justify-between gap-2 pt-2">
        <span className="figure text-base font-bold">
          {price.exact ? money(price.rubles) : t('menu.from', { price: money(price.rubles) })}
        </span>
        {item.available ? (
          <span
            aria-hidden="true"
            className={clsx(
              'num flex h-9 min-w-9 items-center justify-center rounded-full px-2 font-bold transition-colors',
              inCart > 0
                ? 'bg-accent text-on-accent'
                : 'bg-accent-soft text-accent-ink group-hover:bg-accent group-hover:text-on-accent',
            )}
          >
            {inCart > 0 ? num(inCart) : <Plus className="size-5" />}
          </span>
        ) : (
          <span className="text-sm font-medium text-muted">{t('menu.soldOut')}</span>
        )}
      </p>
      {inCart > 0 && <span className="sr-only">{t('menu.inCart', { count: inCart })}</span>}
    </li>
  );
}
