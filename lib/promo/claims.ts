/**
 * Claims: rows in `Promo_Redemptions` whose unique keys are what keeps a code
 * from being overused, however parallel the requests (SPEC 4).
 */
import type { Context } from '../context';
import { type Refusal, refuse } from '../refusal';
import type { PromoClaim, PromoCode } from '../store/port-promo';
import { slotKey } from '../store/slot-key';
import { shared } from '../turns';
import { claimLimit, slotLimit } from './rules';
import { drawFreeSlot, fittingSlots } from './slots';

/** Rounds of a claim before it gives up: each lost one means somebody else won. */
const MOST_ROUNDS = 40;

export type ClaimResult =
  | { ok: true; claim: PromoClaim; created: boolean }
  | Refusal
  /** The order's k-th claim is another one's: take the next k. */
  | { ok: false; code: 'CLAIM_NUMBER_TAKEN' };

/** Unique name of the k-th code that an order tried. */
export function claimOrderKey(orderKey: string, k: number): string {
  return `${orderKey}:${k}`;
}

/**
 * Claims one use for an order. Repeated for the same order key it finds its own
 * claim again. Refused: PROMO_EXHAUSTED, PROMO_ALREADY_USED.
 */
export async function claimPromo(
  ctx: Context,
  code: PromoCode,
  orderKey: string,
  userId: number,
): Promise<ClaimResult> {
  const limit = slotLimit(code);
  const tried = new Set<number>();
  const first = limit === null ? null : await firstSlot(ctx, code, limit);
  if (first === 'none') {
    // The order may hold its use already: a retry is no new one.
    return (await whoHolds(ctx, code, orderKey, userId)) ?? refuse('PROMO_EXHAUSTED');
  }
  let slot = first;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const inserted = await ctx.store.promo.insertClaim({
      orderKey,
      promoCodeId: code.id,
      code: code.code,
      userId,
      slotKey: slot === null ? null : slotKey(code.code, slot),
      userKey: code.usageType === 'once_per_user' ? userKey(code.code, userId) : null,
      at: ctx.now(),
    });
    if (inserted.won) {
      noteClaim(ctx, 'promo_claimed', inserted.row);
      return { ok: true, claim: inserted.row, created: true };
    }
    const blocked = await whoHolds(ctx, code, orderKey, userId);
    if (blocked) return blocked;
    // Neither the order's key nor the customer's: the slot is taken.
    if (limit === null || slot === null) continue;
    tried.add(slot);
    const drawn = await drawFreeSlot(ctx, code.id, limit, tried);
    if (drawn === 'none') return refuse('PROMO_EXHAUSTED');
    slot = drawn;
  }
  return refuse('PROMO_EXHAUSTED');
}

async function whoHolds(
  ctx: Context,
  code: PromoCode,
  orderKey: string,
  userId: number,
): Promise<ClaimResult | null> {
  const [mine, customers] = await Promise.all([
    ctx.store.promo.claimByOrderKey(orderKey),
    code.usageType === 'once_per_user'
      ? ctx.store.promo.claimByUserKey(userKey(code.code, userId))
      : null,
  ]);
  if (mine) {
    return mine.code === code.code && !mine.released
      ? { ok: true, claim: mine, created: false }
      : { ok: false, code: 'CLAIM_NUMBER_TAKEN' };
  }
  return customers ? refuse('PROMO_ALREADY_USED') : null;
}

/**
 * A number to try first: any while most are free (one request less), a free one
 * when the copy of `times used` says that a blind guess would mostly miss.
 */
async function firstSlot(ctx: Context, code: PromoCode, limit: number): Promise<number | 'none'> {
  if (limit < 1) return 'none';
  if (code.timesUsed * 2 <= limit) return 1 + Math.floor(ctx.random() * limit);
  return drawFreeSlot(ctx, code.id, limit, new Set());
}

/** Gives a claim back and brings the code's `times used` up to date. */
export async function releaseClaim(ctx: Context, claim: PromoClaim): Promise<void> {
  if (claim.released) return;
  await ctx.store.promo.releaseClaim(claim.id);
  noteClaim(ctx, 'promo_released', claim);
  await refreshTimesUsed(ctx, claim.promoCodeId);
}

/** SPEC 9: a use taken or given back is logged, once a claim. */
function noteClaim(
  ctx: Context,
  type: 'promo_claimed' | 'promo_released',
  { id, code, userId, orderKey }: PromoClaim,
): void {
  ctx.log.info(type.replace('_', '.'), { claimId: id, code, userId });
  const what = { key: `${type}:${id}`, userId, at: ctx.now(), old: null, new: code };
  ctx.later(() => ctx.store.journal.log({ type, ...what, metadata: { claimId: id, orderKey } }));
}

/**
 * Recomputes the copy of `times used` from live claims. Those who ask while another
 * one's look at the code has not begun share it: a popular code is counted once for
 * many orders.
 */
export const refreshTimesUsed = shared(recountUses);

/** Each round ends with a count that nobody's write came after. */
const MOST_COUNTS = 5;

/**
 * Counts again after writing, so that of two at once the later count stays. A limit
 * that was lowered below old uses lets more slots go as these are released.
 */
async function recountUses(ctx: Context, promoCodeId: number): Promise<void> {
  let live = await ctx.store.promo.countLiveClaims(promoCodeId);
  for (let i = 0; i < MOST_COUNTS; i++) {
    const code = await ctx.store.promo.byId(promoCodeId);
    if (!code) return;
    if (code.slots !== null && i === 0) await refreshSlots(ctx, code);
    if (code.timesUsed === live) return;
    await ctx.store.promo.writeTimesUsed(promoCodeId, live);
    const counted = live;
    live = await ctx.store.promo.countLiveClaims(promoCodeId);
    if (live === counted) return;
  }
}

/** Only ever more slots: uses from before the limit's change can but be released. */
async function refreshSlots(ctx: Context, code: PromoCode): Promise<void> {
  const slots = await fittingSlots(ctx.store.promo, code.id, claimLimit(code));
  const grown = slots === null || slots > (code.slots ?? 0);
  if (grown) await ctx.store.promo.updateCode(code.id, { slots });
}

/** Unique name of a customer's use of a once-per-user code. */
export function userKey(code: string, userId: number): string {
  return `${code}:${userId}`;
}
