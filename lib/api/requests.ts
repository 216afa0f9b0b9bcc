/**
 * What the HTTP API accepts (SPEC 5). Strict: unknown fields and control
 * characters are refused. Money in rubles with at most two decimals.
 */
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { orderStatuses, paymentMethods } from '../orders/lifecycle';
import { paymentStates } from '../orders/payment-state';
import { normalizeCode } from '../promo/code-text';

/** Text without control characters (line breaks allowed only where said), trimmed. */
export function text(max: number, { lines = false } = {}) {
  const allowed = lines ? /^(?:\P{Cc}|\n)*$/u : /^\P{Cc}*$/u;
  return z
    .string()
    .max(max)
    .regex(allowed, 'control characters')
    .refine((s) => s.isWellFormed(), 'broken Unicode')
    .transform((s) => s.trim());
}

/** A phone in any usual writing, normalised to E.164; Russian where no country is given. */
export const phoneSchema = z
  .string()
  .max(40)
  .transform((value, ctx) => {
    const phone = parsePhoneNumberFromString(value, 'RU');
    if (!phone?.isValid()) {
      ctx.addIssue({ code: 'custom', message: 'Неверный номер телефона' });
      return z.NEVER;
    }
    return phone.number as string;
  });

export const rublesSchema = z.number().min(0).max(10_000_000).multipleOf(0.01);
const id = z.int().min(1).max(2_147_483_647);
const points = z.int().min(0).max(10_000_000);

/** A calendar day, YYYY-MM-DD, that exists. */
export const dateSchema = z.iso.date();

const birthDate = dateSchema.refine(
  (d) => d >= '1900-01-01' && d < new Date().toISOString().slice(0, 10),
  'Дата рождения вне разумных пределов',
);

export const requestCodeBody = z.strictObject({ phone: phoneSchema });

export const verifyBody = z.strictObject({
  phone: phoneSchema,
  code: z.string().regex(/^\d{4,8}$/),
  name: text(80).optional(),
  birthDate: birthDate.optional(),
  /** To the offer and the processing of personal data. */
  consent: z.literal(true).optional(),
  /** From POST /api/auth/telegram: links that account to the verified phone's customer. */
  telegramToken: z.string().min(1).max(1000).optional(),
});

/** An empty body, or the token of a client that keeps no cookies. */
export const refreshBody = z.strictObject({ refreshToken: z.string().max(200).optional() });

export const telegramBody = z.strictObject({ initData: z.string().min(1).max(10_000) });

export const changeProfileBody = z
  .strictObject({
    name: text(80).pipe(z.string().min(1)).optional(),
    birthDate: birthDate.optional(),
    /** What to be told of; a kind left out stays as it is. */
    notices: z
      .strictObject({
        order_status: z.boolean(),
        paid_out: z.boolean(),
        expiring: z.boolean(),
        birthday: z.boolean(),
      })
      .partial()
      .optional(),
  })
  .refine((b) => Object.keys(b).length > 0, 'nothing to change');

export const addressesBody = z.strictObject({
  addresses: z
    .array(
      z.strictObject({
        title: text(60).pipe(z.string().min(1)),
        text: text(300).pipe(z.string().min(1)),
      }),
    )
    .max(10),
});

export const changePhoneBody = z.strictObject({
  phone: phoneSchema,
  code: z.string().regex(/^\d{4,8}$/),
});

export const deleteAccountBody = z.strictObject({ confirm: z.literal(true) });

export const pageSlug = z.enum(['offer', 'privacy']);

export const orderLineSchema = z.strictObject({
  menuItemId: id,
  quantity: z.int().min(1).max(99),
  addOnIds: z.array(z.string().min(1).max(40)).max(20).optional(),
});

export const itemsSchema = z.array(orderLineSchema).min(1).max(60);

const methodSchema = z.enum(paymentMethods);
const promoCode = text(40).pipe(z.string().min(1)).transform(normalizeCode);
const address = text(300).pipe(z.string().min(1));
const comment = text(500, { lines: true });
const cutlery = z.int().min(0).max(20);
const scheduledFor = z.iso.datetime({ offset: true }).transform((s) => Date.parse(s));

export const validatePromoBody = z.strictObject({ code: promoCode, items: itemsSchema });

/** What the page showed; when the server's numbers differ, nothing is placed. */
export const expectedSchema = z.strictObject({
  total: rublesSchema,
  payable: rublesSchema,
  pointsToEarn: points,
});

