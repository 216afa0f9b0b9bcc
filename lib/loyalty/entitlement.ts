/** What an order's facts entitle its customer to, under its own programme (SPEC 3). */
import type { OrderFacts } from '../orders/facts';
import { isOnline } from '../orders/lifecycle';

export interface Entitlement {
  /** The order is cancelled: everything is undone and the order is closed. */
  closed: boolean;
  /** Points that should have left the balance for the order. */
  used: number;
  earning: {
    /** `promised`: a pending row; `due`: points in the balance. */
    state: 'promised' | 'due';
    baseKopecks: number;
    spendKopecks: number;
  } | null;
}

const HOUR_MS = 60 * 60 * 1000;

/**
 * When a cash order's promise falls due: the hold after delivery, or after the
 * scheduled time, or after placing, whichever is known first in this order.
 */
export function payoutDueAt(facts: OrderFacts): number {
  const from = facts.deliveredAt ?? facts.scheduledFor ?? facts.placedAt;
  return from + facts.program.cashHoldHours * HOUR_MS;
}

/** Pure; the same facts and moment always give the same answer. */
export function entitlement(facts: OrderFacts, now: number): Entitlement {
  if (facts.status === 'cancelled') return { closed: true, used: 0, earning: null };
  const spent = facts.program.spendWhen === 'placed' || facts.reachedAccepted;
  const { entitled, baseKopecks, spendKopecks } = facts.earning;
  return {
    closed: false,
    used: spent ? facts.points : 0,
    earning: entitled ? { state: earningState(facts, now), baseKopecks, spendKopecks } : null,
  };
}

function earningState(facts: OrderFacts, now: number): 'promised' | 'due' {
  if (facts.program.earnWhen !== 'payment') return 'due';
  if (facts.paidOnline || isOnline(facts.method)) return 'due';
  return now >= payoutDueAt(facts) ? 'due' : 'promised';
}
