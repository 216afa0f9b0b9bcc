import {
  type EntryType,
  entryKey,
  entryTypes,
  type LedgerEntry,
  type NewLedgerEntry,
} from '../../loyalty/entry';
import type { ExaminedRow, LedgerStore } from '../port-ledger';
import { MemoryTable } from './table';

interface Place {
  seq: number;
  id: number;
}

/** Past every rule: what somebody with a database client could do. For tests. */
export interface RawLedger {
  change(userId: number, place: number, patch: Partial<LedgerEntry>): void;
  remove(userId: number, place: number): void;
  /** Two rows exchange their places; their values stay as they are. */
  swap(userId: number, a: number, b: number): void;
}

export function memoryLedger(raw?: (ledger: RawLedger) => void): LedgerStore {
  const table = new MemoryTable<LedgerEntry>({
    entry: (e) => entryKey(e.userId, e.seq),
    cause: (e) => e.causeKey,
  });
  // Places of one customer's rows, by seq, so that long histories stay fast.
  const chains = new Map<number, Place[]>();
  const chain = (userId: number): Place[] => chains.get(userId) ?? [];
  const load = (places: readonly Place[]): LedgerEntry[] =>
    places.flatMap((p) => table.get(p.id) ?? []);

  function remember({ userId, seq, id }: LedgerEntry): void {
    const places = chain(userId);
    places.splice(places.findLastIndex((p) => p.seq < seq) + 1, 0, { seq, id });
    chains.set(userId, places);
  }

  function sameRows(entries: readonly NewLedgerEntry[]): LedgerEntry[] | null {
    const stored = entries.flatMap((e) => table.by('entry', entryKey(e.userId, e.seq)) ?? []);
    const same =
      stored.length === entries.length && stored.every((s, i) => s.hash === entries[i]?.hash);
    return same ? stored : null;
  }

  const at = (userId: number, place: number): Place => {
    const found = chain(userId).find((p) => p.seq === place);
    if (!found) throw new Error(`no row ${place} of ${userId}`);
    return found;
  };
  raw?.({
    change: (userId, place, patch) => void table.update(at(userId, place).id, patch),
    remove(userId, place) {
      const gone = at(userId, place);
      table.remove(gone.id);
      chains.set(
        userId,
        chain(userId).filter((p) => p !== gone),
      );
    },
    swap(userId, a, b) {
      const [first, second] = [at(userId, a), at(userId, b)];
      [first.id, second.id] = [second.id, first.id];
    },
  });

  return {
    async head(userId) {
      const last = chain(userId).at(-1);
      return last ? table.get(last.id) : null;
    },
    async append(entries) {
      if (entries.length < 1 || entries.length > 10)
        throw new RangeError('append takes 1 to 10 rows');
      const rows = table.insertAll(entries.map((e) => ({ ...e, currentStatus: e.status })));
      for (const row of rows ?? []) remember(row);
      const won = rows ?? sameRows(entries);
      return won ? { won: true, row: won } : { won: false };
    },
    async ofOrder(orderId) {
      return bySeq(table.where((e) => e.orderId === orderId));
    },
    async ofOrders(orderIds) {
      const wanted = new Set(orderIds);
      const rows = table.where((e) => e.orderId !== null && wanted.has(e.orderId));
      return rows.sort((a, b) => (a.orderId ?? 0) - (b.orderId ?? 0) || a.seq - b.seq);
    },
    async byKey(userId, seq) {
      return table.by('entry', entryKey(userId, seq));
    },
    async byCause(causeKey) {
      return table.by('cause', causeKey);
    },
    async history(userId, beforeSeq, limit, type) {
      const below = chain(userId).filter((p) => beforeSeq === null || p.seq < beforeSeq);
      if (!type) return load(below.reverse().slice(0, limit));
      return load(below.reverse())
        .filter((row) => row.type === type)
        .slice(0, limit);
    },
    async since(userId, afterSeq, limit) {
      const above = chain(userId).filter((p) => p.seq > afterSeq);
      return load(above.slice(0, limit));
    },
    async pendingBefore(at, after, limit) {
      return table.page(after, limit, (e) => e.currentStatus === 'pending' && e.at <= at);
    },
    async giftsSince(at, after, limit) {
      return table.page(after, limit, (e) => e.orderId === null && e.at >= at);
    },
    async page(after, limit) {
      return table.page(after, limit);
    },
    async writeStatus(id, status) {
      table.update(id, { currentStatus: status });
    },
    async mendStatus(entry, status) {
      table.update(entry.id, { currentStatus: status });
    },
    async examine(from, toUserId, limit) {
      const users = [...chains.keys()].filter((u) => u >= from.userId && u <= toUserId);
      const rows: ExaminedRow[] = [];
      for (const userId of users.sort((a, b) => a - b)) {
        const above = userId === from.userId ? from.afterSeq : 0;
        for (const { seq, id } of chain(userId)) {
          if (rows.length === limit) return rows;
          if (seq <= above) continue;
          const entry = table.get(id);
          const shownAt = entry && Math.floor(entry.at / 1000) * 1000;
          rows.push({ id, userId, place: seq, entry, problem: null, strays: [], shownAt });
        }
      }
      return rows;
    },
    async totals(userId) {
      const sums = Object.fromEntries(entryTypes.map((t) => [t, 0])) as Record<EntryType, number>;
      for (const row of load(chain(userId))) {
        if (row.status === 'completed') sums[row.type] += row.points;
      }
      return sums;
    },
  };
}

function bySeq(rows: LedgerEntry[]): LedgerEntry[] {
  return rows.sort((a, b) => a.seq - b.seq);
}
