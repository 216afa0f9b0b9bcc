'use client';
import clsx from 'clsx';
import { Minus, Plus } from 'lucide-react';
import { useI18n } from '@/lib/messages/provider';

interface Props {
  label: string;
  value: number;
  min?: number;
  max?: number;
  size?: 'sm' | 'md';
  onChange(value: number): void;
}

/** A quantity with minus and plus. */
export function Stepper({ label, value, min = 1, max = 99, size = 'md', onChange }: Props) {
  const { t, num } = useI18n();
  const box = size === 'sm' ? 'size-9' : 'size-11';
  const button = clsx(
    'flex items-center justify-center rounded-full text-ink transition-colors hover:bg-line disabled:opacity-35',
    box,
  );
  return (
    <fieldset className="inline-flex items-center rounded-full bg-sunken">
      <legend className="sr-only">{label}</legend>
      <button
        type="button"
        className={button}
        aria-label={t('common.minus')}
        disabled={value <= min}
        onClick={() => onChange(value - 1)}
      >
        <Minus aria-hidden="true" className="size-4.5" />
      </button>
      <output className="num min-w-7 text-center font-semibold">{num(value)}</output>
      <button
        type="button"
        className={button}
        aria-label={t('common.plus')}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Plus aria-hidden="true" className="size-4.5" />
      </button>
    </fieldset>
  );
}
