import type { PromoClaim, PromoCode, PromoSearch, PromoStore } from '../port-promo';
import { slotNumber } from '../slot-key';
import { MemoryTable } from './table';

export function memoryPromo(lastClaimId = 0): PromoStore {
  const codes = new MemoryTable<PromoCode>({ code: (c) => c.code });
  const claims = new MemoryTable<PromoClaim>(
    {
      order: (c) => c.orderKey,
      slot: (c) => c.slotKey,
      user: (c) => c.userKey,
    },
    lastClaimId,
  );
  const fresh = { campaign: null, batch: null, slots: null, version: 0, timesUsed: 0 };
  const slotsBetween = (promoCodeId: number, from: number, to: number) =>
    claims
      .where((c) => c.promoCodeId === promoCodeId && c.slotKey !== null)
      .flatMap((c) => slotNumber(c.slotKey) ?? [])
      .filter((n) => n >= from && n <= to);
  return {
    async insertCode(code) {
      const row = codes.insert({ ...fresh, ...code });
      return row ? { won: true, row } : { won: false };
    },
    async insertCodes(list) {
      return codes.insertAll(list.map((code) => ({ ...fresh, ...code }))) !== null;
    },
    async byCode(code) {
      return codes.by('code', code);
    },
    async byCodes(list) {
      return list.flatMap((code) => codes.by('code', code) ?? []);
    },
    async byId(id) {
      return codes.get(id);
    },
    async updateCode(id, patch) {
      return codes.update(id, patch);
    },
    async deleteCode(id) {
      codes.remove(id);
    },
    async listCodes(before, limit) {
      return codes.newest(before, limit);
    },
    async searchCodes(search) {
      const found = codes.where((c) => matches(c, search)).sort(comparison(search));
      const start = (search.page - 1) * search.limit;
      return { rows: found.slice(start, start + search.limit), total: found.length };
    },
    async codesOfCampaign(campaign, after, limit) {
      return codes.page(after, limit, (c) => c.campaign === campaign);
    },
    async insertClaim(claim) {
      const row = claims.insert({ ...claim, released: false, open: true });
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
    async slotsTaken(promoCodeId, from, to) {
      return slotsBetween(promoCodeId, from, to);
    },
    async countSlotsTaken(promoCodeId, from, to) {
      return slotsBetween(promoCodeId, from, to).length;
    },
    async releaseClaim(id) {
      claims.update(id, { released: true, slotKey: null, userKey: null, open: false });
    },
    async closeClaim(id) {
      claims.update(id, { open: false });
    },
    async countLiveClaims(promoCodeId) {
      return claims.where((c) => c.promoCodeId === promoCodeId && !c.released).length;
    },
    async countClaims(promoCodeId) {
      return claims.where((c) => c.promoCodeId === promoCodeId).length;
    },
    async claimsOfCode(promoCodeId, page, limit) {
      const found = claims.where((c) => c.promoCodeId === promoCodeId).reverse();
      return { rows: found.slice((page - 1) * limit, page * limit), total: found.length };
    },
    async visible(id) {
      const code = codes.get(id);
      return code && { id, known: code, typed: code, strays: [] };
    },
    async edited() {
      // Nobody can edit what is in memory alone.
      return { rows: [], next: null };
    },
    async writeTimesUsed(promoCodeId, timesUsed) {
      if (codes.get(promoCodeId)) codes.update(promoCodeId, { timesUsed });
    },
    async liveClaims(after, limit) {
      return claims.page(after, limit, (c) => !c.released);
    },
    async openClaims(after, limit) {
      return claims.page(after, limit, (c) => c.open);
    },
  };
}

function matches(code: PromoCode, { text, campaign, state, now }: PromoSearch): boolean {
  const wanted = text?.toLowerCase() ?? '';
  const texts = [code.code, code.campaign ?? '', code.comment ?? ''];
  if (!texts.some((t) => t.toLowerCase().includes(wanted))) return false;
  if (campaign !== null && code.campaign !== campaign) return false;
  if (state === null) return true;
  if (state === 'deactivated') return !code.active;
  const { validFrom, validUntil } = code;
  const runs = (validFrom ?? now) <= now && (validUntil ?? now) >= now;
  return code.active && runs === (state === 'active');
}

/** An empty value is the smallest, as in NocoDB; the newest first among equals. */
function comparison({ sort, descending }: PromoSearch) {
  const value = (c: PromoCode) =>
    ({ created: c.id, code: c.code, used: c.timesUsed, until: c.validUntil })[sort];
  return (a: PromoCode, b: PromoCode): number => {
    const [x, y] = [value(a) ?? 0, value(b) ?? 0];
    const order = x < y ? -1 : x > y ? 1 : 0;
    return (descending ? -order : order) || b.id - a.id;
  };
}
