/**
 * Copies on `Users` for display: always recomputed from the head, never added
 * to. The anchor is written with them, and what readers are told of new rows.
 */
import type { Context } from '../context';
import type { Anchor, User, UserCopies } from '../store/port-users';
import { availablePoints, nextExpiryAt } from './account';
import { type Head, headOf } from './chain';
import type { LedgerEntry } from './entry';
import { forfeitPoints } from './forfeit';
import { tellOfRows } from './journal';
import { tierAt } from './tiers';

const MOST_ATTEMPTS = 10;

/** A customer as read, then rows of the chain without a gap up to its head as read. */
export interface KnownCustomer {
  user: User;
  tail: readonly LedgerEntry[];
}

/**
 * Writes the copies, then reads the head again until they agree: a slower
 * writer could otherwise leave older numbers behind. The customer is read before
 * the head, so the anchor is never newer than the head unless rows are gone.
 * `known`: the first look is made at these.
 */
export async function refreshUserCopies(
  ctx: Context,
  userId: number,
  known?: KnownCustomer,
): Promise<void> {
  const user = known ? known.user : await ctx.store.users.byId(userId);
  if (!user) return;
  // What still comes in for a deleted account, such as a promise paid out, is forfeited too.
  if (user.erasedAt !== null) await forfeitPoints(ctx, userId);
  let { copies, anchor } = user;
  let tail = known?.tail ?? [];
  for (let i = 0; i < MOST_ATTEMPTS; i++) {
    const entry = tail.at(-1) ?? (await ctx.store.ledger.head(userId));
    const head = headOf(entry);
    const wanted = copiesOf(ctx, head);
    const next = entry && { seq: entry.seq, hash: entry.hash };
    if (sameCopies(copies, wanted) && sameAnchor(anchor, next)) return;
    if (head.seq > copies.headSeq) await tellOfRows(ctx, userId, copies.headSeq, tail);
    const holds = await anchorHolds(ctx, userId, anchor, entry, tail);
    await ctx.store.users.writeCopies(userId, wanted, holds ? (next ?? undefined) : undefined);
    copies = wanted;
    tail = [];
    if (holds) anchor = next;
    else if (anchor) return;
  }
}

/** What the copies should read now. */
export function copiesOf(ctx: Context, { seq, account }: Head, now = ctx.now()): UserCopies {
  return {
    loyaltyPoints: availablePoints(account, now),
    totalSpentKopecks: account.spendKopecks,
    tier: tierAt(ctx.program, account, now).name,
    nextExpiryAt: nextExpiryAt(account),
    headSeq: seq,
  };
}

/**
 * Is the anchored row still in the chain, so that the anchor may rise to the
 * head? If it is not, rows were taken away or changed: the anchor stays, for it
 * is what proves that.
 */
async function anchorHolds(
  ctx: Context,
  userId: number,
  anchor: Anchor | null,
  head: LedgerEntry | null,
  tail: readonly LedgerEntry[],
): Promise<boolean> {
  if (!anchor) return head !== null;
  if (head && (await isInChain(ctx, anchor, head, tail))) return true;
  ctx.log.error('ledger.anchor_broken', {
    userId,
    anchor,
    head: head && { seq: head.seq, hash: head.hash },
  });
  return false;
}

async function isInChain(
  ctx: Context,
  anchor: Anchor,
  head: LedgerEntry,
  tail: readonly LedgerEntry[],
): Promise<boolean> {
  if (anchor.seq === head.seq) return anchor.hash === head.hash;
  if (anchor.seq === head.seq - 1) return anchor.hash === head.prevHash;
  const row = tail.find(({ seq }) => seq === anchor.seq);
  return (row ?? (await ctx.store.ledger.byKey(head.userId, anchor.seq)))?.hash === anchor.hash;
}

function sameCopies(a: UserCopies, b: UserCopies): boolean {
  return (
    a.loyaltyPoints === b.loyaltyPoints &&
    a.totalSpentKopecks === b.totalSpentKopecks &&
    a.tier === b.tier &&
    a.nextExpiryAt === b.nextExpiryAt &&
    a.headSeq === b.headSeq
  );
}

function sameAnchor(a: Anchor | null, b: Anchor | null): boolean {
  return a?.seq === b?.seq && a?.hash === b?.hash;
}
