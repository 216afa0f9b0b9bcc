import type { PromoClaim, PromoCode, PromoStore } from '../port';
import { MemoryTable } from './table';

export function memoryPromo(): PromoStore {
  const codes = new MemoryTable<PromoCode>({ code: (c) => c.code });
  const claims = new MemoryTable<PromoClaim>({
    order: (c) => c.orderKey,
    slot: (c) => c.slotKey,
    user: (c) => c.userKey,
  });
  return {
    async insertCode(code) {
      const row = codes.insert({ ...code, timesUsed: 0 });
      return row ? { won: true, row } : { won: false };
    },
    async byCode(code) {
      return codes.by('code', code);
    },
    async byId(id) {
      return codes.get(id);
    },
    async updateCode(id, patch) {
      return codes.update(id, patch);
    },
    async listCodes(before, limit) {
      return codes.newest(before, limit);
    },
    async insertClaim(claim) {
      const row = claims.insert({ ...claim, released: false });
      return row ? { won: true, row } : { won: false };
    },
    async claimByOrderKey(orderKey) {
      return claims.by('order', orderKey);
    },
    async claimByUserKey(userKey) {
      return claims.by('user', userKey);
    },
    async claimsByOrderKeys(orderKeys) {
      return orderKeys.flatMap((key) => claims.by('order', key) ?? []);
    },
    async takenSlots(slotKeys) {
      return new Set(slotKeys.filter((key) => claims.by('slot', key) !== null));
    },
    async releaseClaim(id) {
      claims.update(id, { released: true, slotKey: null, userKey: null });
    },
    async countLiveClaims(promoCodeId) {
      return claims.where((c) => c.promoCodeId === promoCodeId && !c.released).length;
    },
    async writeTimesUsed(promoCodeId, timesUsed) {
      codes.update(promoCodeId, { timesUsed });
    },
    async liveClaims(after, limit) {
      return claims.page(after, limit, (c) => !c.released);
    },
  };
}
