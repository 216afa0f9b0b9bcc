/** Where an audit stands, and what it has seen so far. */
import { type Finding, type FindingKind, isRowFinding } from './finding';

export type Phase = 'customers' | 'orders' | 'claims' | 'codes';

/** Where to go on: everything of the phase up to `after` has been looked at. */
export interface AuditCursor {
  phase: Phase;
  after: number;
}

export const firstCursor: AuditCursor = { phase: 'customers', after: 0 };

export interface AuditReport {
  startedAt: number;
  /** Milliseconds that it took. */
  took: number;
  /** null: everything was looked at. */
  next: AuditCursor | null;
  looked: { customers: number; rows: number; orders: number; claims: number; codes: number };
  /** Sum of points over completed rows that were looked at. */
  points: number;
  /** Customers whose balance is negative: no mistake, but worth a look. */
  debtors: number;
  /** Orders, claims and copies so fresh that they may be on their way. */
  inFlight: number;
  /** How many of each kind, answered ones apart. */
  counts: Partial<Record<FindingKind, number>>;
  /** Findings that an adjustment answers. */
  answered: number;
  /** The first of them. */
  findings: Finding[];
  /** How many more there are than `findings` holds. */
  more: number;
  /** The first customers with a negative balance. */
  inDebt: { userId: number; seq: number; balance: number }[];
}

/** Most findings that a report holds: the rest is counted. */
const MOST_FINDINGS = 1000;
const MOST_DEBTORS = 100;

/** Adds up a report while the audit goes on; bounded, whatever it finds. */
export class AuditTally {
  readonly report: AuditReport;
  /** Customers whose rows are wrong, answered or not: nothing of theirs is repaired from rows. */
  readonly broken = new Set<number>();
  /** What an answered row explains about orders: its own, or any order of the customer. */
  private readonly answeredOrders = new Set<number>();
  private readonly answeredGaps = new Set<number>();

  constructor(
    startedAt: number,
    private readonly onFinding: (f: Finding) => void,
  ) {
    this.report = {
      startedAt,
      took: 0,
      next: null,
      looked: { customers: 0, rows: 0, orders: 0, claims: 0, codes: 0 },
      points: 0,
      debtors: 0,
      inFlight: 0,
      counts: {},
      answered: 0,
      findings: [],
      more: 0,
      inDebt: [],
    };
  }

  /** What a customer's chain says. */
  addChain(userId: number, findings: readonly Finding[]): void {
    for (const f of findings.filter(isRowFinding)) {
      this.broken.add(userId);
      if (f.answered && f.orderId !== null) this.answeredOrders.add(f.orderId);
      // Which order a row that is gone belonged to, nobody can say.
      if (f.answered && f.orderId === null) this.answeredGaps.add(userId);
    }
    this.add(findings);
  }

  /** What an order says; what follows from an answered row is answered with it. */
  addOrder(userId: number, orderId: number, findings: readonly Finding[]): void {
    const broken = this.broken.has(userId);
    const explained = this.answeredOrders.has(orderId) || this.answeredGaps.has(userId);
    this.add(
      findings.map((f) => ({
        ...f,
        userId,
        orderId,
        answered: explained,
        repair: broken ? 'none' : f.repair,
      })),
    );
  }

  add(findings: readonly Finding[]): void {
    const { report } = this;
    for (const f of findings) {
      this.onFinding(f);
      if (f.answered) report.answered++;
      else report.counts[f.kind] = (report.counts[f.kind] ?? 0) + 1;
      if (report.findings.length < MOST_FINDINGS) report.findings.push(f);
      else report.more++;
    }
  }

  addDebtor(userId: number, seq: number, balance: number): void {
    this.report.debtors++;
    if (this.report.inDebt.length < MOST_DEBTORS) this.report.inDebt.push({ userId, seq, balance });
  }
}

/** Findings that nothing answers. */
export function openFindings(report: AuditReport): number {
  return Object.values(report.counts).reduce((sum, n) => sum + n, 0);
}
