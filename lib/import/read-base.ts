/** Reads a whole older base into what each customer opens with. Sums in memory, rows by page. */
import type { LoyaltyProgram } from '../loyalty/program';
import {
  type LegacyEntry,
  type LegacyOrder,
  type LegacyRead,
  type LegacyTable,
  type LegacyUser,
  readLegacyEntry,
  readLegacyOrder,
  readLegacyUser,
} from './legacy';
import { type OpeningRow, openingLots, openingRows, openingSpend, sumOfRows } from './opening';
import type { LegacySource } from './source';

export interface BadRow {
  table: LegacyTable;
  id: number | null;
  problems: string[];
}

export interface OlderCustomer extends LegacyUser {
  rows: OpeningRow[];
  /** Sum over the rows that count: the balance kept. */
  points: number;
  /** Rows that have not been paid out yet; they are not brought over. */
  pending: { rows: number; points: number };
  spendKopecks: number;
  /** What the orders add up to under the active programme. */
  ordersKopecks: number;
}

export interface OlderBase {
  customers: OlderCustomer[];
  bad: BadRow[];
  /** Values that were left out, or taken in spite of a contradiction; the row itself was used. */
  warnings: BadRow[];
  read: Record<LegacyTable, number>;
  entries: { counted: number; pending: number; void: number };
  orders: Record<string, { orders: number; kopecks: number }>;
  openOrders: number;
  /** Rows that count, of customers who are not there or could not be read. */
  orphans: { rows: number; points: number; userIds: number[] };
}

const MOST_NAMED = 1000;

/** Reads and checks everything; nothing is written. `program` says what an order's spend is. */
export async function readOlderBase(
  source: LegacySource,
  program: LoyaltyProgram,
  timeZone: string,
  now: number,
): Promise<OlderBase> {
  const bad: BadRow[] = [];
  const warnings: BadRow[] = [];
  const read: OlderBase['read'] = { Users: 0, Orders: 0, Loyalty_Points_Transactions: 0 };

  async function rowsOf<T extends { id: number }>(
    table: LegacyTable,
    readRow: (row: Record<string, unknown>, timeZone: string) => LegacyRead<T>,
    take: (row: T) => void,
  ): Promise<void> {
    for await (const page of source.pages(table) ?? []) {
      for (const raw of page) {
        read[table] += 1;
        const answer = readRow(raw, timeZone);
        if (!answer.ok) bad.push({ table, id: answer.id, problems: answer.problems });
        else {
          take(answer.row);
          const { id } = answer.row;
          if (answer.warnings.length > 0) warnings.push({ table, id, problems: answer.warnings });
        }
      }
    }
  }

  const users = new Map<number, LegacyUser>();
  const orders = new Map<number, LegacyOrder[]>();
  const entries = new Map<number, LegacyEntry[]>();
  const found: Pick<OlderBase, 'entries' | 'orders' | 'openOrders'> = {
    entries: { counted: 0, pending: 0, void: 0 },
    orders: {},
    openOrders: 0,
  };
  let asOf = 0;
  await rowsOf('Users', readLegacyUser, (u) => users.set(u.id, u));
  await rowsOf('Orders', readLegacyOrder, (o) => {
    push(orders, o.userId ?? 0, o);
    const status = o.status || '(empty)';
    const sum = found.orders[status] ?? { orders: 0, kopecks: 0 };
    found.orders[status] = sum;
    sum.orders += 1;
    sum.kopecks += o.totalKopecks;
    if (o.state === 'open') found.openOrders += 1;
    // The window is measured from the base itself: the same rows on whichever day this runs.
    if (o.createdAt !== null && o.createdAt <= now) asOf = Math.max(asOf, o.createdAt);
  });
  await rowsOf('Loyalty_Points_Transactions', readLegacyEntry, (e) => {
    push(entries, e.userId, e);
    found.entries[e.state === 'counts' ? 'counted' : e.state] += 1;
  });

  const customers = [...users.values()]
    .sort((a, b) => a.id - b.id)
    .map((u) => open(u, entries.get(u.id) ?? [], orders.get(u.id) ?? [], program, asOf));
  const strangers = [...entries].filter(([userId]) => !users.has(userId));
  const lost = strangers.flatMap(([, rows]) => rows).filter((e) => e.state === 'counts');
  return {
    customers,
    bad,
    warnings,
    read,
    ...found,
    orphans: {
      rows: lost.length,
      points: sumOfRows(lost),
      userIds: strangers.map(([userId]) => userId).slice(0, MOST_NAMED),
    },
  };
}

function open(
  user: LegacyUser,
  entries: readonly LegacyEntry[],
  orders: readonly LegacyOrder[],
  program: LoyaltyProgram,
  asOf: number,
): OlderCustomer {
  const spend = openingSpend(program, user.storedSpentKopecks, orders, asOf);
  const pending = entries.filter((e) => e.state === 'pending');
  return {
    ...user,
    rows: openingRows(openingLots(entries), spend),
    points: sumOfRows(entries),
    pending: { rows: pending.length, points: pending.reduce((sum, e) => sum + e.points, 0) },
    spendKopecks: spend.totalKopecks,
    ordersKopecks: spend.ordersKopecks,
  };
}

function push<T>(lists: Map<number, T[]>, key: number, value: T): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
