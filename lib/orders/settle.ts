/**
 * The second look at an order, after its answer was sent or from a job: the
 * ledger once more, then everything that is only a copy or follows from the
 * facts. Repeatable; a crash loses nothing that the next look does not do.
 */
import type { Context } from '../context';
import { entitlement } from '../loyalty/entitlement';
import { isOrderRow, type LedgerEntry } from '../loyalty/entry';
import { voidedEvents } from '../loyalty/plan';
import {
  type KnownOrder,
  type OrderSnapshot,
  reconcileOrder,
  snapshotFacts,
} from '../loyalty/reconcile';
import { LedgerStopped } from '../loyalty/stopped';
import { type KnownCustomer, refreshUserCopies } from '../loyalty/user-copies';
import { orderNews } from '../notices/news';
import type { NewNotice } from '../notices/notice';
import { sendNow, writeNotices } from '../notices/outbox';
import { claimOrderKey, claimPromo, refreshTimesUsed, releaseClaim } from '../promo/claims';
import type { OrderCopies, StoredOrder } from '../store/port-orders';
import type { PromoClaim } from '../store/port-promo';
import { holdsUnpaid } from './abandon';
import { payableKopecks, totalKopecks } from './amounts';
import { undecidedAttempts } from './attempts';
import { appendEvent, readOrder, withEvent } from './events';
import { type OrderFacts, refundDueKopecks } from './facts';
import { paymentState } from './payment-state';
import { workOffRefund } from './refund';

/** What a caller knows already, so that it is not read again. All of it may be left out. */
export interface KnownToSettle extends KnownOrder {
  /** Mark of an edit in the grid that was looked at and may be written over. */
  over?: string | undefined;
  /** The claim that the order was placed with. */
  claim?: PromoClaim | null | undefined;
}

/** Each further look means that somebody changed the order during the last one. */
const MOST_LOOKS = 5;

/**
 * Reconciles the order and mends what is derived from it. An edit in the grid is
 * written over only when its mark is given: the others are looked at first (lib/grid).
 * Looks again when an event came meanwhile: a slower look must not leave older copies
 * behind, for nothing would be open by which a job could find them.
 */
export async function settleOrder(
  ctx: Context,
  order: StoredOrder,
  known: KnownToSettle = {},
): Promise<OrderSnapshot> {
  let snapshot = await settleOnce(ctx, order, known);
  for (let i = 1; i < MOST_LOOKS && (await isOvertaken(ctx, snapshot)); i++) {
    // The customer's copies were written since they were read.
    const own = { ...snapshot, head: { ...snapshot.head, read: undefined } };
    snapshot = await settleOnce(ctx, order, { own });
  }
  return snapshot;
}

async function isOvertaken(ctx: Context, { order, events }: OrderSnapshot): Promise<boolean> {
  const now = await ctx.store.orders.events(order.id);
  return (now.at(-1)?.n ?? 0) > (events.at(-1)?.n ?? 0);
}

async function settleOnce(
  ctx: Context,
  order: StoredOrder,
  known: KnownToSettle,
): Promise<OrderSnapshot> {
  const { over } = known;
  let snapshot = await reconcileOrder(ctx, order, known).catch(async (error: unknown) => {
    if (error instanceof LedgerStopped) await showStopped(ctx, order.id, over);
    throw error;
  });
  snapshot = await recordVoids(ctx, snapshot);
  snapshot = await workOffRefund(ctx, snapshot);
  const facts = snapshotFacts(snapshot);
  await Promise.all([
    writePromiseStatuses(ctx, snapshot),
    freePromo(ctx, order, facts, known.claim),
    refreshUserCopies(ctx, facts.userId, customerWithRows(snapshot)),
  ]);
  // Before the copies: an order whose news were not written down is looked at again.
  const news = await writeNotices(ctx, newsOf(ctx, snapshot, facts));
  const copies = orderCopies(snapshot, facts);
  const written = await ctx.store.orders.writeCopies(order.id, copies, over);
  if (!written) ctx.log.info('order.copies_wait', { orderId: order.id });
  await sendNow(ctx, news);
  return snapshot;
}

/**
 * The customer as read with the head, with the rows that followed; nothing when
 * others wrote between them.
 */
function customerWithRows({ rows, head }: OrderSnapshot): KnownCustomer | undefined {
  if (!head.read) return undefined;
  const { user, before } = head.read;
  const from = before?.seq ?? 0;
  const own = rows.filter((row) => row.seq > from);
  const follows = own.every((row, i) => row.seq === from + 1 + i);
  if (!follows || head.seq !== from + own.length) return undefined;
  // The customer may have been read a moment after the head.
  if (Math.max(user.copies.headSeq, user.anchor?.seq ?? 0) > from) return undefined;
  return { user, tail: before ? [before, ...own] : own };
}

/** The visible columns go with the facts; the order stays on the work list until people have looked. */
async function showStopped(ctx: Context, orderId: number, over?: string): Promise<void> {
  const snapshot = await readOrder(ctx, orderId);
  if (!snapshot) return;
  const copies = orderCopies(snapshot, snapshotFacts(snapshot));
  const ledgerRows = Math.max(copies.ledgerRows, snapshot.order.ledgerRows);
  await ctx.store.orders.writeCopies(orderId, { ...copies, ledgerRows, settled: false }, over);
}

/** What the customer is told of the order. */
export function newsOf(
  ctx: Context,
  { order, events, rows }: OrderSnapshot,
  facts: OrderFacts,
): NewNotice[] {
  const voided = voidedEvents(events, rows);
  const news = { orderId: order.id, facts, events, voided, rows };
  return orderNews(news, ctx.now(), ctx.timeZone);
}

