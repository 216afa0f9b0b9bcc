/** Answers about points for staff, and about health, as schemas; see answers-common.ts. */
import { z } from 'zod';
import { id, leaf, moment, momentOrNull, names, points, rubles } from './answers-common';
import { balanceAnswer, historyEntrySchema } from './answers-orders';

export const adminUserView = z
  .strictObject({
    id,
    phone: z.string(),
    name: z.string().nullable(),
    birthDate: z.string().nullable(),
    joinedAt: moment,
    loyaltyPoints: points,
    totalSpent: rubles,
    tier: z.string().nullable(),
  })
  .register(names, { id: 'Customer', description: 'A customer as staff see one' });

export const adminUsersAnswer = z.strictObject({
  users: z.array(adminUserView),
  ...leaf,
});

export const adminEntryView = historyEntrySchema
  .extend({
    balanceBefore: points,
    reason: z.string().nullable(),
    adminId: id.nullable(),
    refersTo: z.int().nullable(),
    programme: z.string(),
    tier: z.string(),
    spend: rubles,
  })
  .register(names, { id: 'StaffEntry', description: 'A row of the ledger as staff see it' });

const { tier, progress, expiring } = balanceAnswer.shape;

export const adminUserLoyaltyAnswer = z.strictObject({
  user: adminUserView,
  balance: points,
  available: points,
  debt: points,
  pending: points,
  totalSpent: rubles,
  tier,
  progress,
  expiring,
  totals: z.strictObject({
    earned: points,
    bonuses: points,
    adjusted: points,
    spent: points,
    expired: points,
  }),
  orders: z.strictObject({
    count: z.int(),
    total: rubles,
    average: rubles,
    windowDays: z.int().nullable(),
  }),
  entries: z.array(adminEntryView),
  staff: z.array(z.strictObject({ id, name: z.string() })),
  next: z.int().nullable(),
});

const calculationStep = z.strictObject({
  key: z.enum([
    'subtotal',
    'delivery',
    'promo',
    'points_used',
    'base',
    'percent',
    'earned',
    'lapsed',
  ]),
  value: z.number(),
  sign: z.enum(['+', '-', '=', 'x', 'none']),
});

export const adminOrderLoyaltyAnswer = z.strictObject({
  orderId: id,
  userId: id,
  programme: z.strictObject({ id: z.string(), title: z.string() }),
  tier: z.strictObject({ name: z.string(), title: z.string() }).nullable(),
  percent: z.number().nullable(),
  base: rubles.nullable(),
  used: z.strictObject({ points, state: z.enum(['none', 'reserved', 'used', 'returned']) }),
  earned: z.strictObject({
    points,
    state: z.enum(['none', 'expected', 'pending', 'earned', 'taken_back']),
    expiresAt: momentOrNull,
    payoutAt: momentOrNull,
  }),
  calculation: z.array(calculationStep),
  rows: z.array(adminEntryView),
  indicator: z.enum(['green', 'orange', 'red']),
  problems: z.array(z.string()),
});

const jobHealth = z.strictObject({
  job: z.string(),
  overdue: z.boolean(),
  lastOkAt: momentOrNull,
  last: z
    .strictObject({
      startedAt: moment,
      finishedAt: momentOrNull,
      lookedAt: z.int(),
      done: z.int(),
      skipped: z.int(),
      failed: z.int(),
      left: z.boolean(),
      error: z.string().nullable(),
    })
    .nullable(),
});

export const healthAnswer = z
  .strictObject({
    status: z.enum(['ok', 'attention']),
    now: moment,
    jobs: z.array(jobHealth),
    latePromises: z.strictObject({
      count: z.int(),
      oldestDueAt: momentOrNull,
      more: z.boolean(),
    }),
    unsettledOrders: z.strictObject({
      count: z.int(),
      oldestAt: momentOrNull,
      more: z.boolean(),
    }),
    waitingOrders: z.strictObject({ count: z.int() }),
    audit: z
      .strictObject({
        at: moment,
        findings: z.int(),
        debtors: z.int(),
        finished: z.boolean(),
      })
      .nullable(),
  })
  .register(names, { id: 'Health' });

const finding = z.strictObject({
  kind: z.string(),
  userId: id.nullable(),
  seq: z.int().nullable(),
  rowId: id.nullable(),
  orderId: id.nullable(),
  promoCode: z.string().nullable(),
  field: z.string().nullable(),
  is: z.string().nullable(),
  shouldBe: z.string().nullable(),
  repair: z.enum(['copies', 'status', 'levels', 'settle', 'claim', 'times_used', 'none']),
  answered: z.boolean(),
});

export const integrityAnswer = z
  .strictObject({
    ok: z.boolean(),
    startedAt: moment,
    tookMs: z.number(),
    next: z.strictObject({ phase: z.string(), after: z.int() }).nullable(),
    looked: z.strictObject({
      customers: z.int(),
      rows: z.int(),
      orders: z.int(),
      claims: z.int(),
      codes: z.int(),
    }),
    points,
    inFlight: z.int(),
    debtors: z.strictObject({
      count: z.int(),
      first: z.array(z.strictObject({ userId: id, seq: z.int(), balance: points })),
    }),
    counts: z.record(z.string(), z.number()),
    answered: z.int(),
    findings: z.array(finding),
    more: z.int(),
  })
  .register(names, { id: 'Integrity' });
