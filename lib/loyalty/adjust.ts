/** An admin's correction of a balance (SPEC 2, 5): a row with a reason, never an edit. */
import type { Context } from '../context';
import { type Refusal, refuse } from '../refusal';
import { availablePoints } from './account';
import { appendDrafts, LOST, onHead } from './append';
import { describe } from './describe';
import { type LedgerEntry, plainDraft } from './entry';
import { noteDuplicate, noteRefusal } from './notes';
import { refreshUserCopies } from './user-copies';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface Adjustment {
  userId: number;
  /** Signed; 0 only to answer a wrong row without moving the balance. */
  points: number;
  reason: string;
  adminId: number;
  /** The same key is written once. */
  key: string;
  /** Row (seq) that the correction answers, if any. */
  refersTo?: number;
}

export type Adjusted = { ok: true; entry: LedgerEntry } | Refusal;

/**
 * Appends the correction. Refused: POINTS_UNAVAILABLE when it takes more than is
 * available; IDEMPOTENCY_MISMATCH when the key was used for another correction.
 */
export async function adjustBalance(ctx: Context, wish: Adjustment): Promise<Adjusted> {
  const causeKey = `adj:${wish.key}`;
  let repeated = false;
  const adjusted = await onHead<Adjusted>(ctx, wish.userId, async (head) => {
    const before = await ctx.store.ledger.byCause(causeKey);
    if (before) {
      repeated = true;
      return isSame(before, wish) ? { ok: true, entry: before } : refuse('IDEMPOTENCY_MISMATCH');
    }
    const now = ctx.now();
    const at = Math.max(now, head.at);
    const maxPoints = availablePoints(head.account, at);
    if (-wish.points > maxPoints) return refuse('POINTS_UNAVAILABLE', { maxPoints });
    const days = ctx.program.adjustmentLifeDays;
    const rows = await appendDrafts(
      ctx,
      wish.userId,
      head,
      [
        {
          ...plainDraft('adjustment', wish.points, causeKey),
          expiresAt: wish.points > 0 && days !== null ? at + days * DAY_MS : null,
          refersTo: wish.refersTo ?? null,
          reason: wish.reason,
          adminId: wish.adminId,
          description: describe.adjusted(wish.points, wish.reason),
        },
      ],
      now,
    );
    if (rows === LOST) return LOST;
    return rows[0] ? { ok: true, entry: rows[0] } : LOST;
  });
  const what = { adminId: wish.adminId, points: wish.points };
  if (!adjusted.ok) {
    noteRefusal(ctx, wish.userId, adjusted, what);
    return adjusted;
  }
  if (repeated) noteDuplicate(ctx, wish.userId, { ...what, seq: adjusted.entry.seq });
  // The log line, too, is made from the row: see journal.ts.
  ctx.later(() => refreshUserCopies(ctx, wish.userId));
  return adjusted;
}

function isSame(entry: LedgerEntry, wish: Adjustment): boolean {
  return (
    entry.userId === wish.userId &&
    entry.points === wish.points &&
    entry.reason === wish.reason &&
    entry.adminId === wish.adminId
  );
}
