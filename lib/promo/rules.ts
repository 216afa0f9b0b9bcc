/** Promo codes: may this order use it, and what does it take off (SPEC 4). Pure. */
import { percentToPoints, pointsToKopecks } from '../money';
import type { PromoTerms } from '../orders/facts';
import { type Refusal, refuse } from '../refusal';
import type { NewPromoCode, PromoCode } from '../store/port-promo';

export interface PromoFacts {
  /** null: there is no such code. */
  code: PromoCode | null;
  subtotalKopecks: number;
  /** This customer holds a live claim of it. */
  usedByCustomer: boolean;
  /** Number of the customer's own unpaid order that holds it, if that is known. */
  heldByOrder?: number | null;
  /** Live claims; null when the caller leaves the limit to the claim itself. */
  liveClaims: number | null;
  now: number;
}

/**
 * The first rule that fails, or null. Order as in SPEC 4. `params` carry what the
 * text needs: moments in milliseconds, what is missing in kopecks.
 */
export function promoProblem(f: PromoFacts): Refusal | null {
  const { code, now } = f;
  if (!code) return refuse('PROMO_NOT_FOUND');
  if (!code.active) return refuse('PROMO_INACTIVE');
  if (code.validFrom !== null && now < code.validFrom) {
    return refuse('PROMO_NOT_STARTED', { params: { validFrom: code.validFrom } });
  }
  if (code.validUntil !== null && now > code.validUntil) {
    return refuse('PROMO_EXPIRED', { params: { validUntil: code.validUntil } });
  }
  const limit = claimLimit(code);
  if (limit !== null && f.liveClaims !== null && f.liveClaims >= limit) {
    return refuse('PROMO_EXHAUSTED');
  }
  if (code.usageType === 'once_per_user' && f.usedByCustomer) {
    return refuse('PROMO_ALREADY_USED', f.heldByOrder ? { params: { order: f.heldByOrder } } : {});
  }
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

/** Slots are drawn from 1 to this number; null = no limit. See `fittingSlots`. */
export function slotLimit(
  code: Pick<PromoCode, 'usageType' | 'usageLimit' | 'slots'>,
): number | null {
  const limit = claimLimit(code);
  return limit === null ? null : Math.min(limit, code.slots ?? limit);
}

/** What an admin may not combine: paths of the fields and Russian texts. */
export function termsProblems(
  terms: Pick<NewPromoCode, 'discountType' | 'value' | 'validFrom' | 'validUntil'>,
): { path: string; message: string }[] {
  const found: { path: string; message: string }[] = [];
  if (terms.discountType === 'percentage' && terms.value > 100) {
    found.push({ path: 'value', message: 'Скидка не бывает больше 100 %' });
  }
  const { validFrom, validUntil } = terms;
  if (validFrom !== null && validUntil !== null && validUntil < validFrom) {
    found.push({ path: 'validUntil', message: 'Код заканчивается раньше, чем начинается' });
  }
  return found;
}

/** As the admin's filter has it (SPEC 6): switched on and running, out of its dates, switched off. */
export function promoState(
  code: Pick<PromoCode, 'active' | 'validFrom' | 'validUntil'>,
  now: number,
): 'active' | 'inactive_by_date' | 'deactivated' {
  if (!code.active) return 'deactivated';
  const runs = (code.validFrom ?? now) <= now && now <= (code.validUntil ?? now);
  return runs ? 'active' : 'inactive_by_date';
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
