'use client';
import * as Radix from '@radix-ui/react-switch';
import clsx from 'clsx';
import { ArrowDown, ArrowUp, Pencil } from 'lucide-react';
import { useState } from 'react';
import type { StaffDishView } from '@/lib/api/menu-answers';
import { useI18n } from '@/lib/messages/provider';
import { DishPicture } from '../../shop/dish-picture';
import { Badge } from '../../ui/badge';
import { IconButton } from '../../ui/button';

interface Props {
  dish: StaffDishView;
  isFirst: boolean;
  isLast: boolean;
  /** Without it the dishes keep their places. */
  onMove?(direction: 'up' | 'down'): void;
  /** Without it the dish cannot be changed. */
  onEdit?(): void;
  onAvailable(available: boolean): Promise<void>;
}

/** One dish of the menu: whether it is there is one tap. */
export function DishRow({ dish, isFirst, isLast, onMove, onEdit, onAvailable }: Props) {
  const { t, money } = useI18n();
  const { name } = dish;
  const choices = dish.groups.map((group) => group.name).join(', ');
  return (
    <li
      data-testid={`dish-${dish.id}`}
      className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3.5"
    >
      <DishPicture
        src={dish.image}
        className={clsx('w-18 shrink-0 rounded-lg', !dish.available && 'opacity-55 grayscale')}
      />
      <div className="min-w-0 flex-1">
        <p className="font-semibold break-words">{name}</p>
        <p className="num text-sm text-muted">
          {[money(dish.price), dish.portion].filter(Boolean).join(' · ')}
        </p>
        {choices && (
          <p className="text-sm text-muted">{t('menuAdmin.choices', { names: choices })}</p>
        )}
      </div>
      <div className="ms-auto flex items-center gap-1">
        {dish.removed ? (
          <Badge>{t('menuAdmin.removed')}</Badge>
        ) : (
          <Availability dish={dish} onChange={onAvailable} />
        )}
        {onMove && (
          <>
            <IconButton
              label={t('menuAdmin.up', { name })}
              disabled={isFirst}
              onClick={() => onMove('up')}
            >
              <ArrowUp aria-hidden="true" className="size-5" />
            </IconButton>
            <IconButton
              label={t('menuAdmin.down', { name })}
              disabled={isLast}
              onClick={() => onMove('down')}
            >
              <ArrowDown aria-hidden="true" className="size-5" />
            </IconButton>
          </>
        )}
        {onEdit && (
          <IconButton label={t('menuAdmin.edit', { name })} onClick={onEdit}>
            <Pencil aria-hidden="true" className="size-5" />
          </IconButton>
        )}
      </div>
    </li>
  );
}

function Availability({
  dish,
  onChange,
}: {
  dish: StaffDishView;
  onChange(available: boolean): Promise<void>;
}) {
  const { t } = useI18n();
  // It follows the tap at once, the server's answer later.
  const [wanted, setWanted] = useState<boolean | null>(null);
  const is = wanted ?? dish.available;
  async function set(available: boolean) {
    setWanted(available);
    await onChange(available);
    setWanted(null);
  }
  return (
    <div className="me-1 flex items-center gap-2.5">
      <span
        aria-hidden="true"
        className={clsx('text-sm font-medium', is ? 'text-muted' : 'text-bad-ink')}
      >
        {t(is ? 'menuAdmin.in' : 'menuAdmin.out')}
      </span>
      <Radix.Root
        checked={is}
        disabled={wanted !== null}
        aria-label={t('menuAdmin.available', { name: dish.name })}
        onCheckedChange={(available) => void set(available)}
        className="relative h-7 w-11 shrink-0 rounded-full bg-line-strong transition-colors data-[state=checked]:bg-accent"
      >
        <Radix.Thumb className="block size-5 translate-x-1 rounded-full bg-[#fff] shadow-card transition-transform data-[state=checked]:translate-x-5" />
      </Radix.Root>
    </div>
  );
}
