import type { LoyaltyProgram } from '../program';
import { atDelivery } from './at-delivery';
import { atPayment } from './at-payment';
import { rollingTiers } from './rolling-tiers';
import { standard } from './standard';

/** The programmes that ship, by the name `LOYALTY_PROGRAM` takes. SPEC 3. */
export const presets = {
  'at-payment': atPayment,
  'rolling-tiers': rollingTiers,
  'at-delivery': atDelivery,
  standard,
} as const satisfies Record<string, LoyaltyProgram>;

export type PresetName = keyof typeof presets;

/** Names of the presets, for schemas and messages. */
export const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];
