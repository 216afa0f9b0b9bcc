/** Answers about orders and points as schemas; see answers-common.ts. */
import { z } from 'zod';
import {
  entryStatusSchema,
  entryTypeSchema,
  id,
  methodSchema,
  moment,
  momentOrNull,
  names,
  points,
  rubles,
  statusSchema,
  userProfileSchema,
} from './answers-common';

export const orderLineView = z.strictObject({
  menuItemId: id,
  name: z.string(),
  quantity: z.int(),
  addOns: z.array(z.strictObject({ id: z.string(), name: z.string(), price: rubles })),
  unitPrice: rubles,
  total: rubles,
});

export const explanationSchema = z
  .strictObject({
    subtotal: rubles,
    deliveryFee: rubles,
    promoDiscount: rubles,
    pointsUsed: points,
    base: rubles,
    percent: z.number(),
    points,
  })
  .register(names, { id: 'EarningExplanation', description: 'Why so many points' });

export const orderLoyaltyView = z.strictObject({
  pointsUsed: points,
  pointsUsedState: z.enum(['none', 'reserved', 'used', 'returned']),
  pointsEarned: points,
  pointsEarnedState: z.enum(['none', 'expected', 'pending', 'earned', 'taken_back']),
  payoutAt: momentOrNull,
  percent: z.number().nullable(),
  tier: z.string().nullable(),
  tierTitle: z.string().nullable(),
  programme: z.string(),
  expiresAt: momentOrNull,
  explanation: explanationSchema.nullable(),
});

export const orderEventView = z.strictObject({
  n: z.int(),
  at: moment,
  kind: z.enum([
    'placed',
    'changed',
    'payment_started',
    'payment_succeeded',
    'payment_failed',
    'money_refunded',
    'status',
    'cancelled',
    'hidden',
    'voided',
  ]),
  actor: z.enum(['customer', 'admin', 'provider', 'system', 'grid']),
  status: statusSchema.optional(),
  amount: rubles.optional(),
  code: z.string().optional(),
  reason: z.string().optional(),
});

export const orderSchema = z
  .strictObject({
    id,
    number: z.string(),
    status: statusSchema,
    createdAt: moment,
    scheduledFor: momentOrNull,
    deliveredAt: momentOrNull,
    deliveryAddress: z.string().nullable(),
    comment: z.string().nullable(),
    cutlery: z.int().nullable(),
    changeFrom: rubles.nullable(),
    paymentMethod: methodSchema.nullable(),
    paymentStatus: z.enum(['unpaid', 'pending', 'paid', 'refund_due', 'refunded']),
    items: z.array(orderLineView),
    subtotal: rubles,
    deliveryFee: rubles,
    promoCode: z.string().nullable(),
    promoDiscount: rubles,
    total: rubles,
    pointsUsed: points,
    payable: rubles,
    paid: rubles,
    refundDue: rubles,
    paymentUrl: z.string().nullable(),
    cancelReason: z.string().nullable(),
    loyalty: orderLoyaltyView,
    canChange: z.boolean(),
    canCancel: z.boolean(),
    canPay: z.boolean(),
    events: z.array(orderEventView),
  })
  .register(names, { id: 'Order' });

export const orderAnswer = z
  .strictObject({
    success: z.literal(true),
    order: orderSchema,
    orderNumber: z.string(),
    loyaltyPointsEarned: points.optional(),
    userProfile: userProfileSchema.optional(),
  })
  .register(names, { id: 'OrderAnswer' });

export const oneOrderAnswer = z.strictObject({ order: orderSchema });
export const ordersAnswer = z.strictObject({ orders: z.array(orderSchema), next: id.nullable() });

export const staffOrderSchema = orderSchema
  .extend({
    customer: z.strictObject({ id, phone: z.string(), name: z.string().nullable() }),
    events: z.array(
      orderEventView.extend({
        by: z
          .strictObject({ id, name: z.string(), email: z.string() })
          .optional()
          .describe('Who of the staff did it; told of one order, not in lists'),
      }),
    ),
  })
  .register(names, { id: 'StaffOrder', description: 'An order with its customer' });

export const oneStaffOrderAnswer = z.strictObject({ order: staffOrderSchema });
export const staffOrdersAnswer = z.strictObject({
  orders: z.array(staffOrderSchema),
  next: id.nullable(),
});

const tierSchema = z.strictObject({ name: z.string(), title: z.string(), earnPercent: z.number() });

export const balanceAnswer = z.strictObject({
  enabled: z.boolean(),
  balance: points,
  pending: points,
  totalSpent: rubles,
  tier: tierSchema,
  progress: z.strictObject({
    next: tierSchema.nullable(),
    sum: rubles,
    threshold: rubles.nullable(),
    remaining: rubles,
    percent: z.number(),
    windowDays: z.int().nullable(),
  }),
  expiring: z.array(z.strictObject({ points, expiresAt: moment, daysLeft: z.int() })),
});

export const maxSpendAnswer = z.strictObject({
  maxPoints: points,
  cap: points,
  available: points,
  percent: z.number(),
});

export const historyEntrySchema = z
  .strictObject({
    id,
    seq: z.int(),
    type: entryTypeSchema,
    status: entryStatusSchema,
    points,
    balanceAfter: points,
    at: moment,
    description: z.string(),
    orderId: id.nullable(),
    orderNumber: z.string().nullable(),
    expiresAt: momentOrNull,
    expired: z.boolean(),
    payoutAt: momentOrNull,
    explanation: explanationSchema.nullable(),
  })
  .register(names, { id: 'HistoryEntry', description: 'A row of the ledger' });

export const historyAnswer = z.strictObject({
  page: z.int(),
  limit: z.int(),
  hasMore: z.boolean(),
  entries: z.array(historyEntrySchema),
});

export const levelsAnswer = z.strictObject({
  current: z.string(),
  windowDays: z.int().nullable(),
  sum: rubles,
  levels: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      threshold: rubles,
      earnPercent: z.number(),
      maxSpendPercent: z.number(),
      reached: z.boolean(),
      current: z.boolean(),
    }),
  ),
});

export const adjustAnswer = z.strictObject({
  success: z.literal(true),
  balance: points,
  available: points,
  debt: points,
  entry: historyEntrySchema,
});

export const jobAnswer = z
  .strictObject({
    job: z.string(),
    lookedAt: z.int(),
    done: z.int(),
    skipped: z.int(),
    failed: z.int(),
    left: z.boolean(),
    /** What the next run needs to know; its form is the job's own. */
    detail: z.unknown().optional(),
  })
  .register(names, { id: 'JobReport' });
