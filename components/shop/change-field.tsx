'use client';
import { useState } from 'react';
import { changeCart } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import { useI18n } from '@/lib/messages/provider';
import { Input } from '../ui/field';

interface Props {
  /** Rubles; null = no change needed. */
  value: number | null;
  payable: number;
}

/** Is the banknote smaller than the sum? */
export function isChangeTooLow({ value, payable }: Props): boolean {
  return value !== null && value < payable;
}

/** Cash: the sum that the courier brings change for. */
export function ChangeField({ value, payable }: Props) {
  const { t } = useI18n();
  const [text, setText] = useState(value === null ? '' : String(value));
  const low = isChangeTooLow({ value, payable });
  return (
    <Input
      label={t('pay.change')}
      optional
      inputMode="numeric"
      autoComplete="off"
      maxLength={6}
      className="num"
      value={text}
      hint={t('pay.changeHint')}
      error={low ? t('pay.changeLow') : null}
      onChange={(event) => {
        const digits = event.target.value.replace(/\D/g, '');
        setText(digits);
        updateCart((now) => changeCart(now, { changeFrom: digits ? Number(digits) : null }));
      }}
    />
  );
}
