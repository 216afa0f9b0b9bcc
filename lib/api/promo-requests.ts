/**
 * What the admin's part of the API accepts about promo codes (SPEC 4, 5). Money
 * in rubles; dates as local days (the whole day counts) or exact moments.
 */
import { z } from 'zod';
import { localDayEnd, localDayStart } from '../loyalty/calendar';
import { toKopecks } from '../money';
import { campaignOf, isCodeText, isPattern, normalizeCode } from '../promo/code-text';
import type { PromoFields } from '../promo/manage';
import { rublesSchema } from './requests';

const plain = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^(?:\P{Cc}|\n)*$/u, 'control characters')
    .refine((s) => s.isWellFormed(), 'broken Unicode')
    .transform((s) => s.trim());

const MOST_USES = 1_000_000;

export const promoCodeText = plain(80)
  .transform(normalizeCode)
  .refine(isCodeText, 'Буквы, цифры, дефис и подчёркивание, от 3 до 40 знаков');

/** A local day, or a moment with its offset. */
const dayOrMoment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).nullable();
const positiveRubles = rublesSchema.refine((n) => n > 0, 'Больше нуля');

const terms = {
  discountType: z.enum(['percentage', 'fixed']),
  /** Percent with at most two decimals, or rubles. */
  value: positiveRubles,
  usageType: z.enum(['unlimited', 'once_per_user', 'once_total']),
  usageLimit: z.int().min(1).max(MOST_USES).nullable(),
  minOrder: positiveRubles.nullable(),
  maxDiscount: positiveRubles.nullable(),
  validFrom: dayOrMoment,
  validUntil: dayOrMoment,
  active: z.boolean(),
  comment: plain(500).nullable(),
};

const optionalTerms = z.strictObject({
  ...terms,
  usageType: terms.usageType.default('unlimited'),
  usageLimit: terms.usageLimit.default(null),
  minOrder: terms.minOrder.default(null),
  maxDiscount: terms.maxDiscount.default(null),
  validFrom: terms.validFrom.default(null),
  validUntil: terms.validUntil.default(null),
  active: terms.active.default(true),
  comment: terms.comment.default(null),
});

const campaign = plain(80);

export const createPromoBody = optionalTerms.extend({
  code: promoCodeText,
  campaign: campaign.nullable().default(null),
});

/** `version`: the edit number that the admin saw; everything else as it should become. */
export const editPromoBody = z
  .strictObject({ ...terms, campaign: campaign.nullable() })
  .partial()
  .extend({ version: z.int().min(0) })
  .refine((b) => Object.keys(b).length > 1, 'nothing to change');

export const bulkPromoBody = z.strictObject({
  pattern: plain(80)
    .transform(normalizeCode)
    .refine(isPattern, 'Буквы, цифры, дефис, подчёркивание и знаки # для подстановки'),
  count: z.int().min(1).max(5000),
  campaign: campaign.pipe(z.string().min(1)).optional(),
  terms: optionalTerms,
});

const page = z.coerce.number().pipe(z.int().min(1).max(1_000_000)).default(1);
const sorts = ['created', 'code', 'used', 'until'] as const;

export const promoListQuery = z.strictObject({
  search: plain(80).optional(),
  campaign: plain(80).optional(),
  state: z.enum(['active', 'inactive_by_date', 'deactivated']).optional(),
  /** With a leading `-` the largest first. */
  sort: z.enum([...sorts, ...sorts.map((s) => `-${s}` as const)]).default('-created'),
  page,
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(25),
});

export const promoUsageQuery = z.strictObject({
  page,
  limit: z.coerce.number().pipe(z.int().min(1).max(50)).default(20),
});

export const promoExportQuery = z.strictObject({ campaign: campaign.pipe(z.string().min(1)) });

type TermsInput = Partial<z.output<typeof optionalTerms> & { campaign: string | null }>;

/** The given fields as the operations have them: kopecks and milliseconds. */
export function promoFields<T extends TermsInput>(
  input: T,
  timeZone: string,
): Partial<Omit<PromoFields, 'code'>> {
  const { value, discountType, minOrder, maxDiscount, validFrom, validUntil, ...rest } = input;
  const money = (rubles: number | null | undefined) =>
    rubles === undefined || rubles === null ? rubles : toKopecks(rubles);
  const fields = {
    discountType,
    value: value !== undefined && discountType === 'fixed' ? toKopecks(value) : value,
    usageType: rest.usageType,
    usageLimit: rest.usageLimit,
    minOrderKopecks: money(minOrder),
    maxDiscountKopecks: money(maxDiscount),
    validFrom: momentOf(validFrom, (day) => localDayStart(day, timeZone)),
    validUntil: momentOf(validUntil, (day) => localDayEnd(day, timeZone)),
    active: rest.active,
    comment: rest.comment === '' ? null : rest.comment,
    campaign: rest.campaign === '' ? null : rest.campaign,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined));
}

function momentOf(
  value: string | null | undefined,
  ofDay: (day: string) => number,
): number | null | undefined {
  if (value === undefined || value === null) return value;
  return value.length === 10 ? ofDay(value) : Date.parse(value);
}

/** A bulk request's campaign: named, or what stands before the pattern's first `#`. */
export function campaignFor({ campaign, pattern }: z.output<typeof bulkPromoBody>): string {
  return campaign ?? campaignOf(pattern);
}
