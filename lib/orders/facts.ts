/**
 * An order's facts: fact 0 (the order as placed) folded with its events
 * (ARCHITECTURE: append-only order facts). Everything else that is said about
 * an order is derived from this fold.
 */
import { earnBaseKopecks, qualifyingSpendKopecks } from '../loyalty/earning';
import type { LoyaltyProgram } from '../loyalty/program';
import { type Amounts, payableKopecks, pointsThatFit } from './amounts';
import {
  type AttemptFacts,
  failAttempt,
  firstAttempt,
  openAttempt,
  returnOnline,
  startAttempt,
  takeOnline,
} from './attempts';
import {
  isAcceptedOrLater,
  isFinished,
  isOnline,
  type OnlineMethod,
  type OrderStatus,
  type PaymentMethod,
} from './lifecycle';

export interface OrderLine {
  menuItemId: number;
  name: string;
  quantity: number;
  /** Price of one with its add-ons. */
  unitKopecks: number;
  addOns: { id: string; name: string; priceKopecks: number }[];
}

/** A promo code's terms as they were when the order took it. */
export interface PromoTerms {
  promoCodeId: number;
  code: string;
  discountType: 'percentage' | 'fixed';
  /** Percent, or whole kopecks for `fixed`. */
  value: number;
  maxDiscountKopecks: number | null;
}

/** What a customer (or staff) chose about an order; every field can change later. */
export interface OrderChoices {
  lines: OrderLine[];
  amounts: Amounts;
  promo: PromoTerms | null;
  /** How many codes were tried on this order before: the claim's number. */
  promoTry: number;
  /** Points the customer spends. */
  points: number;
  method: PaymentMethod | null;
  deliveryAddress: string | null;
  scheduledFor: number | null;
  comment: string | null;
  /** Sets of cutlery; null: not said. */
  cutlery: number | null;
  /** Cash: the money that change is needed from; null: none. */
  changeFromKopecks: number | null;
}

/** Fact 0. `at` and other times are integer milliseconds since 1970. */
export interface PlacedFacts extends OrderChoices {
  /** Hash of customer and Idempotency-Key; unique among orders. */
  key: string;
  /** Hash of the request body, to tell a retry from a misuse of the key. */
  requestHash: string;
  userId: number;
  at: number;
  /** Was the loyalty module on when it was placed? */
  moduleOn: boolean;
  /** The whole programme: a later change of settings does not reach this order. */
  program: LoyaltyProgram;
  /** Online method chosen at placing: payment attempt 1 starts with the order. */
  charge: boolean;
}

export type Actor =
  | { kind: 'customer'; id: number }
  | { kind: 'admin'; id: number }
  | { kind: 'provider' | 'system' | 'grid' };

export type EventData =
  | ({ kind: 'changed' } & Partial<OrderChoices>)
  | { kind: 'payment_started'; attempt: number; method: OnlineMethod; amountKopecks: number }
  /** The provider took the attempt on; its customer confirms it at the address. */
  | { kind: 'payment_opened'; attempt: number; providerId: string; confirmationUrl: string }
  | {
      kind: 'payment_succeeded';
      /** 0 for money that staff took. */
      attempt: number;
      method: PaymentMethod;
      amountKopecks: number;
      providerId: string | null;
    }
  | { kind: 'payment_failed'; attempt: number; code: string }
  | {
      kind: 'money_refunded';
      amountKopecks: number;
      providerId: string | null;
      /** Attempt whose payment gave it back; left out by orders from before there were several. */
      attempt?: number | undefined;
    }
  | { kind: 'status'; to: Exclude<OrderStatus, 'cancelled'> }
  | { kind: 'cancelled'; reason: string; code: string | null }
  | { kind: 'hidden' }
  | { kind: 'voided'; event: number; code: string };

export interface OrderEvent {
  orderId: number;
  /** 1, 2, 3 ... within the order; fact 0 is event 0. */
  n: number;
  at: number;
  moduleOn: boolean;
  actor: Actor;
  data: EventData;
}

/** What an order earns from, as the fold follows it under its programme. */
export interface EarningFacts {
  /** The condition to earn holds and came while the module was on. */
  entitled: boolean;
  /** Its moment came while the module was off: it never earns. */
  forfeited: boolean;
  baseKopecks: number;
  spendKopecks: number;
}

export interface OrderFacts extends OrderChoices, AttemptFacts {
  userId: number;
  placedAt: number;
  program: LoyaltyProgram;
  /** Number of the last event folded in (0 = as placed). */
  version: number;
  status: OrderStatus;
  cancel: { at: number; reason: string; code: string | null } | null;
  hidden: boolean;
  /** Sticky: spent points stay spent when staff move an order back. */
  reachedAccepted: boolean;
  deliveredAt: number | null;
  /** Money received, and money given back, in kopecks. */
  paidKopecks: number;
  returnedKopecks: number;
  /** Received by card or sbp at least once. */
  paidOnline: boolean;
  /** A payment (also of 0) succeeded. */
  paid: boolean;
  earning: EarningFacts;
}

/** Received less what should be kept; all of it for a cancelled order. SPEC 1. */
export function refundDueKopecks(f: OrderFacts): number {
  const kept = f.status === 'cancelled' ? 0 : payableKopecks(f.amounts, f.points);
  return Math.max(0, f.paidKopecks - f.returnedKopecks - kept);
}

