'use client';
import * as Radix from '@radix-ui/react-radio-group';
import clsx from 'clsx';
import type { ReactNode } from 'react';

export interface RadioCard<V extends string> {
  value: V;
  title: string;
  note?: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
}

interface Props<V extends string> {
  label: string;
  value: V | null;
  cards: readonly RadioCard<V>[];
  disabled?: boolean;
  onChange(value: V): void;
  /** In one row, for two or three short choices. */
  row?: boolean;
}

/** One of several, each a card; arrow keys move between them. */
export function RadioCards<V extends string>(props: Props<V>) {
  const { label, value, cards, disabled, onChange, row = false } = props;
  // Short names stand in the middle; with a line under them they start at the edge.
  const centred = row && !cards.some((card) => card.note);
  return (
    <Radix.Root
      aria-label={label}
      value={value ?? ''}
      disabled={disabled}
      onValueChange={(next) => onChange(next as V)}
      className={clsx('grid gap-2.5', row && 'grid-flow-col auto-cols-fr')}
    >
      {cards.map((card) => (
        <Radix.Item
          key={card.value}
          value={card.value}
          disabled={card.disabled}
          className={clsx(
            'group flex items-center gap-3.5 rounded-lg border border-line bg-surface px-4 py-3 text-start transition-colors',
            'hover:border-line-strong data-[state=checked]:border-accent-ink data-[state=checked]:bg-accent-soft disabled:opacity-60',
            centred && 'justify-center',
          )}
        >
          {card.icon && (
            <span
              aria-hidden="true"
              className="text-muted group-data-[state=checked]:text-accent-ink"
            >
              {card.icon}
            </span>
          )}
          <span className={clsx(!row && 'grow')}>
            <span className="block font-semibold group-data-[state=checked]:text-accent-ink">
              {card.title}
            </span>
            {card.note && <span className="block text-sm text-muted">{card.note}</span>}
          </span>
          {!row && (
            <span
              aria-hidden="true"
              className="size-5 shrink-0 rounded-full border-2 border-line-strong group-data-[state=checked]:border-[6px] group-data-[state=checked]:border-accent"
            />
          )}
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
