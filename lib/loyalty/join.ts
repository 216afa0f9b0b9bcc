/** Joining the programme (SPEC 3): once a customer, with the welcome bonus where there is one. */
import type { Context } from '../context';
import { readSettings } from '../settings';
import { appendDrafts, LOST, onHead } from './append';
import { describe } from './describe';
import { type LedgerEntry, plainDraft } from './entry';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Writes the joining row unless it is there. While the module is off it gives no
 * bonus, now or later. Returns the row.
 */
export async function joinProgram(ctx: Context, userId: number): Promise<LedgerEntry> {
  const causeKey = `join:${userId}`;
  return onHead(ctx, userId, async (head) => {
    const [joined, settings] = await Promise.all([
      ctx.store.ledger.byCause(causeKey),
      readSettings(ctx.store),
    ]);
    if (joined) return joined;
    const { welcome } = ctx.program;
    const points = settings.loyaltyEnabled && welcome ? welcome.points : 0;
    const now = ctx.now();
    const at = Math.max(now, head.at);
    const expires = points > 0 && welcome?.lifeDays ? at + welcome.lifeDays * DAY_MS : null;
    const rows = await appendDrafts(
      ctx,
      userId,
      head,
      [
        {
          ...plainDraft('registration', points, causeKey),
          expiresAt: expires,
          description: describe.joined(points),
        },
      ],
      now,
    );
    if (rows === LOST) return LOST;
    return rows[0] ?? LOST;
  });
}
