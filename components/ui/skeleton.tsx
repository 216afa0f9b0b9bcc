import clsx from 'clsx';

/** Holds the place of something that is still coming. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={clsx('block animate-shimmer rounded-md bg-sunken', className)}
    />
  );
}
