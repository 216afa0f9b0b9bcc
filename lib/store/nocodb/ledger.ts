import { type EntryType, entryKey, entryTypes, type LedgerEntry } from '../../loyalty/entry';
import type { LedgerStore } from '../port-ledger';
import type { WireRow } from './client';
import { where } from './filter';
import { createHeadHints } from './head-hints';
import { entryColumns, examineRow, readEntry } from './ledger-wire';
import { endOf, place } from './place';
import type { NocoTable } from './table';
import { pageOf } from './wire';

/** How many rows past the hint a head is looked for. */
const HEAD_WINDOW = 15;
const MAX_ROWS_OF_ORDER = 1000;
const MAX_ROWS_OF_ORDERS = 50_000;

export function nocoLedger(table: NocoTable): LedgerStore {
  const hints = createHeadHints();

  function remember(entry: LedgerEntry | undefined): LedgerEntry | null {
    if (!entry) return null;
    hints.put(entry.userId, entry.seq);
    return entry;
  }

  /** Newest row of a customer with a seq of `from` to `to`. */
  async function newestIn(userId: number, from: number, to: number) {
    const window = [
      where.gte('Position', place(userId, from)),
      where.lte('Position', place(userId, to)),
    ];
    const [row] = await table.find(window, { sort: '-Position', limit: 1 });
    return row && readEntry(row);
  }

  async function head(userId: number): Promise<LedgerEntry | null> {
    const hint = hints.get(userId);
    if (hint !== undefined) {
      const found = await newestIn(userId, hint, hint + HEAD_WINDOW);
      // The chain has no gaps: a free place above the newest row found is its end.
      // A full window may go on, and an empty one means that rows were removed.
      if (found && found.seq < hint + HEAD_WINDOW) return remember(found);
    }
    const all = [where.gt('Position', place(userId, 0)), where.lt('Position', endOf(userId))];
    const [row] = await table.find(all, { sort: '-Position', limit: 1 });
    return remember(row && readEntry(row));
  }

  /** Rows below `before`, newest first, in windows so that no long history is counted. */
  async function below(userId: number, before: number, limit: number): Promise<LedgerEntry[]> {
    const rows: LedgerEntry[] = [];
    let top = before;
    while (rows.length < limit && top > 1) {
      const bottom = Math.max(1, top - limit);
      const window = [
        where.gte('Position', place(userId, bottom)),
        where.lt('Position', place(userId, top)),
      ];
      const found = await table.find(window, { sort: '-Position', limit: limit - rows.length });
      rows.push(...found.map(readEntry));
      top = bottom;
    }
    return rows;
  }

  return {
    head,
    async append(entries) {
      if (entries.length < 1 || entries.length > 10) {
        throw new RangeError('append takes 1 to 10 rows');
      }
      const hashes = new Map(entries.map((e) => [entryKey(e.userId, e.seq), e.hash]));
      const rows = await table.insert(entries.map(entryColumns), {
        always: true,
        async readOwn() {
          const keys = [...hashes.keys()];
          const found = await table.find([where.in('Entry Key', keys)], {
            sort: 'Position',
            limit: keys.length,
          });
          const same = found.every((row) => row.Hash === hashes.get(String(row['Entry Key'])));
          return found.length === keys.length && same ? found : null;
        },
      });
      if (!rows) return { won: false };
      const stored = bySeq(rows);
      remember(stored.at(-1));
      return { won: true, row: stored };
    },
    async ofOrder(orderId) {
      const range = [
        where.gte('Order Position', place(orderId, 0)),
        where.lt('Order Position', endOf(orderId)),
      ];
      const options = { sort: 'Order Position', limit: MAX_ROWS_OF_ORDER };
      return bySeq(await table.find(range, options));
    },
    async ofOrders(orderIds) {
      const rows = await table.findOfParents('Order Position', orderIds, MAX_ROWS_OF_ORDERS);
      return bySeq(rows).sort((a, b) => (a.orderId ?? 0) - (b.orderId ?? 0));
    },
    async byKey(userId, seq) {
      const row = await table.one([where.eq('Position', place(userId, seq))]);
      return row && readEntry(row);
    },
    async byCause(causeKey) {
      const row = await table.one([where.eq('Cause Key', causeKey)]);
      return row && readEntry(row);
    },
    async history(userId, beforeSeq, limit, type) {
      if (type) {
        const top = beforeSeq === null ? endOf(userId) : place(userId, beforeSeq);
        const range = [where.gt('Position', place(userId, 0)), where.lt('Position', top)];
        const ofType = [...range, where.eq('Transaction Type', type)];
        return (await table.find(ofType, { sort: '-Position', limit })).map(readEntry);
      }
      if (beforeSeq !== null) return below(userId, beforeSeq, limit);
      const newest = await head(userId);
      if (!newest) return [];
      return [newest, ...(await below(userId, newest.seq, limit - 1))];
    },
    async since(userId, afterSeq, limit) {
      const from = where.gt('Position', place(userId, afterSeq));
      const window = [from, where.lte('Position', place(userId, afterSeq + limit))];
      const rows = await table.find(window, { sort: 'Position', limit });
      if (rows.length === limit) return bySeq(rows);
      // Short: the end, or rows are missing (an audit must see what follows the gap).
      const last = Number(rows.at(-1)?.Position ?? place(userId, afterSeq));
      const rest = [where.gt('Position', last), where.lt('Position', endOf(userId))];
      const more = await table.find(rest, { sort: 'Position', limit: limit - rows.length });
      return bySeq([...rows, ...more]);
    },
    async pendingBefore(at, after, limit) {
      const conditions = [
        where.notNull('Pending Key'),
        where.lte('Written At Ms', at),
        where.gt('Id', after),
      ];
      const rows = await table.find(conditions, { sort: 'Id', limit });
      return pageOf(rows.map(readEntry), limit);
    },
    async giftsSince(at, after, limit) {
      const conditions = [
        where.isNull('Order ID'),
        where.gte('Written At Ms', at),
        where.gt('Id', after),
      ];
      const rows = await table.find(conditions, { sort: 'Id', limit });
      return pageOf(rows.map(readEntry), limit);
    },
    async page(after, limit) {
      return pageOf((await table.scan(after, limit)).map(readEntry), limit);
    },
    async writeStatus(id, status) {
      await table.update(id, { 'Transaction Status': status, 'Pending Key': null });
    },
    async mendStatus({ id, userId, seq }, status) {
      await table.update(id, {
        'Transaction Status': status,
        'Pending Key': status === 'pending' ? entryKey(userId, seq) : null,
      });
    },
    async examine(from, toUserId, limit) {
      const first = place(from.userId, from.afterSeq);
      const alone = from.userId === toUserId;
      // A long history in windows: NocoDB counts and sorts all that match.
      const window = alone ? place(from.userId, from.afterSeq + limit) + 1 : endOf(toUserId);
      const options = { sort: 'Position', limit };
      const rows = await table.find(
        [where.gt('Position', first), where.lt('Position', window)],
        options,
      );
      if (rows.length === limit || !alone) return rows.map(examineRow);
      const last = Number(rows.at(-1)?.Position ?? first);
      const rest = [where.gt('Position', last), where.lt('Position', endOf(toUserId))];
      const more = await table.find(rest, { ...options, limit: limit - rows.length });
      return [...rows, ...more].map(examineRow);
    },
    async totals(userId) {
      const own = [
        where.gt('Position', place(userId, 0)),
        where.lt('Position', endOf(userId)),
        where.eq('Written Status', 'completed'),
      ];
      const sums = await Promise.all(
        entryTypes.map(async (type) => {
          const sum = await table.sum('Points', [...own, where.eq('Transaction Type', type)]);
          return [type, sum] as const;
        }),
      );
      return Object.fromEntries(sums) as Record<EntryType, number>;
    },
  };
}

function bySeq(rows: readonly WireRow[]): LedgerEntry[] {
  return rows.map(readEntry).sort((a, b) => a.seq - b.seq);
}
