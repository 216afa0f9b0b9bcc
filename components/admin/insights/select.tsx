'use client';
import { Select as Field } from '../../ui/field';

interface Props<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; name: string }[];
  onChange(value: V): void;
}

/** A labelled choice of one, whose value keeps its type. */
export function Select<V extends string>({ label, value, options, onChange }: Props<V>) {
  return (
    <Field label={label} value={value} onChange={(event) => onChange(event.target.value as V)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.name}
        </option>
      ))}
    </Field>
  );
}
