/**
 * The orders of a replayed customer: facts as they were, under the programme that
 * is tried. Points that it would not have allowed become as many as it would.
 */
import type { Context } from '../context';
import { availablePoints } from '../loyalty/account';
import { headOf, knownHead } from '../loyalty/chain';
import { spendCapPoints } from '../loyalty/earning';
import { type OrderHistory, voidedEvents } from '../loyalty/plan';
import { type OrderSnapshot, reconcileOrder, snapshotFacts } from '../loyalty/reconcile';
import { type Amounts, pointsThatFit } from '../orders/amounts';
import { type EventData, foldFacts, type OrderEvent, type OrderFacts } from '../orders/facts';
import { maxSpendPoints } from '../orders/quote';
import type { StoredOrder } from '../store/port-orders';
import type { CustomerHistory } from './customer-history';

interface Played {
  order: StoredOrder;
  original: OrderHistory;
  /** Placed in the period: under the programme that is tried. */
  isNew: boolean;
  /** Number of its last event here. */
  n: number;
}

export class ReplayOrders {
  private readonly played = new Map<number, Played>();
  private readonly capped = new Set<number>();
  private cappedPoints = 0;
  private refusedChanges = 0;

  constructor(
    private readonly ctx: Context,
    private readonly history: CustomerHistory,
    private readonly from: number,
  ) {}

  counts() {
    const { capped, cappedPoints, refusedChanges } = this;
    return { cappedOrders: capped.size, cappedPoints, refusedChanges };
  }

  /** Orders from before the period, with their events up to it. */
  async open(): Promise<void> {
    for (const original of this.history.orders) {
      if (original.placed.at >= this.from) continue;
      const before = original.events.filter((e) => e.at < this.from);
      for (const event of before) await this.ctx.store.orders.appendEvent(event);
      this.played.set(original.id, {
        order: stored(original.id, original.placed),
        original,
        isNew: false,
        n: before.at(-1)?.n ?? 0,
      });
    }
  }

  /** Was the promise of this order paid out under the same rule? Then when is a fact. */
  followsPayouts(orderId: number): boolean {
    const played = this.played.get(orderId);
    if (!played?.isNew) return true;
    const was = played.original.placed.program;
    const is = this.ctx.program;
    return was.earnWhen === is.earnWhen && was.cashHoldHours === is.cashHoldHours;
  }

  async factsOf(orderId: number): Promise<OrderFacts | null> {
    const played = this.played.get(orderId);
    return played ? snapshotFacts(await this.snapshot(played)) : null;
  }

  async reconcile(orderId: number): Promise<OrderSnapshot | null> {
    const played = this.played.get(orderId);
    return played ? reconcileOrder(this.ctx, played.order) : null;
  }

  async place(original: OrderHistory): Promise<void> {
    const { placed } = original;
    const most = placed.points > 0 ? await this.mostPoints(placed.amounts, placed.moduleOn) : 0;
    const points = Math.min(placed.points, most);
    this.countCapped(original.id, placed.points - points);
    const order = stored(original.id, { ...placed, points, program: this.ctx.program });
    this.played.set(original.id, { order, original, isNew: true, n: 0 });
    await reconcileOrder(this.ctx, order);
  }

  async event({ id }: OrderHistory, event: OrderEvent): Promise<void> {
    const played = this.played.get(id);
    if (!played) return;
    const data = played.isNew ? await this.adapted(played, event) : event.data;
    const snapshot = await this.append(played, event, data);
    const refused = snapshot.rows.find((r) => r.voidsEvent === played.n)?.reason;
    if (!refused || !played.isNew) return;
    if (refused !== 'POINTS_UNAVAILABLE') {
      this.refusedChanges += 1;
      return;
    }
    // Accepted with points that are not there: with what is there, as staff would.
    const { points } = snapshotFacts(snapshot);
    const left = Math.min(points, availablePoints(snapshot.head.account, this.ctx.now()));
    this.countCapped(id, points - left);
    await this.append(played, event, { kind: 'changed', points: left });
    await this.append(played, event, data);
  }

  /** The event with points that the programme and the balance allow. */
  private async adapted(played: Played, event: OrderEvent): Promise<EventData> {
    const { data } = event;
    if (data.kind !== 'changed') return data;
    const facts = snapshotFacts(await this.snapshot(played));
    const { original } = played;
    const wish = originalPoints(original, event.n);
    const amounts = data.amounts ?? facts.amounts;
    let points = Math.min(wish, facts.points);
    if (wish > originalPoints(original, event.n - 1)) {
      const held = facts.program.spendWhen === 'placed' ? facts.points : 0;
      points = Math.min(wish, await this.mostPoints(amounts, event.moduleOn, held));
      this.countCapped(original.id, wish - points);
    } else if (event.actor.kind === 'customer') {
      points = Math.min(points, spendCapPoints(facts.program, amounts), pointsThatFit(amounts));
    }
    const unchanged = points === facts.points && data.points === undefined;
    return unchanged ? data : { ...data, points };
  }

  private async append(played: Played, event: OrderEvent, data: EventData): Promise<OrderSnapshot> {
    // An old order's events keep their numbers: its rows may name them.
    played.n = played.isNew ? played.n + 1 : event.n;
    await this.ctx.store.orders.appendEvent({ ...event, n: played.n, data });
    return reconcileOrder(this.ctx, played.order);
  }

  private async mostPoints(amounts: Amounts, moduleOn: boolean, held = 0): Promise<number> {
    const { account } = headOf(await this.ctx.store.ledger.head(this.history.user.id));
    const { program } = this.ctx;
    return maxSpendPoints({ program, account, moduleOn, now: this.ctx.now() }, amounts, held);
  }

  private async snapshot({ order }: Played): Promise<OrderSnapshot> {
    const { ledger, orders } = this.ctx.store;
    const [events, rows, head] = await Promise.all([
      orders.events(order.id),
      ledger.ofOrder(order.id),
      ledger.head(order.placed.userId),
    ]);
    return { order, events, rows, head: knownHead(null, head), moduleOn: true };
  }

  private countCapped(orderId: number, missing: number): void {
    if (missing <= 0) return;
    this.capped.add(orderId);
    this.cappedPoints += missing;
  }
}

/** Points that the order really was to spend after its n-th event. */
function originalPoints({ placed, events }: OrderHistory, n: number): number {
  const upTo = events.filter((e) => e.n <= n);
  return foldFacts(placed, upTo, voidedEvents(events, [])).points;
}

function stored(id: number, placed: StoredOrder['placed']): StoredOrder {
  return { id, placed, copiesVersion: -1, settled: false, ledgerRows: 0 };
}
