'use client';
/** The language of the page: Russian from the server on, English loaded when chosen. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { readLocal, writeLocal } from '../client/local';
import { type I18n, makeI18n } from './make';
import { type Catalogue, ru } from './ru';
import type { Locale } from './types';

const STORE = 'kopilka.locale';

interface LocaleState extends I18n {
  setLocale(locale: Locale): void;
}

const russian = makeI18n('ru', ru);
const Context = createContext<LocaleState>({ ...russian, setLocale: () => undefined });

export function MessagesProvider({ children }: { children: ReactNode }) {
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
      ...(shown ? makeI18n('en', shown) : russian),
      setLocale: (next: Locale) => {
        writeLocal(STORE, next);
        setLocale(next);
      },
    }),
    [shown],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

/** Texts, money, numbers and dates in the reader's language. */
export function useI18n(): LocaleState {
  return useContext(Context);
}
