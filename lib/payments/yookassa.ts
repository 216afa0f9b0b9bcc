/**
 * YooKassa (API v3): bank cards and SBP by redirect, in one stage, with the lines
 * of the fiscal receipt (54-FZ). See docs/payments.md.
 */
import type { OnlineMethod } from '../orders/lifecycle';
import type {
  AttemptName,
  ChargeRequest,
  ChargeResult,
  KnownPayment,
  PaymentProvider,
  Refund,
} from './provider';
import { PaymentUnavailable } from './provider';
import type { ReceiptLine } from './receipt';
import { createYooHttp, type YooHttp, type YooKassaAccess } from './yookassa-http';
import {
  ourMetadata,
  type YooPayment,
  yooAmount,
  yooNotification,
  yooPayment,
  yooPayments,
  yooRefund,
  yooRefunds,
} from './yookassa-wire';

export interface ReceiptSettings {
  /** VAT rate by YooKassa's list. */
  vatCode: number;
  /** Tax system by YooKassa's list; null: the till has only one. */
  taxSystem: number | null;
  paymentMode: 'full_payment' | 'full_prepayment';
}

export interface YooKassaOptions extends YooKassaAccess {
  /** Address of the site: where the bank sends the customer back to. */
  siteUrl: string;
  /** null: the restaurant makes its receipts elsewhere. */
  receipts: ReceiptSettings | null;
}

const methodTypes: Record<OnlineMethod, string> = { card: 'bank_card', sbp: 'sbp' };
const PAGE = 100;
/** More payments than any restaurant has while one attempt is open. */
const MOST_PAGES = 50;
/** Clocks differ. */
const CLOCK_MS = 10 * 60 * 1000;

export function createYooKassaProvider(options: YooKassaOptions): PaymentProvider {
  const http = createYooHttp(options);

  async function charge(request: ChargeRequest): Promise<ChargeResult> {
    const { orderId, orderKey, attempt, amountKopecks, method } = request;
    const body = {
      amount: yooAmount(amountKopecks),
      capture: true,
      payment_method_data: { type: methodTypes[method] },
      confirmation: {
        type: 'redirect',
        return_url: `${options.siteUrl}/orders/${orderId}?payment=return`,
      },
      description: `Заказ ${orderId}`,
      metadata: { orderId: String(orderId), orderKey, attempt: String(attempt) },
      ...(await receiptOf(options.receipts, request)),
    };
    const key = `${orderKey}:${request.idempotenceKey}`;
    const answer = await http.post('/payments', body, key, yooPayment);
    if (!answer.refused) return settled(http, answer.value);
    // An earlier request of this attempt may have got through with other words (a new phone).
    if (answer.keyUsed) {
      const found = await findByMetadata(http, request, Date.now() - 24 * 60 * 60 * 1000);
      if (!found)
        throw new PaymentUnavailable(`payment ${request.idempotenceKey} is not found yet`);
      return settled(http, found);
    }
    return { status: 'declined', reason: answer.code };
  }

  async function known(paymentId: string): Promise<YooPayment | null> {
    const answer = await http.get(`/payments/${encodeURIComponent(paymentId)}`, yooPayment);
    return answer.refused ? null : answer.value;
  }

  return {
    id: 'yookassa',
    charge,

    async find({ providerId, since, ...name }) {
      const payment =
        providerId === null
          ? await findByMetadata(http, name, since - CLOCK_MS)
          : await known(providerId);
      if (!payment && providerId !== null) {
        throw new PaymentUnavailable(`payment ${providerId} is not known any more`);
      }
      return payment && settled(http, payment);
    },

    async payment(paymentId): Promise<KnownPayment | null> {
      const payment = await known(paymentId);
      const ours = ourMetadata.safeParse(payment?.metadata);
      if (!payment || !ours.success) return null;
      const result = await settled(http, payment);
      return { ...ours.data, result, amountKopecks: payment.amount };
    },

    async refunds(paymentId) {
      const all: Refund[] = [];
      const query = { payment_id: paymentId, limit: String(PAGE) };
      for (let cursor: string | undefined; ; ) {
        const path = `/refunds?${new URLSearchParams({ ...query, ...(cursor && { cursor }) })}`;
        const answer = await http.get(path, yooRefunds);
        if (answer.refused) throw new PaymentUnavailable(`refunds: ${answer.code}`);
        all.push(...answer.value.items);
        cursor = answer.value.next_cursor;
        if (cursor === undefined) return all;
      }
    },

    async refund(request) {
      const { paymentId, amountKopecks, receipt } = request;
      const body = {
        payment_id: paymentId,
        amount: yooAmount(amountKopecks),
        description: `Возврат по заказу ${request.orderId}`,
        ...(receipt && (await receiptOf(options.receipts, { receipt, phone: request.phone }))),
      };
      const key = `${paymentId}:${request.idempotenceKey}`;
      const answer = await http.post('/refunds', body, key, yooRefund);
      if (!answer.refused) return answer.value;
      // What an earlier request with other words did stands in the list of refunds.
      throw new PaymentUnavailable(`refund refused: ${answer.code}`);
    },

    readWebhook(body) {
      const read = yooNotification.safeParse(body);
      return read.success ? read.data : null;
    },
  };
}

