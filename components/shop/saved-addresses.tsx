'use client';
import clsx from 'clsx';
import { useProfile } from '@/lib/client/hooks';
import { useI18n } from '@/lib/messages/provider';

interface Props {
  current: string;
  onChoose(address: string): void;
}

/** The customer's own addresses as chips over the address field. */
export function SavedAddresses({ current, onChoose }: Props) {
  const { t } = useI18n();
  const { data } = useProfile();
  if (!data || data.addresses.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{t('cart.saved')}</legend>
      <div className="flex flex-wrap gap-2">
        {data.addresses.map(({ id, title, text }) => (
          <button
            key={id}
            type="button"
            aria-pressed={text === current}
            onClick={() => onChoose(text)}
            className={clsx(
              'min-h-10 max-w-full truncate rounded-full px-4 text-sm font-semibold transition-colors',
              text === current ? 'bg-accent-soft text-accent-ink' : 'bg-sunken hover:bg-line',
            )}
          >
            {title}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
