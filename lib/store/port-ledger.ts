/** The part of the store's port (port.ts) about the ledger of points. */
import type { EntryStatus, EntryType, LedgerEntry, NewLedgerEntry } from '../loyalty/entry';
import type { Insert, Page } from './port';

/** A column that does not say what it should, as text. */
export interface Stray {
  column: string;
  is: string | null;
  shouldBe: string | null;
}

/** A ledger row as it stands in its table, for the audit. */
export interface ExaminedRow {
  id: number;
  /** Where it stands, by its place: whose chain, and which number. */
  userId: number;
  place: number;
  /** null: a value is not of its form; `problem` says which. */
  entry: LedgerEntry | null;
  problem: string | null;
  /** Keys and times for people that disagree with the row's own values. */
  strays: Stray[];
  /** The time for people, to the second: tells what the exact one was. */
  shownAt: number | null;
}

export interface LedgerStore {
  /** The customer's last row. `null` when there is none. */
  head(userId: number): Promise<LedgerEntry | null>;
  /**
   * Appends rows of one customer, all or none (1 to 10). Lost when any Entry Key
   * or Cause Key is taken by a row other than these very rows.
   */
  append(entries: readonly NewLedgerEntry[]): Promise<Insert<LedgerEntry[]>>;
  /** All rows that carry the order, by seq: its own, and expiries of lots it granted. */
  ofOrder(orderId: number): Promise<LedgerEntry[]>;
  /** The same for several orders at once, for lists; by order, then seq. */
  ofOrders(orderIds: readonly number[]): Promise<LedgerEntry[]>;
  byKey(userId: number, seq: number): Promise<LedgerEntry | null>;
  byCause(causeKey: string): Promise<LedgerEntry | null>;
  /**
   * A customer's rows below `beforeSeq` (null: from the newest), newest first.
   * `limit` at most 100. With `type`, only rows of that type.
   */
  history(
    userId: number,
    beforeSeq: number | null,
    limit: number,
    type?: EntryType,
  ): Promise<LedgerEntry[]>;
  /** A customer's rows above `afterSeq`, oldest first (`limit` at most 1000). */
  since(userId: number, afterSeq: number, limit: number): Promise<LedgerEntry[]>;
  /** Rows whose moving status reads `pending` and that were written at or before `at`, by id. */
  pendingBefore(at: number, after: number, limit: number): Promise<Page<LedgerEntry>>;
  /** Rows of no order that were written at or after `at`, by id. */
  giftsSince(at: number, after: number, limit: number): Promise<Page<LedgerEntry>>;
  /** All rows by id, for jobs that read everything. */
  page(after: number, limit: number): Promise<Page<LedgerEntry>>;
  /** Writes the moving status of a pending row (a copy for readers). */
  writeStatus(id: number, status: 'settled' | 'cancelled'): Promise<void>;
  /** Puts right a moving status that was changed by hand. */
  mendStatus(entry: LedgerEntry, status: EntryStatus): Promise<void>;
  /**
   * Rows as they stand, by customer and place: those of `from.userId` above
   * `from.afterSeq`, and all of the customers after it up to `toUserId`.
   */
  examine(
    from: { userId: number; afterSeq: number },
    toUserId: number,
    limit: number,
  ): Promise<ExaminedRow[]>;
  /** Sum of points of a customer's completed rows by type, without reading them. */
  totals(userId: number): Promise<Record<EntryType, number>>;
}
