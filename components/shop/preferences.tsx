'use client';
import { useEffect, useState } from 'react';
import { readLocal, writeLocal } from '@/lib/client/local';
import { THEME_STORE } from '@/lib/client/theme';
import { useI18n } from '@/lib/messages/provider';
import type { Locale } from '@/lib/messages/types';

const select =
  'select-arrow h-11 rounded-md border border-line-strong bg-surface ps-3 pe-10 text-sm text-ink';

/** System, light or dark. */
export function ThemeChoice() {
  const { t } = useI18n();
  const [theme, setTheme] = useState('auto');
  useEffect(() => setTheme(readLocal(THEME_STORE) ?? 'auto'), []);

  function choose(next: string) {
    setTheme(next);
    writeLocal(THEME_STORE, next === 'auto' ? null : next);
    if (next === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  }

  return (
    <label className="grid gap-1">
      <span>{t('footer.theme')}</span>
      <select className={select} value={theme} onChange={(e) => choose(e.target.value)}>
        <option value="auto">{t('theme.auto')}</option>
        <option value="light">{t('theme.light')}</option>
        <option value="dark">{t('theme.dark')}</option>
      </select>
    </label>
  );
}

const languages: readonly { value: Locale; name: string }[] = [
  { value: 'ru', name: 'Русский' },
  { value: 'en', name: 'English' },
];

/** Each language is named in itself. */
export function LanguageChoice() {
  const { t, locale, setLocale } = useI18n();
  return (
    <label className="grid gap-1">
      <span>{t('footer.language')}</span>
      <select
        className={select}
        value={locale}
        onChange={(e) => setLocale(e.target.value === 'en' ? 'en' : 'ru')}
      >
        {languages.map(({ value, name }) => (
          <option key={value} value={value} lang={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
