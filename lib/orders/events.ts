/** Reading an order whole, and appending to its events (ARCHITECTURE: decision 1). */
import type { Context } from '../context';
import { readHead } from '../loyalty/append';
import { missingRow } from '../loyalty/plan';
import type { OrderSnapshot } from '../loyalty/reconcile';
import { snapshotFacts } from '../loyalty/reconcile';
import { lastRowsMissing } from '../loyalty/stopped';
import { type Refusal, refuse } from '../refusal';
import { readSettings } from '../settings';
import type { Actor, EventData, OrderEvent, OrderFacts } from './facts';

/** An order, its events, its rows, its customer's head and the module's switch; null = no such order. */
export async function readOrder(ctx: Context, orderId: number): Promise<OrderSnapshot | null> {
  const order = await ctx.store.orders.byId(orderId);
  if (!order) return null;
  const head = await readHead(ctx, order.placed.userId);
  const [events, rows, settings] = await Promise.all([
    ctx.store.orders.events(orderId),
    ctx.store.ledger.ofOrder(orderId),
    readSettings(ctx.store),
  ]);
  return { order, events, rows, head, moduleOn: settings.loyaltyEnabled };
}

/** What a judge says of an order as it stands: an event to append, nothing to do, or no. */
export type Judgement = EventData | 'nothing' | Refusal;

export type Changed = { ok: true; snapshot: OrderSnapshot; event: OrderEvent | null } | Refusal;

const MOST_ATTEMPTS = 30;

/**
 * Appends the event that `judge` decides on from the facts as they stand. When
 * another writer was faster, reads and judges again: so a customer's cancel and
 * a courier's "accepted" cannot both win. Refused: LEDGER_STOPPED.
 */
export async function changeOrderFacts(
  ctx: Context,
  orderId: number,
  actor: Actor,
  judge: (facts: OrderFacts, snapshot: OrderSnapshot) => Judgement | Promise<Judgement>,
): Promise<Changed> {
  for (let i = 0; i < MOST_ATTEMPTS; i++) {
    const snapshot = await readOrder(ctx, orderId);
    if (!snapshot) return refuse('NOT_FOUND');
    const data = await judge(snapshotFacts(snapshot), snapshot);
    if (data === 'nothing') return { ok: true, snapshot, event: null };
    if ('ok' in data) return data;
    if (stopsLedger(data, snapshot) && (await isStopped(ctx, snapshot))) {
      return refuse('LEDGER_STOPPED', { orderId });
    }
    const event = await appendEvent(ctx, snapshot, actor, data);
    if (event) return { ok: true, snapshot: withEvent(snapshot, event), event };
    await ctx.sleep(ctx.random() * 30);
  }
  throw new Error(`order ${orderId}: ${MOST_ATTEMPTS} attempts to append an event lost`);
}

/**
 * Are rows of the order, or the last ones of its customer, gone? Then the ledger
 * could not follow an event, and none is appended that it has to follow.
 */
async function isStopped(ctx: Context, { order, rows, head }: OrderSnapshot): Promise<boolean> {
  if (missingRow(order, rows) !== null) return true;
  return (await lastRowsMissing(ctx, order.placed.userId, head)) === 'yes';
}

/** Does an event ask for what the ledger, as it was read, cannot follow? */
export function stopsLedger(data: EventData, snapshot: OrderSnapshot): boolean {
  if (goesOnStopped(data, snapshot)) return false;
  const { order, rows, head } = snapshot;
  return missingRow(order, rows) !== null || head.anchorSeq > head.seq;
}

/** The kitchen does not wait for people who look into the ledger, unless points leave at its word. */
export function goesOnStopped(data: EventData, { order }: OrderSnapshot): boolean {
  if (data.kind === 'hidden') return true;
  return data.kind === 'status' && order.placed.program.spendWhen === 'placed';
}

/** Appends the next event after a snapshot; null when another writer was faster. */
export async function appendEvent(
  ctx: Context,
  snapshot: OrderSnapshot,
  actor: Actor,
  data: EventData,
): Promise<OrderEvent | null> {
  const event = nextEvent(snapshot, actor, data, ctx.now());
  const inserted = await ctx.store.orders.appendEvent(event);
  return inserted.won ? inserted.row : null;
}

/** The event that would follow a snapshot at this moment. Pure. */
export function nextEvent(
  snapshot: OrderSnapshot,
  actor: Actor,
  data: EventData,
  now: number,
): OrderEvent {
  return {
    orderId: snapshot.order.id,
    n: (snapshot.events.at(-1)?.n ?? 0) + 1,
    at: Math.max(now, snapshot.events.at(-1)?.at ?? snapshot.order.placed.at),
    moduleOn: snapshot.moduleOn,
    actor,
    data,
  };
}

/** The snapshot after an event that was just appended. */
export function withEvent(snapshot: OrderSnapshot, event: OrderEvent): OrderSnapshot {
  return { ...snapshot, events: [...snapshot.events, event] };
}

/** Facts as they were after the order's n-th event. */
export function factsAt(s: OrderSnapshot, n: number): OrderFacts {
  return snapshotFacts({ ...s, events: s.events.filter((event) => event.n <= n) });
}
