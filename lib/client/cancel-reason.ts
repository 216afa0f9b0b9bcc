/** Why an order was cancelled, in words: staff write their own, the rest has codes. */
import type { I18n } from '../messages/make';

const known = [
  'HOLD_EXPIRED',
  'ORDER_ABANDONED',
  'PROMO_EXHAUSTED',
  'PROMO_ALREADY_USED',
  'POINTS_UNAVAILABLE',
  'customer',
  'staff',
] as const;

export function cancelReason({ t }: Pick<I18n, 't'>, reason: string): string {
  const code = known.find((k) => k === reason);
  return code ? t(`reason.${code}`) : reason;
}
