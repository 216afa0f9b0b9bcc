import { type LoyaltyProgram, loyaltyProgramSchema } from '../program';
import { tiers } from './tiers';

/** Tiers from the last 60 days, never lost; points live 60 days; gifts. SPEC 3. */
export const rollingTiers: LoyaltyProgram = loyaltyProgramSchema.parse({
  id: 'rolling-tiers',
  title: 'Уровни за 60 дней',
  tiers: tiers([0, 3], [10_000, 5], [20_000, 7]),
  tierBasis: { kind: 'window', days: 60 },
  demotion: false,
  qualifyingSpend: { delivery: 'excluded', points: 'deducted' },
  earnBase: { delivery: 'excluded', promo: 'deducted', points: 'deducted' },
  earnWhen: 'first-finish',
  cashHoldHours: 24,
  spendWhen: 'placed',
  spendCap: { percent: 25, delivery: 'excluded' },
  earnedLifeDays: 60,
  adjustmentLifeDays: 60,
  welcome: { points: 1000, lifeDays: 30 },
  birthday: { points: 500, daysBefore: 3, daysAfter: 7, minDaysBetween: 330 },
  shortfall: 'debt',
  refundGraceDays: 0,
});
