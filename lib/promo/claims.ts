/**
 * Claims: rows in `Promo_Redemptions` whose unique keys are what keeps a code
 * from being overused, however parallel the requests (SPEC 4).
 */
import type { Context } from '../context';
import { type Refusal, refuse } from '../refusal';
import type { PromoClaim, PromoCode } from '../store/port';
import { claimLimit } from './rules';

/** Slots looked up in one request. */
const BATCH = 200;
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
  const limit = claimLimit(code);
  let slot = limit === null ? null : 1 + Math.floor(ctx.random() * limit);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const inserted = await ctx.store.promo.insertClaim({
      orderKey,
      promoCodeId: code.id,
      code: code.code,
      userId,
      slotKey: slot === null ? null : slotKey(code, slot),
      userKey: code.usageType === 'once_per_user' ? userKey(code.code, userId) : null,
      at: ctx.now(),
    });
    if (inserted.won) return { ok: true, claim: inserted.row, created: true };
    const blocked = await whoHolds(ctx, code, orderKey, userId);
    if (blocked) return blocked;
    // Neither the order's key nor the customer's: the slot is taken.
    if (limit === null) continue;
    slot = await freeSlot(ctx, code, limit);
    if (slot === null) return refuse('PROMO_EXHAUSTED');
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

/** A free slot, drawn from the free ones of random batches; null when none is left. */
async function freeSlot(ctx: Context, code: PromoCode, limit: number): Promise<number | null> {
  const batches = Math.ceil(limit / BATCH);
  const first = Math.floor(ctx.random() * batches);
  for (let i = 0; i < batches; i++) {
    const start = ((first + i) % batches) * BATCH;
    const slots = Array.from({ length: Math.min(BATCH, limit - start) }, (_, j) => start + j + 1);
    const taken = await ctx.store.promo.takenSlots(slots.map((n) => slotKey(code, n)));
    const free = slots.filter((n) => !taken.has(slotKey(code, n)));
    const drawn = free[Math.floor(ctx.random() * free.length)];
    if (drawn !== undefined) return drawn;
  }
  return null;
}

/** Gives a claim back and brings the code's `times used` up to date. */
export async function releaseClaim(ctx: Context, claim: PromoClaim): Promise<void> {
  if (claim.released) return;
  await ctx.store.promo.releaseClaim(claim.id);
  await refreshTimesUsed(ctx, claim.promoCodeId);
}

/** Recomputes the copy from live claims. */
export async function refreshTimesUsed(ctx: Context, promoCodeId: number): Promise<void> {
  const live = await ctx.store.promo.countLiveClaims(promoCodeId);
  await ctx.store.promo.writeTimesUsed(promoCodeId, live);
}

function slotKey(code: PromoCode, n: number): string {
  return `${code.code}:${n}`;
}

/** Unique name of a customer's use of a once-per-user code. */
export function userKey(code: string, userId: number): string {
  return `${code}:${userId}`;
}
