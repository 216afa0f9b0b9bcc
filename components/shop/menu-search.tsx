'use client';
import { Search, X } from 'lucide-react';
import type { MenuAnswer, MenuItemView } from '@/lib/api/answers';
import { useI18n } from '@/lib/messages/provider';

interface Props {
  text: string;
  onChange(text: string): void;
}

/** Finds dishes by any word of name, description or section. */
export function MenuSearch({ text, onChange }: Props) {
  const { t } = useI18n();
  return (
    <div className="relative mt-4">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute start-4 top-3.5 size-5 text-muted"
      />
      <input
        type="search"
        aria-label={t('menu.search')}
        placeholder={t('menu.search')}
        enterKeyHint="search"
        autoComplete="off"
        maxLength={60}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        className="h-12 w-full rounded-full border border-transparent bg-sunken ps-12 pe-12 text-base placeholder:text-muted hover:border-line-strong [&::-webkit-search-cancel-button]:hidden"
      />
      {text !== '' && (
        <button
          type="button"
          aria-label={t('menu.searchClear')}
          onClick={() => onChange('')}
          className="absolute end-1 top-0.5 flex size-11 items-center justify-center rounded-full text-muted hover:text-ink"
        >
          <X aria-hidden="true" className="size-5" />
        </button>
      )}
    </div>
  );
}

/**
 * Dishes in which every typed word occurs; ё is е, case does not matter. When there
 * is none, endings are dropped: «пирог» finds «Пирожки», «пельменей» finds «Пельмени».
 */
export function findDishes(menu: MenuAnswer, text: string): MenuItemView[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const exact = dishesWith(menu, words);
  return exact.length > 0 ? exact : dishesWith(menu, words.map(withoutEnding));
}

/** Up to three letters less of a long word, but never less than four. */
function withoutEnding(word: string): string {
  return word.slice(0, Math.max(4, word.length - (word.length > 6 ? 3 : 2)));
}

function dishesWith(menu: MenuAnswer, words: readonly string[]): MenuItemView[] {
  return menu.categories.flatMap((category) =>
    category.items.filter((item) => {
      const all = plain(`${item.name} ${item.description} ${category.name}`);
      return words.every((word) => all.includes(word));
    }),
  );
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}
