/** Money and moments as a language writes them. Dates are the restaurant's, not the reader's. */
import { formatNumber, thinGroups } from './translate';
import type { Locale } from './types';

/** The restaurant's time zone (BUSINESS_TZ in the browser). */
export const BUSINESS_TZ = process.env.NEXT_PUBLIC_BUSINESS_TZ ?? 'Europe/Moscow';

const tags = { ru: 'ru-RU', en: 'en-GB' } as const;

/** Rubles: kopecks are shown only where there are any. */
export function formatMoney(locale: Locale, rubles: number): string {
  const kopecks = Math.round(rubles * 100) % 100 !== 0;
  const text = new Intl.NumberFormat(tags[locale], {
    style: 'currency',
    currency: 'RUB',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: kopecks ? 2 : 0,
    maximumFractionDigits: kopecks ? 2 : 0,
  }).format(rubles);
  // A minus, not a hyphen, like the points beside it.
  return thinGroups(text).replace('-', '\u2212');
}

/** A signed number with a real minus sign: +97, −23. */
export function formatSigned(locale: Locale, value: number): string {
  const digits = formatNumber(locale, Math.abs(value));
  if (value === 0) return digits;
  return value > 0 ? `+${digits}` : `\u2212${digits}`;
}

function moment(locale: Locale, iso: string, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return '';
  return new Intl.DateTimeFormat(tags[locale], { timeZone: BUSINESS_TZ, ...options }).format(at);
}

/** 15.03.2026 */
export function formatDate(locale: Locale, iso: string): string {
  return moment(locale, iso, { day: '2-digit', month: '2-digit', year: 'numeric' });
}

/** 15 марта, 14:05; the year only when it is not this one. */
export function formatDateTime(locale: Locale, iso: string, now = new Date()): string {
  const year = { year: 'numeric' } as const;
  const sameYear = moment(locale, iso, year) === moment(locale, now.toISOString(), year);
  return moment(locale, iso, {
    day: 'numeric',
    month: 'long',
    ...(sameYear ? {} : year),
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** 2 февраля */
export function formatDayMonth(locale: Locale, iso: string): string {
  return moment(locale, iso, { day: 'numeric', month: 'long' });
}

/** 14:05 */
export function formatTime(locale: Locale, iso: string): string {
  return moment(locale, iso, { hour: '2-digit', minute: '2-digit' });
}

/** 15 марта 2026, for headings of a day. */
export function formatDay(locale: Locale, iso: string): string {
  return moment(locale, iso, { day: 'numeric', month: 'long', year: 'numeric' });
}
