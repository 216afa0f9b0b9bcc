/** A preview in the words of the people who confirm it. Pure. */
import type { OrderPreviewAnswer } from '../api/order-preview';
import { toKopecks } from '../money';

export const consequenceKeys = [
  'refund',
  'refundCash',
  'refunded',
  'collect',
  'received',
  'returned',
  'dropped',
  'spent',
  'earned',
  'takenBack',
  'promised',
  'withdrawn',
  'debt',
] as const;

export type ConsequenceKey = (typeof consequenceKeys)[number];

export interface Consequence {
  /** Its text is `change.{key}`. */
  key: ConsequenceKey;
  /** Rubles, or points for `count`. */
  rubles?: number;
  count?: number;
}

/** What the customer, the till and the points will notice; empty = nothing but the status. */
export function consequencesOf(preview: OrderPreviewAnswer): Consequence[] {
  const { before, after, points, refundBy } = preview;
  const found: Consequence[] = [];
  const money = (key: ConsequenceKey, is: number, was: number) => {
    const kopecks = toKopecks(is) - toKopecks(was);
    if (kopecks > 0) found.push({ key, rubles: kopecks / 100 });
  };
  const count = (key: ConsequenceKey, value: number) => {
    if (value > 0) found.push({ key, count: value });
  };
  money(refundBy === 'provider' ? 'refund' : 'refundCash', after.refundDue, before.refundDue);
  // Less is due: it was handed back.
  money('refunded', before.refundDue, after.refundDue);
  money('collect', after.due, before.due);
  money('received', after.paid, before.paid);
  const chosen = before.pointsUsed - after.pointsUsed;
  count('returned', points.returned - points.spent);
  // Chosen, and never taken: at-delivery spends on acceptance.
  count('dropped', points.returned === 0 ? chosen : 0);
  count('spent', points.spent - points.returned);
  count('earned', after.earned - before.earned);
  count('takenBack', before.earned - after.earned);
  count('promised', after.promised - before.promised);
  // A promise that is paid out is no loss.
  count('withdrawn', after.earned > before.earned ? 0 : before.promised - after.promised);
  count('debt', after.debt - before.debt);
  return found;
}

/** Refusals that have words of their own, with a way out. */
export const refusalKeys = [
  'CLAWBACK_SHORTFALL',
  'POINTS_UNAVAILABLE',
  'ORDER_CHANGED',
  'INVALID_STATUS',
  'MENU_ITEM_UNAVAILABLE',
  'PAYMENT_IN_PROGRESS',
] as const;

export type RefusalKey = (typeof refusalKeys)[number];

export function isKnownRefusal(code: string): code is RefusalKey {
  return (refusalKeys as readonly string[]).includes(code);
}
