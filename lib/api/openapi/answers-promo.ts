/** Answers about promo codes for staff as schemas; see answers-common.ts. */
import { z } from 'zod';
import { id, moment, momentOrNull, names, rubles } from './answers-common';

export const promoFieldsView = z.strictObject({
  code: z.string(),
  discountType: z.enum(['percentage', 'fixed']),
  value: z.number(),
  usageType: z.enum(['unlimited', 'once_per_user', 'once_total']),
  usageLimit: z.int().nullable(),
  minOrder: rubles.nullable(),
  maxDiscount: rubles.nullable(),
  validFrom: momentOrNull,
  validUntil: momentOrNull,
  validFromDay: z.string().nullable(),
  validUntilDay: z.string().nullable(),
  active: z.boolean(),
  comment: z.string().nullable(),
  campaign: z.string().nullable(),
});

export const promoCodeView = promoFieldsView
  .extend({
    id,
    timesUsed: z.int(),
    version: z.int(),
    state: z.enum(['active', 'inactive_by_date', 'deactivated']),
  })
  .register(names, { id: 'PromoCode' });

const paging = { page: z.int(), limit: z.int(), total: z.int() };

export const promoCodesAnswer = z.strictObject({ codes: z.array(promoCodeView), ...paging });

export const promoUsageAnswer = z.strictObject({
  uses: z.array(
    z.strictObject({
      orderId: id.nullable(),
      orderNumber: z.string().nullable(),
      customer: z.strictObject({ id, phone: z.string(), name: z.string().nullable() }),
      at: moment,
      state: z.enum(['used', 'held', 'released']),
      discount: rubles.nullable(),
    }),
  ),
  ...paging,
});

export const promoBulkAnswer = z.strictObject({
  campaign: z.string(),
  count: z.int(),
  created: z.int(),
});