export const placeOrderBody = z.strictObject({
  items: itemsSchema,
  deliveryAddress: address.optional(),
  scheduledFor: scheduledFor.optional(),
  paymentMethod: methodSchema.optional(),
  promoCode: promoCode.optional(),
  loyaltyPointsUsed: points.optional(),
  comment: comment.optional(),
  cutlery: cutlery.optional(),
  /** Cash: change is needed from this many rubles. */
  changeFrom: rublesSchema.nullable().optional(),
  consent: z.literal(true).optional(),
  expected: expectedSchema.optional(),
});

export const changeOrderBody = z
  .strictObject({
    paymentMethod: methodSchema.optional(),
    loyaltyPointsUsed: points.optional(),
    /** null takes the code off. */
    promoCode: promoCode.nullable().optional(),
    items: itemsSchema.optional(),
    /** null means pick-up. */
    deliveryAddress: address.nullable().optional(),
    scheduledFor: scheduledFor.nullable().optional(),
    comment: comment.nullable().optional(),
    cutlery: cutlery.nullable().optional(),
    changeFrom: rublesSchema.nullable().optional(),
    pay: z.literal(true).optional(),
    orderStatus: z.literal('cancelled').optional(),
    expected: expectedSchema.optional(),
  })
  // All or nothing: a cancellation leaves nothing that the other fields could change.
  .refine((b) => b.orderStatus === undefined || Object.keys(b).length === 1, {
    path: ['orderStatus'],
    message: 'Отмену нельзя совместить с другими изменениями',
  });

export const idempotencyKeySchema = z.string().regex(/^[\x21-\x7e]{8,200}$/);

export const maxSpendQuery = z.strictObject({
  orderTotal: z.coerce.number().pipe(rublesSchema),
  deliveryCost: z.coerce.number().pipe(rublesSchema).default(0),
});

export const historyQuery = z.strictObject({
  page: z.coerce.number().pipe(z.int().min(1).max(1_000_000)).default(1),
  limit: z.coerce.number().pipe(z.int().min(1).max(50)).default(50),
});

export const staffEmail = z
  .email()
  .max(200)
  .transform((s) => s.toLowerCase());

export const adminSignInBody = z.strictObject({
  email: staffEmail,
  password: z.string().min(1).max(200),
});

/** Staff: any subset; `amounts` states the new sums, `items` new lines. */
export const staffOrderBody = z
  .strictObject({
    status: z.enum(orderStatuses).optional(),
    /** Cash received in full. */
    paid: z.literal(true).optional(),
    /** Cash that was due back was handed over. */
    refunded: z.literal(true).optional(),
    items: itemsSchema.optional(),
    deliveryFee: rublesSchema.optional(),
    /** Drops the points that the order was to spend. */
    dropPoints: z.literal(true).optional(),
    reason: text(300).optional(),
    /** Number of the last event that the page showed: ORDER_CHANGED when others came since. */
    seen: z.int().min(0).max(1_000_000).optional(),
  })
  .refine((b) => Object.keys(b).some((k) => k !== 'reason' && k !== 'seen'), 'nothing to change');

const yes = z.literal('yes');

export const staffOrdersQuery = z.strictObject({
  status: z.enum(orderStatuses).optional(),
  method: z.enum(paymentMethods).optional(),
  payment: z.enum(paymentStates).optional(),
  /** Local days, both included. */
  from: dateSchema.optional(),
  to: dateSchema.optional(),
  points: yes.optional(),
  promo: yes.optional(),
  /** A number, a part of a phone, or a part of a name. */
  search: text(60).optional(),
  before: z.coerce.number().pipe(id).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(100)).default(50),
});

export const boardQuery = z.strictObject({
  /** `version` of the board that the page has: the same again is answered without orders. */
  known: z.string().max(60).optional(),
});

export const toggleBody = z.strictObject({ enabled: z.boolean() });

export const adjustBody = z.strictObject({
  userId: id,
  amount: z.int().min(1).max(1_000_000),
  type: z.enum(['earn', 'spend']),
  reason: text(300).pipe(z.string().min(3)),
});

export const idParam = z.coerce.number().pipe(id);

/** Moves the clock of a demo or test site; exists only with CLOCK_SECRET. */
export const clockBody = z.strictObject({
  /** ISO moment to set, or */
  now: z.iso.datetime({ offset: true }).optional(),
  /** milliseconds to go forward. */
  advanceMs: z
    .int()
    .min(0)
    .max(10 * 366 * 86_400_000)
    .optional(),
});
