/** What the restaurant's insights accept. */
import { z } from 'zod';
import { presetNames, presets } from '../loyalty/presets';
import { type LoyaltyProgram, loyaltyProgramSchema } from '../loyalty/program';

export const overviewQuery = z.strictObject({
  /** Local days, today included. */
  days: z.coerce.number().pipe(z.int().min(7).max(366)).default(90),
  /** Compute anew although the last one is fresh. */
  refresh: z.enum(['true', 'false']).default('false'),
});

export const whatIfBody = z.strictObject({
  days: z.int().min(1).max(730),
  /** A preset's name, or a whole programme (docs/programmes.md). */
  program: z.union([z.enum(presetNames), loyaltyProgramSchema]),
});

export const runParam = z.string().regex(/^[a-z0-9]+-\d+$/);

/** The programme that a request names or brings. */
export function programOf({ program }: z.output<typeof whatIfBody>): LoyaltyProgram {
  return typeof program === 'string' ? presets[program] : program;
}
