/** Judging a code before an order is placed (SPEC 4, 5). */
import type { Context } from '../context';
import { type LineRequest, priceLines } from '../orders/pricing';
import { type Refusal, refuse } from '../refusal';
import { userKey } from './claims';
import { claimLimit, promoDiscountKopecks, promoProblem, promoTerms } from './rules';

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
  if (Array.isArray(priced)) {
    const fields = priced.map((p) => ({ path: p.path, message: p.name ?? p.reason }));
    return refuse('MENU_ITEM_UNAVAILABLE', { fields });
  }
  const { subtotalKopecks } = priced;
  const limited = promo !== null && claimLimit(promo) !== null;
  const problem = promoProblem({
    code: promo,
    subtotalKopecks,
    usedByCustomer: used !== null,
    liveClaims: limited ? await ctx.store.promo.countLiveClaims(promo.id) : null,
    now: ctx.now(),
  });
  if (problem) return problem;
  const discountKopecks = promoDiscountKopecks(promo && promoTerms(promo), subtotalKopecks);
  return { ok: true, code, discountKopecks, subtotalKopecks };
}
