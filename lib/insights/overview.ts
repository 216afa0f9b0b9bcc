/**
 * The overview: what the restaurant owes in points, how points moved, what orders
 * with and without them are like. Read page by page; what is kept are sums.
 */
import type { Context } from '../context';
import type { Account } from '../loyalty/account';
import { pendingPoints } from '../loyalty/account';
import { localDayStart } from '../loyalty/calendar';
import type { LedgerEntry } from '../loyalty/entry';
import { isExpired } from '../loyalty/lots';
import { voidedEvents } from '../loyalty/plan';
import { tierAt } from '../loyalty/tiers';
import { totalKopecks } from '../orders/amounts';
import { foldFacts, type OrderFacts } from '../orders/facts';
import type { StoredOrder } from '../store/port-orders';
import { type DayMemo, dayMemo } from './day-memo';
import { addMove, type Moves, noMoves } from './measure';
import { rowsByCustomer } from './row-pages';

export interface Liability {
  /** YYYY-MM of the lots' end, local; null: never. */
  month: string | null;
  /** Name of the tier. */
  tier: string;
  points: number;
}

export interface OrderKind {
  orders: number;
  totalKopecks: number;
}

export interface Overview {
  computedAt: number;
  days: number;
  /** First local day, YYYY-MM-DD. */
  from: string;
  customers: number;
  outstanding: number;
  debt: number;
  pending: number;
  liability: Liability[];
  tiers: { name: string; title: string; customers: number }[];
  /** One a local day, without gaps. */
  series: ({ day: string } & Moves)[];
  orders: {
    withPoints: OrderKind;
    withoutPoints: OrderKind;
    cancelled: number;
    pointsUsed: number;
    promo: OrderKind & { discountKopecks: number };
    /** The ten most used. */
    codes: { code: string; orders: number; discountKopecks: number }[];
  };
  /** Rows that cannot be read: somebody edited them by hand. */
  unreadable: number;
}

export type OnProgress = (seen: { customers: number; orders: number }) => void;

type World = Pick<Context, 'store' | 'program' | 'timeZone' | 'now' | 'sleep'>;

const DAY_MS = 24 * 60 * 60 * 1000;
/** A page of orders, and those whose events are asked for together. */
const ORDERS = 500;
const MOST_CODES = 10;

/** Sums over the last `days` local days, today included; the liability is that of this moment. */
export async function computeOverview(
  ctx: World,
  days: number,
  onProgress: OnProgress = () => {},
): Promise<Overview> {
  const now = ctx.now();
  const dayOf = dayMemo(ctx.timeZone);
  const overview = empty(ctx, days, now, dayOf);
  const from = localDayStart(overview.from, ctx.timeZone);
  await addCustomers(ctx, overview, from, dayOf, (customers) =>
    onProgress({ customers, orders: 0 }),
  );
  await addOrders(ctx, overview, from, (orders) =>
    onProgress({ customers: overview.customers, orders }),
  );
  overview.computedAt = ctx.now();
  return overview;
}

function empty(ctx: World, days: number, now: number, dayOf: DayMemo): Overview {
  // Noon of each day: days with a clock change have 23 or 25 hours.
  const noon = localDayStart(dayOf(now), ctx.timeZone) + DAY_MS / 2;
  const series = Array.from({ length: days }, (_, i) => ({
    day: dayOf(noon - (days - 1 - i) * DAY_MS),
    ...noMoves,
  }));
  const none = { orders: 0, totalKopecks: 0 };
  return {
    computedAt: now,
    days,
    from: series[0]?.day ?? dayOf(now),
    customers: 0,
    outstanding: 0,
    debt: 0,
    pending: 0,
    liability: [],
    tiers: ctx.program.tiers.map(({ name, title }) => ({ name, title, customers: 0 })),
    series,
    orders: {
      withPoints: { ...none },
      withoutPoints: { ...none },
      cancelled: 0,
      pointsUsed: 0,
      promo: { ...none, discountKopecks: 0 },
      codes: [],
    },
    unreadable: 0,
  };
}

