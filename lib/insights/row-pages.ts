/** All rows of the ledger, customer by customer, a page in memory at a time. */
import type { Context } from '../context';
import type { LedgerEntry } from '../loyalty/entry';
import type { User } from '../store/port-users';
import { userPages } from './user-pages';

const ROWS = 1000;

export interface CustomerRows {
  userId: number;
  /** By seq; a long history comes in several parts, each from the row before on. */
  rows: LedgerEntry[];
  unreadable: number;
  /** The customer's last part. */
  isLast: boolean;
}

/** Every customer is given at least once, those without rows too. */
export async function* rowsByCustomer(ctx: Pick<Context, 'store'>): AsyncGenerator<CustomerRows> {
  for await (const users of userPages(ctx)) {
    for (const group of groupsOf(users)) yield* rowsOfGroup(ctx, group);
  }
}

/** So many customers, at most `most`, that their rows fill about a page, by what their copies say. */
export function groupsOf(users: readonly User[], most = Number.POSITIVE_INFINITY): User[][] {
  const groups: User[][] = [[]];
  let rows = 0;
  for (const user of users) {
    if (rows >= ROWS || groups.at(-1)?.length === most) {
      groups.push([]);
      rows = 0;
    }
    groups.at(-1)?.push(user);
    rows += Math.max(1, user.copies.headSeq);
  }
  return groups;
}

/** The rows of customers that follow one another by id. */
export async function* rowsOfGroup(
  { store }: Pick<Context, 'store'>,
  users: readonly User[],
): AsyncGenerator<CustomerRows> {
  const [first, last] = [users[0], users.at(-1)];
  if (!first || !last) return;
  const waiting = new Set(users.map((u) => u.id));
  let place = { userId: first.id, afterSeq: 0 };
  let open: CustomerRows = part(first.id);
  for (;;) {
    const page = await store.ledger.examine(place, last.id, ROWS);
    for (const { userId, place: afterSeq, entry } of page) {
      if (userId !== open.userId) {
        // Rows of someone who is no customer any more belong to nobody's account.
        if (waiting.delete(open.userId)) yield { ...open, isLast: true };
        open = part(userId);
      }
      if (entry) open.rows.push(entry);
      else open.unreadable += 1;
      place = { userId, afterSeq };
    }
    if (page.length < ROWS) break;
    // The last row stays: the next part may be empty, and its account is asked for.
    if (waiting.has(open.userId)) yield { ...open, rows: open.rows.slice(0, -1), isLast: false };
    open = { ...part(open.userId), rows: open.rows.slice(-1) };
  }
  if (waiting.delete(open.userId)) yield { ...open, isLast: true };
  for (const userId of waiting) yield { ...part(userId), isLast: true };
}

function part(userId: number): CustomerRows {
  return { userId, rows: [], unreadable: 0, isLast: false };
}
