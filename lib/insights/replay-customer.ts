/**
 * Plays a customer's history again under another programme, through the site's
 * own operations on a store in memory. What was before the period stays as it
 * was, orders placed before it too; what the scheduler did is followed where the
 * rule is the same, and worked out where it is not.
 */
import type { Context } from '../context';
import { grantBirthday } from '../jobs/birthday-bonuses';
import { expireCustomer } from '../jobs/expire-points';
import type { Account } from '../loyalty/account';
import { availablePoints } from '../loyalty/account';
import { adjustBalance } from '../loyalty/adjust';
import { appendDrafts, onHead } from '../loyalty/append';
import { headOf } from '../loyalty/chain';
import { payoutDueAt } from '../loyalty/entitlement';
import type { LedgerEntry } from '../loyalty/entry';
import { joinProgram } from '../loyalty/join';
import type { LoyaltyProgram } from '../loyalty/program';
import { createSandboxProvider } from '../payments/sandbox';
import { createMemoryStore } from '../store/memory';
import { birthdayRuns } from './birthday-runs';
import type { CustomerHistory } from './customer-history';
import { openingRows } from './opening';
import { ReplayOrders } from './replay-orders';
import type { ModuleSwitches } from './switches';
import { type Step, timeline } from './timeline';

export interface Scenario {
  /** The programme that is tried. */
  program: LoyaltyProgram;
  /** The one in force: where a rule is the same in both, what the scheduler did is a fact. */
  current: LoyaltyProgram;
  timeZone: string;
  from: number;
  to: number;
  switches: ModuleSwitches;
}

export interface Replayed {
  /** Rows of the period. */
  rows: LedgerEntry[];
  account: Account;
  /** Orders whose points had to be fewer than were spent, and by how many points. */
  cappedOrders: number;
  cappedPoints: number;
  /** Changes of orders that the programme would have refused. */
  refusedChanges: number;
}

const HOUR_MS = 60 * 60 * 1000;

export async function replayCustomer(
  scenario: Scenario,
  history: CustomerHistory,
): Promise<Replayed> {
  const replay = new CustomerReplay(scenario, history);
  return replay.run();
}

class CustomerReplay {
  private now = 0;
  private readonly ctx: Context;
  private readonly orders: ReplayOrders;
  private readonly userId: number;
  /** Points live as long as they did: when the job came by is a fact. Else it is there at each step. */
  private readonly followsExpiry: boolean;

  constructor(
    private readonly scenario: Scenario,
    private readonly history: CustomerHistory,
  ) {
    this.now = scenario.from;
    this.followsExpiry = lives(scenario.program) === lives(scenario.current);
    this.userId = history.user.id;
    this.ctx = memoryContext(scenario, () => this.now);
    this.orders = new ReplayOrders(this.ctx, history, scenario.from);
  }

  async run(): Promise<Replayed> {
    const { from, to } = this.scenario;
    const before = openingRows(this.history.rows, this.scenario.program, from);
    for (let i = 0; i < before.length; i += 10) {
      await this.ctx.store.ledger.append(before.slice(i, i + 10));
    }
    await this.orders.open();
    for (const step of this.steps()) {
      await this.payPromises(step.at);
      await this.moveTo(step.at);
      await this.play(step);
    }
    await this.payPromises(to);
    await this.moveTo(to);
    const rows = await this.rowsAfter(before.at(-1)?.seq ?? 0);
    const { account } = headOf(await this.ctx.store.ledger.head(this.userId));
    return { rows, account, ...this.orders.counts() };
  }

  private steps(): Step[] {
    const { program, current } = this.scenario;
    const steps = timeline(this.history, this.scenario.from);
    const sameBirthday = JSON.stringify(program.birthday) === JSON.stringify(current.birthday);
    if (sameBirthday) return steps;
    const own = birthdayRuns(this.history.user, this.scenario);
    const kept = steps.filter((s) => s.kind !== 'birthday');
    return [...kept, ...own].sort((a, b) => a.at - b.at);
  }

  /** The clock and the switch at `at`. */
  private async moveTo(at: number): Promise<void> {
    this.now = Math.max(this.now, at);
    await this.setModule(this.scenario.switches.isOn(at));
    if (!this.followsExpiry) await expireCustomer(this.ctx, this.userId);
  }

