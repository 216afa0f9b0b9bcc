'use client';
import * as Radix from '@radix-ui/react-dropdown-menu';
import clsx from 'clsx';
import Link from 'next/link';
import type { ReactNode } from 'react';

export interface MenuItem {
  name: string;
  icon?: ReactNode;
  /** It takes something away. */
  bad?: boolean;
  disabled?: boolean;
  /** Goes there; or else `onSelect` runs. */
  href?: string;
  onSelect?(): void;
}

interface Props {
  /** The button that opens it; it needs a name of its own. */
  trigger: ReactNode;
  /** Said above the items. */
  head?: ReactNode;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
}

const row =
  'flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 text-base outline-none select-none data-[highlighted]:bg-sunken data-[disabled]:text-muted';

/** A small menu of actions under a button. */
export function Menu({ trigger, head, items, align = 'end', side = 'bottom' }: Props) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-[80dvh] min-w-52 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 shadow-float animate-fade"
        >
          {head && (
            <div className="mb-1.5 border-b border-line px-3 pt-1.5 pb-2.5 text-sm">{head}</div>
          )}
          {items.map(({ name, icon, bad, disabled = false, href, onSelect }) => {
            const look = clsx(row, bad && 'text-bad-ink');
            if (!href) {
              return (
                <Radix.Item key={name} disabled={disabled} onSelect={onSelect} className={look}>
                  {icon}
                  {name}
                </Radix.Item>
              );
            }
            return (
              <Radix.Item key={name} asChild disabled={disabled} className={look}>
                <Link href={href}>
                  {icon}
                  {name}
                </Link>
              </Radix.Item>
            );
          })}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