/** What is still to be received. */
export function amountDueKopecks(f: OrderFacts): number {
  if (f.status === 'cancelled') return 0;
  return Math.max(0, payableKopecks(f.amounts, f.points) - (f.paidKopecks - f.returnedKopecks));
}

/** Nothing is owed and a payment was made. */
export function isPaid(f: OrderFacts): boolean {
  return f.paid && amountDueKopecks(f) === 0;
}

/**
 * Folds events onto fact 0. Events whose number is in `voided` never happened:
 * the ledger refused them. Fact 0 itself voided means the order is dead.
 */
export function foldFacts(
  placed: PlacedFacts,
  events: readonly OrderEvent[],
  voided: ReadonlyMap<number, string> = new Map(),
): OrderFacts {
  const f = startFacts(placed);
  followEarning(f, placed.moduleOn);
  const refusal = voided.get(0);
  if (refusal !== undefined) cancelFacts(f, placed.at, 'refused', refusal);
  for (const event of events) {
    f.version = event.n;
    if (voided.has(event.n)) continue;
    applyEvent(f, event);
    followEarning(f, event.moduleOn);
  }
  return f;
}

function startFacts(placed: PlacedFacts): OrderFacts {
  const {
    lines,
    amounts,
    promo,
    promoTry,
    points,
    method,
    deliveryAddress,
    scheduledFor,
    comment,
    cutlery,
    changeFromKopecks,
  } = placed;
  const amountKopecks = payableKopecks(amounts, points);
  return {
    lines,
    amounts,
    promo,
    promoTry,
    points,
    method,
    deliveryAddress,
    scheduledFor,
    comment,
    cutlery,
    changeFromKopecks,
    userId: placed.userId,
    placedAt: placed.at,
    program: placed.program,
    version: 0,
    status: 'new',
    cancel: null,
    hidden: false,
    reachedAccepted: false,
    deliveredAt: null,
    paidKopecks: 0,
    returnedKopecks: 0,
    paidOnline: false,
    paid: false,
    ...firstAttempt(
      placed.charge && isOnline(method) ? { method, amountKopecks, at: placed.at } : null,
    ),
    earning: { entitled: false, forfeited: false, baseKopecks: 0, spendKopecks: 0 },
  };
}

function cancelFacts(f: OrderFacts, at: number, reason: string, code: string | null): void {
  // The first cancellation is the one that counts: cancelled is final.
  if (f.cancel) return;
  f.status = 'cancelled';
  f.cancel = { at, reason, code };
}

function applyEvent(f: OrderFacts, event: OrderEvent): void {
  const d = event.data;
  switch (d.kind) {
    case 'changed': {
      const { kind: _kind, ...changes } = d;
      Object.assign(f, changes);
      f.points = Math.min(f.points, pointsThatFit(f.amounts));
      return;
    }
    case 'payment_started':
      startAttempt(f, d, event.at);
      return;
    case 'payment_opened':
      openAttempt(f, d);
      return;
    case 'payment_succeeded':
      f.paid = true;
      f.paidKopecks += d.amountKopecks;
      if (isOnline(d.method)) {
        f.paidOnline = true;
        takeOnline(f, d);
      }
      // Money for a cancelled order is due back; how it came in no longer matters.
      if (f.status !== 'cancelled') f.method = d.method;
      return;
    case 'payment_failed':
      failAttempt(f, d);
      return;
    case 'money_refunded':
      f.returnedKopecks += d.amountKopecks;
      returnOnline(f, d);
      return;
    case 'status':
      if (f.status === 'cancelled') return;
      f.status = d.to;
      if (isAcceptedOrLater(d.to)) f.reachedAccepted = true;
      if (!isFinished(d.to)) f.deliveredAt = null;
      else f.deliveredAt ??= event.at;
      return;
    case 'cancelled':
      cancelFacts(f, event.at, d.reason, d.code);
      return;
    case 'hidden':
      f.hidden = true;
      return;
    case 'voided':
      return;
  }
}

/** Does the order, as it stands, meet its programme's condition to earn? */
function meetsEarningCondition(f: OrderFacts): boolean {
  switch (f.program.earnWhen) {
    case 'payment':
      return f.paidOnline || f.method === 'cash';
    case 'first-finish':
    case 'while-finished':
      return isFinished(f.status);
  }
}

/**
 * Keeps `earning` in step after one fact. An earning moment that comes while the
 * module is off is lost for good; while it is off, what was earned can shrink
 * with the order's amounts but not grow. SPEC 3, "Module off".
 */
function followEarning(f: OrderFacts, moduleOn: boolean): void {
  const e = f.earning;
  if (e.forfeited) return;
  const met = meetsEarningCondition(f);
  if (!e.entitled) {
    if (!met || f.status === 'cancelled') return;
    if (!moduleOn) {
      e.forfeited = true;
      return;
    }
    e.entitled = true;
    e.baseKopecks = earnBaseKopecks(f.program, f.amounts, f.points);
    e.spendKopecks = qualifyingSpendKopecks(f.program, f.amounts, f.points);
    return;
  }
  if (!met && f.program.earnWhen === 'while-finished') {
    e.entitled = false;
    return;
  }
  const base = earnBaseKopecks(f.program, f.amounts, f.points);
  const spend = qualifyingSpendKopecks(f.program, f.amounts, f.points);
  e.baseKopecks = moduleOn ? base : Math.min(e.baseKopecks, base);
  e.spendKopecks = moduleOn ? spend : Math.min(e.spendKopecks, spend);
}
