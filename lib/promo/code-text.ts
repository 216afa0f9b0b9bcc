/** How a promo code is written, and a pattern for many (SPEC 4). Pure; the admin's page uses it too. */

const CODE = /^[\p{L}\p{M}\p{Nd}_-]{3,40}$/u;
const PATTERN = /^[\p{L}\p{M}\p{Nd}_#-]{3,40}$/u;

/**
 * Signs of drawn codes: none that is easily taken for another (0 O, 1 I L, 2 Z, 5 S),
 * and no Latin letter that looks like a Cyrillic one (A B C E H K M O P T X Y):
 * people type codes from paper on a Russian keyboard.
 */
export const DRAWN_SIGNS = '346789DFGJNQRSUVWZ';

/** A guess out of 1 000 tries should hit at most once. */
const TRIES_PER_CODE = 1000;

/** As codes are stored: composed Unicode, upper case, without spaces around. */
export function normalizeCode(text: string): string {
  return text.normalize('NFC').trim().toUpperCase().normalize('NFC');
}

/** Letters of any script, digits, `-` and `_`; 3 to 40. */
export function isCodeText(code: string): boolean {
  return CODE.test(code);
}

/** The same with at least one `#`, each to be drawn. */
export function isPattern(pattern: string): boolean {
  return PATTERN.test(pattern) && pattern.includes('#');
}

/** How many `#` a pattern needs so that `count` codes cannot be guessed. */
export function signsNeeded(count: number): number {
  let signs = 1;
  while (DRAWN_SIGNS.length ** signs < count * TRIES_PER_CODE) signs++;
  return signs;
}

export function signsIn(pattern: string): number {
  return pattern.split('#').length - 1;
}

/** The campaign that a pattern names: what stands before its first `#`. */
export function campaignOf(pattern: string): string {
  const name = pattern.slice(0, pattern.indexOf('#')).replace(/[-_]+$/, '');
  return name || pattern;
}