  private async setModule(on: boolean): Promise<void> {
    await this.ctx.store.settings.put('loyaltyEnabled', on);
  }

  private async play(step: Step): Promise<void> {
    switch (step.kind) {
      case 'join':
        // The bonus itself says that the module was on.
        if (this.scenario.current.welcome) await this.setModule(step.row.points > 0);
        await joinProgram(this.ctx, this.userId);
        return;
      case 'expire':
        await expireCustomer(this.ctx, this.userId);
        return;
      case 'birthday':
        await grantBirthday(this.ctx, this.history.user);
        return;
      case 'adjust':
        return this.adjust(step.row);
      case 'copy':
        return this.copy(step.row);
      case 'payout':
        if (this.orders.followsPayouts(step.orderId)) await this.orders.reconcile(step.orderId);
        return;
      case 'place':
        await this.setModule(step.order.placed.moduleOn);
        return this.orders.place(step.order);
      case 'event':
        await this.setModule(step.event.moduleOn);
        return this.orders.event(step.order, step.event);
    }
  }

  /** A correction that takes more than there is takes what there is. */
  private async adjust(row: LedgerEntry): Promise<void> {
    const head = headOf(await this.ctx.store.ledger.head(this.userId));
    const most = availablePoints(head.account, Math.max(this.now, head.at));
    await adjustBalance(this.ctx, {
      userId: this.userId,
      points: Math.max(row.points, -most),
      reason: row.reason ?? '',
      adminId: row.adminId ?? 0,
      key: row.causeKey.slice('adj:'.length),
    });
  }

  private async copy(row: LedgerEntry): Promise<void> {
    const draft = { ...row, ownLots: [], restore: [], status: row.status as 'completed' };
    await onHead(this.ctx, this.userId, (head) =>
      appendDrafts(this.ctx, this.userId, head, [draft], this.now),
    );
  }

  /** Promises that fall due by `until` where the scheduler's own runs say nothing of them. */
  private async payPromises(until: number): Promise<void> {
    for (;;) {
      const { account } = headOf(await this.ctx.store.ledger.head(this.userId));
      const due: { at: number; orderId: number }[] = [];
      for (const { seq } of account.promises) {
        const row = await this.ctx.store.ledger.byKey(this.userId, seq);
        const facts = row?.orderId ? await this.orders.factsOf(row.orderId) : null;
        if (!facts || !row?.orderId || this.orders.followsPayouts(row.orderId)) continue;
        // The job comes every hour, and waits for the module.
        const run = Math.ceil(payoutDueAt(facts) / HOUR_MS) * HOUR_MS;
        const at = this.scenario.switches.nextOn(Math.max(run, this.now));
        if (at !== null && at <= until) due.push({ at, orderId: row.orderId });
      }
      const [first] = due.sort((a, b) => a.at - b.at);
      if (!first) return;
      await this.moveTo(first.at);
      await this.orders.reconcile(first.orderId);
    }
  }

  private async rowsAfter(seq: number): Promise<LedgerEntry[]> {
    const rows: LedgerEntry[] = [];
    for (;;) {
      const page = await this.ctx.store.ledger.since(this.userId, rows.at(-1)?.seq ?? seq, 1000);
      rows.push(...page);
      if (page.length < 1000) return rows;
    }
  }
}

/** All that says how long points live. */
function lives(program: LoyaltyProgram): string {
  const { earnedLifeDays, adjustmentLifeDays, welcome, birthday, refundGraceDays } = program;
  return JSON.stringify([earnedLifeDays, adjustmentLifeDays, welcome, birthday, refundGraceDays]);
}

/** A world of one customer. Copies and logs are nobody's here: what comes after answers is left out. */
function memoryContext(scenario: Scenario, now: () => number): Context {
  return {
    store: createMemoryStore(),
    program: scenario.program,
    timeZone: scenario.timeZone,
    now,
    ticks: () => 0,
    random: () => 0,
    sleep: async () => {},
    later: () => {},
    payments: createSandboxProvider(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
}
