/** Binds a language and its catalogue into the functions that pages use. */
import {
  formatDate,
  formatDateTime,
  formatDay,
  formatDayMonth,
  formatMoney,
  formatSigned,
  formatTime,
} from './format';
import type { Catalogue, MessageKey } from './ru';
import { formatNumber, translate } from './translate';
import type { Locale, Params } from './types';

export interface I18n {
  locale: Locale;
  /** The text of a key; `count` chooses the plural form. */
  t(key: MessageKey, params?: Params): string;
  /** Rubles. */
  money(rubles: number): string;
  /** Whole kopecks. */
  kopecks(value: number): string;
  num(value: number): string;
  signed(value: number): string;
  date(iso: string): string;
  dateTime(iso: string): string;
  day(iso: string): string;
  dayMonth(iso: string): string;
  time(iso: string): string;
}

export function makeI18n(locale: Locale, catalogue: Catalogue): I18n {
  return {
    locale,
    t: (key, params) => translate(locale, catalogue[key], params),
    money: (rubles) => formatMoney(locale, rubles),
    kopecks: (value) => formatMoney(locale, value / 100),
    num: (value) => formatNumber(locale, value),
    signed: (value) => formatSigned(locale, value),
    date: (iso) => formatDate(locale, iso),
    dateTime: (iso) => formatDateTime(locale, iso),
    day: (iso) => formatDay(locale, iso),
    dayMonth: (iso) => formatDayMonth(locale, iso),
    time: (iso) => formatTime(locale, iso),
  };
}
