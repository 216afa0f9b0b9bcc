/** Claims without a live order, and promo codes' times used. */
import type { Context } from '../../context';
import { readOrder } from '../../orders/events';
import type { StoredOrder } from '../../store/port-orders';
import type { PromoClaim } from '../../store/port-promo';
import { snapshotFacts } from '../reconcile';
import type { AuditTally } from './audit-state';
import { finding } from './finding';

const CLAIMS = 500;
const CODES = 100;
/** A claim so fresh may belong to an order that is being placed. */
const FRESH_MS = 2 * 60 * 1000;

/** Looks at live claims above `after` until `enough()`; answers how far it came, null = to the end. */
export async function auditClaims(
  ctx: Context,
  tally: AuditTally,
  after: number,
  enough: () => boolean,
): Promise<number | null> {
  let from = after;
  for (;;) {
    if (enough()) return from;
    const { rows: claims, next } = await ctx.store.promo.liveClaims(from, CLAIMS);
    const keys = claims.map((c) => orderKeyOf(c));
    const orders = await ctx.store.orders.byKeys([...new Set(keys)]);
    const byKey = new Map(orders.map((o) => [o.placed.key, o]));
    tally.report.looked.claims += claims.length;
    for (const claim of claims) await checkClaim(ctx, tally, claim, byKey.get(orderKeyOf(claim)));
    if (next === null) return null;
    from = next;
  }
}

function orderKeyOf(claim: PromoClaim): string {
  return claim.orderKey.split(':')[0] ?? '';
}

/** The first code of an order that is there is looked at with the order. */
async function checkClaim(
  ctx: Context,
  tally: AuditTally,
  claim: PromoClaim,
  order: StoredOrder | undefined,
): Promise<void> {
  const k = Number(claim.orderKey.split(':')[1]);
  if (order && k <= 1 && order.placed.promo?.promoCodeId === claim.promoCodeId) return;
  if (ctx.now() - claim.at < FRESH_MS) {
    tally.report.inFlight++;
    return;
  }
  const snapshot = order && (await readOrder(ctx, order.id));
  if (snapshot && k <= snapshotFacts(snapshot).promoTry) return;
  tally.add([
    finding('claim_not_released', {
      userId: claim.userId,
      orderId: order?.id ?? null,
      promoCode: claim.code,
      is: claim.orderKey,
      repair: 'claim',
    }),
  ]);
}

/** Codes below `before` (0: from the newest); answers how far it came, null = to the end. */
export async function auditCodes(
  ctx: Context,
  tally: AuditTally,
  before: number,
  enough: () => boolean,
): Promise<number | null> {
  let below = before;
  for (;;) {
    if (enough()) return below;
    const codes = await ctx.store.promo.listCodes(below === 0 ? null : below, CODES);
    for (const code of codes) {
      tally.report.looked.codes++;
      const live = await ctx.store.promo.countLiveClaims(code.id);
      if (live === code.timesUsed) continue;
      // The copy follows the claims: looked at again before it is named.
      await ctx.sleep(50);
      const [now, again] = await Promise.all([
        ctx.store.promo.countLiveClaims(code.id),
        ctx.store.promo.byId(code.id),
      ]);
      if (again && again.timesUsed !== now) {
        const told = { promoCode: code.code, is: again.timesUsed, shouldBe: now };
        tally.add([finding('times_used', { ...told, repair: 'times_used' })]);
      }
    }
    if (codes.length < CODES) return null;
    below = codes.at(-1)?.id ?? 0;
  }
}
