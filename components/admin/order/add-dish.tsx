'use client';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { MenuItemView } from '@/lib/api/answers';
import { useMenu } from '@/lib/client/hooks';
import type { DraftLine } from '@/lib/client/line-draft';
import { useI18n } from '@/lib/messages/provider';
import { Price } from '../../ui/amounts';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { Input } from '../../ui/field';

const MOST_SHOWN = 6;

interface Props {
  onAdd(dish: MenuItemView, addOns: DraftLine['addOns']): void;
}

/** Finds a dish by its name and adds it; also what has run out: the kitchen knows better. */
export function AddDish({ onAdd }: Props) {
  const { t } = useI18n();
  const { data: menu } = useMenu();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<MenuItemView | null>(null);
  const needle = text.trim().toLocaleLowerCase('ru');
  const dishes = menu?.categories.flatMap((category) => category.items) ?? [];
  const found = dishes
    .filter((dish) => needle !== '' && dish.name.toLocaleLowerCase('ru').includes(needle))
    .slice(0, MOST_SHOWN);

  function add(dish: MenuItemView, addOns: DraftLine['addOns']) {
    onAdd(dish, addOns);
    setText('');
    setChosen(null);
  }

  function pick(dish: MenuItemView) {
    const plain = dish.groups.length === 0 && dish.addOns.length === 0;
    if (plain) add(dish, []);
    else setChosen(dish);
  }

  return (
    <div className="grid gap-2">
      <Input
        label={t('lines.add')}
        placeholder={t('lines.addHint')}
        type="search"
        maxLength={60}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(null);
        }}
      />
      {needle !== '' && !chosen && (
        <ul className="grid">
          {found.map((dish) => (
            <li key={dish.id}>
              <button
                type="button"
                onClick={() => pick(dish)}
                className="flex min-h-11 w-full items-center gap-3 rounded-md px-3 text-start hover:bg-sunken"
              >
                <Plus aria-hidden="true" className="size-4.5 shrink-0 text-muted" />
                <span className="grow">
                  {dish.name}
                  {!dish.available && <span className="text-muted"> · {t('lines.soldOut')}</span>}
                </span>
                <Price rubles={dish.price} className="font-medium" />
              </button>
            </li>
          ))}
          {found.length === 0 && menu && (
            <li className="px-3 py-2 text-sm text-muted">{t('lines.noDish')}</li>
          )}
        </ul>
      )}
      {chosen && <Additions key={chosen.id} dish={chosen} onAdd={add} />}
    </div>
  );
}

function Additions({ dish, onAdd }: { dish: MenuItemView } & Props) {
  const { t } = useI18n();
  const [ids, setIds] = useState<readonly string[]>([]);
  const all = [...dish.groups.flatMap((group) => group.options), ...dish.addOns];
  return (
    <fieldset className="rounded-lg border border-line p-3">
      <legend className="px-1 font-semibold">{dish.name}</legend>
      <ul>
        {all.map((option) => (
          <li key={option.id}>
            <Checkbox
              checked={ids.includes(option.id)}
              onChange={(on) =>
                setIds(on ? [...ids, option.id] : ids.filter((id) => id !== option.id))
              }
            >
              <span className="flex justify-between gap-3">
                {option.name}
                {option.price > 0 && <Price rubles={option.price} className="text-muted" />}
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button
        size="sm"
        look="soft"
        className="mt-2"
        onClick={() =>
          onAdd(
            dish,
            all.filter((a) => ids.includes(a.id)).map(({ id, name }) => ({ id, name })),
          )
        }
      >
        {t('lines.put', { name: dish.name })}
      </Button>
    </fieldset>
  );
}
