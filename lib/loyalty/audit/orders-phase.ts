/** Orders against the ledger, their promo claims and their visible columns, a page at a time. */
import type { Context } from '../../context';
import { readOrder } from '../../orders/events';
import type { OrderEvent } from '../../orders/facts';
import { orderCopies } from '../../orders/settle';
import { claimOrderKey } from '../../promo/claims';
import { readSettings } from '../../settings';
import { type PromoClaim, RowUnreadable, type StoredOrder } from '../../store/port';
import { knownHead } from '../chain';
import type { LedgerEntry } from '../entry';
import { factsOf } from '../plan';
import { type OrderSnapshot, snapshotFacts } from '../reconcile';
import type { AuditTally } from './audit-state';
import { checkClaims } from './claim-check';
import { type Finding, finding } from './finding';
import { checkOrderRows } from './order-check';

/** Orders of one page; facts and rows are long. */
const ORDERS = 200;
/** An order touched so lately may be at work. */
const FRESH_MS = 2 * 60 * 1000;
/** The reconcile job comes every 15 minutes. */
const UNSETTLED_MS = 30 * 60 * 1000;
/** Ids of one gap that are looked behind. */
const GAP = 50;

/** Looks at orders above `after` until `enough()`; answers how far it came, null = to the end. */
export async function auditOrders(
  ctx: Context,
  tally: AuditTally,
  after: number,
  enough: () => boolean,
): Promise<number | null> {
  let from = after;
  for (;;) {
    if (enough()) return from;
    const page = await ctx.store.orders.page(from, ORDERS);
    const last = page.rows.at(-1)?.id ?? from;
    await auditPage(ctx, tally, page.rows, missingIds(page.rows, from, page.next ?? last + GAP));
    if (page.next === null) return null;
    from = page.next;
  }
}

/** All orders of one customer. */
export async function auditOrdersOf(ctx: Context, tally: AuditTally, userId: number) {
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof ctx.store.orders.pageOfUser>> =
      await ctx.store.orders.pageOfUser(userId, after, ORDERS);
    await auditPage(ctx, tally, page.rows, []);
    after = page.next;
  }
}

/**
 * Ids before each order of a page that no order has: a refused insert leaves one
 * out, and so does a deleted order. Of a long gap only the beginning is looked at.
 */
function missingIds(orders: readonly StoredOrder[], after: number, to: number): number[] {
  const ids: number[] = [];
  let last = after;
  for (const id of [...orders.map((o) => o.id), to + 1]) {
    for (let gone = last + 1; gone < Math.min(id, last + 1 + GAP); gone++) ids.push(gone);
    last = id;
  }
  return ids;
}

async function auditPage(
  ctx: Context,
  tally: AuditTally,
  orders: readonly StoredOrder[],
  missing: readonly number[],
): Promise<void> {
  const ids = orders.map((o) => o.id);
  const keys = orders.flatMap((o) => (o.placed.promo ? [claimOrderKey(o.placed.key, 1)] : []));
  const [events, rows, claims, settings] = await Promise.all([
    ctx.store.orders.eventsOfMany(ids),
    ctx.store.ledger.ofOrders([...ids, ...missing]).catch(unreadable),
    ctx.store.promo.claimsByOrderKeys(keys),
    readSettings(ctx.store),
  ]);
  tally.report.looked.orders += orders.length;
  if (rows === 'unreadable') {
    // One row among them: each order by itself, the row is named with its customer.
    for (const order of orders) await lookAgain(ctx, tally, order);
    return;
  }
  const eventsOf = groupBy(events, (e) => e.orderId);
  const rowsOf = groupBy(rows, (r) => r.orderId ?? 0);
  const claimsOf = new Map(claims.map((c) => [c.orderKey, c]));
  const written: { orderId: number; copies: ReturnType<typeof orderCopies> }[] = [];
  const suspects = new Set<StoredOrder>();
  for (const order of orders) {
    const known = {
      order,
      events: eventsOf.get(order.id) ?? [],
      rows: rowsOf.get(order.id) ?? [],
      head: knownHead(null, null),
      moduleOn: settings.loyaltyEnabled,
    };
    const facts = factsOf({ ...order, events: known.events }, known.rows);
    const claim = claimsOf.get(claimOrderKey(order.placed.key, 1)) ?? null;
    const simple = facts.promoTry <= 1;
    const wrong =
      !simple ||
      orderFindings(ctx, known).length > 0 ||
      checkClaims(order, facts, [claim]).length > 0;
    if (wrong || order.copiesVersion !== facts.version || !order.settled) suspects.add(order);
    else written.push({ orderId: order.id, copies: orderCopies(known, facts) });
  }
  const strays = await ctx.store.orders.copyStrays(written);
  const byId = new Map(orders.map((o) => [o.id, o]));
  for (const id of strays.keys()) suspects.add(byId.get(id) as StoredOrder);
  for (const order of suspects) await lookAgain(ctx, tally, order);
  await addOrphans(
    ctx,
    tally,
    rows.filter((r) => missing.includes(r.orderId ?? 0)),
  );
}

