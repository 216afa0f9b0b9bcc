/**
 * What the HTTP API answers (SPEC 5). Money in rubles as numbers with at most
 * two decimals, points whole, times ISO 8601 with offset Z.
 */
import type { EntryStatus, EntryType } from '../loyalty/entry';
import type { OrderStatus, PaymentMethod } from '../orders/lifecycle';

/** RFC 9457 problem document; media type application/problem+json. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  /** Stable; see lib/server/problems.ts. */
  code: string;
  /** Russian, for the customer. */
  detail: string;
  instance: string;
  /** Validation only. */
  fields?: { path: string; message: string }[];
  /** QUOTE_CHANGED: the server's numbers. */
  quote?: Quote;
  /** Points refusals: most points that could be spent now. */
  maxPoints?: number;
  /** 429: seconds. */
  retryAfter?: number;
  /** The order that was written and refused, if any. */
  orderId?: number;
}

export interface UserProfile {
  id: number;
  phone: string;
  name?: string;
  birthDate?: string;
  /** What is available. */
  loyaltyPoints: number;
  totalSpent: number;
}

export interface RequestCodeAnswer {
  success: true;
  /** Seconds until another code may be asked for. */
  resendAfter: number;
  expiresIn: number;
  /** Only with CODE_SENDER=screen. */
  devCode?: string;
}

export interface SignInAnswer {
  success: true;
  /** Also set as an httpOnly cookie. */
  token: string;
  userProfile: UserProfile;
  /** First sign-in: the customer was created and joined. */
  isNew: boolean;
  /** Points granted for joining just now. */
  welcomePoints: number;
}

export interface MeAnswer {
  userProfile: UserProfile;
  loyaltyEnabled: boolean;
}

export interface MenuAddOnView {
  id: string;
  name: string;
  price: number;
}

export interface MenuItemView {
  id: number;
  name: string;
  description: string;
  price: number;
  portion: string;
  image: string;
  addOns: MenuAddOnView[];
  available: boolean;
}

export interface MenuAnswer {
  categories: { name: string; items: MenuItemView[] }[];
  delivery: { fee: number; freeFrom: number | null; pickupAddress: string };
  loyalty: LoyaltyRules;
}

/** What the page needs to preview points without asking; the server decides. */
export interface LoyaltyRules {
  enabled: boolean;
  programme: string;
  tiers: { name: string; title: string; threshold: number; earnPercent: number }[];
  spendCap: { percent: number; delivery: 'included' | 'excluded' };
  earnBase: {
    delivery: 'included' | 'excluded';
    promo: 'ignored' | 'deducted';
    points: 'ignored' | 'deducted';
  };
  earnWhen: 'payment' | 'first-finish' | 'while-finished';
  cashHoldHours: number;
  welcomePoints: number | null;
  birthdayPoints: number | null;
}

export interface PromoAnswer {
  valid: true;
  code: string;
  discount: number;
  subtotal: number;
}

export interface Quote {
  subtotal: number;
  deliveryFee: number;
  promoDiscount: number;
  total: number;
  payable: number;
  pointsToEarn: number;
}

export interface OrderLineView {
  menuItemId: number;
  name: string;
  quantity: number;
  addOns: { id: string; name: string; price: number }[];
  unitPrice: number;
  total: number;
}

export type PaymentStatus = 'unpaid' | 'pending' | 'paid' | 'refund_due' | 'refunded';

export interface OrderLoyaltyView {
  pointsUsed: number;
  /** `reserved`: chosen, leaves the balance when the order is accepted. */
  pointsUsedState: 'none' | 'reserved' | 'used' | 'returned';
  pointsEarned: number;
  pointsEarnedState: 'none' | 'expected' | 'pending' | 'earned' | 'taken_back';
  /** When a pending promise falls due. */
  payoutAt: string | null;
  percent: number | null;
  tier: string | null;
  programme: string;
  expiresAt: string | null;
  /** "Why N points": base parts in rubles; null before anything was earned. */
  explanation: {
    subtotal: number;
    deliveryFee: number;
    promoDiscount: number;
    pointsUsed: number;
    base: number;
    percent: number;
    points: number;
  } | null;
}

export interface OrderEventView {
  n: number;
  at: string;
  kind:
    | 'placed'
    | 'changed'
    | 'payment_started'
    | 'payment_succeeded'
    | 'payment_failed'
    | 'money_refunded'
    | 'status'
    | 'cancelled'
    | 'hidden'
    | 'voided';
  actor: 'customer' | 'admin' | 'provider' | 'system' | 'grid';
  status?: OrderStatus;
  amount?: number;
  /** Code of a failure or refusal. */
  code?: string;
  reason?: string;
}

export interface OrderView {
  id: number;
  number: string;
  status: OrderStatus;
  createdAt: string;
  scheduledFor: string | null;
  deliveredAt: string | null;
  /** null: pick-up. */
  deliveryAddress: string | null;
  comment: string | null;
  paymentMethod: PaymentMethod | null;
  paymentStatus: PaymentStatus;
  items: OrderLineView[];
  subtotal: number;
  deliveryFee: number;
  promoCode: string | null;
  promoDiscount: number;
  total: number;
  pointsUsed: number;
  payable: number;
  paid: number;
  refundDue: number;
  cancelReason: string | null;
  loyalty: OrderLoyaltyView;
  /** What its customer may do now. */
  canChange: boolean;
  canCancel: boolean;
  canPay: boolean;
  events: OrderEventView[];
}

/** POST and PATCH of an order. */
export interface OrderAnswer {
  success: true;
  order: OrderView;
  orderNumber: string;
  loyaltyPointsEarned?: number;
  userProfile?: UserProfile;
}

export interface OrdersAnswer {
  orders: OrderView[];
  /** Pass as `before` for older ones. */
  next: number | null;
}

export interface BalanceAnswer {
  enabled: boolean;
  /** What is available. */
  balance: number;
  pending: number;
  totalSpent: number;
  tier: { name: string; title: string; earnPercent: number };
  progress: {
    next: { name: string; title: string; earnPercent: number } | null;
    sum: number;
    threshold: number | null;
    remaining: number;
    percent: number;
    windowDays: number | null;
  };
  /** Lots that end within 14 days, nearest first. */
  expiring: { points: number; expiresAt: string; daysLeft: number }[];
}

export interface MaxSpendAnswer {
  /** The smaller of cap and available. */
  maxPoints: number;
  cap: number;
  available: number;
  percent: number;
}

export interface HistoryEntryView {
  id: number;
  seq: number;
  type: EntryType;
  status: EntryStatus;
  points: number;
  balanceAfter: number;
  at: string;
  description: string;
  orderId: number | null;
  orderNumber: string | null;
  expiresAt: string | null;
  /** All of the lot has expired. */
  expired: boolean;
  /** For a promise: when it is paid out. */
  payoutAt: string | null;
}

export interface HistoryAnswer {
  page: number;
  limit: number;
  hasMore: boolean;
  entries: HistoryEntryView[];
}

export interface LevelsAnswer {
  current: string;
  windowDays: number | null;
  sum: number;
  levels: {
    name: string;
    title: string;
    threshold: number;
    earnPercent: number;
    maxSpendPercent: number;
    reached: boolean;
    current: boolean;
  }[];
}

export interface AdjustAnswer {
  success: true;
  /** Sum over rows. */
  balance: number;
  available: number;
  debt: number;
  entry: HistoryEntryView;
}

export interface JobAnswer {
  job: string;
  lookedAt: number;
  done: number;
  skipped: number;
  failed: number;
  /** Work remains: the time or batch limit was reached. */
  left: boolean;
}
