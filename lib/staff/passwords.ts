/** Passwords of staff: which are refused as weak, and how one is drawn. Pure. */

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 200;
/** Fewer different characters than this are a pattern, whatever the length. */
const MIN_DIFFERENT = 5;

export type PasswordFault = 'short' | 'long' | 'pattern' | 'common' | 'personal';

/** What everybody tries first, also as a part of something slightly longer. */
const COMMON = [
  'password',
  'qwerty',
  'qwertz',
  'йцукен',
  'пароль',
  'parol',
  'ghjkm',
  '123456',
  '654321',
  '1q2w3e',
  '1qaz2wsx',
  'zaq12wsx',
  'asdfgh',
  'zxcvbn',
  'abcdef',
  'abc123',
  'letmein',
  'iloveyou',
  'welcome',
  'admin',
  'kopilka',
  'копилка',
  'secret',
];
/** So much beside the common or personal part makes the password one of its own. */
const ENOUGH_BESIDE = 8;

/**
 * What is wrong with a password, or null. `about` is what others know of the
 * person: email, name.
 */
export function passwordFault(password: string, about: readonly string[]): PasswordFault | null {
  if (password.length < MIN_PASSWORD) return 'short';
  if (password.length > MAX_PASSWORD) return 'long';
  const plain = password.toLowerCase();
  if (new Set(plain).size < MIN_DIFFERENT) return 'pattern';
  const restsOn = (part: string) =>
    plain.includes(part) && plain.replaceAll(part, '').length < ENOUGH_BESIDE;
  if (COMMON.some(restsOn)) return 'common';
  const known = about
    .flatMap((text) => text.toLowerCase().split(/[\s@.,+_-]+/))
    .filter((word) => word.length >= 4);
  return known.some(restsOn) ? 'personal' : null;
}

/** No letters that look alike; read aloud and typed without mistakes. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 4;

/** A password of about 79 bits, in groups: `k7mp-...`. `randomInt(n)`: 0 to n - 1, secret. */
export function drawPassword(randomInt: (below: number) => number): string {
  const sign = () => ALPHABET[randomInt(ALPHABET.length)] ?? '';
  const group = () => Array.from({ length: GROUP }, sign).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
