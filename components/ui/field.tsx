'use client';
import clsx from 'clsx';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { useI18n } from '@/lib/messages/provider';

const control =
  'w-full rounded-md border bg-surface px-4 text-base text-ink transition-colors placeholder:text-muted disabled:bg-sunken';

interface FieldProps {
  label: string;
  /** Read by everyone, shown only with `showLabel`. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** A text here marks the field as wrong. */
  error?: string | null | undefined;
  optional?: boolean;
}

interface Wired {
  id: string;
  'aria-invalid': true | undefined;
  'aria-describedby': string | undefined;
}

function Field(props: FieldProps & { children(wired: Wired): ReactNode }) {
  const { label, hideLabel, hint, error, optional, children } = props;
  const id = useId();
  const { t } = useI18n();
  const note = error ?? hint;
  return (
    <div>
      <label
        htmlFor={id}
        className={clsx(hideLabel ? 'sr-only' : 'mb-1.5 block text-sm font-medium')}
      >
        {label}
        {optional && <span className="font-normal text-muted"> · {t('common.optional')}</span>}
      </label>
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': note ? `${id}-note` : undefined,
      })}
      {note && (
        <p
          id={`${id}-note`}
          role={error ? 'alert' : undefined}
          className={clsx('mt-1.5 text-sm', error ? 'text-bad-ink' : 'text-muted')}
        >
          {note}
        </p>
      )}
    </div>
  );
}

type InputProps = FieldProps & Omit<ComponentProps<'input'>, keyof FieldProps | 'id'>;

/** A labelled one-line field with hint and error. */
export function Input({ label, hideLabel, hint, error, optional, className, ...rest }: InputProps) {
  return (
    <Field {...{ label, hideLabel, hint, error, optional }}>
      {(wired) => (
        <input
          {...wired}
          {...rest}
          className={clsx(
            control,
            'h-12',
            error ? 'border-bad-ink' : 'border-line-strong',
            className,
          )}
        />
      )}
    </Field>
  );
}

type AreaProps = FieldProps & Omit<ComponentProps<'textarea'>, keyof FieldProps | 'id'>;

/** A labelled field of several lines. */
export function TextArea({
  label,
  hideLabel,
  hint,
  error,
  optional,
  className,
  ...rest
}: AreaProps) {
  return (
    <Field {...{ label, hideLabel, hint, error, optional }}>
      {(wired) => (
        <textarea
          rows={2}
          {...wired}
          {...rest}
          className={clsx(
            control,
            'py-3',
            error ? 'border-bad-ink' : 'border-line-strong',
            className,
          )}
        />
      )}
    </Field>
  );
}

type SelectProps = FieldProps & Omit<ComponentProps<'select'>, keyof FieldProps | 'id'>;

/** A labelled choice from a list, as the system draws it. */
export function Select({
  label,
  hideLabel,
  hint,
  error,
  optional,
  className,
  ...rest
}: SelectProps) {
  return (
    <Field {...{ label, hideLabel, hint, error, optional }}>
      {(wired) => (
        <select
          {...wired}
          {...rest}
          className={clsx(
            control,
            'select-arrow h-12 pe-10',
            error ? 'border-bad-ink' : 'border-line-strong',
            className,
          )}
        />
      )}
    </Field>
  );
}
