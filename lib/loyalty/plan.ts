/**
 * The ledger follows the order: compares what an order's facts entitle the
 * customer to with the rows already written for it, and says which rows are
 * still missing (ARCHITECTURE: decision 2). Pure. Running it again after its own
 * rows are written gives an empty plan.
 */

import { percentToPoints } from '../money';
import { foldFacts, type OrderEvent, type OrderFacts, type PlacedFacts } from '../orders/facts';
import { availablePoints } from './account';
import { type Head, sealEntries } from './chain';
import { describe } from './describe';
import { type Entitlement, entitlement } from './entitlement';
import type { EarningBasis, EntryDraft, LedgerEntry } from './entry';
import { isOrderRow, orderCauseKey, plainDraft } from './entry';
import { leftoverDrafts, lotsToRestore } from './restore';
import { tierAt } from './tiers';

/** An order as stored: fact 0 and what came after. */
export interface OrderHistory {
  id: number;
  placed: PlacedFacts;
  events: readonly OrderEvent[];
  /** So many rows of its own are known to have been written; left out = nothing is known. */
  ledgerRows?: number;
}

export interface PlanInput {
  order: OrderHistory;
  /** Rows that carry the order, by seq. */
  rows: readonly LedgerEntry[];
  head: Head;
  /** Is the module on now? Only paying out promises looks at it. */
  moduleOn: boolean;
  now: number;
}

export type RefusalCode = 'POINTS_UNAVAILABLE' | 'CLAWBACK_SHORTFALL';

export type Plan =
  | { kind: 'none' }
  /** Rows to append, all or none; then plan again. */
  | { kind: 'append'; drafts: EntryDraft[] }
  /** The ledger refuses the order's event (0 = the placing itself). */
  | { kind: 'refused'; event: number; code: RefusalCode }
  /** A row of the order is gone: planned from the rest, it would be written a second time. */
  | { kind: 'stopped'; missing: string };

/** More rows than any order's event can need: something is wrong, stop. */
const MOST_ROWS_OF_ONE_EVENT = 6;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Events that the ledger refused, by number, as its rows and the event list say. */
export function voidedEvents(
  events: readonly OrderEvent[],
  rows: readonly LedgerEntry[],
): Map<number, string> {
  const voided = new Map<number, string>();
  for (const { data } of events) {
    if (data.kind === 'voided') voided.set(data.event, data.code);
  }
  for (const row of rows) {
    if (row.voidsEvent !== null) voided.set(row.voidsEvent, row.reason ?? '');
  }
  return voided;
}

/** The order's facts with refused events left out. */
export function factsOf(order: OrderHistory, rows: readonly LedgerEntry[]): OrderFacts {
  return foldFacts(order.placed, order.events, voidedEvents(order.events, rows));
}

/** Rows still missing, or a refusal that names the event that asks for too much. */
export function planEntries(input: PlanInput): Plan {
  const { order, rows, head, now } = input;
  const missing = missingRow(order, rows);
  if (missing) return { kind: 'stopped', missing };
  if (rows.some((r) => r.closes)) return { kind: 'none' };
  const facts = factsOf(order, rows);
  const drafts = draftRows(facts, input);
  if (drafts.length === 0) return { kind: 'none' };
  const code = refusalOf(facts, drafts, input);
  if (code) return { kind: 'refused', event: refusedEvent(input), code };
  const expiries = drafts.filter((d) => d.type === 'expired');
  // Leftovers of lots that points return to expire first, as rows valid alone.
  if (expiries.length > 0) return { kind: 'append', drafts: expiries.slice(0, 10) };
  if (drafts.length > MOST_ROWS_OF_ONE_EVENT) {
    throw new Error(
      `order ${order.id}: ${drafts.length} rows for one change at seq ${head.seq}, ${now}`,
    );
  }
  return { kind: 'append', drafts };
}

/** Cause of the first row of the order that was written and is not there; null = all are. */
export function missingRow(
  order: Pick<OrderHistory, 'id' | 'ledgerRows'>,
  rows: readonly LedgerEntry[],
): string | null {
  const own = rows.filter(isOrderRow);
  const gap = own.findIndex((row, i) => row.causeKey !== orderCauseKey(order.id, i + 1));
  if (gap >= 0) return orderCauseKey(order.id, gap + 1);
  return own.length < (order.ledgerRows ?? 0) ? orderCauseKey(order.id, own.length + 1) : null;
}

/**
 * The row of 0 points that records a refusal in the customer's chain, so that no
 * later look at the order can grant the event after all. Refusing the placing
 * itself closes the order.
 */
export function voidDraft(input: PlanInput, event: number, code: RefusalCode): EntryDraft {
  const facts = factsOf(input.order, input.rows);
  return {
    ...blank(input, facts, 'cancelled', 0, nextK(input.rows)),
    voidsEvent: event,
    reason: code,
    closes: event === 0,
    description: describe.refused(),
  };
}

