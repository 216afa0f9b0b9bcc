/**
 * What happens when rows that are known to have been written are gone: somebody
 * took them away past the site. Planning from what is left would write them a
 * second time, so nothing is written and people look first (docs/audit.md).
 */
import type { Context } from '../context';
import type { KnownHead } from './chain';
import type { EntryDraft } from './entry';

/** The ledger stands still for an order, or for its whole customer. */
export class LedgerStopped extends Error {
  override readonly name: string = 'LedgerStopped';

  /** By the name: Next loads this module once for every route. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'LedgerStopped';
  }
}

/**
 * Does the chain end before a row that is known to have been there? The anchor may
 * have risen after an older head was read (`stale`): only a second look proves the loss.
 */
export async function lastRowsMissing(
  ctx: Context,
  userId: number,
  head: KnownHead,
): Promise<'no' | 'stale' | 'yes'> {
  if (head.anchorSeq <= head.seq) return 'no';
  const headSeq = (await ctx.store.ledger.head(userId))?.seq ?? 0;
  if (headSeq >= head.anchorSeq) return 'stale';
  ctx.log.error('ledger.stopped', { userId, headSeq, anchorSeq: head.anchorSeq });
  return 'yes';
}

/** Corrections that name the row which is gone may take its place: nothing else may. */
export function answersMissing(head: KnownHead, drafts: readonly EntryDraft[]): boolean {
  return drafts.every((d) => d.type === 'adjustment' && (d.refersTo ?? 0) > head.seq);
}