async function addCustomers(
  ctx: World,
  overview: Overview,
  from: number,
  dayOf: DayMemo,
  onProgress: (customers: number) => void,
): Promise<void> {
  const days = new Map(overview.series.map((s) => [s.day, s]));
  const liability = new Map<string, Liability>();
  for await (const { rows, unreadable, isLast } of rowsByCustomer(ctx)) {
    overview.unreadable += unreadable;
    for (const row of rows) {
      const day = row.at >= from ? days.get(dayOf(row.at)) : undefined;
      if (day) addMove(day, row);
    }
    if (!isLast) continue;
    overview.customers += 1;
    addAccount(ctx, overview, liability, rows.at(-1) ?? null, dayOf);
    onProgress(overview.customers);
  }
  overview.liability = [...liability.values()].sort(
    (a, b) => (a.month ?? '~').localeCompare(b.month ?? '~') || a.tier.localeCompare(b.tier),
  );
}

function addAccount(
  { program, now }: World,
  overview: Overview,
  liability: Map<string, Liability>,
  last: LedgerEntry | null,
  dayOf: DayMemo,
): void {
  const at = now();
  const account: Account | undefined = last?.account;
  const tier = account ? tierAt(program, account, at).name : program.tiers[0]?.name;
  const own = overview.tiers.find((t) => t.name === tier);
  if (own) own.customers += 1;
  if (!account || tier === undefined) return;
  overview.debt += account.debt;
  overview.pending += pendingPoints(account);
  for (const lot of account.lots) {
    if (isExpired(lot, at)) continue;
    const month = lot.expiresAt === null ? null : dayOf(lot.expiresAt).slice(0, 7);
    const key = `${month}:${tier}`;
    const sum = liability.get(key) ?? { month, tier, points: 0 };
    liability.set(key, { ...sum, points: sum.points + lot.points });
    overview.outstanding += lot.points;
  }
}

async function addOrders(
  ctx: World,
  overview: Overview,
  from: number,
  onProgress: (orders: number) => void,
): Promise<void> {
  const codes = new Map<string, { orders: number; discountKopecks: number }>();
  let seen = 0;
  for (let after: number | null = 0; after !== null; ) {
    const page: { rows: StoredOrder[]; next: number | null } = await ctx.store.orders.page(
      after,
      ORDERS,
    );
    const orders = page.rows.filter((o) => o.placed.at >= from);
    for (const facts of await factsOfMany(ctx, orders)) addOrder(overview, codes, facts);
    seen += page.rows.length;
    onProgress(seen);
    await ctx.sleep(0);
    after = page.next;
  }
  overview.orders.codes = [...codes]
    .map(([code, sums]) => ({ code, ...sums }))
    .sort((a, b) => b.orders - a.orders || a.code.localeCompare(b.code))
    .slice(0, MOST_CODES);
}

async function factsOfMany(ctx: World, orders: readonly StoredOrder[]): Promise<OrderFacts[]> {
  if (orders.length === 0) return [];
  const events = await ctx.store.orders.eventsOfMany(orders.map((o) => o.id));
  const byOrder = new Map(orders.map((o) => [o.id, [] as typeof events]));
  for (const event of events) byOrder.get(event.orderId)?.push(event);
  return orders.map(({ id, placed }) => {
    const own = byOrder.get(id) ?? [];
    return foldFacts(placed, own, voidedEvents(own, []));
  });
}

function addOrder(
  { orders }: Overview,
  codes: Map<string, { orders: number; discountKopecks: number }>,
  facts: OrderFacts,
): void {
  if (facts.status === 'cancelled') {
    orders.cancelled += 1;
    return;
  }
  const total = totalKopecks(facts.amounts);
  const kind = facts.points > 0 ? orders.withPoints : orders.withoutPoints;
  kind.orders += 1;
  kind.totalKopecks += total;
  orders.pointsUsed += facts.points;
  if (!facts.promo) return;
  const { promoDiscountKopecks } = facts.amounts;
  orders.promo.orders += 1;
  orders.promo.totalKopecks += total;
  orders.promo.discountKopecks += promoDiscountKopecks;
  const sums = codes.get(facts.promo.code) ?? { orders: 0, discountKopecks: 0 };
  codes.set(facts.promo.code, {
    orders: sums.orders + 1,
    discountKopecks: sums.discountKopecks + promoDiscountKopecks,
  });
}
