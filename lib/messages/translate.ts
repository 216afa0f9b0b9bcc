/** Turns a message and its values into text. Pure. */
import type { Locale, Message, Params } from './types';

const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') };
const numbers = {
  ru: new Intl.NumberFormat('ru-RU', { maximumFractionDigits: 2 }),
  en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 }),
};

/** A number as the language writes it: 12 500 or 12,500. */
export function formatNumber(locale: Locale, value: number): string {
  return thinGroups(numbers[locale].format(value));
}

/**
 * A narrow space between groups of digits: among tabular figures the usual one
 * is as wide as a digit, and 1 240 falls apart.
 */
export function thinGroups(text: string): string {
  return text.replace(/(?<=\d)\u00a0(?=\d)/g, '\u202f');
}

/**
 * Fills a message. A plural is chosen by `count`. A placeholder without a value
 * stays visible: a wrong text is better found than hidden.
 */
export function translate(locale: Locale, message: Message, params: Params = {}): string {
  const text = typeof message === 'string' ? message : pluralForm(locale, message, params);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? formatNumber(locale, value) : value;
  });
}

function pluralForm(locale: Locale, message: Exclude<Message, string>, params: Params): string {
  const count = typeof params.count === 'number' ? params.count : 0;
  const form = rules[locale].select(Math.abs(count));
  return (message as unknown as Record<string, string | undefined>)[form] ?? message.other;
}
