/** An order's promo claims against its facts (SPEC 4). Pure. */
import type { OrderFacts } from '../../orders/facts';
import type { StoredOrder } from '../../store/port-orders';
import type { PromoClaim } from '../../store/port-promo';
import { type Finding, finding } from './finding';

/** `claims`: of the codes that the order tried, in that order; null where there is none. */
export function checkClaims(
  order: StoredOrder,
  facts: OrderFacts,
  claims: readonly (PromoClaim | null)[],
): Finding[] {
  const about = { userId: order.placed.userId, orderId: order.id };
  return Array.from({ length: facts.promoTry }).flatMap((_, i) => {
    const claim = claims[i] ?? null;
    const needed = facts.status !== 'cancelled' && facts.promo !== null && i + 1 === facts.promoTry;
    const code = claim?.code ?? facts.promo?.code ?? null;
    if (needed && !claim) return [finding('claim_missing', { ...about, promoCode: code })];
    if (needed && claim?.released) {
      return [finding('claim_released', { ...about, promoCode: code, is: 'released' })];
    }
    if (!needed && claim && !claim.released) {
      return [finding('claim_not_released', { ...about, promoCode: code, repair: 'settle' })];
    }
    return [];
  });
}
