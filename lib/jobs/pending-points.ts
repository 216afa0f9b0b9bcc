/** Pays out cash orders' promises that have fallen due (SPEC 3, "Cash"). */
import type { Context } from '../context';
import { knownHead } from '../loyalty/chain';
import type { LedgerEntry } from '../loyalty/entry';
import { planEntries } from '../loyalty/plan';
import type { OrderParts } from '../loyalty/reconcile';
import { settleOrder } from '../orders/settle';
import { readSettings } from '../settings';
import { RowUnreadable } from '../store/port';
import type { StoredOrder } from '../store/port-orders';
import { type JobLimits, type JobReport, runJob, type Together, together } from './run';

const HOUR_MS = 60 * 60 * 1000;
/** Promises whose orders are read together. */
const AT_ONCE = 20;

/** Orders by id, and what was read of each. */
type Orders = Map<number, { order: StoredOrder; read: OrderParts }>;

/**
 * Looks at pending rows older than the hold and reconciles their orders; what
 * falls due, and whether the module lets it be paid out, is the planner's to say.
 */
export async function processPendingPoints(ctx: Context, limits: JobLimits): Promise<JobReport> {
  const before = ctx.now() - ctx.program.cashHoldHours * HOUR_MS;
  return runJob(
    ctx,
    'process-pending-points',
    limits,
    async (after, limit) => {
      const { rows, next } = await ctx.store.ledger.pendingBefore(before, after, limit);
      return { rows: together(rows, AT_ONCE, (some) => readOrders(ctx, some)), next };
    },
    (promise) => payOut(ctx, promise),
  );
}

async function payOut(
  ctx: Context,
  { row, look }: Together<LedgerEntry, Orders>,
): Promise<'done' | 'skipped'> {
  const known = await look().catch((error: unknown) => {
    // Somebody made one of them unreadable by hand: that stops nobody else's points.
    if (error instanceof RowUnreadable) return readOrders(ctx, [row]);
    throw error;
  });
  const found = known.get(row.orderId ?? 0);
  if (!found) throw new Error(`promise ${row.id} has no order`);
  const { order, read } = found;
  if (waits(ctx, row, order, read)) return 'skipped';
  const { rows } = await settleOrder(ctx, order, { read });
  return rows.some((r) => r.refersTo === row.seq && r.type === 'earned') ? 'done' : 'skipped';
}

/** Not due yet, and nothing else to be done: the promise is open and its order asks for no row. */
function waits(ctx: Context, row: LedgerEntry, order: StoredOrder, read: OrderParts): boolean {
  const { events, rows, moduleOn } = read;
  const ended = rows.some((r) => r.closes || r.refersTo === row.seq);
  if (ended) return false;
  // Which rows are missing does not depend on the account they are written to.
  const head = knownHead(null, null);
  const plan = planEntries({ order: { ...order, events }, rows, head, moduleOn, now: ctx.now() });
  return plan.kind === 'none';
}

async function readOrders(ctx: Context, promises: readonly LedgerEntry[]): Promise<Orders> {
  const ids = [...new Set(promises.flatMap((r) => (r.orderId === null ? [] : [r.orderId])))];
  const [orders, settings] = await Promise.all([
    ctx.store.orders.byIds(ids),
    readSettings(ctx.store),
  ]);
  // After the orders: an order is never known to have more rows than are read here.
  const [events, rows] = await Promise.all([
    ctx.store.orders.eventsOfMany(ids),
    ctx.store.ledger.ofOrders(ids),
  ]);
  const moduleOn = settings.loyaltyEnabled;
  return new Map(
    orders.map((order) => {
      const ofOrder = events.filter((e) => e.orderId === order.id);
      const own = rows.filter((r) => r.orderId === order.id);
      return [order.id, { order, read: { events: ofOrder, rows: own, moduleOn } }];
    }),
  );
}
