/**
 * `reconcileOrder`: the one call after every change of an order. It writes the
 * rows that the order's facts ask for and that are not there yet; twice changes
 * nothing (ARCHITECTURE: decision 2).
 */
import type { Context } from '../context';
import type { OrderEvent, OrderFacts } from '../orders/facts';
import { readSettings } from '../settings';
import type { StoredOrder } from '../store/port-orders';
import { appendDrafts, LOST, onHead } from './append';
import { headOf, type KnownHead } from './chain';
import type { LedgerEntry } from './entry';
import { factsOf, type PlanInput, planEntries, voidDraft } from './plan';
import { LedgerStopped } from './stopped';

/** Everything the planner looks at, as read at one moment (head first). */
export interface OrderSnapshot {
  order: StoredOrder;
  events: OrderEvent[];
  rows: LedgerEntry[];
  head: KnownHead;
  moduleOn: boolean;
}

/** The order's facts in a snapshot, refused events left out. */
export function snapshotFacts(s: OrderSnapshot): OrderFacts {
  return factsOf({ id: s.order.id, placed: s.order.placed, events: s.events }, s.rows);
}

/** More steps than any order needs: the plan does not come to rest. */
const MOST_STEPS = 20;

/** What of an order a caller has read already. */
export type OrderParts = Pick<OrderSnapshot, 'events' | 'rows' | 'moduleOn'>;

/** What a caller knows of an order that is looked at again. */
export interface KnownOrder {
  /** Just read: the first look is made at these, with a head that is read now. */
  read?: OrderParts | undefined;
  /**
   * The caller's own last look, head and all: only the order is read once more. A
   * head that is no longer the last one can do no harm, for what is written on it loses.
   */
  own?: OrderSnapshot | undefined;
}

/**
 * Brings the ledger in line with the order. Ends only on an empty plan that was
 * read after its own last append. Throws `LedgerStopped` when rows of the order or
 * the last ones of its customer are gone.
 */
export async function reconcileOrder(
  ctx: Context,
  order: StoredOrder,
  known: KnownOrder = {},
): Promise<OrderSnapshot> {
  let parts = known.read;
  let own = known.own ?? null;
  for (let step = 0; step < MOST_STEPS; step++) {
    const moved: Moved | typeof LOST = own
      ? await lookAgain(ctx, own)
      : await onHead(ctx, order.placed.userId, async (head) => {
          const given = parts && { order, head, ...parts };
          parts = undefined;
          return advance(ctx, given ?? (await readSnapshot(ctx, order, head)));
        });
    if (moved !== LOST && moved.at === 'rest') return moved.snapshot;
    own = moved === LOST ? null : moved.snapshot;
  }
  throw new Error(`order ${order.id} does not come to rest`);
}

/** After rows of our own: the head is theirs, and only the order is read once more. */
async function lookAgain(ctx: Context, own: OrderSnapshot): Promise<Moved | typeof LOST> {
  const [events, rows] = await Promise.all([
    ctx.store.orders.events(own.order.id),
    ctx.store.ledger.ofOrder(own.order.id),
  ]);
  return advance(ctx, { ...own, events, rows });
}

/**
 * The same from a snapshot that the caller has just made itself, without reading
 * it again: an answer need not wait for the second look, which the caller leaves
 * to `settleOrder`. Falls back to reading when another writer was faster.
 */
export async function reconcileKnown(ctx: Context, known: OrderSnapshot): Promise<OrderSnapshot> {
  let snapshot = known;
  for (let step = 0; step < MOST_STEPS; step++) {
    const moved = await advance(ctx, snapshot);
    if (moved === LOST) return reconcileOrder(ctx, known.order);
    if (moved.at === 'rest') return moved.snapshot;
    snapshot = moved.snapshot;
  }
  throw new Error(`order ${known.order.id} does not come to rest`);
}

/** Reads what the planner needs; the head was read before. */
async function readSnapshot(
  ctx: Context,
  order: StoredOrder,
  head: KnownHead,
): Promise<OrderSnapshot> {
  const [events, rows, settings] = await Promise.all([
    ctx.store.orders.events(order.id),
    ctx.store.ledger.ofOrder(order.id),
    readSettings(ctx.store),
  ]);
  return { order, events, rows, head, moduleOn: settings.loyaltyEnabled };
}

type Moved = { at: 'rest' | 'appended'; snapshot: OrderSnapshot };

async function advance(ctx: Context, snapshot: OrderSnapshot): Promise<Moved | typeof LOST> {
  // Rows that came after the head was read: it is not the one to judge or to answer by.
  if (snapshot.rows.some((r) => r.seq > snapshot.head.seq)) return LOST;
  const input = planInput(ctx, snapshot);
  const plan = planEntries(input);
  if (plan.kind === 'none') return { at: 'rest', snapshot };
  if (plan.kind === 'stopped') {
    const { missing } = plan;
    ctx.log.error('ledger.stopped', { orderId: snapshot.order.id, missing });
    throw new LedgerStopped(`order ${snapshot.order.id}: row ${missing} is missing`);
  }
  const drafts = plan.kind === 'append' ? plan.drafts : [voidDraft(input, plan.event, plan.code)];
  if (plan.kind === 'refused') {
    ctx.log.info('ledger.refused', {
      orderId: snapshot.order.id,
      event: plan.event,
      code: plan.code,
    });
  }
  const rows = await appendDrafts(
    ctx,
    snapshot.order.placed.userId,
    snapshot.head,
    drafts,
    input.now,
  );
  if (rows === LOST) return LOST;
  return {
    at: 'appended',
    snapshot: {
      ...snapshot,
      rows: [...snapshot.rows, ...rows.filter((r) => r.orderId === snapshot.order.id)],
      head: { ...snapshot.head, ...headOf(rows.at(-1) ?? null) },
    },
  };
}

function planInput(ctx: Context, s: OrderSnapshot): PlanInput {
  return {
    order: { ...s.order, events: s.events },
    rows: s.rows,
    head: s.head,
    moduleOn: s.moduleOn,
    now: ctx.now(),
  };
}
