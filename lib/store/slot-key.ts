/** A claim's slot: its name, unique among all codes, and its number within its code. */

/** `CODE:n`. A code holds no colon. */
export function slotKey(code: string, n: number): string {
  return `${code}:${n}`;
}

/** The number in a slot's name; null when there is none. */
export function slotNumber(key: string | null): number | null {
  const n = Number(key?.slice(key.lastIndexOf(':') + 1) || Number.NaN);
  return Number.isSafeInteger(n) && n > 0 ? n : null;
}
