/**
 * An order against its rows: what is missing (the planner says), what is there
 * twice, what was not given back (SPEC 2, ARCHITECTURE: decision 2). Pure.
 */
import type { OrderFacts } from '../../orders/facts';
import { type EntryDraft, isOrderRow, type LedgerEntry, orderCauseKey } from '../entry';
import { factsOf, missingRow, type PlanInput, planEntries } from '../plan';
import { type Finding, type FindingKind, finding } from './finding';

/** What does not hold of an order; empty = all well. */
export function checkOrderRows(input: PlanInput): Finding[] {
  const { order, rows } = input;
  const facts = factsOf(order, rows);
  const own = rows.filter(isOrderRow);
  const found = [
    ...checkEvents(input),
    ...checkPlaces(input, own),
    ...checkTwice(rows),
    ...(rows.some((r) => r.closes) ? checkClosed(facts, rows) : checkPlan(input)),
    ...checkCount(input, own),
  ];
  return found.map((f) => ({ ...f, userId: order.placed.userId, orderId: order.id }));
}

function checkEvents({ order }: PlanInput): Finding[] {
  return order.events.flatMap((event, i) =>
    event.n === i + 1 || event.n - 1 === order.events[i - 1]?.n
      ? []
      : [finding('event_missing', { is: `event ${event.n}`, shouldBe: `event ${i + 1}` })],
  );
}

/** Its rows are numbered without gaps, are its customer's, and nothing follows the closing one. */
function checkPlaces({ order, rows }: PlanInput, own: readonly LedgerEntry[]): Finding[] {
  const found: Finding[] = [];
  const about = (row: LedgerEntry) => ({ seq: row.seq, rowId: row.id });
  own.forEach((row, i) => {
    const shouldBe = orderCauseKey(order.id, i + 1);
    if (row.causeKey === shouldBe) return;
    const foreign = !row.causeKey.startsWith(`o:${order.id}:`);
    const kind = foreign ? 'row_of_other_order' : 'order_row_missing';
    const told = found.some((f) => f.kind === kind);
    if (!told) found.push(finding(kind, { ...about(row), is: row.causeKey, shouldBe }));
  });
  for (const row of rows) {
    const { userId } = order.placed;
    if (row.userId !== userId) {
      const told = { ...about(row), is: row.userId, shouldBe: userId };
      found.push(finding('row_of_other_customer', told));
    }
  }
  const closing = own.findIndex((r) => r.closes);
  for (const row of closing < 0 ? [] : own.slice(closing + 1)) {
    found.push(finding('row_after_close', { ...about(row), is: row.points }));
  }
  return found;
}

/** The last rows of an order are gone: those before them are numbered without a gap. */
function checkCount({ order, rows }: PlanInput, own: readonly LedgerEntry[]): Finding[] {
  const missing = missingRow(order, rows);
  if (missing !== orderCauseKey(order.id, own.length + 1)) return [];
  return [finding('order_row_missing', { is: 'missing', shouldBe: missing })];
}

function checkTwice(rows: readonly LedgerEntry[]): Finding[] {
  const found: Finding[] = [];
  let current: LedgerEntry | null = null;
  let net = 0;
  for (const row of rows) {
    const about = { seq: row.seq, rowId: row.id, is: row.points };
    if (row.type === 'earned') {
      const replaces = current && row.refersTo === current.seq && current.status === 'pending';
      if (current && !replaces) found.push(finding('earned_twice', { ...about, shouldBe: 0 }));
      current = row;
    }
    if (row.type === 'cancelled' && row.voidsEvent === null) current = null;
    if (row.type === 'used' || row.type === 'refunded') net += row.points;
    if (net > 0) {
      found.push(finding('returned_twice', { ...about, shouldBe: row.points - net }));
      net = 0;
    }
  }
  return found;
}

