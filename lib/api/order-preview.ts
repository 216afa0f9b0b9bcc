/** What a change by staff would do, as the API tells it. Pure. */
import { availablePoints } from '../loyalty/account';
import { type OrderSnapshot, snapshotFacts } from '../loyalty/reconcile';
import { toRubles } from '../money';
import { amountDueKopecks } from '../orders/facts';
import type { Preview } from '../orders/preview';
import { earnedPoints } from '../orders/settle';
import type { OrderView } from './answers';
import { orderView } from './order-view';

/** The order and its customer's points at one side of the change. */
export interface PreviewSide
  extends Pick<
    OrderView,
    | 'status'
    | 'items'
    | 'subtotal'
    | 'deliveryFee'
    | 'promoDiscount'
    | 'total'
    | 'pointsUsed'
    | 'payable'
    | 'paid'
    | 'refundDue'
  > {
  /** What is still to be received. */
  due: number;
  /** Points of the order in the balance, and promised. */
  earned: number;
  promised: number;
  /** The customer's: available, and owed. */
  available: number;
  debt: number;
}

export interface OrderPreviewAnswer {
  /** null: it would be done. Otherwise `after` is how far it would come. */
  refusal: { code: string; fields: { path: string; message: string }[] } | null;
  /** Number of the last event looked at: send it as `seen` with the change. */
  seen: number;
  before: PreviewSide;
  after: PreviewSide;
  /** What the ledger would write, summed by kind; all of them positive. */
  points: { spent: number; returned: number; earned: number; takenBack: number };
  /** Who gives back what is due: the payment provider by itself, or staff by hand. */
  refundBy: 'provider' | 'staff';
}

export function orderPreviewView(
  { before, after, refusal }: Preview,
  now: number,
): OrderPreviewAnswer {
  const written = after.rows.slice(before.rows.length);
  const sum = (type: string) =>
    written
      .filter((r) => r.status === 'completed' && r.type === type)
      .reduce((total, r) => total + Math.abs(r.points), 0);
  const { onlinePayments } = snapshotFacts(after);
  const online = onlinePayments.some((p) => p.amountKopecks > p.returnedKopecks);
  return {
    refusal: refusal && { code: refusal.code, fields: refusal.fields ?? [] },
    seen: before.events.at(-1)?.n ?? 0,
    before: side(before, now),
    after: side(after, now),
    points: {
      spent: sum('used'),
      returned: sum('refunded'),
      earned: sum('earned'),
      takenBack: sum('cancelled'),
    },
    refundBy: online ? 'provider' : 'staff',
  };
}

function side(snapshot: OrderSnapshot, now: number): PreviewSide {
  const view = orderView(snapshot);
  const { account } = snapshot.head;
  const promised = view.loyalty.pointsEarnedState === 'pending' ? view.loyalty.pointsEarned : 0;
  return {
    status: view.status,
    items: view.items,
    subtotal: view.subtotal,
    deliveryFee: view.deliveryFee,
    promoDiscount: view.promoDiscount,
    total: view.total,
    pointsUsed: view.pointsUsed,
    payable: view.payable,
    paid: view.paid,
    refundDue: view.refundDue,
    due: toRubles(amountDueKopecks(snapshotFacts(snapshot))),
    earned: earnedPoints(snapshot.rows),
    promised,
    available: availablePoints(account, Math.max(now, snapshot.head.at)),
    debt: account.debt,
  };
}
