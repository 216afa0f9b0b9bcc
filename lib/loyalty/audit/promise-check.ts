/** The moving status of rows, a copy for readers, against what the chain says. Pure. */
import type { EntryStatus, LedgerEntry } from '../entry';
import { type Finding, finding } from './finding';

/** A copy may be this late. */
const GRACE_MS = 5 * 60 * 1000;

export class PromiseCheck {
  private readonly found: Finding[] = [];
  /** Pending rows whose end has not come by. */
  private readonly open = new Map<number, LedgerEntry>();

  constructor(private readonly now: number) {}

  take(row: LedgerEntry): void {
    if (row.status === 'pending') this.open.set(row.seq, row);
    else this.compare(row, 'completed', 0);
    const promise = row.refersTo === null ? undefined : this.open.get(row.refersTo);
    if (promise && row.type !== 'expired' && row.type !== 'adjustment') {
      this.open.delete(promise.seq);
      this.compare(promise, row.type === 'earned' ? 'settled' : 'cancelled', row.at);
    }
  }

  end(): Finding[] {
    for (const row of this.open.values()) this.compare(row, 'pending', 0);
    return this.found;
  }

  private compare(row: LedgerEntry, wanted: EntryStatus, since: number): void {
    if (row.currentStatus === wanted) return;
    // It ended just now: the copy is on its way.
    if (row.currentStatus === 'pending' && this.now - since < GRACE_MS) return;
    this.found.push(
      finding('status_copy', {
        userId: row.userId,
        seq: row.seq,
        rowId: row.id,
        orderId: row.orderId,
        field: 'Transaction Status',
        is: row.currentStatus,
        shouldBe: wanted,
        repair: 'status',
      }),
    );
  }
}
