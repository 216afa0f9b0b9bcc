'use client';
import * as Radix from '@radix-ui/react-tabs';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';

export interface Tab {
  value: string;
  name: string;
  content: ReactNode;
}

interface Props {
  /** What the tabs are of, for readers. */
  label: string;
  /** The first is shown when the address names none. */
  tabs: readonly Tab[];
  /** The address's parameter. */
  param?: string;
}

/**
 * Tabs with a deep link each (`?tab=hours`). Only the open one is mounted; going to
 * another leaves the parameters of this one behind. Needs a Suspense boundary.
 */
export function Tabs({ label, tabs, param = 'tab' }: Props) {
  const router = useRouter();
  const path = usePathname();
  const asked = useSearchParams().get(param);
  const [first] = tabs;
  const open = tabs.find(({ value }) => value === asked) ?? first;
  const list = useRef<HTMLDivElement>(null);
  const value = open?.value;

  // A deep link may open a tab that a phone's row does not reach.
  useEffect(() => {
    const row = list.current;
    const tab = row?.querySelector(`[data-tab="${value}"]`);
    if (!row || !tab) return;
    const middle = (el: Element) => {
      const { left, width } = el.getBoundingClientRect();
      return left + width / 2;
    };
    row.scrollLeft += middle(tab) - middle(row);
  }, [value]);

  if (!open) return null;

  function go(value: string) {
    router.push(value === first?.value ? path : `${path}?${param}=${value}`, { scroll: false });
  }

  return (
    // By hand: arrows move the focus only, or each would be a step in the history.
    <Radix.Root value={open.value} onValueChange={go} activationMode="manual">
      <Radix.List
        ref={list}
        aria-label={label}
        className="no-scrollbar -mx-4 flex gap-1 overflow-x-auto border-b border-line px-4 sm:mx-0 sm:px-0"
      >
        {tabs.map(({ value, name }) => (
          <Radix.Trigger
            key={value}
            value={value}
            data-tab={value}
            className="-mb-px flex min-h-12 items-center rounded-t-md border-b-2 border-transparent px-3.5 font-semibold whitespace-nowrap text-muted transition-colors -outline-offset-2 hover:text-ink data-[state=active]:border-accent-ink data-[state=active]:text-accent-ink"
          >
            {name}
          </Radix.Trigger>
        ))}
      </Radix.List>
      <Radix.Content value={open.value} className="mt-6 rounded-md outline-offset-8">
        {open.content}
      </Radix.Content>
    </Radix.Root>
  );
}
