/** A page of a customer's rows (SPEC 5). */
import type { Context } from '../context';
import { payoutDueAt } from '../loyalty/entitlement';
import type { LedgerEntry } from '../loyalty/entry';
import { factsOf } from '../loyalty/plan';
import type { HistoryAnswer } from './answers';
import { historyEntryView } from './views';

/** Rows are numbered without gaps, so a page is a range of numbers and needs no offset. */
export async function readHistory(
  ctx: Context,
  userId: number,
  { page, limit }: { page: number; limit: number },
): Promise<HistoryAnswer> {
  const head = await ctx.store.ledger.head(userId);
  const newest = (head?.seq ?? 0) - (page - 1) * limit;
  const rows = newest > 0 ? await ctx.store.ledger.history(userId, newest + 1, limit) : [];
  const payouts = await payoutTimes(ctx, rows);
  return {
    page,
    limit,
    hasMore: newest - limit > 0,
    entries: rows.map((row) => historyEntryView(row, ctx.now(), payouts.get(row.seq))),
  };
}

/** When the open promises among the rows fall due, by seq. */
async function payoutTimes(
  ctx: Context,
  rows: readonly LedgerEntry[],
): Promise<Map<number, number>> {
  const promises = rows.filter((r) => r.currentStatus === 'pending' && r.orderId !== null);
  const times = await Promise.all(
    promises.map(async ({ seq, orderId }) => {
      const id = orderId ?? 0;
      const [order, events] = await Promise.all([
        ctx.store.orders.byId(id),
        ctx.store.orders.events(id),
      ]);
      const facts = order && factsOf({ id, placed: order.placed, events }, []);
      return facts ? [[seq, payoutDueAt(facts)] as const] : [];
    }),
  );
  return new Map(times.flat());
}
