/** Copies on `Users` for display: always recomputed from the head, never added to. */
import type { Context } from '../context';
import { availablePoints, nextExpiryAt } from './account';
import { headOf } from './chain';
import { tierAt } from './tiers';

const MOST_ATTEMPTS = 10;

/**
 * Writes the copies, then reads the head again until they agree: a slower
 * writer could otherwise leave older numbers behind.
 */
export async function refreshUserCopies(ctx: Context, userId: number): Promise<void> {
  let written = -1;
  for (let i = 0; i < MOST_ATTEMPTS; i++) {
    const { seq, account } = headOf(await ctx.store.ledger.head(userId));
    if (seq === written) return;
    await ctx.store.users.writeCopies(userId, {
      loyaltyPoints: availablePoints(account, ctx.now()),
      totalSpentKopecks: account.spendKopecks,
      tier: tierAt(ctx.program, account, ctx.now()).name,
      nextExpiryAt: nextExpiryAt(account),
      headSeq: seq,
    });
    written = seq;
  }
}
