/** The port to a payment company (SPEC 5). Amounts in whole kopecks. */
import type { OnlineMethod } from '../orders/lifecycle';
import type { ReceiptLine } from './receipt';

/** An attempt to charge an order, as we name it to the provider. */
export interface AttemptName {
  /** `{orderId}:{attempt}`: repeated, it gives the same payment. */
  idempotenceKey: string;
  orderId: number;
  /** The order's own unguessable key: tells it from one of another base with the same number. */
  orderKey: string;
  attempt: number;
}

export interface ChargeRequest extends AttemptName {
  method: OnlineMethod;
  amountKopecks: number;
  /** Lines of the fiscal receipt; they sum up to the amount. */
  receipt: readonly ReceiptLine[];
  /** Whom the receipt is for, E.164. */
  phone(): Promise<string>;
}

export type ChargeResult =
  | { status: 'succeeded'; providerId: string }
  | { status: 'declined'; reason: string }
  /** The customer still has to confirm; a webhook will tell. */
  | { status: 'pending'; providerId: string; confirmationUrl: string };

/** The provider could not be reached or its answer was lost: the outcome is unknown. */
export class PaymentUnavailable extends Error {
  override readonly name = 'PaymentUnavailable';

  /** By name: Next loads this module once for every route. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === 'PaymentUnavailable';
  }
}

export interface RefundRequest {
  /** Repeated, it gives the money back once. */
  idempotenceKey: string;
  orderId: number;
  /** The provider's name of the payment. */
  paymentId: string;
  amountKopecks: number;
  /** Lines that sum up to the amount; null: the whole payment, as it was. */
  receipt: readonly ReceiptLine[] | null;
  phone(): Promise<string>;
}

export type RefundStatus = 'succeeded' | 'pending' | 'declined';

export interface Refund {
  providerId: string;
  status: RefundStatus;
  amountKopecks: number;
}

/** What a webhook is about: ids only, for the rest is asked back from the provider. */
export interface WebhookHint {
  paymentId: string;
  /** The order that the message names; null when it names none (refunds). */
  order: Pick<AttemptName, 'orderId' | 'orderKey'> | null;
}

/** A payment as the provider knows it, with the attempt that it belongs to. */
export interface KnownPayment {
  result: ChargeResult;
  orderId: number;
  orderKey: string;
  attempt: number;
  amountKopecks: number;
}

/** Every method throws `PaymentUnavailable`. */
export interface PaymentProvider {
  readonly id: string;
  charge(request: ChargeRequest): Promise<ChargeResult>;
  /**
   * What became of a charge; null when the provider never saw it. `providerId` is
   * its name there when we know it; `since`: it was not asked for before.
   */
  find(
    attempt: AttemptName & { providerId: string | null; since: number },
  ): Promise<ChargeResult | null>;
  /** A payment by the provider's name; null when there is none or it is not of this site. */
  payment(paymentId: string): Promise<KnownPayment | null>;
  /** Refunds of a payment, also those that somebody made in the provider's own office. */
  refunds(paymentId: string): Promise<Refund[]>;
  /** Gives money back; repeated with the same key, once, and answers what it gave then. */
  refund(request: RefundRequest): Promise<Refund>;
  /** Reads a webhook's body; null: nothing that concerns us. */
  readWebhook(body: unknown): WebhookHint | null;
}
