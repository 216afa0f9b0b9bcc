/**
 * Promo codes of the large demo. Its customers live one after another, each in a
 * store of their own, but share the codes and the slots of limited ones.
 */
import type { NewPromoCode, PromoClaim, PromoCode, PromoStore } from '../store/port-promo';
import { slotNumber } from '../store/slot-key';
import { plainTerms } from './data';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What NocoDB reads of a code's slots at once. */
const FEW = 1000;

/** One without an end, one use a customer, one that runs out, one that has ended. */
export const largePromoNames = ['СКИДКА15', 'ДРУГУ200', 'ПЕРВЫМ500', 'ОСЕНЬ300'] as const;

export function largePromoCodes(now: number): NewPromoCode[] {
  const [always, once, limited, ended] = largePromoNames;
  const plain = { ...plainTerms, usageType: 'unlimited' as const };
  return [
    {
      ...plain,
      code: always,
      discountType: 'percentage',
      value: 15,
      minOrderKopecks: 100_000,
      maxDiscountKopecks: 60_000,
    },
    { ...plain, code: once, discountType: 'fixed', value: 20_000, usageType: 'once_per_user' },
    { ...plain, code: limited, discountType: 'percentage', value: 10, usageLimit: 500 },
    {
      ...plain,
      code: ended,
      discountType: 'fixed',
      value: 30_000,
      minOrderKopecks: 150_000,
      validUntil: now - 60 * DAY_MS,
    },
  ];
}

/** What all customers have in common of a code. */
export interface SharedCode {
  code: PromoCode;
  /** Numbers of taken slots. */
  slots: Set<number>;
  liveClaims: number;
}

/** Adds the codes that are missing; reads how far they have been used. */
export async function sharePromo(promo: PromoStore, now: number): Promise<SharedCode[]> {
  const shared: SharedCode[] = [];
  for (const wanted of largePromoCodes(now)) {
    await promo.insertCode(wanted);
    const code = await promo.byCode(wanted.code);
    if (!code) throw new Error(`promo code ${wanted.code} is gone`);
    const slots = code.usageLimit === null ? [] : await promo.slotsTaken(code.id, 1, FEW);
    const liveClaims = await promo.countLiveClaims(code.id);
    shared.push({ code, slots: new Set(slots), liveClaims });
  }
  return shared;
}

/** One customer's view: the claims of `own`, everybody's codes and slots. */
export function promoOfOne(own: PromoStore, shared: readonly SharedCode[]): PromoStore {
  const byId = (id: number) => shared.find((s) => s.code.id === id) ?? null;
  const slotsWithin = (id: number, from: number, to: number) =>
    [...(byId(id)?.slots ?? [])].filter((n) => n >= from && n <= to);

  function count({ promoCodeId, slotKey }: Omit<PromoClaim, 'id'>, change: 1 | -1): void {
    const found = byId(promoCodeId);
    const slot = slotNumber(slotKey);
    if (!found) return;
    found.liveClaims += change;
    if (slot !== null && change === 1) found.slots.add(slot);
    else if (slot !== null) found.slots.delete(slot);
  }

  return {
    ...own,
    byId: async (id) => byId(id)?.code ?? null,
    byCode: async (code) => shared.find((s) => s.code.code === code)?.code ?? null,
    async insertClaim(claim) {
      const slot = slotNumber(claim.slotKey);
      if (slot !== null && byId(claim.promoCodeId)?.slots.has(slot)) return { won: false };
      const inserted = await own.insertClaim(claim);
      if (inserted.won) count(inserted.row, 1);
      return inserted;
    },
    async releaseClaim(id) {
      const [claim] = (await own.liveClaims(id - 1, 1)).rows;
      await own.releaseClaim(id);
      if (claim?.id === id) count(claim, -1);
    },
    slotsTaken: async (id, from, to) => slotsWithin(id, from, to),
    countSlotsTaken: async (id, from, to) => slotsWithin(id, from, to).length,
    countLiveClaims: async (id) => byId(id)?.liveClaims ?? 0,
    async writeTimesUsed(id, timesUsed) {
      const found = byId(id);
      if (found) found.code = { ...found.code, timesUsed };
    },
  };
}
