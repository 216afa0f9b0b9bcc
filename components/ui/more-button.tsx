'use client';
import { Button } from './button';

interface Props {
  label: string;
  busy: boolean;
  onMore(): void;
}

/** The end of a list of which more can be read. */
export function MoreButton({ label, busy, onMore }: Props) {
  return (
    <Button look="soft" wide className="mt-5" busy={busy} onClick={onMore}>
      {label}
    </Button>
  );
}