/** What the rows say the order has had so far. */
interface Had {
  used: number;
  spendKopecks: number;
  /** The last earning row that was not taken back or withdrawn. */
  current: LedgerEntry | null;
  /** What has expired of the lot that `current` granted. */
  expired: number;
  /** What had expired of earlier lots when they were taken back: not granted again. */
  lapsed: number;
  basis: EarningBasis | null;
  /** End of the first lot that the order granted; undefined before there was one. */
  firstExpiresAt: number | null | undefined;
}

function whatItHad(rows: readonly LedgerEntry[]): Had {
  const had: Had = {
    used: 0,
    spendKopecks: 0,
    current: null,
    expired: 0,
    lapsed: 0,
    basis: null,
    firstExpiresAt: undefined,
  };
  for (const row of rows) {
    had.spendKopecks += row.spendKopecks;
    if (row.type === 'used' || row.type === 'refunded') had.used -= row.points;
    // Of exactly that lot: points of another order that came back into an earlier one are not its.
    if (row.type === 'expired' && row.refersTo === had.current?.seq) had.expired -= row.points;
    if (row.type === 'earned') {
      had.current = row;
      had.basis ??= row.basis;
      if (row.status === 'completed') had.firstExpiresAt ??= row.expiresAt;
    }
    if (row.type === 'cancelled' && row.voidsEvent === null) {
      had.current = null;
      had.lapsed += had.expired;
      had.expired = 0;
    }
  }
  return had;
}

/** Is what the order has now a promise that is still open? */
function isPromised(had: Had): boolean {
  return had.current?.status === 'pending';
}

/** What a take-back takes: what the lot was granted, less what of it has expired. */
function toTakeBack(had: Had): number {
  if (!had.current || isPromised(had)) return 0;
  return Math.max(0, had.current.points - had.expired);
}

function draftRows(facts: OrderFacts, input: PlanInput): EntryDraft[] {
  const had = whatItHad(input.rows);
  const due = entitlement(facts, input.now);
  const drafts: EntryDraft[] = [];
  let k = nextK(input.rows);
  const next = (type: EntryDraft['type'], points: number) => {
    const draft = blank(input, facts, type, points, k++);
    drafts.push(draft);
    return draft;
  };

  if (due.used > had.used) {
    const points = due.used - had.used;
    next('used', -points).description = describe.used(points);
  } else if (due.used < had.used) {
    const points = had.used - due.used;
    const at = Math.max(input.now, input.head.at);
    const { account } = input.head;
    const restore = lotsToRestore(input.rows, points, account, at, facts.program.refundGraceDays);
    drafts.push(...leftoverDrafts(facts.userId, restore, input.head, at));
    const draft = next('refunded', points);
    draft.restore = restore;
    draft.description = due.closed ? describe.refunded(points) : describe.refundedPart(points);
  }

  if (due.closed) {
    takeBack(next, had, describe.takenBack).closes = true;
    return drafts;
  }
  planEarning(facts, due, had, input, next, drafts);
  return drafts;
}

type Next = (type: EntryDraft['type'], points: number) => EntryDraft;

function planEarning(
  facts: OrderFacts,
  due: Entitlement,
  had: Had,
  input: PlanInput,
  next: Next,
  drafts: EntryDraft[],
): void {
  const { current } = had;
  if (!due.earning) {
    if (current) takeBack(next, had, describe.takenBack);
    return;
  }
  const basis = earningBasis(facts, due.earning.baseKopecks, had.basis, input);
  const { spendKopecks } = due.earning;
  // A promise waits while the module is off, and one made before is never un-promised.
  const payable = due.earning.state === 'due' && (input.moduleOn || !isPromiseKind(facts, had));
  const wantsPending = had.current && !isPromised(had) ? false : !payable;

  if (!current) {
    earn(next, facts, had, basis, spendKopecks, wantsPending, input, null);
    return;
  }
  if (current.basis?.points === basis.points) {
    if (isPromised(had) && !wantsPending) {
      earn(next, facts, had, basis, spendKopecks - had.spendKopecks, false, input, current.seq);
    } else {
      moveSpend(spendKopecks - had.spendKopecks, facts, next, drafts);
    }
    return;
  }
  takeBack(next, had, describe.takenBackForChange);
  earn(next, facts, had, basis, spendKopecks, wantsPending, input, null);
}

/** Is what the order earns (or was promised) a cash promise rather than an earning at once? */
function isPromiseKind(facts: OrderFacts, had: Had): boolean {
  return isPromised(had) || (facts.program.earnWhen === 'payment' && !facts.paidOnline);
}

