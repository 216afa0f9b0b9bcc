import clsx from 'clsx';
import Link from 'next/link';
import type { ComponentProps } from 'react';
import { Spinner } from './spinner';

type Look = 'primary' | 'soft' | 'outline' | 'ghost' | 'danger' | 'quietDanger';
type Size = 'md' | 'lg' | 'sm';

const looks: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  soft: 'bg-accent-soft text-accent-ink hover:brightness-97',
  outline: 'border border-line-strong text-ink hover:bg-sunken',
  ghost: 'text-ink hover:bg-sunken',
  quietDanger: 'text-bad-ink hover:bg-bad-soft',
  danger: 'bg-bad-soft text-bad-ink hover:brightness-97',
};

const sizes: Record<Size, string> = {
  sm: 'min-h-9 rounded-md px-3.5 text-sm gap-1.5',
  md: 'min-h-11 rounded-md px-5 text-base gap-2',
  lg: 'min-h-13 rounded-lg px-6 text-base gap-2.5',
};

function classes(look: Look, size: Size, wide: boolean, extra?: string) {
  return clsx(
    'inline-flex items-center text-center font-semibold no-underline transition-colors',
    'disabled:bg-sunken disabled:text-muted aria-disabled:pointer-events-none',
    !extra?.includes('justify-') && 'justify-center',
    looks[look],
    sizes[size],
    wide && 'w-full',
    extra,
  );
}

interface Own {
  look?: Look;
  size?: Size;
  wide?: boolean;
}

/** A button. `busy` keeps its width, says so to readers and takes no second press. */
export function Button({
  look = 'primary',
  size = 'md',
  wide = false,
  busy = false,
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ComponentProps<'button'> & Own & { busy?: boolean }) {
  return (
    <button
      type={type}
      className={classes(look, size, wide, className)}
      aria-busy={busy || undefined}
      // Not `disabled`: the focus must stay where it is while the answer comes.
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {busy && <Spinner />}
      {children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  look = 'primary',
  size = 'md',
  wide = false,
  className,
  ...rest
}: ComponentProps<typeof Link> & Own) {
  return <Link className={classes(look, size, wide, className)} {...rest} />;
}

/** A round button that shows only an icon; `label` is its name. */
export function IconButton({
  label,
  className,
  children,
  ...rest
}: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      className={clsx(
        'inline-flex size-11 shrink-0 items-center justify-center rounded-full text-muted transition-colors hover:bg-sunken hover:text-ink disabled:opacity-40',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  );
}
