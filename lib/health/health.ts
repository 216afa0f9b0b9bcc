/** What is overdue, for the people who look after the site (docs/jobs.md). Reads only. */
import type { Context } from '../context';
import { lastDetail } from '../jobs/audit';
import { type JobName, jobNames } from '../jobs/names';
import { payoutDueAt } from '../loyalty/entitlement';
import type { LedgerEntry } from '../loyalty/entry';
import { factsOf } from '../loyalty/plan';
import { readSettings } from '../settings';
import type { JobRun } from '../store/port';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
/** Rows of a work list that are looked at: enough to say that it is not empty. */
const LOOK_AT = 200;
const PROMISE_LATE_MS = 2 * HOUR_MS;
const UNSETTLED_LATE_MS = 15 * MINUTE_MS;
const WAITING_LATE_MS = HOUR_MS;

/** Longest time between the ends of two runs; a little more than the schedule. */
export const jobPeriodsMs: Record<JobName, number> = {
  'process-pending-points': 2 * HOUR_MS,
  'expire-points': 25 * HOUR_MS,
  'birthday-bonuses': 25 * HOUR_MS,
  reconcile: 45 * MINUTE_MS,
  notices: 45 * MINUTE_MS,
  audit: 25 * HOUR_MS,
};

export interface JobHealth {
  job: JobName;
  /** The last run, also one that is running or broke off. */
  last: JobRun | null;
  /** End of the last run that came to its end. */
  lastOkAt: number | null;
  overdue: boolean;
}

export interface Health {
  status: 'ok' | 'attention';
  now: number;
  jobs: JobHealth[];
  /** Promises that fell due more than two hours ago; `more`: the list was longer than looked at. */
  latePromises: { count: number; oldestDueAt: number | null; more: boolean };
  /** Orders with an event that nobody reconciled for a quarter of an hour. */
  unsettledOrders: { count: number; oldestAt: number | null; more: boolean };
  /** Orders that wait for money to go back or a payment to end, for more than an hour. */
  waitingOrders: { count: number };
  /** The round of the audit that is running or was finished last. */
  audit: { at: number; findings: number; debtors: number; finished: boolean } | null;
}

/** Throws `StoreUnavailable`. */
export async function readHealth(ctx: Context): Promise<Health> {
  const now = ctx.now();
  const [jobs, latePromises, orders, audit] = await Promise.all([
    Promise.all(jobNames.map((job) => jobHealth(ctx, job, now))),
    lateOnes(ctx, now),
    unsettled(ctx, now),
    lastDetail(ctx),
  ]);
  const attention =
    jobs.some((j) => j.overdue) ||
    latePromises.count > 0 ||
    orders.unsettledOrders.count > 0 ||
    orders.waitingOrders.count > 0 ||
    (audit?.findings ?? 0) > 0;
  return {
    status: attention ? 'attention' : 'ok',
    now,
    jobs,
    latePromises,
    ...orders,
    audit: audit && {
      at: audit.roundAt,
      findings: audit.findings,
      debtors: audit.debtors,
      finished: audit.next === null,
    },
  };
}

async function jobHealth(ctx: Context, job: JobName, now: number): Promise<JobHealth> {
  const runs = await ctx.store.jobRuns.latest(job, 10);
  const ok = runs.find((r) => r.finishedAt !== null && r.error === null);
  const lastOkAt = ok?.finishedAt ?? null;
  const overdue = lastOkAt === null || now - lastOkAt > jobPeriodsMs[job];
  return { job, last: runs[0] ?? null, lastOkAt, overdue };
}

/** Promises wait while the module is off: then none is late. */
async function lateOnes(ctx: Context, now: number): Promise<Health['latePromises']> {
  const none = { count: 0, oldestDueAt: null, more: false };
  const { loyaltyEnabled } = await readSettings(ctx.store);
  if (!loyaltyEnabled) return none;
  const { rows, next } = await ctx.store.ledger.pendingBefore(now - PROMISE_LATE_MS, 0, LOOK_AT);
  const due = (await dueTimes(ctx, rows)).filter((at) => at <= now - PROMISE_LATE_MS);
  if (due.length === 0) return { ...none, more: next !== null };
  return { count: due.length, oldestDueAt: Math.min(...due), more: next !== null };
}

async function dueTimes(ctx: Context, rows: readonly LedgerEntry[]): Promise<number[]> {
  const ids = rows.flatMap((r) => (r.orderId === null ? [] : [r.orderId]));
  const [events, own, orders] = await Promise.all([
    ctx.store.orders.eventsOfMany(ids),
    ctx.store.ledger.ofOrders(ids),
    ctx.store.orders.byIds(ids),
  ]);
  return orders.map((order) => {
    const ofOrder = events.filter((e) => e.orderId === order.id);
    const rowsOf = own.filter((r) => r.orderId === order.id);
    return payoutDueAt(factsOf({ ...order, events: ofOrder }, rowsOf));
  });
}

async function unsettled(
  ctx: Context,
  now: number,
): Promise<Pick<Health, 'unsettledOrders' | 'waitingOrders'>> {
  const { rows, next } = await ctx.store.orders.unsettled(0, LOOK_AT);
  const events = await ctx.store.orders.eventsOfMany(rows.map((o) => o.id));
  const last = new Map(events.map((e) => [e.orderId, e]));
  const late: number[] = [];
  let waiting = 0;
  for (const order of rows) {
    const { n = 0, at = order.placed.at } = last.get(order.id) ?? {};
    if (order.copiesVersion < n) {
      if (now - at > UNSETTLED_LATE_MS) late.push(at);
    } else if (now - at > WAITING_LATE_MS) waiting++;
  }
  const oldestAt = late.length > 0 ? Math.min(...late) : null;
  return {
    unsettledOrders: { count: late.length, oldestAt, more: next !== null },
    waitingOrders: { count: waiting },
  };
}
