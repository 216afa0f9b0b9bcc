/** The end of a customer's points when the account is deleted. */
import type { Context } from '../context';
import { availablePoints } from './account';
import { appendDrafts, LOST, onHead } from './append';
import { describe } from './describe';
import { plainDraft } from './entry';

/** Why the row was written, for people who read the grid. */
export const FORFEIT_REASON = 'Аккаунт удалён покупателем';

/**
 * Takes everything that is available by one `adjustment` row of no admin's; with
 * nothing left it writes none, so it can be repeated. Answers the points taken.
 */
export async function forfeitPoints(ctx: Context, userId: number): Promise<number> {
  return onHead(ctx, userId, async (head) => {
    const now = ctx.now();
    const points = availablePoints(head.account, Math.max(now, head.at));
    if (points === 0) return 0;
    const draft = {
      ...plainDraft('adjustment', -points, `forfeit:${userId}:${head.seq + 1}`),
      reason: FORFEIT_REASON,
      description: describe.forfeited(points),
    };
    const rows = await appendDrafts(ctx, userId, head, [draft], now);
    return rows === LOST ? LOST : points;
  });
}