function earn(
  next: Next,
  facts: OrderFacts,
  had: Had,
  basis: EarningBasis,
  spendKopecks: number,
  pending: boolean,
  input: PlanInput,
  settles: number | null,
): void {
  // What of the order's earlier lot has already expired is not granted again.
  const points = pending ? basis.points : Math.max(0, basis.points - had.lapsed - had.expired);
  const draft = next('earned', points);
  draft.status = pending ? 'pending' : 'completed';
  draft.spendKopecks = spendKopecks;
  draft.basis = basis;
  draft.refersTo = settles;
  draft.expiresAt = pending ? null : earnedExpiresAt(facts, had, input);
  draft.description = pending
    ? describe.promised(points, basis.subtotalKopecks + basis.deliveryKopecks)
    : describe.earned(points, basis.subtotalKopecks + basis.deliveryKopecks);
}

function earnedExpiresAt(facts: OrderFacts, had: Had, input: PlanInput): number | null {
  if (had.firstExpiresAt !== undefined) return had.firstExpiresAt;
  const days = facts.program.earnedLifeDays;
  return days === null ? null : Math.max(input.now, input.head.at) + days * DAY_MS;
}

/** Takes back what the order has, and all of its qualifying spend. */
function takeBack(next: Next, had: Had, text: (points: number) => string): EntryDraft {
  const taken = toTakeBack(had);
  const draft = next('cancelled', -taken);
  draft.spendKopecks = -had.spendKopecks;
  draft.ownLots = had.current ? [had.current.seq] : [];
  draft.refersTo = had.current?.seq ?? null;
  draft.description = text(taken);
  return draft;
}

/** A change of qualifying spend alone rides on a row of the same operation, or on one of 0 points. */
function moveSpend(delta: number, facts: OrderFacts, next: Next, drafts: EntryDraft[]): void {
  if (delta === 0) return;
  const row =
    drafts.find((d) => d.type === 'used' || d.type === 'refunded') ??
    next(delta > 0 ? 'used' : 'refunded', 0);
  if (row.description === '') row.description = describe.spendChanged();
  row.spendKopecks = delta;
  row.spendAt = facts.placedAt;
}

function earningBasis(
  facts: OrderFacts,
  baseKopecks: number,
  fixed: EarningBasis | null,
  input: PlanInput,
): EarningBasis {
  const at = Math.max(input.now, input.head.at);
  const tier = fixed ? null : tierAt(facts.program, input.head.account, at);
  const percent = fixed?.percent ?? tier?.earnPercent ?? 0;
  return {
    program: facts.program.id,
    tier: fixed?.tier ?? tier?.name ?? '',
    percent,
    subtotalKopecks: facts.amounts.subtotalKopecks,
    deliveryKopecks: facts.amounts.deliveryKopecks,
    promoDiscountKopecks: facts.amounts.promoDiscountKopecks,
    pointsUsed: facts.points,
    baseKopecks,
    points: percentToPoints(baseKopecks, percent),
  };
}

function refusalOf(
  facts: OrderFacts,
  drafts: readonly EntryDraft[],
  { head, now, order }: PlanInput,
): RefusalCode | null {
  const at = Math.max(now, head.at);
  const used = drafts.find((d) => d.type === 'used');
  if (used && -used.points > availablePoints(head.account, at)) return 'POINTS_UNAVAILABLE';
  if (facts.program.shortfall !== 'refuse') return null;
  const after = sealEntries(order.placed.userId, head, drafts, facts.program, now).head;
  return after.account.debt > head.account.debt ? 'CLAWBACK_SHORTFALL' : null;
}

/** The first event from which on the plan is refused. */
function refusedEvent(input: PlanInput): number {
  const planned = Math.max(-1, ...input.rows.map((r) => r.orderVersion ?? -1));
  const { events } = input.order;
  const candidates = [0, ...events.map((e) => e.n)].filter((n) => n > planned);
  for (const n of candidates.slice(0, -1)) {
    const order = { ...input.order, events: events.filter((e) => e.n <= n) };
    const facts = factsOf(order, input.rows);
    const drafts = draftRows(facts, { ...input, order });
    if (refusalOf(facts, drafts, { ...input, order })) return n;
  }
  return candidates.at(-1) ?? events.at(-1)?.n ?? 0;
}

function nextK(rows: readonly LedgerEntry[]): number {
  return rows.filter(isOrderRow).length + 1;
}

function blank(
  input: PlanInput,
  facts: OrderFacts,
  type: EntryDraft['type'],
  points: number,
  k: number,
): EntryDraft {
  return {
    ...plainDraft(type, points, orderCauseKey(input.order.id, k)),
    spendAt: facts.placedAt,
    orderId: input.order.id,
    orderVersion: facts.version,
  };
}
