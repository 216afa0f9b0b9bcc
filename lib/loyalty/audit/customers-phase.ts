/** Chains and copies of customers, a page of rows at a time. */
import type { Context } from '../../context';
import { type LevelChange, RowUnreadable } from '../../store/port';
import type { User } from '../../store/port-users';
import type { LedgerEntry } from '../entry';
import type { AuditTally } from './audit-state';
import { ChainCheck } from './chain-check';
import { checkAnchorCopy, checkUserCopies } from './user-check';

/** Rows of one request. */
const ROWS = 1000;
/** Rows that a group is expected to have: a little less than a request brings. */
const GROUP_ROWS = 900;
const USERS = 1000;
/** Groups read at the same time: the store waits more than it works. */
const AT_ONCE = 3;
/** Past every customer: rows of nobody are found there. */
const LAST_USER = 900_000_000;

/** Customers whose rows are read together: those of ids `from` to `to`. */
interface Group {
  from: number;
  to: number;
  users: User[];
}

/** Looks at customers above `after` until `enough()`; answers how far it came, null = to the end. */
export async function auditCustomers(
  ctx: Context,
  tally: AuditTally,
  after: number,
  enough: () => boolean,
): Promise<number | null> {
  let from = after + 1;
  for (;;) {
    const { rows: users, next } = await ctx.store.users.page(from - 1, USERS);
    const groups = groupsOf(users, from, next === null);
    for (let i = 0; i < groups.length; i += AT_ONCE) {
      const some = groups.slice(i, i + AT_ONCE);
      if (enough()) return (some[0]?.from ?? from) - 1;
      await Promise.all(some.map((group) => auditGroup(ctx, tally, group)));
    }
    if (next === null) return null;
    from = next + 1;
  }
}

/** One customer alone. */
export async function auditCustomer(ctx: Context, tally: AuditTally, user: User): Promise<void> {
  await auditGroup(ctx, tally, { from: user.id, to: user.id, users: [user] });
}

/** So many customers that their rows fill about a page, by what their copies say. */
function groupsOf(users: readonly User[], from: number, isLast: boolean): Group[] {
  const groups: Group[] = [];
  let open: Group = { from, to: from, users: [] };
  let rows = 0;
  for (const user of users) {
    open.users.push(user);
    open.to = user.id;
    rows += Math.max(1, user.copies.headSeq);
    if (rows < GROUP_ROWS) continue;
    groups.push(open);
    open = { from: user.id + 1, to: user.id + 1, users: [] };
    rows = 0;
  }
  if (isLast) groups.push({ ...open, to: LAST_USER });
  else if (open.users.length > 0) groups.push(open);
  return groups;
}

async function auditGroup(ctx: Context, tally: AuditTally, group: Group): Promise<void> {
  const users = new Map(group.users.map((u) => [u.id, u]));
  // Rows first: a tier change is written after the row that makes it.
  let place = { userId: group.from, afterSeq: 0 };
  let page = await ctx.store.ledger.examine(place, group.to, ROWS);
  const levels = await levelsOf(ctx, group);
  const now = ctx.now();
  let check: { userId: number; chain: ChainCheck } | null = null;
  const waiting = new Set(users.keys());

  const open = (userId: number) => {
    waiting.delete(userId);
    const own = levels.get(userId) ?? [];
    return { userId, chain: new ChainCheck(userId, users.get(userId) ?? null, own, now) };
  };
  const close = async (done: { userId: number; chain: ChainCheck }) =>
    finish(ctx, tally, users.get(done.userId) ?? null, done.userId, done.chain);

  while (page.length > 0) {
    for (const row of page) {
      if (check?.userId !== row.userId) {
        if (check) await close(check);
        check = open(row.userId);
      }
      check.chain.take(row);
      place = { userId: row.userId, afterSeq: row.place };
    }
    if (page.length < ROWS) break;
    page = await ctx.store.ledger.examine(place, group.to, ROWS);
  }
  if (check) await close(check);
  // Customers without a row; one whose rows are all gone is found by the anchor.
  for (const userId of waiting) await close(open(userId));
}

async function levelsOf(ctx: Context, group: Group): Promise<Map<number, LevelChange[]>> {
  const byUser = new Map<number, LevelChange[]>();
  for (const change of await ctx.store.journal.levelChangesBetween(group.from, group.to)) {
    const own = byUser.get(change.userId) ?? [];
    own.push(change);
    byUser.set(change.userId, own);
  }
  return byUser;
}

async function finish(
  ctx: Context,
  tally: AuditTally,
  user: User | null,
  userId: number,
  chain: ChainCheck,
): Promise<void> {
  const { findings, last, rows, points } = chain.end();
  const { report } = tally;
  if (user) report.looked.customers++;
  report.looked.rows += rows;
  report.points += points;
  tally.addChain(userId, findings);
  if (last && last.balanceAfter < 0) tally.addDebtor(userId, last.seq, last.balanceAfter);
  if (user) await checkCopies(ctx, tally, user, last);
}

/** What looks wrong is looked at again: copies are written after rows. */
async function checkCopies(
  ctx: Context,
  tally: AuditTally,
  user: User,
  last: LedgerEntry | null,
): Promise<void> {
  const look = (u: User, head: LedgerEntry | null) => [
    ...checkUserCopies(u, head, ctx.program, ctx.now()),
    ...(tally.broken.has(u.id) ? [] : checkAnchorCopy(u)),
  ];
  if (look(user, last).length === 0) return;
  const again = await ctx.store.users.byId(user.id);
  const head = await ctx.store.ledger.head(user.id).catch(unreadable);
  if (again && head !== 'unreadable') tally.add(look(again, head));
}

function unreadable(error: unknown): 'unreadable' {
  // It is named already, by the chain.
  if (error instanceof RowUnreadable) return 'unreadable';
  throw error;
}
