/**
 * What a change by staff would do, told before it is done: the same steps and the
 * same planner on the same facts, nothing written.
 */
import type { Context } from '../context';
import { voidedEvents } from '../loyalty/plan';
import type { OrderSnapshot } from '../loyalty/reconcile';
import { snapshotFacts } from '../loyalty/reconcile';
import { rehearse } from '../loyalty/rehearse';
import { type Refusal, type RefusalCode, refuse } from '../refusal';
import type { MenuItem } from '../store/port-menu';
import { nextEvent, readOrder, stopsLedger, withEvent } from './events';
import type { Actor } from './facts';
import { changedSince, type StaffRequest, staffSteps } from './staff-steps';

export interface Preview {
  before: OrderSnapshot;
  /** How the order would stand; up to the step that is refused, if one is. */
  after: OrderSnapshot;
  refusal: Refusal | null;
}

/** Refused: NOT_FOUND. A refusal of the change itself is part of the preview. */
export async function previewOrderChange(
  ctx: Context,
  orderId: number,
  actor: Actor,
  request: StaffRequest,
): Promise<({ ok: true } & Preview) | Refusal> {
  const [snapshot, menu] = await Promise.all([
    readOrder(ctx, orderId),
    request.items ? ctx.store.menu.all() : [],
  ]);
  if (!snapshot) return refuse('NOT_FOUND');
  return { ok: true, ...preview(snapshot, actor, request, menu, ctx) };
}

/** The change played through in memory, at the moment that `now` says. */
export function preview(
  before: OrderSnapshot,
  actor: Actor,
  request: StaffRequest,
  menu: readonly MenuItem[],
  { now, program }: Pick<Context, 'now' | 'program'>,
): Preview {
  const voided = voidedEvents(before.events, before.rows);
  if (changedSince(request, before.events, voided)) {
    return { before, after: before, refusal: refuse('ORDER_CHANGED') };
  }
  const at = now();
  let after = before;
  for (const step of staffSteps(request, menu)) {
    const data = step(snapshotFacts(after));
    if (data !== 'nothing' && 'ok' in data) return { before, after, refusal: data };
    if (data !== 'nothing' && stopsLedger(data, after)) {
      return { before, after, refusal: refuse('LEDGER_STOPPED') };
    }
    const event = data === 'nothing' ? null : nextEvent(after, actor, data, at);
    const told = event ? withEvent(after, event) : after;
    const { order, events, rows, head, moduleOn } = told;
    const history = { ...order, events };
    // Also without an event: the ledger is brought in line by every call.
    const done = rehearse({ order: history, rows, head, moduleOn, now: at }, program);
    const refused = event && done.rows.find((r) => r.voidsEvent === event.n);
    after = { ...told, rows: done.rows, head: { ...done.head, anchorSeq: head.anchorSeq } };
    if (refused) return { before, after, refusal: refuse(refused.reason as RefusalCode) };
  }
  return { before, after, refusal: null };
}
