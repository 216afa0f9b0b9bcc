/**
 * A stand-in for YooKassa that follows its public API v3: Basic sign-in, payments
 * and refunds with idempotence keys, statuses, cancellation details, receipts whose
 * sum must agree, a confirmation page (3-D Secure), notifications; and, when a test
 * asks, 5xx, lost answers and silence.
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type Amount,
  amountOf,
  checkReceipt,
  kopecks,
  type ReceiptBody,
  Refused,
  type StandInPayment,
  type StandInRefund,
} from './yookassa-objects';

export const SHOP = { shopId: '100500', secretKey: 'test_secret' };

/** What happens to one request that matches, instead of or after its work. */
type Fault = 'error' | 'lost' | 'silence' | 'busy';

export type YooKassaStandIn = Awaited<ReturnType<typeof startYooKassa>>;

export async function startYooKassa() {
  const payments = new Map<string, StandInPayment>();
  const refunds = new Map<string, StandInRefund>();
  const keys = new Map<string, { body: string; id: string }>();
  const receipts = new Map<string, ReceiptBody>();
  const faults: { match: RegExp; fault: Fault }[] = [];
  const requests: string[] = [];
  const hung = new Set<ServerResponse>();
  let webhookUrl: string | null = null;
  /** What the next refunds become at once. */
  let refundStatus: StandInRefund['status'] = 'succeeded';
  let twoStages = false;

  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const body = await textOf(request);
    const name = `${request.method} ${url.pathname}`;
    if (url.pathname.startsWith('/confirm/')) return confirmPage(request, response, url, body);
    requests.push(name);
    const index = faults.findIndex(({ match }) => match.test(name));
    const fault = index < 0 ? null : faults.splice(index, 1)[0]?.fault;
    if (fault === 'silence') return void hung.add(response);
    if (fault === 'error')
      return send(response, 500, { type: 'error', code: 'internal_server_error' });
    if (fault === 'busy') return send(response, 429, { type: 'error', code: 'too_many_requests' });
    try {
      const result = work(request, url, body);
      if (fault === 'lost') return void request.socket.destroy();
      send(response, 200, result);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { status, code, parameter } = error;
      send(response, status, {
        type: 'error',
        id: randomUUID(),
        code,
        description: code,
        parameter,
      });
    }
  }

  function work(request: IncomingMessage, url: URL, body: string): unknown {
    const wanted = Buffer.from(`${SHOP.shopId}:${SHOP.secretKey}`).toString('base64');
    if (request.headers.authorization !== `Basic ${wanted}`) {
      throw new Refused(401, 'invalid_credentials');
    }
    const [, version, kind, id, action] = url.pathname.split('/');
    if (version !== 'v3') throw new Refused(404, 'not_found');
    if (request.method === 'GET') return id ? one(kind, id) : list(kind, url);
    const key = request.headers['idempotence-key'];
    if (typeof key !== 'string' || key.length === 0 || key.length > 64) {
      throw new Refused(400, 'invalid_request', 'Idempotence-Key');
    }
    const known = keys.get(key);
    if (known) {
      // The same key with other words is refused; with the same, the first result stands.
      if (known.body !== body) throw new Refused(400, 'invalid_request', 'Idempotence-Key');
      return payments.get(known.id) ?? refunds.get(known.id);
    }
    const made = create(kind, id, action, JSON.parse(body));
    keys.set(key, { body, id: made.id });
    return made;
  }

  function create(
    kind: string | undefined,
    id: string | undefined,
    action: string | undefined,
    body: Record<string, never>,
  ): StandInPayment | StandInRefund {
    if (kind === 'payments' && id && action === 'capture') return capture(id);
    if (kind === 'payments' && !id) return createPayment(body);
    if (kind === 'refunds' && !id) return createRefund(body);
    throw new Refused(404, 'not_found');
  }

  function createPayment(body: {
    amount?: Amount;
    capture?: boolean;
    confirmation?: { type: string; return_url: string };
    payment_method_data?: { type: string };
    metadata?: Record<string, string>;
    description?: string;
    receipt?: ReceiptBody;
  }): StandInPayment {
    const { amount, confirmation, payment_method_data: method, description } = body;
    if (!amount || !/^\d+\.\d\d$/.test(amount.value) || amount.currency !== 'RUB') {
      throw new Refused(400, 'invalid_request', 'amount');
    }
    if (kopecks(amount) < 100) throw new Refused(400, 'invalid_request', 'amount.value');
    if (!method || !['bank_card', 'sbp'].includes(method.type)) {
      throw new Refused(400, 'invalid_request', 'payment_method_data.type');
    }
    if (confirmation?.type !== 'redirect' || !URL.canParse(confirmation.return_url)) {
      throw new Refused(400, 'invalid_request', 'confirmation');
    }
    if ((description ?? '').length > 128) throw new Refused(400, 'invalid_request', 'description');
    checkReceipt(body.receipt, kopecks(amount));
    const id = randomUUID();
    const payment: StandInPayment = {
      id,
      status: 'pending',
      paid: false,
      amount,
      created_at: new Date().toISOString(),
      ...(description && { description }),
      metadata: body.metadata ?? {},
      payment_method: { type: method.type },
      confirmation: { ...confirmation, confirmation_url: `${origin}/confirm/${id}` },
      refundable: false,
      test: true,
    };
    payments.set(id, payment);
    if (body.receipt) receipts.set(id, body.receipt);
    return payment;
  }

  function createRefund(body: {
    payment_id?: string;
    amount?: Amount;
    receipt?: ReceiptBody;
  }): StandInRefund {
    const payment = payments.get(body.payment_id ?? '');
    const sum = body.amount ? kopecks(body.amount) : 0;
    if (payment?.status !== 'succeeded') throw new Refused(400, 'invalid_request', 'payment_id');
    const before = payment.refunded_amount ? kopecks(payment.refunded_amount) : 0;
    if (sum < 1 || sum > kopecks(payment.amount) - before) {
      throw new Refused(400, 'invalid_request', 'amount.value');
    }
    checkReceipt(body.receipt, sum);
    // Part of a payment whose receipt we know goes back with lines of its own.
    if (sum < kopecks(payment.amount) && receipts.has(payment.id) && !body.receipt) {
      throw new Refused(400, 'invalid_request', 'receipt');
    }
    const refund: StandInRefund = {
      id: randomUUID(),
      payment_id: payment.id,
      status: refundStatus,
      amount: amountOf(sum),
      created_at: new Date().toISOString(),
    };
    refunds.set(refund.id, refund);
    if (body.receipt) receipts.set(refund.id, body.receipt);
    if (refund.status !== 'canceled') payment.refunded_amount = amountOf(before + sum);
    return refund;
  }

  function capture(id: string): StandInPayment {
    const payment = payments.get(id);
    if (!payment) throw new Refused(404, 'not_found');
    if (payment.status !== 'waiting_for_capture') throw new Refused(400, 'invalid_request');
    return become(payment, 'succeeded');
  }

  function one(kind: string | undefined, id: string): unknown {
    const found =
      kind === 'payments' ? payments.get(id) : kind === 'refunds' ? refunds.get(id) : null;
    if (!found) throw new Refused(404, 'not_found');
    return found;
  }

  function list(kind: string | undefined, url: URL): unknown {
    const q = url.searchParams;
    const all = kind === 'payments' ? [...payments.values()] : [...refunds.values()];
    const rows = all
      .filter((row) => row.created_at >= (q.get('created_at.gte') ?? ''))
      .filter(
        (row) =>
          !q.has('payment_id') || ('payment_id' in row && row.payment_id === q.get('payment_id')),
      )
      .reverse();
    const from = Number(q.get('cursor') ?? 0);
    const limit = Number(q.get('limit') ?? 10);
    if (!(limit >= 1 && limit <= 100)) throw new Refused(400, 'invalid_request', 'limit');
    const more = rows.length > from + limit;
    return {
      type: 'list',
      items: rows.slice(from, from + limit),
      ...(more && { next_cursor: String(from + limit) }),
    };
  }

  function become(payment: StandInPayment, status: StandInPayment['status'], reason?: string) {
    payment.status = status;
    payment.paid = status === 'succeeded' || status === 'waiting_for_capture';
    payment.refundable = status === 'succeeded';
    if (reason) payment.cancellation_details = { party: 'payment_network', reason };
    if (status !== 'pending') delete payment.confirmation;
    return payment;
  }

  /** The bank's page, where the customer confirms or gives up. */
  async function confirmPage(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    body: string,
  ): Promise<void> {
    const payment = payments.get(url.pathname.split('/')[2] ?? '');
    const back = payment?.confirmation?.return_url;
    if (!payment || !back) return send(response, 404, { code: 'not_found' });
    if (request.method === 'POST') {
      if (body.includes('pay')) await confirm(payment.id);
      else await decline(payment.id, 'insufficient_funds');
      response.writeHead(303, { location: back });
      response.end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(`<!doctype html><html lang="ru"><title>Банк</title><h1>Подтвердите платёж</h1>
      <p>${payment.amount.value} ₽</p><form method="post"><button name="act" value="pay">Оплатить</button>
      <button name="act" value="fail">Не хватает денег</button></form></html>`);
  }

  /** Notifies the site; answers the status it got. */
  async function notify(event: string, object: object): Promise<number> {
    if (!webhookUrl) return 0;
    const answered = await fetch(webhookUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'notification', event, object }),
    });
    return answered.status;
  }

  const must = (id: string): StandInPayment => {
    const payment = payments.get(id);
    if (!payment) throw new Error(`no payment ${id}`);
    return payment;
  };

  async function confirm(id: string, { quiet = false } = {}): Promise<void> {
    const payment = become(must(id), twoStages ? 'waiting_for_capture' : 'succeeded');
    const event = twoStages ? 'payment.waiting_for_capture' : 'payment.succeeded';
    if (!quiet) await notify(event, structuredClone(payment));
  }

  async function decline(id: string, reason: string, { quiet = false } = {}): Promise<void> {
    const payment = become(must(id), 'canceled', reason);
    if (!quiet) await notify('payment.canceled', structuredClone(payment));
  }

  return {
    url: `${origin}/v3`,
    requests,
    payments: () => [...payments.values()],
    refunds: () => [...refunds.values()],
    receipt: (id: string) => receipts.get(id),
    /** The payment of an order's attempt. */
    paymentOf(orderId: number, attempt = 1): StandInPayment {
      const found = [...payments.values()].filter(
        ({ metadata }) =>
          metadata?.orderId === String(orderId) && metadata.attempt === String(attempt),
      );
      if (found.length !== 1) throw new Error(`${found.length} payments of ${orderId}:${attempt}`);
      return found[0] as StandInPayment;
    },
    confirm,
    decline,
    notify,
    /** A refund made in the shop's own office. */
    async refundByHand(paymentId: string, sum: number): Promise<StandInRefund> {
      const refund = createRefund({ payment_id: paymentId, amount: amountOf(sum) });
      await notify('refund.succeeded', refund);
      return refund;
    },
    endRefund(id: string, status: 'succeeded' | 'canceled') {
      const refund = refunds.get(id);
      if (refund) refund.status = status;
    },
    /** The next request like this goes wrong. */
    fail: (match: RegExp, fault: Fault) => void faults.push({ match, fault }),
    webhooksTo(url: string | null) {
      webhookUrl = url;
    },
    refundsBecome(status: StandInRefund['status']) {
      refundStatus = status;
    },
    inTwoStages(on: boolean) {
      twoStages = on;
    },
    async stop() {
      for (const response of hung) response.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
