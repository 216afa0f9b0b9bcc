import { type LoyaltyProgram, loyaltyProgramSchema } from '../program';
import { atPayment } from './at-payment';
import { rollingTiers } from './rolling-tiers';

/** The default: earned as in at-payment, spent and expiring as in rolling-tiers. SPEC 3. */
export const standard: LoyaltyProgram = loyaltyProgramSchema.parse({
  ...atPayment,
  id: 'standard',
  title: 'Стандартная',
  spendCap: rollingTiers.spendCap,
  earnedLifeDays: rollingTiers.earnedLifeDays,
  adjustmentLifeDays: rollingTiers.adjustmentLifeDays,
  welcome: rollingTiers.welcome,
  birthday: rollingTiers.birthday,
  refundGraceDays: 14,
});
