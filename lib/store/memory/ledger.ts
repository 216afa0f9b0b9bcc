import { entryKey, type LedgerEntry, type NewLedgerEntry } from '../../loyalty/entry';
import type { LedgerStore } from '../port';
import { MemoryTable } from './table';

interface Place {
  seq: number;
  id: number;
}

export function memoryLedger(): LedgerStore {
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
    async history(userId, beforeSeq, limit) {
      const below = chain(userId).filter((p) => beforeSeq === null || p.seq < beforeSeq);
      return load(below.reverse().slice(0, limit));
    },
    async since(userId, afterSeq, limit) {
      const above = chain(userId).filter((p) => p.seq > afterSeq);
      return load(above.slice(0, limit));
    },
    async pendingBefore(at, after, limit) {
      return table.page(after, limit, (e) => e.currentStatus === 'pending' && e.at <= at);
    },
    async page(after, limit) {
      return table.page(after, limit);
    },
    async writeStatus(id, status) {
      table.update(id, { currentStatus: status });
    },
  };
}

function bySeq(rows: LedgerEntry[]): LedgerEntry[] {
  return rows.sort((a, b) => a.seq - b.seq);
}
