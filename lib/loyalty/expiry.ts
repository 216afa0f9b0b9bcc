/** Which lots have reached their end, and the rows that say so (SPEC 3, "Expiry"). */
import type { Account } from './account';
import { describe } from './describe';
import { type EntryDraft, plainDraft } from './entry';
import { isExpired, type Lot } from './lots';

/**
 * One row a lot. The cause names the row's own place in the chain: what expires
 * depends on nothing but the head, so the chain alone guards it, and points that
 * return to an expired lot can expire again.
 */
export function expiryDraft(userId: number, lot: Lot, seq: number): EntryDraft {
  return {
    ...plainDraft('expired', -lot.points, `exp:${userId}:${lot.seq}:${seq}`),
    orderId: lot.orderId,
    refersTo: lot.seq,
    description: describe.expired(lot.points),
  };
}

/** Rows for lots that ended by `now`, oldest grant first, at most `limit`. */
export function expiryDrafts(
  userId: number,
  account: Account,
  headSeq: number,
  now: number,
  limit: number,
): EntryDraft[] {
  return account.lots
    .filter((lot) => isExpired(lot, now))
    .slice(0, limit)
    .map((lot, i) => expiryDraft(userId, lot, headSeq + 1 + i));
}
