import { type LoyaltyProgram, loyaltyProgramSchema } from '../program';
import { tiers } from './tiers';

/** Points while the order counts as delivered; spent on acceptance. SPEC 3. */
export const atDelivery: LoyaltyProgram = loyaltyProgramSchema.parse({
  id: 'at-delivery',
  title: 'Баллы при доставке',
  tiers: tiers([0, 5], [20_000, 7], [50_000, 10]),
  tierBasis: { kind: 'lifetime' },
  demotion: true,
  qualifyingSpend: { delivery: 'included', points: 'ignored' },
  earnBase: { delivery: 'excluded', promo: 'deducted', points: 'deducted' },
  earnWhen: 'while-finished',
  cashHoldHours: 24,
  spendWhen: 'accepted',
  spendCap: { percent: 100, delivery: 'included' },
  earnedLifeDays: null,
  adjustmentLifeDays: null,
  welcome: null,
  birthday: null,
  shortfall: 'refuse',
  refundGraceDays: 0,
});
