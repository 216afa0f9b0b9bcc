/**
 * A loyalty programme as data (SPEC 3). Rules read these fields and nothing
 * else, so a new rule set is a new object, not new code.
 */
import { z } from 'zod';

const percent = z.number().min(0).max(100).multipleOf(0.01);
const days = z.int().min(1).max(3650);

export const tierSchema = z.strictObject({
  /** Stable English name, stored in rows. */
  name: z.string().min(1).max(40),
  /** Shown to customers. */
  title: z.string().min(1).max(40),
  /** Qualifying spend from which the tier holds, in kopecks. */
  thresholdKopecks: z.int().min(0),
  earnPercent: percent,
});

export const loyaltyProgramSchema = z
  .strictObject({
    id: z.string().min(1).max(40),
    title: z.string().min(1).max(80),
    tiers: z.array(tierSchema).min(1).max(10),
    /** What a tier looks at: lifetime spend, or orders placed in the last `days`. */
    tierBasis: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('lifetime') }),
      z.strictObject({ kind: z.literal('window'), days }),
    ]),
    /** May a customer fall a tier? */
    demotion: z.boolean(),
    /** What an order adds to qualifying spend: its total, less these. */
    qualifyingSpend: z.strictObject({ delivery: inOrOut(), points: ignoredOrDeducted() }),
    /** What an order earns a percentage of. */
    earnBase: z.strictObject({
      delivery: inOrOut(),
      promo: ignoredOrDeducted(),
      points: ignoredOrDeducted(),
    }),
    /**
     * `payment`: paid by card/sbp at once, cash after a hold; `first-finish`:
     * when first finished, kept afterwards; `while-finished`: only while finished.
     */
    earnWhen: z.enum(['payment', 'first-finish', 'while-finished']),
    /** Hours after delivery until a cash order's promise is paid out. */
    cashHoldHours: z
      .int()
      .min(0)
      .max(24 * 60),
    /** When chosen points leave the balance. */
    spendWhen: z.enum(['placed', 'accepted']),
    spendCap: z.strictObject({ percent, delivery: inOrOut() }),
    /** Days that grants live; null = for ever. */
    earnedLifeDays: days.nullable(),
    adjustmentLifeDays: days.nullable(),
    welcome: z.strictObject({ points: z.int().min(1), lifeDays: days.nullable() }).nullable(),
    birthday: z
      .strictObject({
        points: z.int().min(1),
        daysBefore: z.int().min(0).max(60),
        daysAfter: z.int().min(0).max(60),
        /** A second grant within this many days is refused whatever the birth date says. */
        minDaysBetween: z.int().min(1).max(366),
      })
      .nullable(),
    /** A take-back larger than what is left: becomes debt, or refuses the change. */
    shortfall: z.enum(['debt', 'refuse']),
    /** Grace of points that come back into a lot that has expired. */
    refundGraceDays: z.int().min(0).max(365).default(14),
  })
  .refine((p) => p.tiers[0]?.thresholdKopecks === 0, 'the first tier starts at 0')
  .refine(
    (p) =>
      p.tiers.every(
        (t, i) => i === 0 || t.thresholdKopecks > (p.tiers[i - 1]?.thresholdKopecks ?? 0),
      ),
    'tiers rise',
  );

function inOrOut() {
  return z.enum(['included', 'excluded']);
}

function ignoredOrDeducted() {
  return z.enum(['ignored', 'deducted']);
}

export type LoyaltyProgram = z.infer<typeof loyaltyProgramSchema>;
export type Tier = z.infer<typeof tierSchema>;
