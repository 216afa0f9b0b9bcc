/** Judging a code before an order is placed (SPEC 4, 5). */
import type { Context } from '../context';
import { type LineRequest, priceLines, pricingRefusal } from '../orders/pricing';
import type { Refusal } from '../refusal';
import { userKey } from './claims';
import { judgePromo } from './judge';
import { promoDiscountKopecks, promoTerms } from './rules';

export type PromoJudged =
  | { ok: true; code: string; discountKopecks: number; subtotalKopecks: number }
  | Refusal;

/** Judges by the same rules as placing; the last word is the claim's when it is placed. */
export async function validatePromo(
  ctx: Context,
  userId: number,
  code: string,
  items: LineRequest[],
): Promise<PromoJudged> {
  const [menu, promo, used] = await Promise.all([
    ctx.store.menu.all(),
    ctx.store.promo.byCode(code),
    ctx.store.promo.claimByUserKey(userKey(code, userId)),
  ]);
  const priced = priceLines(items, menu);
  if (Array.isArray(priced)) return pricingRefusal(priced);
  const { subtotalKopecks } = priced;
  const question = { code: promo, ownClaim: used, subtotalKopecks };
  const problem = await judgePromo(ctx, question, { countUses: true });
  if (problem) return problem;
  const discountKopecks = promoDiscountKopecks(promo && promoTerms(promo), subtotalKopecks);
  return { ok: true, code, discountKopecks, subtotalKopecks };
}
