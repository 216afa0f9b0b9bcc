/**
 * What `--repair` does (SPEC 9): copies are written anew, half-done orders are
 * finished by the operation that always finishes them. A row is never touched:
 * a wrong one is answered by an adjustment that names it.
 */
import type { Context } from '../../context';
import { checkOrderRow } from '../../grid/orders';
import { readOrder } from '../../orders/events';
import { settleOrder } from '../../orders/settle';
import { claimOrderKey, refreshTimesUsed, releaseClaim } from '../../promo/claims';
import type { EntryStatus, LedgerEntry } from '../entry';
import { levelChangeOf } from '../level-changes';
import { refreshUserCopies } from '../user-copies';
import type { Finding, Repair } from './finding';

/** One thing to do, for all the findings that it mends. */
export interface RepairStep {
  /** Unique: the same thing is done once. */
  name: string;
  repair: Exclude<Repair, 'none'>;
  finding: Finding;
}

/** What would be done about the findings; a preview and a plan. Pure. */
export function repairSteps(findings: readonly Finding[]): RepairStep[] {
  const steps = new Map<string, RepairStep>();
  for (const f of findings) {
    if (f.repair === 'none' || f.answered) continue;
    const name = nameOf(f, f.repair);
    if (!steps.has(name)) steps.set(name, { name, repair: f.repair, finding: f });
  }
  return [...steps.values()];
}

function nameOf(f: Finding, repair: RepairStep['repair']): string {
  switch (repair) {
    case 'copies':
      return `write the copies of customer ${f.userId}`;
    case 'status':
      return `write status "${f.shouldBe}" of row ${f.seq} of customer ${f.userId}`;
    case 'levels':
      return `write tier change ${f.seq} of customer ${f.userId}`;
    case 'settle':
      return `settle order ${f.orderId}`;
    case 'claim':
      return `release the claim of ${f.promoCode} (${f.is})`;
    case 'times_used':
      return `count the uses of ${f.promoCode}`;
  }
}

/** Does one step. Repeatable: done twice it changes nothing. Throws what the store throws. */
export async function repairOne(ctx: Context, { repair, finding: f }: RepairStep): Promise<void> {
  const userId = f.userId ?? 0;
  switch (repair) {
    case 'copies':
      return refreshUserCopies(ctx, userId);
    case 'status':
      return mendStatus(ctx, userId, f);
    case 'levels':
      return mendLevel(ctx, userId, f.seq ?? 0);
    case 'settle': {
      const snapshot = await readOrder(ctx, f.orderId ?? 0);
      if (!snapshot) return;
      // An edit in the grid is judged first: settling leaves it alone.
      await checkOrderRow(ctx, snapshot.order.id);
      await settleOrder(ctx, snapshot.order);
      return;
    }
    case 'claim': {
      const [key = '', k = '1'] = (f.is ?? '').split(':');
      const claim = await ctx.store.promo.claimByOrderKey(claimOrderKey(key, Number(k)));
      if (claim) await releaseClaim(ctx, claim);
      return;
    }
    case 'times_used': {
      const code = await ctx.store.promo.byCode(f.promoCode ?? '');
      if (code) await refreshTimesUsed(ctx, code.id);
    }
  }
}

async function mendStatus(ctx: Context, userId: number, f: Finding): Promise<void> {
  const row = await ctx.store.ledger.byKey(userId, f.seq ?? 0);
  if (row) await ctx.store.ledger.mendStatus(row, f.shouldBe as EntryStatus);
}

async function mendLevel(ctx: Context, userId: number, seq: number): Promise<void> {
  const [previous, row] = await Promise.all([
    seq > 1 ? ctx.store.ledger.byKey(userId, seq - 1) : null,
    ctx.store.ledger.byKey(userId, seq),
  ]);
  const change = row && wantedChange(previous, row);
  if (change === 'unknown') return;
  if (change) await ctx.store.journal.mendLevelChange(change);
  else await ctx.store.journal.removeLevelChange(userId, seq);
}

function wantedChange(previous: LedgerEntry | null, row: LedgerEntry) {
  return row.seq > 1 && !previous ? 'unknown' : levelChangeOf(previous, row);
}
