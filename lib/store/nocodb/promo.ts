import { z } from 'zod';
import type { NewPromoCode, PromoClaim, PromoCode, PromoStore } from '../port';
import type { WireRow } from './client';
import { foreignKey } from './columns';
import { where } from './filter';
import type { NocoTable } from './table';
import {
  flag,
  forPeople,
  id,
  inserted,
  insertMarked,
  int,
  kopecks,
  pageOf,
  reader,
  rubles,
  text,
} from './wire';

/** Slot keys are unique: no more rows than keys can come back. */
const MAX_SLOTS = 200;

const readCode = reader(
  {
    Id: id,
    Code: text,
    'Discount Type': z.enum(['percentage', 'fixed']),
    Value: z.number(),
    'Usage Type': z.enum(['unlimited', 'once_per_user', 'once_total']),
    'Usage Limit': int.nullable(),
    'Minimum Order': kopecks.nullable(),
    'Maximum Discount': kopecks.nullable(),
    'Valid From Ms': int.nullable(),
    'Valid Until Ms': int.nullable(),
    Active: flag,
    Comment: text.nullable(),
    'Times Used': int,
  },
  (row): PromoCode => ({
    id: row.Id,
    code: row.Code,
    discountType: row['Discount Type'],
    value: row['Discount Type'] === 'fixed' ? kopecks.parse(row.Value) : row.Value,
    usageType: row['Usage Type'],
    usageLimit: row['Usage Limit'],
    minOrderKopecks: row['Minimum Order'],
    maxDiscountKopecks: row['Maximum Discount'],
    validFrom: row['Valid From Ms'],
    validUntil: row['Valid Until Ms'],
    active: row.Active,
    comment: row.Comment,
    timesUsed: row['Times Used'],
  }),
);

const readClaim = reader(
  {
    Id: id,
    'Order Key': text,
    'Slot Key': text.nullable(),
    'User Key': text.nullable(),
    'Promo Code ID': int,
    Code: text,
    'User ID': int,
    Released: flag,
    'Claimed At Ms': int,
  },
  (row): PromoClaim => ({
    id: row.Id,
    orderKey: row['Order Key'],
    promoCodeId: row['Promo Code ID'],
    code: row.Code,
    userId: row['User ID'],
    slotKey: row['Slot Key'],
    userKey: row['User Key'],
    released: row.Released,
    at: row['Claimed At Ms'],
  }),
);

function codeColumns(code: NewPromoCode): WireRow {
  return {
    Code: code.code,
    'Discount Type': code.discountType,
    Value: code.discountType === 'fixed' ? rubles(code.value) : code.value,
    'Usage Type': code.usageType,
    'Usage Limit': code.usageLimit,
    'Minimum Order': rubles(code.minOrderKopecks),
    'Maximum Discount': rubles(code.maxDiscountKopecks),
    'Valid From': forPeople(code.validFrom),
    'Valid From Ms': code.validFrom,
    'Valid Until': forPeople(code.validUntil),
    'Valid Until Ms': code.validUntil,
    Active: code.active,
    Comment: code.comment,
  };
}

export function nocoPromo(codes: NocoTable, claims: NocoTable): PromoStore {
  async function byId(codeId: number): Promise<PromoCode | null> {
    const row = await codes.one([where.eq('Id', codeId)]);
    return row && readCode(row);
  }

  async function claimBy(column: string, key: string): Promise<PromoClaim | null> {
    const row = await claims.one([where.eq(column, key)]);
    return row && readClaim(row);
  }

  return {
    byId,
    async insertCode(code) {
      const row = await insertMarked(codes, 'Code', { ...codeColumns(code), 'Times Used': 0 });
      return inserted(row, readCode);
    },
    async byCode(code) {
      const row = await codes.one([where.eq('Code', code)]);
      return row && readCode(row);
    },
    async updateCode(codeId, patch) {
      const old = await byId(codeId);
      if (!old) throw new Error(`no promo code ${codeId}`);
      return readCode(await codes.update(codeId, codeColumns({ ...old, ...patch })));
    },
    async listCodes(before, limit) {
      return (await codes.newest([], before, limit)).map(readCode);
    },
    async insertClaim(claim) {
      const row = await insertMarked(claims, 'Order Key', {
        'Order Key': claim.orderKey,
        'Slot Key': claim.slotKey,
        'User Key': claim.userKey,
        [foreignKey('Promo_Codes')]: claim.promoCodeId,
        'Promo Code ID': claim.promoCodeId,
        Code: claim.code,
        'User ID': claim.userId,
        Released: false,
        'Claimed At': forPeople(claim.at),
        'Claimed At Ms': claim.at,
      });
      return inserted(row, readClaim);
    },
    claimByOrderKey: (orderKey) => claimBy('Order Key', orderKey),
    claimByUserKey: (userKey) => claimBy('User Key', userKey),
    async claimsByOrderKeys(orderKeys) {
      const options = { sort: 'Id', limit: orderKeys.length };
      return (await claims.findIn('Order Key', orderKeys, options)).map(readClaim);
    },
    async takenSlots(slotKeys) {
      const found = await claims.findIn('Slot Key', slotKeys, { sort: 'Id', limit: MAX_SLOTS });
      return new Set(found.map((row) => String(row['Slot Key'])));
    },
    async releaseClaim(claimId) {
      await claims.update(claimId, { Released: true, 'Slot Key': null, 'User Key': null });
    },
    async countLiveClaims(promoCodeId) {
      const own = where.eq(foreignKey('Promo_Codes'), promoCodeId);
      return claims.count([own, where.flag('Released', false)]);
    },
    async writeTimesUsed(promoCodeId, timesUsed) {
      await codes.update(promoCodeId, { 'Times Used': timesUsed });
    },
    async liveClaims(after, limit) {
      const conditions = [where.flag('Released', false), where.gt('Id', after)];
      const rows = await claims.find(conditions, { sort: 'Id', limit });
      return pageOf(rows.map(readClaim), limit);
    },
  };
}
