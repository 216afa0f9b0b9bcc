/** A row of the ledger, `Loyalty_Points_Transactions` (SPEC 2). */
import type { Account } from './account';

export const entryTypes = [
  'earned',
  'used',
  'refunded',
  'cancelled',
  'expired',
  'registration',
  'birthday',
  'adjustment',
] as const;

export type EntryType = (typeof entryTypes)[number];

export const entryStatuses = ['completed', 'pending', 'settled', 'cancelled'] as const;
export type EntryStatus = (typeof entryStatuses)[number];

/** Points that a row took from a lot, or put back into it. Always positive. */
export interface LotMove {
  /** The lot's name: the seq of the row that granted it. */
  lot: number;
  points: number;
  /** When the lot ends (for a row that puts back: its end from now on); null = never. */
  expiresAt: number | null;
  /** The order that earned the lot; null for gifts and corrections. */
  orderId: number | null;
}

/** How an earning row was computed, so that "why N points" needs no recomputing. */
export interface EarningBasis {
  program: string;
  tier: string;
  percent: number;
  subtotalKopecks: number;
  deliveryKopecks: number;
  promoDiscountKopecks: number;
  pointsUsed: number;
  baseKopecks: number;
  /** floor(base x percent), before what has already expired is taken off. */
  points: number;
}

/**
 * What a rule decides to write. Sealing (`account.ts`) adds the sequence, the
 * account after it and the hash.
 */
export interface EntryDraft {
  type: EntryType;
  status: 'completed' | 'pending';
  /** Signed. */
  points: number;
  /** Qualifying spend that the row adds or takes, kopecks, signed. */
  spendKopecks: number;
  /** When that spend counts in a rolling window: the order's placing time; null = in none. */
  spendAt: number | null;
  orderId: number | null;
  /** Version of the order's facts that the row was planned from. */
  orderVersion: number | null;
  /** Unique: the same cause is never written twice. */
  causeKey: string;
  /** Row (seq) that this one settles, withdraws, expires or corrects. */
  refersTo: number | null;
  /** When the granted lot ends; grants only. */
  expiresAt: number | null;
  /** Lots to take from first (a take-back's own lots), by name. */
  ownLots: number[];
  /** Lots to put points back into; `refunded` only. */
  restore: LotMove[];
  basis: EarningBasis | null;
  /** The order's last row: nothing may follow it. */
  closes: boolean;
  /** Number of the order's event that the ledger refused. */
  voidsEvent: number | null;
  /** Why: an admin's words, or the code of a refusal. */
  reason: string | null;
  adminId: number | null;
  description: string;
}

export interface LedgerEntry extends Omit<EntryDraft, 'ownLots' | 'restore'> {
  /** NocoDB's row id; 0 before it is stored. */
  id: number;
  userId: number;
  /** 1, 2, 3 ... within the customer. */
  seq: number;
  at: number;
  /** Programme under which the row was written, and what it needs of a window. */
  program: string;
  windowDays: number;
  balanceBefore: number;
  balanceAfter: number;
  /** Lots taken from, or put back into. */
  lots: LotMove[];
  /** Customer's tier after the row. */
  tier: string;
  account: Account;
  prevHash: string;
  hash: string;
  /** `status` as it reads now; only a pending row's copy ever changes. */
  currentStatus: EntryStatus;
}

/** A row as it is inserted: everything but NocoDB's id and the moving copy. */
export type NewLedgerEntry = Omit<LedgerEntry, 'id' | 'currentStatus'>;

/** Unique name of a customer's row. */
export function entryKey(userId: number, seq: number): string {
  return `${userId}:${seq}`;
}

/** Unique name of an order's k-th row (1, 2, 3 ...). */
export function orderCauseKey(orderId: number, k: number): string {
  return `o:${orderId}:${k}`;
}

/** Was the row written for the order itself (not the expiry of a lot it granted)? */
export function isOrderRow(entry: Pick<LedgerEntry, 'causeKey'>): boolean {
  return entry.causeKey.startsWith('o:');
}

/** A draft of a completed row that belongs to no order. */
export function plainDraft(type: EntryDraft['type'], points: number, causeKey: string): EntryDraft {
  return {
    type,
    status: 'completed',
    points,
    spendKopecks: 0,
    spendAt: null,
    orderId: null,
    orderVersion: null,
    causeKey,
    refersTo: null,
    expiresAt: null,
    ownLots: [],
    restore: [],
    basis: null,
    closes: false,
    voidsEvent: null,
    reason: null,
    adminId: null,
    description: '',
  };
}
