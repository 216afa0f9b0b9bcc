/**
 * What the ledger would do about an order's facts, nothing written: the planner's
 * steps to their end, sealed in memory (SPEC: a preview agrees with the real thing). Pure.
 */
import { type Head, headOf, sealEntries } from './chain';
import type { LedgerEntry, NewLedgerEntry } from './entry';
import { type OrderHistory, type PlanInput, planEntries, voidDraft } from './plan';
import type { LoyaltyProgram } from './program';

export interface Rehearsed {
  /** The order's rows with those that would be written. */
  rows: LedgerEntry[];
  head: Head;
}

/** More steps than any order needs: the plan does not come to rest. */
const MOST_STEPS = 20;

/** `program` is the active one, as for real rows: it says the customer's tier after each. */
export function rehearse(input: PlanInput, program: LoyaltyProgram): Rehearsed {
  let { rows, head } = { rows: [...input.rows], head: input.head };
  for (let step = 0; step < MOST_STEPS; step++) {
    const now: PlanInput = { ...input, rows, head };
    const plan = planEntries(now);
    // Where rows are gone, nothing would be written.
    if (plan.kind === 'none' || plan.kind === 'stopped') return { rows, head };
    const drafts = plan.kind === 'append' ? plan.drafts : [voidDraft(now, plan.event, plan.code)];
    const { entries } = sealEntries(input.order.placed.userId, head, drafts, program, input.now);
    rows = [...rows, ...entries.filter((e) => isOf(input.order, e)).map(unstored)];
    head = headOf(entries.at(-1) ?? null);
  }
  throw new Error(`order ${input.order.id} does not come to rest`);
}

function isOf(order: OrderHistory, entry: NewLedgerEntry): boolean {
  return entry.orderId === order.id;
}

function unstored(entry: NewLedgerEntry): LedgerEntry {
  return { ...entry, id: 0, currentStatus: entry.status };
}
