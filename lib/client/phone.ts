/** The phone field's mask: Russian numbers, +7 (900) 123-45-67. Pure. */

/** The ten digits after the country code, from anything typed or pasted. */
export function phoneDigits(text: string): string {
  let digits = text.replace(/\D/g, '');
  // The mask's own +7, and a country code (7 or 8) that was typed or pasted after it.
  if (text.trim().startsWith('+7')) digits = digits.slice(1);
  if (digits.length === 11 && /^[78]/.test(digits)) digits = digits.slice(1);
  return digits.slice(0, 10);
}

/** "+7 (900) 123-45-67", as far as it has been typed. */
export function maskPhone(digits: string): string {
  if (digits === '') return '';
  let text = `+7 (${digits.slice(0, 3)}`;
  if (digits.length >= 3) text += ')';
  if (digits.length > 3) text += ` ${digits.slice(3, 6)}`;
  if (digits.length > 6) text += `-${digits.slice(6, 8)}`;
  if (digits.length > 8) text += `-${digits.slice(8, 10)}`;
  return text;
}

export function isWholePhone(digits: string): boolean {
  return digits.length === 10;
}

/** E.164, as the API takes it. */
export function toE164(digits: string): string {
  return `+7${digits}`;
}

/** A stored E.164 number as people read it; foreign ones stay as they are. */
export function showPhone(e164: string): string {
  return /^\+7\d{10}$/.test(e164) ? maskPhone(e164.slice(2)) : e164;
}
