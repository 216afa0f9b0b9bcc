/**
 * Finishes what a crash left half done (SPEC 5): wanted rows or copies missing;
 * an unfinished placement is cancelled; claims without a live order are freed.
 */
import type { Context } from '../context';
import { mendEdits } from '../edits/chain';
import { checkOrderRow } from '../grid/orders';
import { checkVisibleCode } from '../grid/promo';
import { glance } from '../loyalty/audit/glance';
import { isOrderRow } from '../loyalty/entry';
import { planEntries } from '../loyalty/plan';
import { type OrderSnapshot, snapshotFacts } from '../loyalty/reconcile';
import { refreshUserCopies } from '../loyalty/user-copies';
import { categories } from '../menu/categories';
import { dishes } from '../menu/manage';
import { unwritten } from '../notices/outbox';
import { cancelAbandoned, NOT_CHARGED } from '../orders/abandon';
import { askAboutAttempts } from '../orders/ask-provider';
import { type OpenAttempt, undecidedAttempts } from '../orders/attempts';
import { findAttempt } from '../orders/charge';
import { changeOrderFacts, readOrder } from '../orders/events';
import { movedStatuses, newsOf, settleOrder } from '../orders/settle';
import { claimOrderKey, releaseClaim } from '../promo/claims';
import { promoCodes } from '../promo/manage';
import { pageTexts } from '../restaurant/pages';
import { settingsGroups } from '../restaurant/settings';
import { staffAccounts } from '../staff/accounts';
import type { Page } from '../store/port';
import type { StoredOrder } from '../store/port-orders';
import type { PromoClaim } from '../store/port-promo';
import { deadline, type JobLimits, type JobReport, runJob, sumReports, together } from './run';

/** A placement that is not finished after this long is cancelled. */
const PLACEMENT_MS = 2 * 60 * 1000;
/** Orders touched this lately are looked at again, settled or not. */
const RECENT_MS = 60 * 60 * 1000;
/** Orders that are looked at together. */
const AT_ONCE = 50;
/** How far back rows are looked at for edits in the grid: a weekend without the job loses none. */
const GRID_MS = 3 * 24 * 60 * 60 * 1000;

export async function reconcileJob(ctx: Context, limits: JobLimits): Promise<JobReport> {
  const since = ctx.now() - RECENT_MS;
  const within = deadline(ctx, limits);
  const parts = [
    // First: what follows makes the visible columns anew.
    ...(await checkGrid(ctx, within)),
    await runJob(
      ctx,
      'reconcile',
      within(),
      (after, limit) => ctx.store.orders.unsettled(after, limit),
      (order) => finishOrder(ctx, order),
    ),
    await runJob(
      ctx,
      'reconcile',
      within(),
      async (after, limit) => {
        const { rows, next } = await ctx.store.orders.touchedSince(since, after, limit);
        return { rows: together(rows, AT_ONCE, (some) => wrongOrders(ctx, some)), next };
      },
      // Nearly all are right, and a look at many at once says so.
      async ({ row: order, look }) =>
        (await look()).has(order.id) ? finishOrder(ctx, order) : 'skipped',
    ),
    await runJob(
      ctx,
      'reconcile',
      within(),
      (after, limit) => ctx.store.promo.openClaims(after, limit),
      (claim) => freeStrayClaim(ctx, claim),
    ),
    await runJob(
      ctx,
      'reconcile',
      within(),
      (after, limit) => staleCustomers(ctx, since, after, limit),
      async (userId) => {
        await refreshUserCopies(ctx, userId);
        return 'done';
      },
    ),
  ];
  const edits =
    (await mendEdits(ctx, promoCodes, since)) +
    (await mendEdits(ctx, dishes, since)) +
    (await mendEdits(ctx, categories, since)) +
    (await mendEdits(ctx, settingsGroups, since)) +
    (await mendEdits(ctx, pageTexts, since)) +
    (await mendEdits(ctx, staffAccounts, since));
  if (edits > 0) ctx.log.warn('edits.mended', { edits });
  const listed = await ctx.store.orders.mendActive();
  if (listed > 0) ctx.log.warn('orders.listed', { listed });
  return sumReports('reconcile', parts);
}

/** Edits in the grid whose webhook got lost. */
async function checkGrid(ctx: Context, within: () => JobLimits): Promise<JobReport[]> {
  return [
    await runJob(
      ctx,
      'reconcile',
      within(),
      (after, limit) => ctx.store.orders.edited(GRID_MS, after, limit),
      async (row) => ((await checkOrderRow(ctx, row.id)) === 'clean' ? 'skipped' : 'done'),
    ),
    await runJob(
      ctx,
      'reconcile',
      within(),
      (after, limit) => ctx.store.promo.edited(GRID_MS, after, limit),
      async (row) => ((await checkVisibleCode(ctx, row)) === 'clean' ? 'skipped' : 'done'),
    ),
  ];
}

/**
 * Customers whose copies a crash kept from following rows of no order: corrections,
 * bonuses, expiries. Rows of orders are followed with their orders.
 */
