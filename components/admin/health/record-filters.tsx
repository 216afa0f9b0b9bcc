'use client';
import { useTyped } from '@/lib/client/use-typed';
import { useI18n } from '@/lib/messages/provider';
import { Button } from '../../ui/button';
import { Input } from '../../ui/field';

interface NumberProps {
  label: string;
  value: string;
  onChange(value: string): void;
}

/** A number that is asked for when the typing stops. */
export function NumberFilter({ label, value, onChange }: NumberProps) {
  const [text, setText] = useTyped(value, onChange);
  return (
    <Input
      label={label}
      inputMode="numeric"
      autoComplete="off"
      value={text}
      onChange={(event) => setText(event.target.value.replace(/\D/g, '').slice(0, 9))}
    />
  );
}

interface DaysProps {
  from: string;
  to: string;
  onChange(change: { from?: string; to?: string }): void;
}

/** From one day to another, both included. */
export function DayFilters({ from, to, onChange }: DaysProps) {
  const { t } = useI18n();
  return (
    <>
      <Input
        type="date"
        label={t('health.logs.from')}
        value={from}
        max={to || undefined}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <Input
        type="date"
        label={t('health.logs.to')}
        value={to}
        min={from || undefined}
        onChange={(event) => onChange({ to: event.target.value })}
      />
    </>
  );
}

export function ResetButton({ shown, onReset }: { shown: boolean; onReset(): void }) {
  const { t } = useI18n();
  if (!shown) return null;
  return (
    <Button look="ghost" size="sm" className="mt-3" onClick={onReset}>
      {t('health.logs.reset')}
    </Button>
  );
}

/** What the server would refuse is not asked for. */
export function askable<T extends Record<string, string>>(filters: T): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filters).filter(([name, value]) => {
      if (name === 'from' || name === 'to') return /^\d{4}-\d{2}-\d{2}$/.test(value);
      if (name === 'user' || name === 'admin') return /^[1-9]\d{0,8}$/.test(value);
      return value !== '';
    }),
  );
}
