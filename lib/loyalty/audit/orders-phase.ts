/** Orders against the ledger, their promo claims and their visible columns, a page at a time. */
import type { Context } from '../../context';
import { readOrder } from '../../orders/events';
import { orderCopies } from '../../orders/settle';
import { claimOrderKey } from '../../promo/claims';
import { RowUnreadable } from '../../store/port';
import type { StoredOrder } from '../../store/port-orders';
import type { PromoClaim } from '../../store/port-promo';
import type { LedgerEntry } from '../entry';
import { type OrderSnapshot, snapshotFacts } from '../reconcile';
import type { AuditTally } from './audit-state';
import { checkClaims } from './claim-check';
import { type Finding, finding } from './finding';
import { glance, orderFindings } from './glance';

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
  tally.report.looked.orders += orders.length;
  const { suspects, rowsOf } = await glance(ctx, orders, missing);
  for (const order of suspects) await lookAgain(ctx, tally, order);
  await addOrphans(
    ctx,
    tally,
    missing.flatMap((id) => rowsOf.get(id) ?? []),
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
