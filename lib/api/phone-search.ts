/** How staff type a phone, and what of it stands in the store (E.164). Pure. */

const TYPED = /^[+\d(][\d\s()+.\-\u2010-\u2015]*$/;

/**
 * Parts of a stored phone that a query may mean, whole or not: `8 (912) 345` and
 * `+7 912 345` alike. Empty when the query cannot be a phone.
 */
export function phoneParts(query: string): string[] {
  const text = query.trim();
  const digits = text.replace(/\D/g, '');
  if (!TYPED.test(text) || digits === '') return [];
  // A Russian number is typed with 8, or with 7 and no plus, and stored with +7.
  if (digits.length === 11 && /^[78]/.test(digits)) return [`+7${digits.slice(1)}`];
  if (text.startsWith('+')) return [`+${digits}`];
  if (digits.startsWith('8') && digits.length > 1) return [digits, `+7${digits.slice(1)}`];
  return [digits];
}
