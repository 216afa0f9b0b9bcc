/** Promo codes: may this order use it, and what does it take off (SPEC 4). Pure. */
import { percentToPoints, pointsToKopecks } from '../money';
import type { PromoTerms } from '../orders/facts';
import { type Refusal, refuse } from '../refusal';
import type { PromoCode } from '../store/port';

export interface PromoFacts {
  /** null: there is no such code. */
  code: PromoCode | null;
  subtotalKopecks: number;
  /** This customer holds a live claim of it. */
  usedByCustomer: boolean;
  /** Live claims; null when the caller leaves the limit to the claim itself. */
  liveClaims: number | null;
  now: number;
}

/** The first rule that fails, or null. Order as in SPEC 4. */
export function promoProblem(f: PromoFacts): Refusal | null {
  const { code, now } = f;
  if (!code) return refuse('PROMO_NOT_FOUND');
  if (!code.active) return refuse('PROMO_INACTIVE');
  if (code.validFrom !== null && now < code.validFrom) {
    return refuse('PROMO_NOT_STARTED', { params: { validFrom: code.validFrom } });
  }
  if (code.validUntil !== null && now > code.validUntil) return refuse('PROMO_EXPIRED');
  const limit = claimLimit(code);
  if (limit !== null && f.liveClaims !== null && f.liveClaims >= limit) {
    return refuse('PROMO_EXHAUSTED');
  }
  if (code.usageType === 'once_per_user' && f.usedByCustomer) return refuse('PROMO_ALREADY_USED');
  if (code.minOrderKopecks !== null && f.subtotalKopecks < code.minOrderKopecks) {
    const missingKopecks = code.minOrderKopecks - f.subtotalKopecks;
    return refuse('PROMO_MIN_AMOUNT', { params: { missingKopecks } });
  }
  return null;
}

/** Most live claims at a time; null = no limit. */
export function claimLimit(code: Pick<PromoCode, 'usageType' | 'usageLimit'>): number | null {
  if (code.usageType === 'once_total') return 1;
  return code.usageLimit;
}

/** The terms that an order keeps, whatever becomes of the code later. */
export function promoTerms(code: PromoCode): PromoTerms {
  return {
    promoCodeId: code.id,
    code: code.code,
    discountType: code.discountType,
    value: code.value,
    maxDiscountKopecks: code.maxDiscountKopecks,
  };
}

/**
 * Kopecks off: a percentage is floored to whole rubles, then at most the maximum
 * discount; fixed at most the subtotal.
 */
export function promoDiscountKopecks(terms: PromoTerms | null, subtotalKopecks: number): number {
  if (!terms) return 0;
  const discount =
    terms.discountType === 'percentage'
      ? pointsToKopecks(percentToPoints(subtotalKopecks, terms.value))
      : terms.value;
  return Math.min(discount, terms.maxDiscountKopecks ?? discount, subtotalKopecks);
}
