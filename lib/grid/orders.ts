/**
 * Edits of orders in NocoDB's own grid: a legal one becomes an event of the
 * actor `grid` like any other change, the rest is put back from the facts.
 * Repeatable, and safe beside itself and the site's own writes: an event is
 * appended only to the facts that the edit was judged by, and the site writes
 * its copies over an edit only after it was looked at here.
 */
import type { Context } from '../context';
import { type OrderSnapshot, snapshotFacts } from '../loyalty/reconcile';
import { changeOrderFacts, type Judgement, readOrder } from '../orders/events';
import type { Actor, OrderFacts } from '../orders/facts';
import { orderCopies, settleOrder } from '../orders/settle';
import { judgeCash, judgeMove } from '../orders/staff-steps';
import type { Stray } from '../store/port-ledger';
import type { VisibleOrder } from '../store/port-orders';
import { illegalPart, legalEdit, type OrderEdit } from './order-edit';

export type GridOutcome = 'clean' | 'applied' | 'put_back';

const GRID: Actor = { kind: 'grid' };
/** Looks at a row that others change at the same time; the job looks again later. */
const MOST_LOOKS = 5;

/** Looks at one order's row; when it is not as the site left it, says what became of the edit. */
export async function checkOrderRow(ctx: Context, orderId: number): Promise<GridOutcome> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    const row = await ctx.store.orders.visible(orderId);
    if (!row?.edited) return 'clean';
    const outcome = await judgeRow(ctx, row);
    if (outcome !== 'changed meanwhile') return outcome;
  }
  return 'clean';
}

async function judgeRow(
  ctx: Context,
  row: VisibleOrder,
): Promise<GridOutcome | 'changed meanwhile'> {
  const orderId = row.id;
  const snapshot = await readOrder(ctx, orderId);
  if (!snapshot) return 'clean';
  const facts = snapshotFacts(snapshot);
  const seen = factsSeen(row, snapshot);
  const edit = legalEdit(row, seen, facts);
  const fresh = seen?.version === facts.version;
  const strays = await straysOf(ctx, snapshot, facts);
  const events = await appendEvents(ctx, orderId, facts.version, edit);
  if (events === 'changed meanwhile') return events;

  // Writes the ledger's rows and makes the visible columns anew, over this very edit.
  const settled = await settleOrder(ctx, snapshot.order, { over: row.mark });
  const refused = refusals(settled, events);
  for (const { n, change } of events) {
    if (!refused.has(n)) ctx.log.info('grid.applied', { orderId, event: n, change });
  }
  // Of a row made from older facts, nobody can tell which columns were typed and which are old.
  const back = fresh || edit.status === null ? illegalPart(strays, edit) : [];
  if (back.length > 0 || refused.size > 0) {
    const codes = [...refused.values()];
    ctx.log.warn('grid.put_back', { orderId, columns: back, refused: codes, stale: !fresh });
  }
  if (events.length > refused.size) return 'applied';
  return back.length > 0 || refused.size > 0 ? 'put_back' : 'clean';
}

/** The facts that the row was made from; null when there never were any of that version. */
function factsSeen(row: VisibleOrder, snapshot: OrderSnapshot): OrderFacts | null {
  const last = snapshot.events.at(-1)?.n ?? 0;
  if (row.version === null || row.version < -1 || row.version > last) return null;
  const { version } = row;
  return snapshotFacts({ ...snapshot, events: snapshot.events.filter((e) => e.n <= version) });
}

interface GridEvent {
  n: number;
  change: string;
}

/** Appends the edit's events to facts of `version`, or says that somebody changed them. */
async function appendEvents(
  ctx: Context,
  orderId: number,
  version: number,
  { cash, status }: OrderEdit,
): Promise<GridEvent[] | 'changed meanwhile'> {
  const steps: [string, (facts: OrderFacts) => Judgement][] = [];
  if (cash) steps.push(['cash', judgeCash]);
  if (status !== null) steps.push([status, (facts) => judgeMove(facts, status, 'staff')]);
  const events: GridEvent[] = [];
  let at = version;
  for (const [change, judge] of steps) {
    let moved = false;
    const changed = await changeOrderFacts(ctx, orderId, GRID, (facts) => {
      moved = facts.version !== at;
      return moved ? 'nothing' : judge(facts);
    });
    if (moved) return 'changed meanwhile';
    if (!changed.ok || !changed.event) continue;
    at = changed.event.n;
    events.push({ n: at, change });
  }
  return events;
}

/** Columns that do not read as the facts say. */
async function straysOf(
  ctx: Context,
  snapshot: OrderSnapshot,
  facts: OrderFacts,
): Promise<Stray[]> {
  const orderId = snapshot.order.id;
  const wanted = [{ orderId, copies: orderCopies(snapshot, facts) }];
  return (await ctx.store.orders.copyStrays(wanted)).get(orderId) ?? [];
}

/** Events that the ledger did not take, by number, with its codes. */
function refusals(snapshot: OrderSnapshot, events: readonly GridEvent[]): Map<number, string> {
  return new Map(
    events.flatMap(({ n }) => {
      const row = snapshot.rows.find((r) => r.voidsEvent === n);
      return row ? [[n, row.reason ?? ''] as const] : [];
    }),
  );
}
