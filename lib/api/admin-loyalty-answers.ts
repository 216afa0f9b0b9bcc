/**
 * What the admin endpoints of the points part answer (docs/api.md). Money in
 * rubles, points whole, times ISO 8601 with offset Z. Types only.
 */
import type { EntryType } from '../loyalty/entry';
import type { BalanceAnswer, HistoryEntryView } from './answers';

export interface AdminUserView {
  id: number;
  phone: string;
  name: string | null;
  birthDate: string | null;
  joinedAt: string;
  /** Copies for lists: what is available, spent, the tier. */
  loyaltyPoints: number;
  totalSpent: number;
  tier: string | null;
}

export interface AdminUsersAnswer {
  users: AdminUserView[];
  page: number;
  limit: number;
  /** How many match in all. */
  total: number;
}

/** A row as staff see it. */
export interface AdminEntryView extends HistoryEntryView {
  balanceBefore: number;
  reason: string | null;
  adminId: number | null;
  /** Row (seq) that this one settles, expires, takes back or answers. */
  refersTo: number | null;
  programme: string;
  /** Tier after the row. */
  tier: string;
  /** What the row adds to qualifying spend. */
  spend: number;
}

export interface AdminUserLoyaltyAnswer {
  user: AdminUserView;
  /** Sum over completed rows; negative when there is debt. */
  balance: number;
  available: number;
  debt: number;
  pending: number;
  totalSpent: number;
  tier: BalanceAnswer['tier'];
  progress: BalanceAnswer['progress'];
  expiring: BalanceAnswer['expiring'];
  /** balance = earned + bonuses + adjusted - spent - expired. */
  totals: {
    /** For orders, take-backs taken off. */
    earned: number;
    /** Welcome and birthday. */
    bonuses: number;
    adjusted: number;
    /** On orders, refunds taken off. */
    spent: number;
    expired: number;
  };
  /** Orders of the tier's period that are not cancelled. */
  orders: { count: number; total: number; average: number; windowDays: number | null };
  entries: AdminEntryView[];
  /** Those whom `adminId` of the entries means, as far as they are known. */
  staff: { id: number; name: string }[];
  /** Pass as `before` for older rows. */
  next: number | null;
}

/** One line of the calculation, to be printed as it is. */
export interface CalculationStep {
  key: 'subtotal' | 'delivery' | 'promo' | 'points_used' | 'base' | 'percent' | 'earned' | 'lapsed';
  /** Rubles; for `percent` the percent, for `earned` and `lapsed` points. */
  value: number;
  /** How the line joins the ones before; `none`: the programme leaves it out. */
  sign: '+' | '-' | '=' | 'x' | 'none';
}

export interface AdminOrderLoyaltyAnswer {
  orderId: number;
  userId: number;
  programme: { id: string; title: string };
  /** Fixed with the first earning row; null before. */
  tier: { name: string; title: string } | null;
  percent: number | null;
  base: number | null;
  used: { points: number; state: 'none' | 'reserved' | 'used' | 'returned' };
  earned: {
    points: number;
    state: 'none' | 'expected' | 'pending' | 'earned' | 'taken_back';
    expiresAt: string | null;
    payoutAt: string | null;
  };
  /** How the points were computed; empty before anything was earned. */
  calculation: CalculationStep[];
  rows: AdminEntryView[];
  /** green: all is as it should be; orange: something is to come; red: something disagrees. */
  indicator: 'green' | 'orange' | 'red';
  /** Codes of what disagrees (docs/audit.md). */
  problems: string[];
}

export interface JobHealthView {
  job: string;
  overdue: boolean;
  lastOkAt: string | null;
  last: {
    startedAt: string;
    finishedAt: string | null;
    lookedAt: number;
    done: number;
    skipped: number;
    failed: number;
    left: boolean;
    error: string | null;
  } | null;
}

export interface HealthAnswer {
  status: 'ok' | 'attention';
  now: string;
  jobs: JobHealthView[];
  latePromises: { count: number; oldestDueAt: string | null; more: boolean };
  unsettledOrders: { count: number; oldestAt: string | null; more: boolean };
  waitingOrders: { count: number };
  audit: { at: string; findings: number; debtors: number; finished: boolean } | null;
}

export interface IntegrityFinding {
  kind: string;
  userId: number | null;
  seq: number | null;
  rowId: number | null;
  orderId: number | null;
  promoCode: string | null;
  field: string | null;
  is: string | null;
  shouldBe: string | null;
  repair: 'copies' | 'status' | 'levels' | 'settle' | 'claim' | 'times_used' | 'none';
  answered: boolean;
}

export interface IntegrityAnswer {
  /** Nothing disagrees, as far as was looked at. */
  ok: boolean;
  startedAt: string;
  tookMs: number;
  /** null: everything was looked at; else pass both parts to go on. */
  next: { phase: string; after: number } | null;
  looked: { customers: number; rows: number; orders: number; claims: number; codes: number };
  points: number;
  inFlight: number;
  debtors: { count: number; first: { userId: number; seq: number; balance: number }[] };
  counts: Record<string, number>;
  answered: number;
  findings: IntegrityFinding[];
  more: number;
}

export type LedgerTotals = Record<EntryType, number>;
