'use client';
import { useId } from 'react';

interface Props<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; name: string }[];
  onChange(value: V): void;
}

/** A labelled choice of one. */
export function Select<V extends string>({ label, value, options, onChange }: Props<V>) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value as V)}
        className="h-12 w-full rounded-md border border-line-strong bg-surface px-3 text-base"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  );
}
