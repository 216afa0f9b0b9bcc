'use client';
import { Plus, X } from 'lucide-react';
import type { TimeSpan } from '@/lib/client/settings-forms';
import { useI18n } from '@/lib/messages/provider';
import { IconButton } from '../../ui/button';

interface Props {
  /** 0 = Monday. */
  day: number;
  spans: readonly TimeSpan[];
  error: string | null;
  onChange(spans: TimeSpan[]): void;
}

const USUAL: TimeSpan = { from: '10:00', to: '22:00' };
const MOST_SPANS = 4;

/** One day's hours: none, one span, or several with breaks between them. */
export function DayHours({ day, spans, error, onChange }: Props) {
  const { t } = useI18n();
  const name = t(`settings.day.${(day + 1) as 1}`);
  const change = (i: number, part: Partial<TimeSpan>) =>
    onChange(spans.map((span, j) => (i === j ? { ...span, ...part } : span)));
  return (
    <li className="grid gap-x-4 gap-y-2 grid-cols-[1fr_auto] border-t border-line py-3 sm:grid-cols-[7.25rem_1fr_auto]">
      <p className="flex items-center font-medium sm:min-h-11">{name}</p>
      <div className="col-span-2 grid min-w-0 grid-cols-1 gap-2 sm:col-span-1">
        {spans.length === 0 && (
          <p className="flex min-h-11 items-center text-muted">{t('settings.closed')}</p>
        )}
        {spans.map((span, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a span has no other name, and holds no state
          <div key={i} className="flex items-center gap-1 sm:gap-2">
            <Time
              label={t('settings.from', { day: name })}
              value={span.from}
              invalid={error !== null}
              onChange={(from) => change(i, { from })}
            />
            <span aria-hidden="true">–</span>
            <Time
              label={t('settings.to', { day: name })}
              value={span.to}
              invalid={error !== null}
              onChange={(to) => change(i, { to })}
            />
            <IconButton
              label={t('settings.removeSpan', { day: name, from: span.from })}
              onClick={() => onChange(spans.filter((_, j) => j !== i))}
            >
              <X aria-hidden="true" className="size-5" />
            </IconButton>
          </div>
        ))}
        {spans.some(({ from, to }) => from !== '' && from === to) && (
          <p className="text-sm text-muted">{t('settings.allDay')}</p>
        )}
        {error && (
          <p role="alert" className="text-sm text-bad-ink">
            {error}
          </p>
        )}
      </div>
      <IconButton
        label={t('settings.addSpan', { day: name })}
        className="col-start-2 row-start-1 sm:col-start-auto sm:row-start-auto"
        disabled={spans.length >= MOST_SPANS}
        onClick={() =>
          onChange([...spans, spans.length === 0 ? { ...USUAL } : { from: '', to: '' }])
        }
      >
        <Plus aria-hidden="true" className="size-5" />
      </IconButton>
    </li>
  );
}

interface TimeProps {
  label: string;
  value: string;
  invalid: boolean;
  onChange(value: string): void;
}

function Time({ label, value, invalid, onChange }: TimeProps) {
  return (
    <input
      type="time"
      aria-label={label}
      aria-invalid={invalid || undefined}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      // A touch opens the clock anyhow: its sign would leave no room for "12:00 AM".
      className="num h-11 w-36 min-w-0 rounded-md border border-line-strong bg-surface px-2 sm:px-2.5 aria-invalid:border-bad-ink pointer-coarse:[&::-webkit-calendar-picker-indicator]:hidden"
    />
  );
}
