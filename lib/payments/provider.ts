/** The port to a payment company (SPEC 5). Amounts in whole kopecks. */
import type { OnlineMethod } from '../orders/lifecycle';

export interface ChargeRequest {
  /** `{orderId}:{attempt}`: repeated, it gives the same payment. */
  idempotenceKey: string;
  orderId: number;
  method: OnlineMethod;
  amountKopecks: number;
}

export type ChargeResult =
  | { status: 'succeeded'; providerId: string }
  | { status: 'declined'; reason: string }
  /** The customer still has to confirm; a webhook will tell. */
  | { status: 'pending'; providerId: string; confirmationUrl: string };

/** The provider could not be reached or its answer was lost: the outcome is unknown. */
export class PaymentUnavailable extends Error {
  override readonly name = 'PaymentUnavailable';
}

export interface PaymentProvider {
  readonly id: string;
  /** Throws `PaymentUnavailable`. */
  charge(request: ChargeRequest): Promise<ChargeResult>;
  /** What became of a charge; null when the provider never saw it. */
  find(idempotenceKey: string): Promise<ChargeResult | null>;
  /**
   * Gives money back; repeated with the same key, it gives it back once and
   * answers what it gave then.
   */
  refund(request: {
    idempotenceKey: string;
    orderId: number;
    amountKopecks: number;
  }): Promise<{ providerId: string; amountKopecks: number }>;
}