async function staleCustomers(
  ctx: Context,
  since: number,
  after: number,
  limit: number,
): Promise<Page<number>> {
  const { rows, next } = await ctx.store.ledger.giftsSince(since, after, limit);
  const reached = new Map(rows.map((row) => [row.userId, row.seq]));
  const users = await ctx.store.users.byIds([...reached.keys()]);
  const stale = users.filter((user) => user.copies.headSeq < (reached.get(user.id) ?? 0));
  return { rows: stale.map((user) => user.id), next };
}

/** Which orders want a look by themselves: what follows from each is not all there. */
async function wrongOrders(ctx: Context, orders: readonly StoredOrder[]): Promise<Set<number>> {
  const { suspects, seen } = await glance(ctx, orders);
  const news = seen.map((snapshot) => newsOf(ctx, snapshot, snapshotFacts(snapshot)));
  // After the rows: copies that reach them are seen.
  const [users, untold] = await Promise.all([
    ctx.store.users.byIds(seen.map(({ order }) => order.placed.userId)),
    unwritten(ctx, news.flat()),
  ]);
  const userOf = new Map(users.map((user) => [user.id, user]));
  const wrong = new Set([...suspects].map((order) => order.id));
  seen.forEach(({ order, rows }, i) => {
    const user = userOf.get(order.placed.userId);
    const right =
      order.ledgerRows === rows.filter(isOrderRow).length &&
      movedStatuses(rows).length === 0 &&
      !news[i]?.some((notice) => untold.includes(notice)) &&
      // What comes in for a deleted account is forfeited.
      user?.erasedAt === null &&
      user.copies.headSeq >= (rows.at(-1)?.seq ?? 0);
    if (!right) wrong.add(order.id);
  });
  return wrong;
}

async function finishOrder(ctx: Context, order: StoredOrder): Promise<'done' | 'skipped'> {
  if (ctx.now() - order.placed.at < PLACEMENT_MS) return 'skipped';
  await checkOrderRow(ctx, order.id);
  const cancelled = await cancelUnfinished(ctx, order);
  const asked = await askProvider(ctx, order.id);
  const abandoned = await cancelAbandoned(ctx, order.id);
  const before = await ctx.store.ledger.head(order.placed.userId);
  await settleOrder(ctx, order);
  const after = await ctx.store.ledger.head(order.placed.userId);
  return cancelled || asked || abandoned || before?.seq !== after?.seq ? 'done' : 'skipped';
}

/**
 * An order that nothing followed, though its placing asked for rows, a claim or
 * a charge, was cut off before its customer had an answer: it is cancelled.
 */
async function cancelUnfinished(ctx: Context, order: StoredOrder): Promise<boolean> {
  const changed = await changeOrderFacts(ctx, order.id, { kind: 'system' }, async (facts, s) => {
    if (s.events.length > 0 || facts.cancel) return 'nothing';
    const finished =
      (s.rows.length > 0 || nothingToWrite(ctx, s)) &&
      (await hasItsClaim(ctx, order)) &&
      (!facts.openAttempt || (await findAttempt(ctx, s, facts.openAttempt)) !== null);
    if (finished) return 'nothing';
    return { kind: 'cancelled', reason: 'unfinished', code: 'ORDER_ABANDONED' };
  });
  return changed.ok && changed.event !== null;
}

function nothingToWrite(ctx: Context, s: OrderSnapshot): boolean {
  const order = { id: s.order.id, placed: s.order.placed, events: [] };
  const { head, moduleOn } = s;
  return planEntries({ order, rows: [], head, moduleOn, now: ctx.now() }).kind === 'none';
}

async function hasItsClaim(ctx: Context, order: StoredOrder): Promise<boolean> {
  if (!order.placed.promo) return true;
  return (await ctx.store.promo.claimByOrderKey(claimOrderKey(order.placed.key, 1))) !== null;
}

/** Attempts whose outcome nobody recorded: the provider knows, or never saw them. */
async function askProvider(ctx: Context, orderId: number): Promise<boolean> {
  const snapshot = await readOrder(ctx, orderId);
  if (!snapshot) return false;
  const isOld = ({ at }: OpenAttempt) => ctx.now() - at >= PLACEMENT_MS;
  if (!undecidedAttempts(snapshotFacts(snapshot)).some(isOld)) return false;
  const after = await askAboutAttempts(ctx, snapshot, (a) => (isOld(a) ? NOT_CHARGED : null));
  return after !== snapshot;
}

/** A claim whose order was never written, or has another code by now. */
async function freeStrayClaim(ctx: Context, claim: PromoClaim): Promise<'done' | 'skipped'> {
  if (ctx.now() - claim.at < PLACEMENT_MS) return 'skipped';
  const [key = '', k] = claim.orderKey.split(':');
  const order = await ctx.store.orders.byKey(key);
  const snapshot = order && (await readOrder(ctx, order.id));
  const facts = snapshot && snapshotFacts(snapshot);
  const held =
    facts && facts.status !== 'cancelled' && facts.promo !== null && facts.promoTry === Number(k);
  if (held) {
    await ctx.store.promo.closeClaim(claim.id);
    return 'skipped';
  }
  await releaseClaim(ctx, claim);
  return 'done';
}
