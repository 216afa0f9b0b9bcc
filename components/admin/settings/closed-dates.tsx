'use client';
import { X } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Input } from '../../ui/field';

interface Props {
  /** YYYY-MM-DD, from today on. */
  dates: readonly string[];
  today: string;
  onChange(dates: string[]): void;
}

/** Days on which the restaurant does not open. */
export function ClosedDates({ dates, today, onChange }: Props) {
  const { t, date } = useI18n();
  const [typed, setTyped] = useState('');
  // Noon in UTC is the same day in every zone where people live on one.
  const shown = (day: string) => date(`${day}T12:00:00Z`);

  function add() {
    if (typed < today) return;
    onChange([...new Set([...dates, typed])].sort());
    setTyped('');
  }

  return (
    <section aria-labelledby="closed-title" className="card p-5 sm:p-6">
      <h2 id="closed-title" className="text-lg">
        {t('settings.closedDates')}
      </h2>
      <p className="mt-1 text-sm text-muted">{t('settings.closedDatesLead')}</p>
      {dates.length === 0 ? (
        <p className="mt-3">{t('settings.closedDatesNone')}</p>
      ) : (
        <ul className="mt-3 flex flex-wrap gap-2">
          {dates.map((day) => (
            <li key={day} className="num flex items-center rounded-full bg-sunken ps-4">
              {shown(day)}
              <button
                type="button"
                aria-label={t('settings.removeDate', { date: shown(day) })}
                onClick={() => onChange(dates.filter((one) => one !== day))}
                className="flex size-11 items-center justify-center rounded-full text-muted hover:text-ink"
              >
                <X aria-hidden="true" className="size-4.5" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4 flex flex-wrap items-end gap-3">
        <div className="min-w-44 grow basis-44">
          <Input
            label={t('settings.addDate')}
            type="date"
            min={today}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Button look="outline" className="min-h-12" disabled={typed < today} onClick={add}>
          {t('settings.addDateButton')}
        </Button>
      </div>
    </section>
  );
}
