/**
 * Expected failures are values, not exceptions. A code is stable: clients and
 * the message catalogue know it; lib/server/problems.ts gives it a status.
 */
import type { Amounts } from './orders/amounts';

export const refusalCodes = [
  'NOT_FOUND',
  'VALIDATION',
  'INVALID_STATUS',
  'ORDER_NOT_CHANGEABLE',
  'ORDER_CHANGED',
  'ORDER_ABANDONED',
  'HOLD_EXPIRED',
  'IDEMPOTENCY_MISMATCH',
  'QUOTE_CHANGED',
  'MENU_ITEM_UNAVAILABLE',
  'MENU_OPTIONS_INVALID',
  'CATEGORY_NOT_EMPTY',
  'PICTURE_UNREADABLE',
  'RESTAURANT_CLOSED',
  'TIME_UNAVAILABLE',
  'MIN_ORDER',
  'PHONE_TAKEN',
  'ACTIVE_ORDERS',
  'LOYALTY_DISABLED',
  'POINTS_OVER_CAP',
  'POINTS_UNAVAILABLE',
  'POINTS_ALREADY_USED',
  'CLAWBACK_SHORTFALL',
  'PROMO_NOT_FOUND',
  'PROMO_INACTIVE',
  'PROMO_NOT_STARTED',
  'PROMO_EXPIRED',
  'PROMO_EXHAUSTED',
  'PROMO_ALREADY_USED',
  'PROMO_MIN_AMOUNT',
  'PROMO_CODE_TAKEN',
  'PROMO_IN_USE',
  'PROMO_PATTERN_GUESSABLE',
  'PAYMENT_DECLINED',
  'PAYMENT_REQUIRED',
  'PAYMENT_METHOD_REQUIRED',
  'PAYMENT_IN_PROGRESS',
  'PAYMENT_UNAVAILABLE',
  'EDIT_CONFLICT',
  'LEDGER_STOPPED',
  'EMAIL_TAKEN',
  'LAST_OWNER',
  'PASSWORD_WEAK',
  'PASSWORD_WRONG',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** What an order would cost and earn; money in kopecks. */
export interface QuoteNumbers extends Amounts {
  totalKopecks: number;
  payableKopecks: number;
  pointsToEarn: number;
}

export interface Refusal {
  ok: false;
  code: RefusalCode;
  /** The order that was written and refused. */
  orderId?: number;
  quote?: QuoteNumbers;
  /** Most points that could be spent. */
  maxPoints?: number;
  fields?: { path: string; message: string }[];
  /** Numbers and moments that the text needs, such as what is missing to a minimum. */
  params?: Record<string, number | string>;
}

export type Result<T> = ({ ok: true } & T) | Refusal;

export function refuse(code: RefusalCode, more: Omit<Refusal, 'ok' | 'code'> = {}): Refusal {
  return { ok: false, code, ...more };
}
