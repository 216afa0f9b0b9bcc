/**
 * Answers of `lib/api/answers.ts` as schemas: what the document shows and what
 * tests hold every answer against. A type test keeps both the same.
 */
import { z } from 'zod';
import { entryStatuses, entryTypes } from '../../loyalty/entry';
import { orderStatuses, paymentMethods } from '../../orders/lifecycle';

/** Names of schemas that the document shows once, under components. */
export const names = z.registry<{ id: string; description?: string }>();

export const rubles = z.number();
export const points = z.int();
export const id = z.int();
export const moment = z.iso.datetime();
export const momentOrNull = moment.nullable();
/** Which page of a list it is, and how many rows match in all. */
export const leaf = { page: z.int(), limit: z.int(), total: z.int() };
export const done = z.strictObject({ success: z.literal(true) });

export const statusSchema = z.enum(orderStatuses);
export const methodSchema = z.enum(paymentMethods);
export const entryTypeSchema = z.enum(entryTypes);
export const entryStatusSchema = z.enum(entryStatuses);

export const quoteSchema = z
  .strictObject({
    subtotal: rubles,
    deliveryFee: rubles,
    promoDiscount: rubles,
    total: rubles,
    payable: rubles,
    pointsToEarn: points,
  })
  .register(names, { id: 'Quote', description: 'Sums of an order in rubles' });

const editValues = z.record(z.string(), z.unknown()).nullable();

export const editConflictSchema = z.strictObject({
  version: z.int(),
  edits: z.array(
    z.strictObject({
      n: z.int(),
      at: moment,
      admin: z.strictObject({ id, name: z.string() }),
      before: editValues,
      after: editValues,
    }),
  ),
});

export const problemSchema = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    instance: z.string(),
    fields: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
    quote: quoteSchema.optional(),
    maxPoints: points.optional(),
    retryAfter: z.number().optional(),
    orderId: id.optional(),
    conflict: editConflictSchema.optional(),
    params: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
  })
  .register(names, {
    id: 'Problem',
    description: 'RFC 9457. `code` is stable, `detail` is Russian and for people',
  });

export const userProfileSchema = z
  .strictObject({
    id,
    phone: z.string(),
    name: z.string().optional(),
    birthDate: z.string().optional(),
    loyaltyPoints: points,
    totalSpent: rubles,
    telegramLinked: z.boolean().optional(),
    consentAt: z.string().optional(),
  })
  .register(names, { id: 'UserProfile' });

export const profileAnswer = z.strictObject({
  profile: userProfileSchema,
  addresses: z.array(z.strictObject({ id: z.string(), title: z.string(), text: z.string() })),
  notices: z.strictObject({
    order_status: z.boolean(),
    paid_out: z.boolean(),
    expiring: z.boolean(),
    birthday: z.boolean(),
  }),
});

export const pageAnswer = z.strictObject({
  slug: z.string(),
  title: z.string(),
  body: z.string(),
  updatedAt: z.string(),
});

export const requestCodeAnswer = z.strictObject({
  success: z.literal(true),
  resendAfter: z.number(),
  expiresIn: z.number(),
  devCode: z.string().optional(),
});

export const signInAnswer = z
  .strictObject({
    success: z.literal(true),
    token: z.string(),
    refreshToken: z.string(),
    userProfile: userProfileSchema,
    isNew: z.boolean(),
    welcomePoints: points,
  })
  .register(names, { id: 'SignIn' });

export const refreshAnswer = z.strictObject({
  success: z.literal(true),
  token: z.string(),
  refreshToken: z.string(),
  expiresIn: z.number(),
});

export const needsPhoneAnswer = z.strictObject({
  success: z.literal(true),
  needsPhone: z.literal(true),
  telegramToken: z.string(),
});

export const telegramAnswer = z.union([signInAnswer, needsPhoneAnswer]);

export const meAnswer = z.strictObject({
  userProfile: userProfileSchema,
  loyaltyEnabled: z.boolean(),
});

export const menuAddOnSchema = z.strictObject({ id: z.string(), name: z.string(), price: rubles });

export const menuGroupSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  min: z.int(),
  max: z.int(),
  options: z.array(menuAddOnSchema),
});

export const menuItemSchema = z
  .strictObject({
    id,
    name: z.string(),
    description: z.string(),
    price: rubles,
    portion: z.string(),
    image: z.string(),
    groups: z.array(menuGroupSchema),
    addOns: z.array(menuAddOnSchema),
    available: z.boolean(),
  })
  .register(names, { id: 'MenuItem' });

export const restaurantSchema = z.strictObject({
  open: z.boolean(),
  opensAt: momentOrNull,
  closesAt: momentOrNull,
  hours: z.array(z.strictObject({ day: z.int(), from: z.string(), to: z.string() })),
  timeZone: z.string(),
  minimumOrder: rubles,
  leadMinutes: z.number(),
});

const inOrOut = z.enum(['included', 'excluded']);
const ignoredOrDeducted = z.enum(['ignored', 'deducted']);

export const loyaltyRulesSchema = z.strictObject({
  enabled: z.boolean(),
  programme: z.string(),
  tiers: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      threshold: rubles,
      earnPercent: z.number(),
    }),
  ),
  spendCap: z.strictObject({ percent: z.number(), delivery: inOrOut }),
  earnBase: z.strictObject({
    delivery: inOrOut,
    promo: ignoredOrDeducted,
    points: ignoredOrDeducted,
  }),
  earnWhen: z.enum(['payment', 'first-finish', 'while-finished']),
  cashHoldHours: z.number(),
  welcomePoints: points.nullable(),
  birthdayPoints: points.nullable(),
});

export const menuAnswer = z.strictObject({
  categories: z.array(z.strictObject({ name: z.string(), items: z.array(menuItemSchema) })),
  delivery: z.strictObject({
    fee: rubles,
    freeFrom: rubles.nullable(),
    pickupAddress: z.string(),
  }),
  restaurant: restaurantSchema,
  loyalty: loyaltyRulesSchema,
});

export const promoAnswer = z.strictObject({
  valid: z.literal(true),
  code: z.string(),
  discount: rubles,
  subtotal: rubles,
});
