'use client';
/** What stands around a list of staff: search, a choice of states, pages. */
import clsx from 'clsx';
import { ChevronLeft, ChevronRight, Search } from 'lucide-react';
import { useTyped } from '@/lib/client/use-typed';
import { useI18n } from '@/lib/messages/provider';
import { IconButton } from '../ui/button';
import { Input } from '../ui/field';

interface SearchProps {
  label: string;
  placeholder?: string;
  value: string;
  onChange(value: string): void;
}

/** A search that asks when the typing stops; `/` leads to it. */
export function SearchField({ label, placeholder, value, onChange }: SearchProps) {
  const [text, setText] = useTyped(value, onChange);
  return (
    <div className="relative">
      <Search aria-hidden="true" className="absolute start-4 top-3.5 size-5 text-muted" />
      <Input
        label={label}
        hideLabel
        type="search"
        data-shortcut-search
        placeholder={placeholder}
        className="ps-12"
        maxLength={80}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}

interface ChipsProps<V extends string> {
  label: string;
  options: readonly { value: V; name: string; count?: number | undefined }[];
  value: V;
  onChange(value: V): void;
}

/** One of a few states, all in sight; scrolls by itself on a phone. */
export function Chips<V extends string>({ label, options, value, onChange }: ChipsProps<V>) {
  const { num } = useI18n();
  return (
    <nav aria-label={label} className="no-scrollbar -mx-4 overflow-x-auto px-4 py-1">
      <ul className="flex gap-2 lg:flex-wrap">
        {options.map((option) => (
          <li key={option.value}>
            <button
              type="button"
              aria-pressed={value === option.value}
              onClick={() => onChange(option.value)}
              className={clsx(
                'flex h-10 items-center gap-2 rounded-full px-4 text-sm font-semibold whitespace-nowrap',
                value === option.value ? 'bg-ink text-paper' : 'bg-sunken hover:bg-line',
              )}
            >
              {option.name}
              {option.count !== undefined && <span className="num">{num(option.count)}</span>}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Where in the list we are: all of it counted, or only whether more follows. */
export type PageState =
  | { page: number; limit: number; total: number }
  | { page: number; hasMore: boolean };

/** Nothing when there is one page only. */
export function Pages({ state, onPage }: { state: PageState; onPage(page: number): void }) {
  const { t } = useI18n();
  const { page } = state;
  const last = 'total' in state ? Math.max(1, Math.ceil(state.total / state.limit)) : null;
  const hasMore = 'hasMore' in state ? state.hasMore : last !== null && page < last;
  if (page === 1 && !hasMore) return null;
  return (
    <div className="mt-4 flex items-center justify-center gap-3">
      <IconButton
        label={t('list.previous')}
        disabled={page <= 1}
        // From beyond the end back to the end.
        onClick={() => onPage(Math.min(page - 1, last ?? page))}
      >
        <ChevronLeft aria-hidden="true" className="size-5.5" />
      </IconButton>
      <span className="num text-sm">
        {last === null ? t('list.page', { page }) : t('list.pages', { page, pages: last })}
      </span>
      <IconButton label={t('list.next')} disabled={!hasMore} onClick={() => onPage(page + 1)}>
        <ChevronRight aria-hidden="true" className="size-5.5" />
      </IconButton>
    </div>
  );
}
