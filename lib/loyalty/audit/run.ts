/**
 * The audit (SPEC 9): recomputes every account from its rows and compares
 * everything that is derived with what it is derived from. Reads in pages and
 * remembers sums only, so a million rows need no more memory than a thousand.
 * It changes nothing; see repair.ts.
 */
import type { Context } from '../../context';
import {
  type AuditCursor,
  type AuditReport,
  AuditTally,
  firstCursor,
  type Phase,
} from './audit-state';
import { auditCustomer, auditCustomers } from './customers-phase';
import type { Finding } from './finding';
import { auditOrders, auditOrdersOf } from './orders-phase';
import { auditClaims, auditCodes } from './promo-phase';

export interface AuditOptions {
  /** One customer only: the chain, the copies, the orders. */
  userId?: number;
  /** Where to begin; left out, at the beginning. */
  from?: AuditCursor;
  /** Stop after this long, at the next page. */
  milliseconds?: number;
  /** Told of every finding, also of those that the report only counts. */
  onFinding?: (finding: Finding) => void;
  /** Told after every page. */
  onPage?: (report: AuditReport) => void;
}

const phases: Record<
  Phase,
  {
    run: (
      ctx: Context,
      tally: AuditTally,
      after: number,
      enough: () => boolean,
    ) => Promise<number | null>;
    next: Phase | null;
  }
> = {
  customers: { run: auditCustomers, next: 'orders' },
  orders: { run: auditOrders, next: 'claims' },
  claims: { run: auditClaims, next: 'codes' },
  codes: { run: auditCodes, next: null },
};

/** Throws `StoreUnavailable` when the store cannot be read. */
export async function runAudit(ctx: Context, options: AuditOptions = {}): Promise<AuditReport> {
  const startedAt = ctx.now();
  const started = ctx.ticks();
  const tally = new AuditTally(startedAt, options.onFinding ?? (() => {}));
  const { report } = tally;
  if (options.userId !== undefined) {
    const user = await ctx.store.users.byId(options.userId);
    if (user) await auditCustomer(ctx, tally, user);
    await auditOrdersOf(ctx, tally, options.userId);
    report.took = ctx.ticks() - started;
    return report;
  }
  const end = started + (options.milliseconds ?? Number.POSITIVE_INFINITY);
  let pages = 0;
  // At least one page a run, or a run with little time would never get on.
  const enough = () => {
    report.took = ctx.ticks() - started;
    options.onPage?.(report);
    return pages++ > 0 && ctx.ticks() >= end;
  };
  let cursor: AuditCursor | null = options.from ?? firstCursor;
  while (cursor) {
    const { run, next }: (typeof phases)[Phase] = phases[cursor.phase];
    const reached = await run(ctx, tally, cursor.after, enough);
    if (reached !== null) {
      report.next = { phase: cursor.phase, after: reached };
      break;
    }
    cursor = next && { phase: next, after: 0 };
  }
  report.took = ctx.ticks() - started;
  return report;
}
