/** May this customer use this code now? One judgement for validate, place and change (SPEC 4). */
import type { Context } from '../context';
import { snapshotFacts } from '../loyalty/reconcile';
import { readOrder } from '../orders/events';
import type { Refusal } from '../refusal';
import type { PromoClaim, PromoCode } from '../store/port-promo';
import { claimLimit, promoProblem } from './rules';

export interface PromoQuestion {
  /** null: there is no such code. */
  code: PromoCode | null;
  /** This customer's live claim of it, for once-per-user codes. */
  ownClaim: PromoClaim | null;
  subtotalKopecks: number;
}

/**
 * Why not, or null. With `countUses` the limit is judged by counting live claims;
 * without, it is left to the claim, and counted only when another rule fails that
 * stands after it: so whoever asks hears the same first reason. `holdsUse`: the
 * order has its use already, no limit stands in its way.
 */
export async function judgePromo(
  ctx: Context,
  { code, ownClaim, subtotalKopecks }: PromoQuestion,
  { countUses, holdsUse = false }: { countUses: boolean; holdsUse?: boolean },
): Promise<Refusal | null> {
  const facts = { code, subtotalKopecks, usedByCustomer: ownClaim !== null, now: ctx.now() };
  const problem = promoProblem({ ...facts, liveClaims: null });
  if (!code || (problem && !afterLimit.has(problem.code))) return problem;
  const limit = holdsUse ? null : claimLimit(code);
  // A copy that says "full" is worth a count: it spares writing an order to refuse it.
  const full = limit !== null && code.timesUsed >= limit;
  const counts = limit !== null && (countUses || full || problem !== null);
  const [liveClaims, heldByOrder] = await Promise.all([
    counts ? ctx.store.promo.countLiveClaims(code.id) : null,
    problem?.code === 'PROMO_ALREADY_USED' && ownClaim ? unpaidOrderOf(ctx, ownClaim) : null,
  ]);
  return promoProblem({ ...facts, liveClaims, heldByOrder });
}

const afterLimit: ReadonlySet<string> = new Set(['PROMO_ALREADY_USED', 'PROMO_MIN_AMOUNT']);

/** Number of the order that holds a claim while it is new and unpaid; null otherwise. */
async function unpaidOrderOf(ctx: Context, claim: PromoClaim): Promise<number | null> {
  const [key = ''] = claim.orderKey.split(':');
  const order = await ctx.store.orders.byKey(key);
  const snapshot = order && (await readOrder(ctx, order.id));
  const facts = snapshot && snapshotFacts(snapshot);
  return facts && facts.status === 'new' && !facts.paid ? (order?.id ?? null) : null;
}
