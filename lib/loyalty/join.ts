/** Joining the programme (SPEC 3): once a customer, with the welcome bonus where there is one. */
import type { Context } from '../context';
import { readSettings } from '../settings';
import { appendDrafts, LOST, onHead } from './append';
import { describe } from './describe';
import { type LedgerEntry, plainDraft } from './entry';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Unique name of a customer's joining row. */
export function joinCause(userId: number): string {
  return `join:${userId}`;
}

/**
 * Writes the joining row unless it is there. While the module is off it gives no
 * bonus, now or later; nor does it when `mayWelcome`, asked only where there would
 * be one, says no. Returns the row.
 */
export async function joinProgram(
  ctx: Context,
  userId: number,
  mayWelcome: () => Promise<boolean> = async () => true,
): Promise<LedgerEntry> {
  const causeKey = joinCause(userId);
  return onHead(ctx, userId, async (head) => {
    const [joined, settings] = await Promise.all([
      ctx.store.ledger.byCause(causeKey),
      readSettings(ctx.store),
    ]);
    if (joined) return joined;
    const { welcome } = ctx.program;
    const wanted = settings.loyaltyEnabled && welcome ? welcome.points : 0;
    const points = wanted > 0 && (await mayWelcome()) ? wanted : 0;
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
