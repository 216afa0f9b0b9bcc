/** Promo codes and their claims between NocoDB's columns and ours. */
import { z } from 'zod';
import type { NewPromoClaim, PromoClaim, PromoCode, PromoPatch } from '../port-promo';
import { slotNumber } from '../slot-key';
import type { WireRow } from './client';
import { foreignKey } from './columns';
import { place } from './place';
import { flag, forPeople, id, int, kopecks, reader, rubles, text } from './wire';

export const readCode = reader(
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
    Campaign: text.nullable(),
    Batch: text.nullable(),
    Slots: int.nullable(),
    Version: int.nullable(),
    'Times Used': int.nullable(),
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
    campaign: row.Campaign,
    batch: row.Batch,
    slots: row.Slots,
    version: row.Version ?? 0,
    timesUsed: row['Times Used'] ?? 0,
  }),
);

export const readClaim = reader(
  {
    Id: id,
    'Order Key': text,
    'Slot Key': text.nullable(),
    'User Key': text.nullable(),
    'Open Key': text.nullable(),
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
    open: row['Open Key'] !== null,
    at: row['Claimed At Ms'],
  }),
);

/** Only the columns of the fields that are given; `value` goes with its discount type. */
export function codeColumns(code: PromoPatch): WireRow {
  const { discountType, value } = code;
  if (value !== undefined && discountType === undefined) throw new Error('a value of what type?');
  const columns: WireRow = {
    Code: code.code,
    'Discount Type': discountType,
    Value: value !== undefined && discountType === 'fixed' ? rubles(value) : value,
    'Usage Type': code.usageType,
    'Usage Limit': code.usageLimit,
    'Minimum Order': given(code.minOrderKopecks, rubles),
    'Maximum Discount': given(code.maxDiscountKopecks, rubles),
    'Valid From': given(code.validFrom, forPeople),
    'Valid From Ms': code.validFrom,
    'Valid Until': given(code.validUntil, forPeople),
    'Valid Until Ms': code.validUntil,
    Active: code.active,
    Comment: code.comment,
    Campaign: code.campaign,
    Batch: code.batch,
    Slots: code.slots,
    Version: code.version,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, v]) => v !== undefined));
}

function given<T>(
  value: number | null | undefined,
  as: (value: number) => T,
): T | null | undefined {
  return value === undefined || value === null ? value : as(value);
}

export function claimColumns(claim: NewPromoClaim): WireRow {
  const slot = slotNumber(claim.slotKey);
  return {
    'Order Key': claim.orderKey,
    'Slot Key': claim.slotKey,
    'Slot Position': slot === null ? null : place(claim.promoCodeId, slot),
    'User Key': claim.userKey,
    'Open Key': claim.orderKey,
    [foreignKey('Promo_Codes')]: claim.promoCodeId,
    'Promo Code ID': claim.promoCodeId,
    Code: claim.code,
    'User ID': claim.userId,
    Released: false,
    'Claimed At': forPeople(claim.at),
    'Claimed At Ms': claim.at,
  };
}