/** What the ledger refused is said in the event list too, for the people who read it. */
async function recordVoids(ctx: Context, snapshot: OrderSnapshot): Promise<OrderSnapshot> {
  let current = snapshot;
  for (const row of snapshot.rows) {
    const voids = row.voidsEvent;
    const said = current.events.some((e) => e.data.kind === 'voided' && e.data.event === voids);
    if (voids === null || said) continue;
    const code = row.reason ?? '';
    const data = { kind: 'voided', event: voids, code } as const;
    const event = await appendEvent(ctx, current, { kind: 'system' }, data);
    // Lost to a faster event: the order stays unsettled and the next look says it.
    if (!event) return current;
    current = withEvent(current, event);
  }
  return current;
}

/** The moving status of pending rows, for readers. */
async function writePromiseStatuses(ctx: Context, { rows }: OrderSnapshot): Promise<void> {
  for (const { id, status } of movedStatuses(rows)) await ctx.store.ledger.writeStatus(id, status);
}

/** Pending rows of an order whose status no longer says what became of them. Pure. */
export function movedStatuses(
  rows: readonly LedgerEntry[],
): { id: number; status: 'settled' | 'cancelled' }[] {
  const closed = rows.some((r) => r.closes);
  return rows.flatMap(({ id, seq, status, currentStatus }) => {
    if (status !== 'pending' || currentStatus !== 'pending') return [];
    const end = rows.find((r) => r.refersTo === seq && r.type !== 'expired');
    if (!end && !closed) return [];
    return [{ id, status: end?.type === 'earned' ? 'settled' : 'cancelled' }];
  });
}

/** Releases every claim that the order holds beside the one its facts name. */
async function freePromo(
  ctx: Context,
  order: StoredOrder,
  facts: OrderFacts,
  known: PromoClaim | null | undefined,
): Promise<void> {
  for (let k = 1; k <= facts.promoTry; k++) {
    const key = claimOrderKey(order.placed.key, k);
    const claim = known?.orderKey === key ? known : await ctx.store.promo.claimByOrderKey(key);
    const used = facts.status !== 'cancelled' && facts.promo !== null && k === facts.promoTry;
    if (used && (!claim || claim.released)) await mendClaim(ctx, order, facts, k);
    if (!claim) continue;
    if (!used) {
      await releaseClaim(ctx, claim);
      continue;
    }
    if (claim.released) continue;
    if (claim.open) await ctx.store.promo.closeClaim(claim.id);
    await refreshTimesUsed(ctx, claim.promoCodeId);
  }
}

/**
 * A discount without a use behind it: a crash came between order and claim, and
 * staff went on with the order. The use is claimed after all; when none is left
 * the kitchen's order stands, and people are told.
 */
async function mendClaim(
  ctx: Context,
  order: StoredOrder,
  facts: OrderFacts,
  k: number,
): Promise<void> {
  const code = facts.promo && (await ctx.store.promo.byId(facts.promo.promoCodeId));
  const claimed = code
    ? await claimPromo(ctx, code, claimOrderKey(order.placed.key, k), facts.userId)
    : null;
  if (claimed?.ok) return;
  const why = claimed?.code ?? 'PROMO_NOT_FOUND';
  ctx.log.error('promo.claim_missing', { orderId: order.id, code: facts.promo?.code, why });
}

/** Visible columns of the order's row. Pure. */
export function orderCopies(snapshot: OrderSnapshot, facts: OrderFacts): OrderCopies {
  const { rows } = snapshot;
  const basis = rows.find((r) => r.basis !== null)?.basis ?? null;
  return {
    version: facts.version,
    settled: isSettled(facts),
    ledgerRows: rows.filter(isOrderRow).length,
    status: facts.status,
    method: facts.method,
    payment: paymentState(facts),
    paidKopecks: facts.paidKopecks - facts.returnedKopecks,
    refundDueKopecks: refundDueKopecks(facts),
    lines: facts.lines,
    ...facts.amounts,
    totalKopecks: totalKopecks(facts.amounts),
    payableKopecks: payableKopecks(facts.amounts, facts.points),
    pointsUsed: entitlement(facts, facts.placedAt).used,
    pointsEarned: earnedPoints(rows),
    earnPercent: basis?.percent ?? null,
    tier: basis?.tier ?? null,
    promoCode: facts.promo?.code ?? null,
    deliveredAt: facts.deliveredAt,
    cancelReason: facts.cancel ? (facts.cancel.code ?? facts.cancel.reason) : null,
    hidden: facts.hidden,
    touchedAt: snapshot.events.at(-1)?.at ?? facts.placedAt,
  };
}

/**
 * Nothing is left for a job: no money to give back, no charge whose outcome is
 * open, no points or code held by an order that nobody may ever pay.
 */
function isSettled(facts: OrderFacts): boolean {
  const refundWaits =
    refundDueKopecks(facts) > 0 &&
    facts.onlinePayments.some((p) => p.amountKopecks > p.returnedKopecks);
  return !refundWaits && undecidedAttempts(facts).length === 0 && !holdsUnpaid(facts);
}

/** Points that the order put into the balance, take-backs taken off. */
export function earnedPoints(rows: readonly LedgerEntry[]): number {
  return rows
    .filter((r) => r.status === 'completed' && (r.type === 'earned' || r.type === 'cancelled'))
    .reduce((sum, r) => sum + r.points, 0);
}
