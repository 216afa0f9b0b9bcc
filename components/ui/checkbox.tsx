'use client';
import clsx from 'clsx';
import { Check } from 'lucide-react';
import { type ReactNode, type Ref, useId } from 'react';

interface Props {
  checked: boolean;
  onChange(checked: boolean): void;
  children: ReactNode;
  error?: string | null;
  ref?: Ref<HTMLInputElement> | undefined;
}

/** A box to tick, with its words; the whole row is the target. */
export function Checkbox({ checked, onChange, children, error, ref }: Props) {
  const id = useId();
  return (
    <div>
      <label className="flex min-h-11 items-center gap-3 text-sm">
        <input
          ref={ref}
          type="checkbox"
          className="peer sr-only"
          checked={checked}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <CheckMark invalid={Boolean(error)} />
        <span className="grow">{children}</span>
      </label>
      {error && (
        <p id={`${id}-error`} role="alert" className="mt-1 text-sm text-bad-ink">
          {error}
        </p>
      )}
    </div>
  );
}

/** The drawn box of a `peer` checkbox (or, round, of a radio button). */
export function CheckMark({ invalid = false, round = false }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'flex size-6 shrink-0 items-center justify-center border-2 text-transparent transition-colors peer-checked:border-accent peer-checked:bg-accent peer-checked:text-on-accent peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent-ink',
        round ? 'rounded-full' : 'rounded-sm',
        invalid ? 'border-bad-ink' : 'border-line-strong',
      )}
    >
      <Check className="size-4" strokeWidth={3} />
    </span>
  );
}
