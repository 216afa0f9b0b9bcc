/**
 * One customer's chain, checked row by row as it streams by: the hash, the place,
 * the link to the row before, the account after it, the tier it moved. Holds the
 * last row and a few sums, however long the chain is. Pure.
 */

import type { LevelChange } from '../../store/port';
import type { ExaminedRow } from '../../store/port-ledger';
import type { Anchor, User } from '../../store/port-users';
import { type Account, availablePoints, emptyAccount, foldEntry } from '../account';
import type { LedgerEntry } from '../entry';
import { canonicalJson, GENESIS_HASH } from '../hash';
import { levelChangeOf } from '../level-changes';
import { explainChange, hashFits } from './explain';
import { type Finding, finding, isRowFinding, isSumFinding } from './finding';
import { LevelCheck } from './level-check';
import { PromiseCheck } from './promise-check';

export interface ChainResult {
  findings: Finding[];
  /** The last row, when it can be read. */
  last: LedgerEntry | null;
  rows: number;
  /** Sum of points over completed rows. */
  points: number;
}

/** The row before the one being looked at. */
interface Before {
  place: number;
  entry: LedgerEntry | null;
  /** It stands where it was written, with the values it was written with or known ones. */
  sound: boolean;
}

const start: Before = { place: 0, entry: null, sound: true };

export class ChainCheck {
  private readonly found: Finding[] = [];
  private readonly moved: { place: number; seq: number; rowId: number }[] = [];
  private readonly answers = new Set<number>();
  private readonly levels: LevelCheck;
  private readonly promises: PromiseCheck;
  private before: Before = start;
  private folded: Account = emptyAccount;
  private last: LedgerEntry | null = null;
  private rows = 0;
  private points = 0;
  private anchorSeen = false;

  constructor(
    private readonly userId: number,
    /** null: rows of a customer who is not there. */
    private readonly user: User | null,
    levels: readonly LevelChange[],
    now: number,
  ) {
    this.levels = new LevelCheck(userId, levels, user?.copies.headSeq ?? 0);
    this.promises = new PromiseCheck(now);
  }

  /** The next row by place. */
  take(row: ExaminedRow): void {
    this.rows++;
    if (row.place > this.before.place + 1) this.gap(row);
    const next = row.entry ? this.readable(row, row.entry) : this.unreadable(row);
    this.before = next;
  }

  /** After the last row. */
  end(): ChainResult {
    this.checkAnchor(this.user?.anchor ?? null);
    this.pairMoved();
    if (this.rows > 0 && !this.user) {
      this.add(finding('customer_missing', { is: `${this.rows} rows` }));
    }
    this.checkSums();
    this.found.push(...this.levels.end(this.before.place), ...this.promises.end());
    this.markAnswered();
    const { found: findings, last, rows, points } = this;
    return { findings, last, rows, points };
  }

  private add(f: Finding): void {
    this.found.push({ ...f, userId: this.userId });
  }

  private unreadable(row: ExaminedRow): Before {
    const about = { seq: row.place, rowId: row.id, is: row.problem };
    this.add(finding('row_unreadable', about));
    return { place: row.place, entry: null, sound: false };
  }

  private gap(row: ExaminedRow): void {
    const from = this.before.place + 1;
    const to = row.place - 1;
    const known = this.before.entry?.balanceAfter ?? (from === 1 ? 0 : null);
    const after = row.entry?.balanceBefore ?? null;
    const points = known !== null && after !== null ? `points ${after - known}` : null;
    const is = from === to ? 'missing' : `rows ${from} to ${to} missing`;
    this.add(finding('row_missing', { seq: from, is, shouldBe: points }));
    // The rows were there when the next one was written: go on from its word.
    this.before = { place: to, entry: null, sound: false };
  }

  private readable(row: ExaminedRow, entry: LedgerEntry): Before {
    const { place } = row;
    const fits = hashFits(entry);
    const explained = fits ? null : explainChange(entry, this.surroundings(row));
    const original = explained?.original ?? entry;
    const isMoved = original.seq !== place;
    if (isMoved) this.moved.push({ place, seq: original.seq, rowId: row.id });
    else if (!fits) this.add(changed(row, entry, explained, this.before.entry));
    for (const stray of isMoved ? [] : row.strays) {
      this.add(
        finding('row_columns', {
          seq: place,
          rowId: row.id,
          orderId: entry.orderId,
          field: stray.column,
          is: stray.is,
          shouldBe: stray.shouldBe,
        }),
      );
    }
    if (this.user?.anchor?.seq === place) this.checkAnchored(row, entry, fits, this.user.anchor);
    const known = fits || explained !== null;
    if (known && !isMoved) this.checkStep(row, original);
    this.follow(entry, known && !isMoved);
    return { place, entry: known && !isMoved ? original : null, sound: known && !isMoved };
  }

  private surroundings(row: ExaminedRow) {
    const { userId, before } = this;
    const column = row.strays.find((s) => s.column === 'Order Position');
    const orderHint = column?.is ? Math.floor(Number(column.is) / 10_000_000) : null;
    const previous = before.place === row.place - 1 ? before.entry : null;
    return { userId, place: row.place, previous, shownAt: row.shownAt, orderHint };
  }

