/**
 * What the HTTP API answers (SPEC 5). Money in rubles as numbers with at most
 * two decimals, points whole, times ISO 8601 with offset Z.
 */
import type { EntryStatus, EntryType } from '../loyalty/entry';
import type { NoticeKind } from '../notices/kinds';
import type { OrderStatus, PaymentMethod } from '../orders/lifecycle';
import type { PaymentState } from '../orders/payment-state';

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
  /** EDIT_CONFLICT: what the others changed since. */
  conflict?: EditConflict;
  /** What the text was made from, such as `opensAt` (ISO) or `missingKopecks`. */
  params?: Record<string, number | string>;
}

/** Edits that came before ours; values by field as the API names them. */
export interface EditConflict {
  /** The row's edit number now. */
  version: number;
  edits: {
    n: number;
    at: string;
    admin: { id: number; name: string };
    before: Record<string, unknown> | null;
    after: Record<string, unknown> | null;
  }[];
}

export interface UserProfile {
  id: number;
  phone: string;
  name?: string;
  birthDate?: string;
  /** What is available. */
  loyaltyPoints: number;
  totalSpent: number;
  telegramLinked?: boolean;
  /** When the customer first consented to the offer and the processing of data. */
  consentAt?: string;
}

/** A saved delivery address. */
export interface AddressView {
  id: string;
  title: string;
  text: string;
}

export interface ProfileAnswer {
  profile: UserProfile;
  addresses: AddressView[];
  /** What the customer wants to be told of. */
  notices: Record<NoticeKind, boolean>;
}

/** A text of the restaurant: the offer, the privacy policy. */
export interface PageAnswer {
  slug: string;
  title: string;
  /** Paragraphs parted by blank lines; a line that starts with `# ` is a heading. */
  body: string;
  updatedAt: string;
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
  /** Access token, 15 minutes; also set as an httpOnly cookie. */
  token: string;
  /** Good once, for `POST /api/auth/refresh`; also set as an httpOnly cookie. */
  refreshToken: string;
  userProfile: UserProfile;
  /** First sign-in: the customer was created and joined. */
  isNew: boolean;
  /** Points granted for joining just now. */
  welcomePoints: number;
}

/** `POST /api/auth/refresh`: of the session named in the body, or the first that the browser holds. */
export interface RefreshAnswer {
  success: true;
  token: string;
  refreshToken: string;
  /** Seconds until the access token runs out. */
  expiresIn: number;
}

/** A Telegram account that is no customer's yet: verify a phone with `telegramToken`. */
export interface NeedsPhoneAnswer {
  success: true;
  needsPhone: true;
  telegramToken: string;
}

export type TelegramAnswer = SignInAnswer | NeedsPhoneAnswer;

export interface MeAnswer {
  userProfile: UserProfile;
  loyaltyEnabled: boolean;
}

export interface MenuAddOnView {
  id: string;
  name: string;
  price: number;
}

/** A size or a choice: at least `min` and at most `max` of the options. */
export interface MenuGroupView {
  id: string;
  name: string;
  /** From 1: a choice has to be made. */
  min: number;
  max: number;
  /** Prices are added to the dish's; ids go into `addOnIds` of a line. */
  options: MenuAddOnView[];
}

export interface MenuItemView {
  id: number;
  name: string;
  description: string;
  price: number;
  portion: string;
  image: string;
  groups: MenuGroupView[];
  addOns: MenuAddOnView[];
  available: boolean;
}

export interface RestaurantView {
  /** Are orders for "as soon as possible" taken now? */
  open: boolean;
  /** The next opening while closed; null: open, paused, or none within 60 days. */
  opensAt: string | null;
  /** null: closed, or open without an end within 14 days. */
  closesAt: string | null;
  /** Local; 1 = Monday; `to` at or before `from` is on the next day; up to "24:00". */
  hours: { day: number; from: string; to: string }[];
  timeZone: string;
  /** Smallest sum of dishes, before the promo code; 0 = none. */
  minimumOrder: number;
  /** How long an order usually takes. */
  leadMinutes: number;
}

export interface MenuAnswer {
  categories: { name: string; items: MenuItemView[] }[];
  delivery: { fee: number; freeFrom: number | null; pickupAddress: string };
  restaurant: RestaurantView;
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

export type PaymentStatus = PaymentState;

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
  /** The tier's name for people. */
  tierTitle: string | null;
  programme: string;
  expiresAt: string | null;
  /** "Why N points"; null before anything was earned. */
  explanation: EarningExplanation | null;
}

/** How points were computed: base parts in rubles. */
export interface EarningExplanation {
  subtotal: number;
  deliveryFee: number;
  promoDiscount: number;
  pointsUsed: number;
  base: number;
  percent: number;
  points: number;
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
  /** Sets of cutlery; null: not said. */
  cutlery: number | null;
  /** Cash: change is needed from this many rubles; null: from none. */
  changeFrom: number | null;
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
  /** Where the customer confirms the payment that is open; null: there is nothing to confirm. */
  paymentUrl: string | null;
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
  /** "Why N points"; null for rows that no percent was computed for. */
  explanation: EarningExplanation | null;
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
