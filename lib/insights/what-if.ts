/**
 * "What if": the stored orders of the last days under another programme, beside
 * what happened. A few customers after others, so memory stays small however many
 * there are; nothing is written.
 */
import type { Context } from '../context';
import { emptyAccount } from '../loyalty/account';
import type { LoyaltyProgram } from '../loyalty/program';
import type { User } from '../store/port-users';
import { type CustomerHistory, readCustomerHistory, readHistories } from './customer-history';
import { type Measured, type Moves, measure, noMoves } from './measure';
import { type Replayed, replayCustomer, type Scenario } from './replay-customer';
import { groupsOf } from './row-pages';
import { moduleSwitches } from './switches';
import { userPages } from './user-pages';

export interface WhatIfRequest {
  days: number;
  program: LoyaltyProgram;
}

/** All customers on one side of the comparison, in points. */
export interface Side extends Moves {
  outstanding: number;
  debt: number;
  pending: number;
  tiers: { name: string; title: string; customers: number }[];
}

export interface Affected {
  userId: number;
  phone: string;
  name: string | null;
  /** Points gained or lost: spent ones and those that can still be spent together. */
  effect: number;
  actual: Measured;
  tried: Measured;
}

export interface WhatIfResult {
  from: number;
  to: number;
  customers: number;
  /** Orders placed in the period. */
  orders: number;
  actual: Side;
  tried: Side;
  cappedOrders: number;
  cappedPoints: number;
  refusedChanges: number;
  /** The ten with the largest effect. */
  affected: Affected[];
  /** Customers whose history could not be read or played; left out on both sides. */
  failed: number;
}

export interface WhatIfControl {
  onProgress(done: number, total: number): void;
  isCancelled(): boolean;
}

/** The run was called off. */
export class WhatIfCancelled extends Error {
  override readonly name = 'WhatIfCancelled';
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Customers whose histories are read together. */
const AT_ONCE = 50;
const MOST_AFFECTED = 10;
/** Lines of the log looked through for switches of the module. */
const LOGS = 1000;

/** Compares; throws `WhatIfCancelled` when called off. */
export async function runWhatIf(
  ctx: Pick<Context, 'store' | 'program' | 'timeZone' | 'now' | 'sleep' | 'log'>,
  { days, program }: WhatIfRequest,
  control: WhatIfControl,
): Promise<WhatIfResult> {
  const to = ctx.now();
  const scenario: Scenario = {
    program,
    current: ctx.program,
    timeZone: ctx.timeZone,
    from: to - days * DAY_MS,
    to,
    switches: moduleSwitches(await ctx.store.journal.logs(LOGS)),
  };
  const total = await countUsers(ctx);
  const result = emptyResult(scenario);
  let done = 0;
  for await (const users of userPages(ctx)) {
    for (const group of groupsOf(users, AT_ONCE)) {
      // What cannot be read together is read one by one: only those at fault are left out.
      const read = await readHistories(ctx, group, to).catch(() => null);
      for (const user of group) {
        if (control.isCancelled()) throw new WhatIfCancelled();
        await compareCustomer(ctx, scenario, user, result, read?.get(user.id));
        control.onProgress(++done, Math.max(done, total));
        // Lets requests in between: playing is work without waiting.
        await ctx.sleep(0);
      }
    }
  }
  return result;
}

async function compareCustomer(
  ctx: Pick<Context, 'store' | 'log'>,
  scenario: Scenario,
  user: User,
  result: WhatIfResult,
  read: CustomerHistory | undefined,
): Promise<void> {
  const { from, to, program, current } = scenario;
  try {
    const history = read ?? (await readCustomerHistory(ctx, user, to));
    const replayed = await replayCustomer(scenario, history);
    const account = history.rows.at(-1)?.account ?? emptyAccount;
    const rows = history.rows.filter((r) => r.at >= from);
    const actual = measure(rows, account, current, to);
    const tried = measure(replayed.rows, replayed.account, program, to);
    result.orders += history.orders.filter((o) => o.placed.at >= from).length;
    add(result, user, actual, tried, replayed);
  } catch (error) {
    ctx.log.warn('what_if.customer_failed', { userId: user.id, error: String(error) });
    result.failed += 1;
  }
}

function add(
  result: WhatIfResult,
  { id: userId, phone, name }: User,
  actual: Measured,
  tried: Measured,
  { cappedOrders, cappedPoints, refusedChanges }: Replayed,
): void {
  result.customers += 1;
  addSide(result.actual, actual);
  addSide(result.tried, tried);
  result.cappedOrders += cappedOrders;
  result.cappedPoints += cappedPoints;
  result.refusedChanges += refusedChanges;
  const effect = tried.spent + tried.outstanding - actual.spent - actual.outstanding;
  const one = { userId, phone, name, effect, actual, tried };
  if (weight(one) === 0 && tried.tier === actual.tier) return;
  result.affected.push(one);
  result.affected.sort((a, b) => weight(b) - weight(a) || a.userId - b.userId);
  result.affected.length = Math.min(result.affected.length, MOST_AFFECTED);
}

/** Spending less and keeping the points is an effect too. */
function weight({ actual, tried }: Affected): number {
  return Math.abs(tried.spent - actual.spent) + Math.abs(tried.outstanding - actual.outstanding);
}

function addSide(side: Side, measured: Measured): void {
  side.earned += measured.earned;
  side.gifts += measured.gifts;
  side.adjusted += measured.adjusted;
  side.spent += measured.spent;
  side.expired += measured.expired;
  side.outstanding += measured.outstanding;
  side.debt += measured.debt;
  side.pending += measured.pending;
  const tier = side.tiers.find((t) => t.name === measured.tier);
  if (tier) tier.customers += 1;
}

function emptyResult({ from, to, program, current }: Scenario): WhatIfResult {
  return {
    from,
    to,
    customers: 0,
    orders: 0,
    actual: emptySide(current),
    tried: emptySide(program),
    cappedOrders: 0,
    cappedPoints: 0,
    refusedChanges: 0,
    affected: [],
    failed: 0,
  };
}

function emptySide({ tiers }: LoyaltyProgram): Side {
  return {
    ...noMoves,
    outstanding: 0,
    debt: 0,
    pending: 0,
    tiers: tiers.map(({ name, title }) => ({ name, title, customers: 0 })),
  };
}

async function countUsers(ctx: Pick<Context, 'store'>): Promise<number> {
  let count = 0;
  for await (const users of userPages(ctx)) count += users.length;
  return count;
}
