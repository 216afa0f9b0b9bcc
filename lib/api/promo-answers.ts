/** What the admin's part of the API answers about promo codes (SPEC 5). Money in rubles. */

export interface PromoFieldsView {
  code: string;
  discountType: 'percentage' | 'fixed';
  /** Percent, or rubles. */
  value: number;
  usageType: 'unlimited' | 'once_per_user' | 'once_total';
  usageLimit: number | null;
  minOrder: number | null;
  maxDiscount: number | null;
  validFrom: string | null;
  /** Last moment at which it still holds. */
  validUntil: string | null;
  /** The same as local days of the restaurant, YYYY-MM-DD. */
  validFromDay: string | null;
  validUntilDay: string | null;
  active: boolean;
  comment: string | null;
  campaign: string | null;
}

export type PromoState = 'active' | 'inactive_by_date' | 'deactivated';

export interface PromoCodeView extends PromoFieldsView {
  id: number;
  /** Live claims. */
  timesUsed: number;
  /** Edit number, to be sent with the next edit. */
  version: number;
  state: PromoState;
}

export interface PromoCodesAnswer {
  codes: PromoCodeView[];
  page: number;
  limit: number;
  total: number;
}

export interface PromoUseView {
  /** null: the order was never written. */
  orderId: number | null;
  orderNumber: string | null;
  customer: { id: number; phone: string; name: string | null };
  at: string;
  /** `held`: by an order that is new and not paid; `released`: given back. */
  state: 'used' | 'held' | 'released';
  /** Rubles; null when the use was given back. */
  discount: number | null;
}

export interface PromoUsageAnswer {
  uses: PromoUseView[];
  page: number;
  limit: number;
  total: number;
}

export interface PromoBulkAnswer {
  campaign: string;
  count: number;
  /** How many this very request added; fewer when it was repeated. */
  created: number;
}
