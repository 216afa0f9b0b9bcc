'use client';
/** The language of the page: Russian from the server on, English loaded when chosen. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { readLocal, writeLocal } from '../client/local';
import { LOCALE_STORE as STORE } from './locale-store';
import { type I18n, makeI18n } from './make';
import type { Catalogue } from './ru';
import { ruShop } from './ru-shop';
import type { Locale } from './types';

interface LocaleState extends I18n {
  setLocale(locale: Locale): void;
}

/** Staff's texts are missing: their pages stand in `StaffMessages`. */
const russian = makeI18n('ru', ruShop as Catalogue);
const Context = createContext<LocaleState>({ ...russian, setLocale: () => undefined });

interface Props {
  children: ReactNode;
  /** Instead of the customers' Russian. */
  russian?: I18n;
}

export function MessagesProvider({ children, russian: given = russian }: Props) {
  const [locale, setLocale] = useState<Locale>('ru');
  const [english, setEnglish] = useState<Catalogue | null>(null);

  useEffect(() => {
    if (readLocal(STORE) === 'en') setLocale('en');
  }, []);

  useEffect(() => {
    if (locale === 'en' && !english) void import('./en').then((m) => setEnglish(m.en));
  }, [locale, english]);

  const shown = locale === 'en' && english ? english : null;
  useEffect(() => {
    document.documentElement.lang = shown ? 'en' : 'ru';
  }, [shown]);

  const value = useMemo(
    () => ({
      ...(shown ? makeI18n('en', shown) : given),
      setLocale: (next: Locale) => {
        writeLocal(STORE, next);
        setLocale(next);
      },
    }),
    [shown, given],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** Texts, money, numbers and dates in the reader's language. */
export function useI18n(): LocaleState {
  return useContext(Context);
}
