'use client';
import { useState } from 'react';
import { changeCart } from '@/lib/client/cart';
import { updateCart } from '@/lib/client/cart-store';
import { type SlotDay, slotDays } from '@/lib/client/time-slots';
import type { Checkout } from '@/lib/client/use-checkout';
import { useI18n } from '@/lib/messages/provider';
import { Select } from '../ui/field';
import { Notice } from '../ui/notice';
import { RadioCards } from '../ui/radio-cards';
import { useClosedText } from './closed-notice';

/** As soon as possible, or at a time within the working hours of the next days. */
export function WhenSection({ checkout }: { checkout: Checkout }) {
  const { t } = useI18n();
  const { cart, restaurant } = checkout;
  const closed = useClosedText(restaurant);
  // The times of this visit: a list that shifts under the finger helps nobody.
  const [days] = useState(() => (restaurant ? slotDays(restaurant, Date.now()) : []));
  if (!restaurant) return null;
  const set = (scheduledFor: string | null) =>
    updateCart((now) => changeCart(now, { scheduledFor }));

  return (
    <fieldset className="grid gap-3">
      <legend className="mb-3 font-semibold">{t('cart.when')}</legend>
      {closed && !cart.scheduledFor && <Notice title={closed}>{t('hours.orderAhead')}</Notice>}
      <RadioCards
        row
        label={t('cart.when')}
        value={cart.scheduledFor ? 'time' : 'asap'}
        cards={[
          {
            value: 'asap',
            title: t('cart.asap'),
            note: restaurant.open ? t('cart.asapNote', { count: restaurant.leadMinutes }) : null,
            disabled: !restaurant.open,
          },
          {
            value: 'time',
            title: t('cart.atTime'),
            note: t('cart.atTimeNote'),
            disabled: days.length === 0,
          },
        ]}
        onChange={(when) => set(when === 'time' ? (days[0]?.slots[0] ?? null) : null)}
      />
      {days.length === 0 && !restaurant.open && (
        <p className="text-sm text-muted">{t('cart.noTimes')}</p>
      )}
      {cart.scheduledFor && <Times days={days} value={cart.scheduledFor} onChange={set} />}
    </fieldset>
  );
}

interface TimesProps {
  days: readonly SlotDay[];
  value: string;
  onChange(value: string): void;
}

function Times({ days, value, onChange }: TimesProps) {
  const { t, time, dayMonth } = useI18n();
  const day = days.find((d) => d.slots.includes(value));
  const names = [t('cart.today'), t('cart.tomorrow')];
  const today = new Date().toDateString();
  function nameOf({ slots: [first = ''] }: SlotDay): string {
    const ahead = Math.round(
      (Date.parse(new Date(first).toDateString()) - Date.parse(today)) / 86_400_000,
    );
    const name = names[ahead];
    return name ? `${name}, ${dayMonth(first)}` : dayMonth(first);
  }
  return (
    <div className="grid grid-cols-2 gap-3">
      <Select
        label={t('cart.day')}
        value={day?.date ?? ''}
        onChange={(event) => {
          const next = days.find((d) => d.date === event.target.value);
          if (next?.slots[0]) onChange(next.slots[0]);
        }}
      >
        {!day && <option value="">{dayMonth(value)}</option>}
        {days.map((d) => (
          <option key={d.date} value={d.date}>
            {nameOf(d)}
          </option>
        ))}
      </Select>
      <Select
        label={t('cart.time')}
        className="num"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {!day && <option value={value}>{time(value)}</option>}
        {day?.slots.map((slot) => (
          <option key={slot} value={slot}>
            {time(slot)}
          </option>
        ))}
      </Select>
    </div>
  );
}
