/** Shape of a message: a text, or the plural forms that Intl.PluralRules chooses from. */

export interface Plural {
  one: string;
  /** Russian: 2, 3, 4. */
  few?: string;
  /** Russian: 0, 5 to 20. */
  many?: string;
  other: string;
}

export type Message = string | Plural;

export type Locale = 'ru' | 'en';

/** `{name}` in a text is replaced by the value; numbers are written as the language does. */
export type Params = Record<string, string | number>;
