/** The form of a promo code: its fields as texts, checked, and as the API takes them. Pure. */
import { z } from 'zod';
import type { PromoCodeView } from '../api/promo-answers';
import type { MessageKey } from '../messages/ru';
import { toKopecks } from '../money';
import {
  DRAWN_SIGNS,
  isCodeText,
  isPattern,
  normalizeCode,
  signsIn,
  signsNeeded,
} from '../promo/code-text';

/** A failure's text is a key of the catalogue: the form says it in the reader's language. */
const key = (name: MessageKey) => name;

/** A number as people type it: spaces between groups, a comma or a point. */
export function numberOf(text: string): number {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return plain === '' ? Number.NaN : Number(plain);
}

/** As the API has them. */
const MOST_RUBLES = 10_000_000;
const MOST_USES = 1_000_000;

const money = z
  .string()
  .refine((s) => numberOf(s) > 0 && numberOf(s) <= MOST_RUBLES, key('promoAdmin.bad.number'))
  .refine((s) => Number.isInteger(round(numberOf(s) * 100)), key('promoAdmin.bad.cents'));
const round = (n: number) => Math.round(n * 1e6) / 1e6;
const optional = (schema: z.ZodType<string, string>) => z.union([z.literal(''), schema]);
const whole = z.string().refine((s) => {
  const n = numberOf(s);
  return Number.isInteger(n) && n > 0 && n <= MOST_USES;
}, key('promoAdmin.bad.whole'));

const termFields = {
  discountType: z.enum(['percentage', 'fixed']),
  value: money,
  usageType: z.enum(['unlimited', 'once_per_user', 'once_total']),
  usageLimit: optional(whole),
  minOrder: optional(money),
  maxDiscount: optional(money),
  validFrom: z.string(),
  validUntil: z.string(),
  active: z.boolean(),
  comment: z.string().max(500),
  campaign: z.string().max(80),
};

type Terms = z.infer<z.ZodObject<typeof termFields>>;

function checkTerms(terms: Terms, ctx: z.RefinementCtx): void {
  if (terms.discountType === 'percentage' && numberOf(terms.value) > 100) {
    ctx.addIssue({ code: 'custom', path: ['value'], message: key('promoAdmin.bad.percent') });
  }
  if (terms.validFrom && terms.validUntil && terms.validUntil < terms.validFrom) {
    ctx.addIssue({ code: 'custom', path: ['validUntil'], message: key('promoAdmin.bad.dates') });
  }
}

export const promoFormSchema = z
  .object({
    ...termFields,
    code: z.string().refine((s) => isCodeText(normalizeCode(s)), key('promoAdmin.bad.code')),
  })
  .superRefine(checkTerms);

export const bulkFormSchema = z
  .object({
    ...termFields,
    pattern: z
      .string()
      .refine((s) => isPattern(normalizeCode(s)), key('promoAdmin.bulk.badPattern')),
    count: z.string().refine((s) => {
      const n = numberOf(s);
      return Number.isInteger(n) && n >= 1 && n <= 5000;
    }, key('promoAdmin.bulk.badCount')),
  })
  .superRefine(checkTerms);

export type PromoFormValues = z.infer<typeof promoFormSchema>;
export type BulkFormValues = z.infer<typeof bulkFormSchema>;

export const emptyTerms: Terms = {
  discountType: 'percentage',
  value: '',
  usageType: 'unlimited',
  usageLimit: '',
  minOrder: '',
  maxDiscount: '',
  validFrom: '',
  validUntil: '',
  active: true,
  comment: '',
  campaign: '',
};

const text = (n: number | null) => (n === null ? '' : String(n).replace('.', ','));

export function formOf(code: PromoCodeView): PromoFormValues {
  return {
    code: code.code,
    discountType: code.discountType,
    value: text(code.value),
    usageType: code.usageType,
    usageLimit: text(code.usageLimit),
    minOrder: text(code.minOrder),
    maxDiscount: text(code.maxDiscount),
    validFrom: code.validFromDay ?? '',
    validUntil: code.validUntilDay ?? '',
    active: code.active,
    comment: code.comment ?? '',
    campaign: code.campaign ?? '',
  };
}

/** The terms as the API takes them: numbers in rubles or percent, days, null for what is empty. */
export function termsBody(values: Terms) {
  const number = (s: string) => (s === '' ? null : numberOf(s));
  return {
    discountType: values.discountType,
    value: numberOf(values.value),
    usageType: values.usageType,
    usageLimit: values.usageType === 'once_total' ? null : number(values.usageLimit),
    minOrder: number(values.minOrder),
    maxDiscount: number(values.maxDiscount),
    validFrom: values.validFrom || null,
    validUntil: values.validUntil || null,
    active: values.active,
    comment: values.comment.trim() || null,
  };
}

/** Only what differs from `base`: another admin's edits of other fields stay. */
export function changedTerms(base: PromoFormValues, values: PromoFormValues) {
  const body = { ...termsBody(values), campaign: values.campaign.trim() || null };
  const old = { ...termsBody(base), campaign: base.campaign.trim() || null };
  const changed = Object.entries(body).filter(([k, v]) => v !== old[k as keyof typeof old]);
  // A value goes with its type, whose unit it is in.
  const typed = changed.some(([k]) => k === 'discountType' || k === 'value');
  return {
    ...(Object.fromEntries(changed) as Partial<typeof body>),
    ...(typed && { discountType: body.discountType, value: body.value }),
  };
}

/** The terms in kopecks for the preview; null while the discount is not a number. */
export function previewTerms(values: Terms) {
  const value = numberOf(values.value);
  if (!(value > 0) || (values.discountType === 'percentage' && value > 100)) return null;
  const kopecks = (s: string) => (numberOf(s) > 0 ? toKopecks(numberOf(s)) : null);
  return {
    terms: {
      promoCodeId: 0,
      code: '',
      discountType: values.discountType,
      value: values.discountType === 'fixed' ? toKopecks(value) : value,
      maxDiscountKopecks: kopecks(values.maxDiscount),
    },
    minOrderKopecks: kopecks(values.minOrder) ?? 0,
  };
}

/** How many more `#` a pattern needs for that many codes; 0 = enough. */
export function missingSigns(pattern: string, count: string): number {
  const n = numberOf(count);
  if (!isPattern(normalizeCode(pattern)) || !(n >= 1)) return 0;
  const needed = signsNeeded(n);
  return signsIn(pattern) < needed ? needed : 0;
}

/** A code as the pattern could give, to look at. */
export function exampleCode(pattern: string): string {
  let i = 0;
  return normalizeCode(pattern).replace(/#/g, () => {
    i += 7;
    return DRAWN_SIGNS[i % DRAWN_SIGNS.length] ?? '';
  });
}