/** Rows of orders that are not there; an order placed meanwhile is. */
async function addOrphans(
  ctx: Context,
  tally: AuditTally,
  rows: readonly LedgerEntry[],
): Promise<void> {
  for (const orderId of new Set(rows.map((r) => r.orderId ?? 0))) {
    if (await ctx.store.orders.byId(orderId)) continue;
    tally.add(rows.filter((r) => r.orderId === orderId).map(orphan));
  }
}

/** An order that looked wrong, read whole and at one moment; what is fresh may be at work. */
async function lookAgain(ctx: Context, tally: AuditTally, order: StoredOrder): Promise<void> {
  const about = { userId: order.placed.userId, orderId: order.id };
  const snapshot = await readOrder(ctx, order.id).catch((error: unknown) => {
    if (!(error instanceof RowUnreadable)) throw error;
    tally.add([finding('order_unreadable', { ...about, is: error.message })]);
    return null;
  });
  if (!snapshot) return;
  const now = ctx.now();
  const touched = snapshot.events.at(-1)?.at ?? order.placed.at;
  const facts = snapshotFacts(snapshot);
  const { settled, copiesVersion } = snapshot.order;
  const fresh = Math.abs(now - touched) < FRESH_MS;
  if (fresh && (!settled || copiesVersion !== facts.version)) {
    tally.report.inFlight++;
    return;
  }
  const found = [
    ...orderFindings(ctx, snapshot),
    ...checkClaims(snapshot.order, facts, await claimsOfOrder(ctx, snapshot)),
    ...(await copyFindings(ctx, snapshot, touched)),
  ];
  tally.addOrder(about.userId, order.id, found);
}

function orderFindings(ctx: Context, s: OrderSnapshot): Finding[] {
  const order = { ...s.order, events: s.events };
  const now = Math.max(ctx.now(), s.events.at(-1)?.at ?? 0, s.rows.at(-1)?.at ?? 0);
  try {
    return checkOrderRows({ order, rows: s.rows, head: s.head, moduleOn: s.moduleOn, now });
  } catch (error) {
    // The planner stops at what no order can need.
    return [finding('order_unfinished', { is: String(error) })];
  }
}

async function copyFindings(ctx: Context, s: OrderSnapshot, touched: number): Promise<Finding[]> {
  const facts = snapshotFacts(s);
  const wanted = orderCopies(s, facts);
  if (wanted.settled && (!s.order.settled || s.order.copiesVersion < facts.version)) {
    if (ctx.now() - touched < UNSETTLED_MS) return [];
    const is = `copies of version ${s.order.copiesVersion}`;
    return [finding('order_unfinished', { is, shouldBe: facts.version, repair: 'settle' })];
  }
  const strays = await ctx.store.orders.copyStrays([{ orderId: s.order.id, copies: wanted }]);
  return (strays.get(s.order.id) ?? []).map(({ column, is, shouldBe }) =>
    finding('order_copy', { field: column, is, shouldBe, repair: 'settle' }),
  );
}

async function claimsOfOrder(ctx: Context, s: OrderSnapshot): Promise<(PromoClaim | null)[]> {
  const { promoTry } = snapshotFacts(s);
  return Promise.all(
    Array.from({ length: promoTry }, (_, i) =>
      ctx.store.promo.claimByOrderKey(claimOrderKey(s.order.placed.key, i + 1)),
    ),
  );
}

function orphan({ userId, seq, id, orderId, points }: LedgerEntry): Finding {
  return finding('order_missing', { userId, seq, rowId: id, orderId, is: points });
}

function unreadable(error: unknown): 'unreadable' {
  if (error instanceof RowUnreadable) return 'unreadable';
  throw error;
}

function groupBy<T extends OrderEvent | LedgerEntry>(
  values: readonly T[],
  keyOf: (value: T) => number,
): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value)) ?? [];
    group.push(value);
    groups.set(keyOf(value), group);
  }
  return groups;
}