/**
 * A payment's outcome. One that waits to be captured (a shop set to two stages
 * makes such) is captured: the money is taken when the customer has confirmed.
 */
async function settled(http: YooHttp, payment: YooPayment): Promise<ChargeResult> {
  switch (payment.status) {
    case 'succeeded':
      return { status: 'succeeded', providerId: payment.id };
    case 'canceled':
      return { status: 'declined', reason: payment.cancellation_details?.reason ?? 'canceled' };
    case 'pending':
      return {
        status: 'pending',
        providerId: payment.id,
        confirmationUrl: payment.confirmation?.confirmation_url ?? '',
      };
    case 'waiting_for_capture': {
      const path = `/payments/${encodeURIComponent(payment.id)}/capture`;
      const body = { amount: yooAmount(payment.amount) };
      const answer = await http.post(path, body, `capture:${payment.id}`, yooPayment);
      if (answer.refused || answer.value.status === 'waiting_for_capture') {
        throw new PaymentUnavailable(`payment ${payment.id} is not captured yet`);
      }
      return settled(http, answer.value);
    }
  }
}

/** There is no search by our own names: the payments since then are looked through. */
async function findByMetadata(
  http: YooHttp,
  { orderKey, attempt }: Pick<AttemptName, 'orderKey' | 'attempt'>,
  since: number,
): Promise<YooPayment | null> {
  const query = { 'created_at.gte': new Date(since).toISOString(), limit: String(PAGE) };
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const path = `/payments?${new URLSearchParams({ ...query, ...(cursor && { cursor }) })}`;
    const answer = await http.get(path, yooPayments);
    if (answer.refused) throw new PaymentUnavailable(`payments: ${answer.code}`);
    const found = answer.value.items.find(
      ({ metadata }) => metadata?.orderKey === orderKey && metadata.attempt === String(attempt),
    );
    if (found) return found;
    cursor = answer.value.next_cursor;
    if (cursor === undefined) return null;
  }
  throw new PaymentUnavailable('too many payments to look through');
}

async function receiptOf(
  settings: ReceiptSettings | null,
  { receipt, phone }: { receipt: readonly ReceiptLine[]; phone(): Promise<string> },
): Promise<{ receipt?: unknown }> {
  if (!settings) return {};
  const items = receipt.map(({ description, quantity, unitKopecks, subject }) => ({
    description,
    quantity,
    amount: yooAmount(unitKopecks),
    vat_code: settings.vatCode,
    payment_mode: settings.paymentMode,
    payment_subject: subject,
    measure: 'piece',
  }));
  return {
    receipt: {
      customer: { phone: (await phone()).replace(/\D/g, '') },
      items,
      ...(settings.taxSystem !== null && { tax_system_code: settings.taxSystem }),
    },
  };
}
