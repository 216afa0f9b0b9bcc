/** A customer's tier (SPEC 3): always computed, from qualifying spend. */
import { type Account, windowSpendKopecks } from './account';
import type { LoyaltyProgram, Tier } from './program';

/** Qualifying spend that the programme's tiers look at now, kopecks. */
export function tierSpendKopecks(program: LoyaltyProgram, account: Account, now: number): number {
  return program.tierBasis.kind === 'lifetime'
    ? account.spendKopecks
    : windowSpendKopecks(account, program.tierBasis.days, now);
}

/** The tier that holds at `now`; without demotion, at least the one reached before. */
export function tierAt(program: LoyaltyProgram, account: Account, now: number): Tier {
  const spend = tierSpendKopecks(program, account, now);
  const bySpend = program.tiers.findLastIndex((t) => t.thresholdKopecks <= spend);
  const reached = program.demotion ? 0 : program.tiers.findIndex((t) => t.name === account.tier);
  const tier = program.tiers[Math.max(0, bySpend, reached)];
  if (!tier) throw new Error(`programme ${program.id} has no tiers`);
  return tier;
}

export interface TierProgress {
  tier: Tier;
  /** null at the top. */
  next: Tier | null;
  spendKopecks: number;
  /** Still missing to the next tier, kopecks; 0 at the top. */
  remainingKopecks: number;
  /** Way from this tier's threshold to the next one's, 0 to 100, rounded down. */
  percent: number;
}

/** Where a customer stands between two tiers. */
export function tierProgress(program: LoyaltyProgram, account: Account, now: number): TierProgress {
  const tier = tierAt(program, account, now);
  const spendKopecks = tierSpendKopecks(program, account, now);
  const next = program.tiers[program.tiers.indexOf(tier) + 1] ?? null;
  if (!next) return { tier, next, spendKopecks, remainingKopecks: 0, percent: 100 };
  const way = next.thresholdKopecks - tier.thresholdKopecks;
  const done = Math.max(0, spendKopecks - tier.thresholdKopecks);
  return {
    tier,
    next,
    spendKopecks,
    remainingKopecks: Math.max(0, next.thresholdKopecks - spendKopecks),
    percent: Math.min(100, Math.floor((done * 100) / way)),
  };
}
