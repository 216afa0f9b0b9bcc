/**
 * Writes what one customer opens with. Every row has a cause of its own,
 * `imp:{id in the older base}:{k}`, so a stopped import goes on where it stood
 * and a second one finds everything there (ARCHITECTURE: decision 2).
 */
import type { Context } from '../context';
import { appendDrafts, LOST, type Lost, onHead } from '../loyalty/append';
import type { KnownHead } from '../loyalty/chain';
import { describe } from '../loyalty/describe';
import { type EntryDraft, type LedgerEntry, plainDraft } from '../loyalty/entry';
import { joinCause } from '../loyalty/join';
import { refreshUserCopies } from '../loyalty/user-copies';
import type { User } from '../store/port-users';
import type { OpeningRow } from './opening';
import type { OlderCustomer } from './read-base';

/**
 * `new`: nothing of the customer is there; `known`: somebody with this phone
 * joined before; `partly`: an import was cut off; `done`: nothing to do;
 * `changed`: what an earlier import wrote is not what the older base says now.
 */
export type CustomerState = 'new' | 'known' | 'partly' | 'done' | 'changed';

export interface Examined {
  state: CustomerState;
  user: User | null;
}

const ROWS_AT_ONCE = 10;

/** Unique name of a customer's k-th opening row (1, 2, 3 ...). */
export function importCause(sourceId: number, k: number): string {
  return `imp:${sourceId}:${k}`;
}

/** What is there of a customer; reads only. */
export async function examineCustomer(ctx: Context, c: OlderCustomer): Promise<Examined> {
  const [user, stored] = await Promise.all([ctx.store.users.byPhone(c.phone), storedRows(ctx, c)]);
  if (!agrees(stored, c, user)) return { state: 'changed', user };
  if (!user) return { state: 'new', user };
  if (stored.length > 0) {
    return { state: stored.length === c.rows.length ? 'done' : 'partly', user };
  }
  const joined = await ctx.store.ledger.byCause(joinCause(user.id));
  return { state: joined && c.rows.length === 0 ? 'done' : 'known', user };
}

/** Opening rows that are there: they are written in order, so the first gap is the end. */
async function storedRows(ctx: Context, c: OlderCustomer): Promise<LedgerEntry[]> {
  const rows: LedgerEntry[] = [];
  for (let k = 1; ; k++) {
    const row = await ctx.store.ledger.byCause(importCause(c.id, k));
    if (!row) return rows;
    rows.push(row);
  }
}

/** Is what is there the beginning of what the older base says? */
function agrees(stored: readonly LedgerEntry[], c: OlderCustomer, user: User | null): boolean {
  return stored.every((row, i) => {
    const wanted = c.rows[i];
    return (
      wanted !== undefined &&
      row.userId === user?.id &&
      row.points === wanted.points &&
      row.expiresAt === wanted.expiresAt &&
      row.spendKopecks === wanted.spendKopecks &&
      row.spendAt === wanted.spendAt
    );
  });
}

/**
 * Creates the customer, joins them and appends what is missing. A customer whose
 * earlier rows are not what the older base says now is left alone (`changed`).
 */
export async function writeCustomer(
  ctx: Context,
  c: OlderCustomer,
  sourceName: string,
): Promise<CustomerState> {
  const before = await examineCustomer(ctx, c);
  if (before.state === 'changed') return 'changed';
  const user = before.user ?? (await createUser(ctx, c));
  if (before.state !== 'done') {
    const last = await appendOpening(ctx, user.id, c, sourceName);
    if (last === 'changed') return 'changed';
    await fillProfile(ctx, user, c);
  }
  // Also for one that is done: a crash may have come between the rows and the copies.
  if (before.state !== 'done' || user.copies.headSeq === 0) await refreshUserCopies(ctx, user.id);
  return before.state;
}

async function createUser(ctx: Context, c: OlderCustomer): Promise<User> {
  const joinedAt = Math.min(c.createdAt ?? ctx.now(), ctx.now());
  const { phone, name, birthDate } = c;
  const inserted = await ctx.store.users.insert({ phone, name, birthDate, joinedAt });
  const user = inserted.won ? inserted.row : await ctx.store.users.byPhone(phone);
  if (!user) throw new Error('a taken phone has no customer');
  return user;
}

/** A customer who was there keeps what they told us; the older base fills what is empty. */
async function fillProfile(ctx: Context, user: User, c: OlderCustomer): Promise<void> {
  const patch = {
    ...(user.name === null && c.name !== null && { name: c.name }),
    ...(user.birthDate === null && c.birthDate !== null && { birthDate: c.birthDate }),
  };
  if (Object.keys(patch).length > 0) await ctx.store.users.update(user.id, patch);
}

/** Appends missing rows, at most ten at a time; each part is valid alone. */
async function appendOpening(
  ctx: Context,
  userId: number,
  c: OlderCustomer,
  sourceName: string,
): Promise<'written' | 'changed'> {
  for (;;) {
    const step = await onHead(ctx, userId, (head) => appendPart(ctx, userId, c, sourceName, head));
    if (step !== 'more') return step;
  }
}

async function appendPart(
  ctx: Context,
  userId: number,
  c: OlderCustomer,
  sourceName: string,
  head: KnownHead,
): Promise<'more' | 'written' | 'changed' | Lost> {
  const [joined, stored] = await Promise.all([
    ctx.store.ledger.byCause(joinCause(userId)),
    storedRows(ctx, c),
  ]);
  if (stored.some((row) => row.userId !== userId) || stored.length > c.rows.length) {
    return 'changed';
  }
  const drafts: EntryDraft[] = joined ? [] : [joinDraft(userId)];
  c.rows.slice(stored.length).forEach((row, i) => {
    drafts.push(openingDraft(row, importCause(c.id, stored.length + i + 1), sourceName));
  });
  if (drafts.length === 0) return 'written';
  const part = drafts.slice(0, ROWS_AT_ONCE);
  const rows = await appendDrafts(ctx, userId, head, part, ctx.now());
  if (rows === LOST) return LOST;
  return drafts.length > ROWS_AT_ONCE ? 'more' : 'written';
}

/** SPEC 9: imported customers have joined, in the lowest tier, without a welcome bonus. */
function joinDraft(userId: number): EntryDraft {
  const draft = plainDraft('registration', 0, joinCause(userId));
  return { ...draft, description: describe.joined(0) };
}

function openingDraft(row: OpeningRow, causeKey: string, sourceName: string): EntryDraft {
  return {
    ...plainDraft('adjustment', row.points, causeKey),
    spendKopecks: row.spendKopecks,
    spendAt: row.spendAt,
    expiresAt: row.expiresAt,
    reason: `import: ${sourceName}`,
    description: describe.opened(row.points),
  };
}
