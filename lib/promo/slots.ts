/**
 * Slots of a limited code: numbers from 1 to the limit, one a live claim, unique
 * in the store. Looked up by ranges, so that a code of 5 000 with ten free slots
 * finds one in a few requests.
 */
import type { Context } from '../context';
import type { PromoStore } from '../store/port-promo';

/** Numbers read at once. */
const WINDOW = 1000;
/** Parts that a range is cut into to see where there is room. */
const PARTS = 8;
/** Looks before a claim gives up because others take every free slot first. */
const MOST_LOOKS = 20;

/**
 * A free slot from 1 to `limit` that was not tried in vain before, drawn at
 * random so that parallel claims rarely want the same; 'none' when all are taken.
 */
export async function drawFreeSlot(
  ctx: Context,
  promoCodeId: number,
  limit: number,
  tried: ReadonlySet<number>,
): Promise<number | 'none'> {
  const windows = Math.ceil(limit / WINDOW);
  const start = Math.floor(ctx.random() * windows) * WINDOW + 1;
  const end = Math.min(limit, start + WINDOW - 1);
  const guess = await drawInWindow(ctx, promoCodeId, start, end, tried);
  if (guess !== null) return guess;
  if (windows === 1 && tried.size === 0) return 'none';
  for (let look = 0; look < MOST_LOOKS; look++) {
    const drawn = await descend(ctx, promoCodeId, 1, limit, tried);
    if (drawn !== null) return drawn;
    if ((await ctx.store.promo.countSlotsTaken(promoCodeId, 1, limit)) >= limit) return 'none';
  }
  return 'none';
}

async function drawInWindow(
  ctx: Context,
  promoCodeId: number,
  from: number,
  to: number,
  tried: ReadonlySet<number>,
): Promise<number | null> {
  const taken = new Set(await ctx.store.promo.slotsTaken(promoCodeId, from, to));
  const free: number[] = [];
  for (let n = from; n <= to; n++) if (!taken.has(n) && !tried.has(n)) free.push(n);
  return free[Math.floor(ctx.random() * free.length)] ?? null;
}

/** Goes down into a part that has room, drawn by how much it has. */
async function descend(
  ctx: Context,
  promoCodeId: number,
  from: number,
  to: number,
  tried: ReadonlySet<number>,
): Promise<number | null> {
  const width = to - from + 1;
  if (width <= WINDOW) return drawInWindow(ctx, promoCodeId, from, to, tried);
  const size = Math.ceil(width / Math.min(PARTS, Math.ceil(width / WINDOW)));
  const parts: { from: number; to: number }[] = [];
  for (let at = from; at <= to; at += size) {
    parts.push({ from: at, to: Math.min(to, at + size - 1) });
  }
  const free = await Promise.all(
    parts.map(async (part) => {
      const taken = await ctx.store.promo.countSlotsTaken(promoCodeId, part.from, part.to);
      return Math.max(0, part.to - part.from + 1 - taken);
    }),
  );
  let ticket = ctx.random() * free.reduce((sum, n) => sum + n, 0);
  for (const [i, part] of parts.entries()) {
    const room = free[i] ?? 0;
    if (room > 0 && ticket < room) return descend(ctx, promoCodeId, part.from, part.to, tried);
    ticket -= room;
  }
  return null;
}

/** How often counts that changed while they were taken are taken again. */
const MOST_COUNTS = 5;

/**
 * How many slots can be drawn under a limit when live claims from before it lie
 * outside them (without a slot, or above it): the largest m so that m slots and
 * the claims outside 1 to m stay within the limit. null = all of them.
 */
export async function fittingSlots(
  promo: PromoStore,
  promoCodeId: number,
  limit: number | null,
): Promise<number | null> {
  if (limit === null) return null;
  const fits = async (m: number) => m + (await claimsOutside(promo, promoCodeId, m)) <= limit;
  if (await fits(limit)) return null;
  let [good, bad] = [0, limit];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (await fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

async function claimsOutside(promo: PromoStore, promoCodeId: number, m: number): Promise<number> {
  let live = await promo.countLiveClaims(promoCodeId);
  for (let i = 0; ; i++) {
    const within = m === 0 ? 0 : await promo.countSlotsTaken(promoCodeId, 1, m);
    const again = await promo.countLiveClaims(promoCodeId);
    if (again === live || i === MOST_COUNTS) return Math.max(live, again) - within;
    live = again;
  }
}