  /** The row against the one before it. */
  private checkStep(row: ExaminedRow, entry: LedgerEntry): void {
    const about = { seq: row.place, rowId: row.id, orderId: entry.orderId };
    const { before } = this;
    if (!before.sound || before.place !== row.place - 1) return;
    const previous = before.entry;
    const link = previous?.hash ?? GENESIS_HASH;
    if (entry.prevHash !== link) {
      this.add(finding('chain_broken', { ...about, is: entry.prevHash, shouldBe: link }));
      return;
    }
    if (previous && entry.at < previous.at) {
      this.add(
        finding('time_backwards', { ...about, field: 'at', is: entry.at, shouldBe: previous.at }),
      );
    }
    const account = previous?.account ?? emptyAccount;
    if (entry.type === 'used' && -entry.points > availablePoints(account, entry.at)) {
      const shouldBe = availablePoints(account, entry.at);
      this.add(finding('overspent', { ...about, is: -entry.points, shouldBe }));
    }
    const wrong = firstDifference(entry.account, foldEntry(account, entry), {
      balanceBefore: [entry.balanceBefore, account.balance],
      balanceAfter: [entry.balanceAfter, entry.account.balance],
    });
    if (wrong) this.add(finding('account_wrong', { ...about, ...wrong }));
  }

  /** Sums over the rows as they stand. */
  private follow(entry: LedgerEntry, sound: boolean): void {
    this.last = entry;
    this.folded = foldEntry(this.folded, entry);
    if (entry.status === 'completed') this.points += entry.points;
    if (entry.type === 'adjustment' && entry.refersTo !== null) this.answers.add(entry.refersTo);
    this.promises.take(entry);
    const previous = this.before.entry;
    const contiguous = this.before.place === entry.seq - 1 && (previous || entry.seq === 1);
    if (sound && contiguous) this.levels.take(entry.seq, levelChangeOf(previous, entry));
    else this.levels.unknown(entry.seq);
  }

  private checkAnchored(row: ExaminedRow, entry: LedgerEntry, fits: boolean, anchor: Anchor): void {
    this.anchorSeen = true;
    // A row whose hash does not fit is named already.
    if (entry.hash === anchor.hash || !fits) return;
    this.add(
      finding('last_row_replaced', {
        seq: row.place,
        rowId: row.id,
        orderId: entry.orderId,
        field: 'hash',
        is: entry.hash,
        shouldBe: anchor.hash,
      }),
    );
  }

  private checkAnchor(anchor: Anchor | null): void {
    if (!anchor) {
      const told = this.user && this.user.copies.headSeq > 0 && this.rows > 0;
      if (told) this.add(finding('anchor_absent', { seq: this.before.place, repair: 'copies' }));
      return;
    }
    if (this.anchorSeen || anchor.seq <= this.before.place) return;
    const from = this.before.place + 1;
    const is = from === anchor.seq ? 'missing' : `rows ${from} to ${anchor.seq} missing`;
    this.add(finding('last_row_missing', { seq: from, is, shouldBe: anchor.hash }));
  }

  private pairMoved(): void {
    const left = [...this.moved];
    for (let one = left.shift(); one; one = left.shift()) {
      const { place, seq, rowId } = one;
      const i = left.findIndex((m) => m.place === seq && m.seq === place);
      if (i >= 0) left.splice(i, 1);
      const kind = i >= 0 ? 'rows_swapped' : 'row_moved';
      this.add(finding(kind, { seq: place, rowId, field: 'seq', is: place, shouldBe: seq }));
    }
  }

  private checkSums(): void {
    if (!this.last) return;
    const { account } = this.last;
    if (account.balance !== this.points) {
      this.add(finding('balance_mismatch', { is: account.balance, shouldBe: this.points }));
    }
    const wrong = firstDifference(account, this.folded, {});
    if (wrong && wrong.field !== 'balance') this.add(finding('account_mismatch', wrong));
  }

  private markAnswered(): void {
    for (const f of this.found) {
      if (isRowFinding(f) && f.seq !== null) f.answered = this.answers.has(f.seq);
    }
    const rows = this.found.filter(isRowFinding);
    const all = rows.length > 0 && rows.every((f) => f.answered);
    for (const f of this.found) if (isSumFinding(f)) f.answered = all;
  }
}

function changed(
  row: ExaminedRow,
  entry: LedgerEntry,
  explained: ReturnType<typeof explainChange>,
  previous: LedgerEntry | null,
): Finding {
  const about = { seq: row.place, rowId: row.id, orderId: entry.orderId };
  if (explained) {
    const { field, is, was } = explained;
    return finding('row_changed', { ...about, field, is: brief(is), shouldBe: brief(was) });
  }
  // Not told by one field: the first thing that does not add up says where to look.
  const wrong =
    previous &&
    firstDifference(entry.account, foldEntry(previous.account, entry), {
      balanceBefore: [entry.balanceBefore, previous.account.balance],
    });
  return finding('row_changed', { ...about, ...(wrong ?? { is: entry.hash }), field: null });
}

function brief(value: unknown): string {
  return typeof value === 'object' ? canonicalJson(value) : String(value);
}

type Difference = { field: string; is: string; shouldBe: string };

function firstDifference(
  is: Account,
  shouldBe: Account,
  more: Record<string, [number, number]>,
): Difference | null {
  for (const [field, [a, b]] of Object.entries(more)) {
    if (a !== b) return { field, is: String(a), shouldBe: String(b) };
  }
  for (const field of Object.keys(shouldBe) as (keyof Account)[]) {
    const [a, b] = [canonicalJson(is[field]), canonicalJson(shouldBe[field])];
    if (a !== b) return { field, is: a, shouldBe: b };
  }
  return null;
}