/** A closed order is cancelled and keeps neither points nor spend. */
function checkClosed(facts: OrderFacts, rows: readonly LedgerEntry[]): Finding[] {
  if (facts.status !== 'cancelled') {
    return [finding('closed_but_alive', { is: facts.status, shouldBe: 'cancelled' })];
  }
  const sum = (pick: (row: LedgerEntry) => number) => rows.reduce((t, r) => t + pick(r), 0);
  const used = sum((r) => (r.type === 'used' || r.type === 'refunded' ? r.points : 0));
  const spend = sum((r) => r.spendKopecks);
  const earned = sum((r) => (r.status === 'completed' && isEarning(r, rows) ? r.points : 0));
  const wrong: [string, number][] = [
    ['points used', used],
    ['points earned', earned],
    ['qualifying spend', spend],
  ];
  return wrong
    .filter(([, left]) => left !== 0)
    .map(([field, left]) => finding('cancelled_not_zero', { field, is: left, shouldBe: 0 }));
}

/** Earned, taken back, or expired of a lot that the order earned. */
function isEarning(row: LedgerEntry, rows: readonly LedgerEntry[]): boolean {
  if (row.type === 'expired') {
    const lot = rows.find((r) => r.seq === row.refersTo && r.type === 'earned');
    const back =
      lot && rows.find((r) => r.seq > lot.seq && r.type === 'cancelled' && r.voidsEvent === null);
    return lot !== undefined && (!back || row.seq < back.seq);
  }
  return row.type === 'earned' || row.type === 'cancelled';
}

/** What the planner would still write. */
function checkPlan(input: PlanInput): Finding[] {
  const plan = planEntries(input);
  // A row is missing, and named: what else the order wants, nobody can say without it.
  if (plan.kind === 'none' || plan.kind === 'stopped') return [];
  if (plan.kind === 'refused') {
    const is = `event ${plan.event} waits for a refusal (${plan.code})`;
    return [finding('order_unfinished', { is, repair: 'settle' })];
  }
  // A promise that has fallen due is the hourly job's to pay out: health says when it is late.
  if (isPayout(plan.drafts, input.rows)) return [];
  return plan.drafts.flatMap((draft, i) => {
    const kind = missingKind(draft, plan.drafts, i);
    if (!kind) return [];
    const is = hadOf(draft, input.rows);
    const change = draft.type === 'earned' ? draft.points : is + draft.points;
    const spend = kind === 'spend_wrong';
    return [
      finding(kind, {
        is: spend ? 'as it is' : is,
        shouldBe: spend ? `${draft.spendKopecks / 100} RUB more` : change,
        repair: 'settle',
      }),
    ];
  });
}

/** Only a promise that has fallen due is missing its payout. */
function isPayout(drafts: readonly EntryDraft[], rows: readonly LedgerEntry[]): boolean {
  const [draft] = drafts;
  return (
    drafts.length === 1 &&
    draft?.type === 'earned' &&
    draft.refersTo !== null &&
    rows.some((r) => r.seq === draft.refersTo && r.status === 'pending')
  );
}

function missingKind(
  draft: EntryDraft,
  drafts: readonly EntryDraft[],
  i: number,
): FindingKind | null {
  const replaced = drafts.some((d, j) => j !== i && d.type === 'cancelled' && !d.closes);
  switch (draft.type) {
    case 'used':
      return draft.points === 0 ? 'spend_wrong' : 'spend_missing';
    case 'refunded':
      return draft.points === 0 ? 'spend_wrong' : 'not_returned';
    case 'earned':
      return replaced ? 'earning_wrong' : 'earning_missing';
    case 'cancelled':
      if (draft.closes && draft.points === 0) return 'not_closed';
      return drafts.some((d) => d.type === 'earned') ? null : 'not_taken_back';
    default:
      // A leftover that expires on the way; the row that needs it is named after it is written.
      return drafts.length === 1 ? 'not_returned' : null;
  }
}

/** Points that the order has of the kind that a draft would change. */
function hadOf(draft: EntryDraft, rows: readonly LedgerEntry[]): number {
  const kinds =
    draft.type === 'used' || draft.type === 'refunded'
      ? ['used', 'refunded']
      : ['earned', 'cancelled'];
  return rows
    .filter((r) => r.status === 'completed' && kinds.includes(r.type))
    .reduce((sum, r) => sum + r.points, 0);
}
