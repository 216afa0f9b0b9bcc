/** The end of a customer's chain of rows, and how rows are sealed onto it. */
import type { User } from '../store/port-users';
import { type Account, emptyAccount, postDraft } from './account';
import type { EntryDraft, LedgerEntry, NewLedgerEntry } from './entry';
import { entryHash, GENESIS_HASH } from './hash';
import type { LoyaltyProgram } from './program';
import { tierAt } from './tiers';

export interface Head {
  /** 0 before the first row. */
  seq: number;
  at: number;
  hash: string;
  account: Account;
}

export const emptyHead: Head = { seq: 0, at: 0, hash: GENESIS_HASH, account: emptyAccount };

/** The head that a stored row makes. */
export function headOf(entry: Pick<LedgerEntry, 'seq' | 'at' | 'hash' | 'account'> | null): Head {
  if (!entry) return emptyHead;
  return { seq: entry.seq, at: entry.at, hash: entry.hash, account: entry.account };
}

/** A head as an operation reads it. */
export interface KnownHead extends Head {
  /** The chain is known to have reached this row; 0 = nothing is known. */
  anchorSeq: number;
  /** The customer and the last row that it was made from, read at the same time. */
  read?: { user: User; before: LedgerEntry | null } | undefined;
}

/** The head that a stored row makes, beside the customer's anchor. */
export function knownHead(user: User | null, entry: LedgerEntry | null): KnownHead {
  const read = user ? { user, before: entry } : undefined;
  return { ...headOf(entry), anchorSeq: user?.anchor?.seq ?? 0, read };
}

/** Sealed rows and the head after the last of them. */
export interface Sealed {
  entries: NewLedgerEntry[];
  head: Head;
}

/**
 * Gives drafts their sequence, time, account and hash. Times never run back
 * within a customer, so rows are ordered by seq and by time alike.
 */
export function sealEntries(
  userId: number,
  head: Head,
  drafts: readonly EntryDraft[],
  program: LoyaltyProgram,
  now: number,
): Sealed {
  const entries: NewLedgerEntry[] = [];
  let last = head;
  for (const draft of drafts) {
    const entry = sealEntry(userId, last, draft, program, now);
    entries.push(entry);
    last = headOf(entry);
  }
  return { entries, head: last };
}

function sealEntry(
  userId: number,
  head: Head,
  draft: EntryDraft,
  program: LoyaltyProgram,
  now: number,
): NewLedgerEntry {
  const seq = head.seq + 1;
  const at = Math.max(now, head.at);
  const windowDays = program.tierBasis.kind === 'window' ? program.tierBasis.days : 0;
  const posted = postDraft(head.account, draft, { seq, at, windowDays });
  const tier = tierAt(program, posted.account, at).name;
  const { ownLots: _own, restore: _restore, ...values } = draft;
  const entry = {
    ...values,
    userId,
    seq,
    at,
    program: program.id,
    windowDays,
    balanceBefore: head.account.balance,
    balanceAfter: posted.account.balance,
    lots: posted.lots,
    tier,
    account: { ...posted.account, tier },
    prevHash: head.hash,
  };
  return { ...entry, hash: entryHash(entry) };
}
