import { type LoyaltyProgram, loyaltyProgramSchema } from '../program';
import { tiers } from './tiers';

/** Points at payment; cash waits a day after delivery. Nothing expires. SPEC 3. */
export const atPayment: LoyaltyProgram = loyaltyProgramSchema.parse({
  id: 'at-payment',
  title: 'Баллы при оплате',
  tiers: tiers([0, 3], [20_000, 5], [50_000, 7]),
  tierBasis: { kind: 'lifetime' },
  demotion: true,
  qualifyingSpend: { delivery: 'included', points: 'deducted' },
  earnBase: { delivery: 'included', promo: 'ignored', points: 'ignored' },
  earnWhen: 'payment',
  cashHoldHours: 24,
  spendWhen: 'placed',
  spendCap: { percent: 50, delivery: 'included' },
  earnedLifeDays: null,
  adjustmentLifeDays: null,
  welcome: null,
  birthday: null,
  shortfall: 'debt',
  refundGraceDays: 0,
});
