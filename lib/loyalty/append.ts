/**
 * Appending to a customer's chain: read the head, judge, insert the next rows
 * under unique keys; the loser reads and judges again (ARCHITECTURE: decision 1).
 */
import type { Context } from '../context';
import type { Store } from '../store/port';
import { type KnownHead, knownHead, sealEntries } from './chain';
import type { EntryDraft, LedgerEntry } from './entry';
import { answersMissing, LedgerStopped, lastRowsMissing } from './stopped';

/** Another writer was faster; read again and judge again. */
export const LOST = Symbol('lost');
export type Lost = typeof LOST;

/** So many writers at one customer that none of our attempts won: try later. */
export class LedgerContention extends Error {
  override readonly name = 'LedgerContention';
}

const MOST_ATTEMPTS = 60;
const BACKOFF_MS = 10;
const LONGEST_BACKOFF_MS = 250;

/**
 * Seals drafts onto the head and inserts them, all or none. `now` is the moment
 * that the drafts were judged at: a lot must not end between judging and sealing.
 * Throws `LedgerStopped` when the chain ends before a row that is known to have been there.
 */
export async function appendDrafts(
  ctx: Context,
  userId: number,
  head: KnownHead,
  drafts: readonly EntryDraft[],
  now: number,
): Promise<LedgerEntry[] | Lost> {
  if (!answersMissing(head, drafts)) {
    const missing = await lastRowsMissing(ctx, userId, head);
    if (missing === 'stale') return LOST;
    if (missing === 'yes') throw new LedgerStopped(`customer ${userId}: the last rows are missing`);
  }
  const { entries } = sealEntries(userId, head, drafts, ctx.program, now);
  const inserted = await ctx.store.ledger.append(entries);
  if (!inserted.won) {
    ctx.log.info('ledger.conflict', { userId, seq: head.seq + 1 });
    return LOST;
  }
  for (const { seq, type, status, points, orderId } of inserted.row) {
    ctx.log.info('ledger.appended', { userId, seq, type, status, points, orderId });
  }
  return inserted.row;
}

/** The customer's head, with what is known of the chain's length; two reads at once. */
export async function readHead(ctx: Context, userId: number): Promise<KnownHead> {
  const [user, entry] = await Promise.all([
    ctx.store.users.byId(userId),
    ctx.store.ledger.head(userId),
  ]);
  return knownHead(user, entry);
}

/**
 * Runs `attempt` with the customer's current head until it is not lost.
 * Attempts of one process take turns for one customer, only to save work: what
 * keeps the ledger right is the unique keys.
 */
export async function onHead<T>(
  ctx: Context,
  userId: number,
  attempt: (head: KnownHead) => Promise<T | Lost>,
): Promise<T> {
  for (let i = 0; i < MOST_ATTEMPTS; i++) {
    const result = await inTurn(ctx.store, userId, async () =>
      attempt(await readHead(ctx, userId)),
    );
    if (result !== LOST) return result as T;
    const longest = Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** Math.min(i, 6));
    await ctx.sleep(ctx.random() * longest);
  }
  throw new LedgerContention(`customer ${userId}: ${MOST_ATTEMPTS} attempts lost`);
}

const turns = new WeakMap<Store, Map<number, Promise<unknown>>>();

async function inTurn<T>(store: Store, userId: number, task: () => Promise<T>): Promise<T> {
  const queue = turns.get(store) ?? new Map<number, Promise<unknown>>();
  turns.set(store, queue);
  const before = queue.get(userId) ?? Promise.resolve();
  const mine = before.then(task, task);
  queue.set(userId, mine);
  try {
    return await mine;
  } finally {
    if (queue.get(userId) === mine) queue.delete(userId);
  }
}
