/** Answers of the overview and of "what if": schemas, and the types that pages use. */
import { z } from 'zod';
import { loyaltyProgramSchema } from '../../loyalty/program';
import { id, moment, momentOrNull, names, points, rubles } from './answers-common';

const moves = {
  earned: points,
  gifts: points,
  adjusted: points,
  spent: points,
  expired: points,
};

const day = z.iso.date();

const tierCount = z.strictObject({ name: z.string(), title: z.string(), customers: z.int() });

const orderKind = z.strictObject({
  orders: z.int(),
  total: rubles,
  average: rubles.nullable(),
});

export const overviewSchema = z
  .strictObject({
    computedAt: moment,
    days: z.int(),
    from: day,
    customers: z.int(),
    outstanding: points,
    debt: points,
    pending: points,
    liability: z.array(z.strictObject({ month: z.string().nullable(), tier: z.string(), points })),
    tiers: z.array(tierCount),
    series: z.array(z.strictObject({ day, ...moves })),
    orders: z.strictObject({
      withPoints: orderKind,
      withoutPoints: orderKind,
      cancelled: z.int(),
      pointsUsed: points,
      promo: z.strictObject({ orders: z.int(), total: rubles, discount: rubles }),
      codes: z.array(z.strictObject({ code: z.string(), orders: z.int(), discount: rubles })),
    }),
    unreadable: z.int(),
  })
  .register(names, { id: 'Overview', description: 'Points owed, points moved, orders' });

export const overviewAnswer = z.strictObject({
  /** A new one is on its way; ask again. */
  computing: z.boolean(),
  failed: z.boolean(),
  progress: z.strictObject({ customers: z.int(), orders: z.int() }),
  overview: overviewSchema.nullable(),
});

const side = z.strictObject({
  ...moves,
  outstanding: points,
  debt: points,
  pending: points,
  /** Points spent, in rubles. */
  cost: rubles,
  tiers: z.array(tierCount),
});

const measured = z.strictObject({
  ...moves,
  outstanding: points,
  debt: points,
  pending: points,
  tier: z.string(),
});

export const whatIfResult = z
  .strictObject({
    from: moment,
    to: moment,
    customers: z.int(),
    orders: z.int(),
    actual: side,
    tried: side,
    cappedOrders: z.int(),
    cappedPoints: points,
    refusedChanges: z.int(),
    affected: z.array(
      z.strictObject({
        userId: id,
        phone: z.string(),
        name: z.string().nullable(),
        effect: points,
        actual: measured,
        tried: measured,
      }),
    ),
    failed: z.int(),
  })
  .register(names, { id: 'WhatIfResult' });

export const whatIfRun = z
  .strictObject({
    id: z.string(),
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    days: z.int(),
    program: loyaltyProgramSchema,
    startedAt: moment,
    finishedAt: momentOrNull,
    done: z.int(),
    total: z.int(),
    result: whatIfResult.nullable(),
  })
  .register(names, { id: 'WhatIfRun' });

export const whatIfRunsAnswer = z.strictObject({ runs: z.array(whatIfRun) });
export const whatIfRunAnswer = z.strictObject({ run: whatIfRun });

export type OverviewView = z.infer<typeof overviewSchema>;
export type OverviewAnswer = z.infer<typeof overviewAnswer>;
export type SideView = z.infer<typeof side>;
export type WhatIfResultView = z.infer<typeof whatIfResult>;
export type WhatIfRunView = z.infer<typeof whatIfRun>;
export type WhatIfRunsAnswer = z.infer<typeof whatIfRunsAnswer>;
export type WhatIfRunAnswer = z.infer<typeof whatIfRunAnswer>;
