/** Paying through YooKassa, from the order to the money and back, against the stand-in. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reconcileJob } from '@/lib/jobs/reconcile';
import { defaultJobLimits } from '@/lib/jobs/run';
import { snapshotFacts } from '@/lib/loyalty/reconcile';
import { checkPayment, takeWebhook } from '@/lib/orders/ask-provider';
import { cancelOrder } from '@/lib/orders/cancel';
import { changeOrder } from '@/lib/orders/change';
import { readOrder } from '@/lib/orders/events';
import { placeOrder } from '@/lib/orders/place';
import { changeAmounts, takeCash } from '@/lib/orders/staff';
import { createYooKassaProvider } from '@/lib/payments/yookassa';
import { SHOP, startYooKassa, type YooKassaStandIn } from '../support/yookassa';
import { MINUTE, newKey, wish } from './promo-world';
import { addDish, addUser, createWorld, type World } from './support';

let bank: YooKassaStandIn;
let world: World;
let userId: number;
let dishId: number;
const STAFF = { kind: 'admin', id: 1 } as const;

afterEach(() => bank.stop());

beforeEach(async () => {
  bank = await startYooKassa();
  world = createWorld('at-payment');
  waitFor(10_000);
  userId = (await addUser(world.store)).id;
  dishId = (await addDish(world.store, 33_333)).id;
});

/** How long an answer is waited for: long, for the machine may be busy, unless none will come. */
function waitFor(timeoutMs: number) {
  world.ctx.payments = createYooKassaProvider({
    apiUrl: bank.url,
    ...SHOP,
    timeoutMs,
    siteUrl: 'https://shop.example',
    receipts: { vatCode: 1, taxSystem: 2, paymentMode: 'full_payment' },
  });
}

async function place(change: Parameters<typeof wish>[1] = {}, key = newKey()) {
  const request = wish(dishId, { promoCode: null, method: 'card', ...change });
  const placed = await placeOrder(world.ctx, userId, key, request);
  await world.drain();
  return { placed, key, request };
}

/** Placed, and not confirmed yet. */
async function opened(change: Parameters<typeof wish>[1] = {}) {
  const { placed } = await place(change);
  if (!placed.ok) throw new Error(placed.code);
  const { id } = placed.snapshot.order;
  return { id, url: placed.confirmationUrl, payment: bank.paymentOf(id) };
}

async function facts(id: number) {
  const snapshot = await readOrder(world.ctx, id);
  if (!snapshot) throw new Error('gone');
  return snapshotFacts(snapshot);
}

const kinds = async (id: number) =>
  (await readOrder(world.ctx, id))?.events.map((e) => e.data.kind);
const balance = async () => (await world.store.ledger.head(userId))?.account.balance ?? 0;
const notification = (event: string, object: object) => ({ type: 'notification', event, object });

async function hook(event: string, object: object) {
  await takeWebhook(world.ctx, JSON.parse(JSON.stringify(notification(event, object))));
  await world.drain();
}

async function job(after = 3 * MINUTE) {
  world.setNow(world.ctx.now() + after);
  await reconcileJob(world.ctx, defaultJobLimits);
  await world.drain();
}

const confirm = (id: string) => bank.confirm(id, { quiet: true });
const paidBy = async (id: number) => {
  const payment = bank.paymentOf(id);
  await confirm(payment.id);
  await hook('payment.succeeded', payment);
  return payment;
};

describe('a payment', () => {
  test('is made with amount, receipt, the way back and our own name for it', async () => {
    const { id, url, payment } = await opened({
      items: [{ menuItemId: dishId, quantity: 3 }],
      deliveryAddress: 'ул. Лесная, 5',
      method: 'sbp',
    });
    expect(url).toBe(payment.confirmation?.confirmation_url);
    expect(payment).toMatchObject({
      status: 'pending',
      amount: { value: '1199.99', currency: 'RUB' },
      payment_method: { type: 'sbp' },
      confirmation: { return_url: `https://shop.example/orders/${id}?payment=return` },
      metadata: { orderId: String(id), attempt: '1' },
    });
    const line = { vat_code: 1, payment_mode: 'full_payment', measure: 'piece' };
    expect(bank.receipt(payment.id)).toMatchObject({
      customer: { phone: expect.stringMatching(/^7999\d{7}$/) },
      tax_system_code: 2,
      items: [
        { ...line, quantity: 3, amount: { value: '333.33' }, payment_subject: 'commodity' },
        {
          ...line,
          description: 'Доставка',
          amount: { value: '200.00' },
          payment_subject: 'service',
        },
      ],
    });
    expect(await facts(id)).toMatchObject({ paid: false, openAttempt: { attempt: 1 } });
    expect(await balance()).toBe(0);
  });

  test('is paid when the provider says so, once, however often it is told', async () => {
    const { id, payment } = await opened();
    // Told before it is true, told by somebody else, told of another's order: nothing.
    await hook('payment.succeeded', payment);
    await hook('payment.succeeded', { ...payment, id: 'no-such-payment' });
    await hook('payment.succeeded', {
      ...payment,
      metadata: { ...payment.metadata, orderKey: 'x' },
    });
    await takeWebhook(world.ctx, { event: 'payment.succeeded', object: 5 });
    expect((await facts(id)).paid).toBe(false);
    await confirm(payment.id);
    await Promise.all(Array.from({ length: 5 }, () => hook('payment.succeeded', payment)));
    await hook('payment.canceled', payment);
    await job();
    expect(await kinds(id)).toEqual(['payment_opened', 'payment_succeeded']);
    expect(await facts(id)).toMatchObject({ paid: true, paidKopecks: 33_333, method: 'card' });
    expect(await balance()).toBe(9);
  });

  test('a made-up message asks the provider nothing', async () => {
    const { payment } = await opened();
    const before = bank.requests.length;
    await hook('payment.succeeded', {
      ...payment,
      metadata: { ...payment.metadata, orderKey: 'x' },
    });
    await hook('payment.succeeded', { ...payment, metadata: {} });
    expect(bank.requests.length).toBe(before);
  });

  test('placed again under its key, or paid again, it is the same payment', async () => {
    const { placed, key, request } = await place();
    const again = await placeOrder(world.ctx, userId, key, request);
    if (!placed.ok || !again.ok) throw new Error('refused');
    const { id } = placed.snapshot.order;
    expect(again.confirmationUrl).toBe(placed.confirmationUrl);
    const paying = await changeOrder(world.ctx, id, userId, { pay: true });
    expect(paying).toMatchObject({ ok: true, confirmationUrl: placed.confirmationUrl });
    bank.paymentOf(id);
    expect(await kinds(id)).toEqual(['payment_opened']);
  });

  test('declined, it leaves the order; the next attempt is a new payment', async () => {
    const { id, payment } = await opened();
    await bank.decline(payment.id, 'insufficient_funds', { quiet: true });
    await hook('payment.canceled', payment);
    expect(await facts(id)).toMatchObject({ lastFailure: 'insufficient_funds', openAttempt: null });
    const second = await changeOrder(world.ctx, id, userId, { pay: true, method: 'sbp' });
    const next = bank.paymentOf(id, 2);
    expect(second).toMatchObject({ confirmationUrl: next.confirmation?.confirmation_url });
    await confirm(next.id);
    await hook('payment.succeeded', next);
    // The first one's message comes late.
    await hook('payment.canceled', payment);
    expect(await facts(id)).toMatchObject({ paid: true, method: 'sbp', returnedKopecks: 0 });
  });

  test('the other method takes an unconfirmed one’s place; money that comes twice goes back', async () => {
    const { id, payment } = await opened();
    await changeOrder(world.ctx, id, userId, { pay: true, method: 'sbp' });
    const next = bank.paymentOf(id, 2);
    await confirm(next.id);
    await hook('payment.succeeded', next);
    await confirm(payment.id);
    // That message gets lost; the job asks.
    await job();
    await job();
    const now = await facts(id);
    expect(now).toMatchObject({ paidKopecks: 66_666, returnedKopecks: 33_333, superseded: [] });
    expect(bank.refunds().filter((r) => [payment.id, next.id].includes(r.payment_id))).toHaveLength(
      1,
    );
    expect(await balance()).toBe(9);
  });

  test('a lost webhook is made up for by the job, or by the customer’s return', async () => {
    const one = await opened();
    await confirm(one.payment.id);
    await job();
    expect((await facts(one.id)).paid).toBe(true);
    const other = await opened();
    expect(await checkPayment(world.ctx, other.id, userId)).toMatchObject({ ok: true });
    expect((await facts(other.id)).openAttempt).not.toBeNull();
    await confirm(other.payment.id);
    expect(await checkPayment(world.ctx, other.id, userId + 1)).toMatchObject({
      code: 'NOT_FOUND',
    });
    await checkPayment(world.ctx, other.id, userId);
    expect((await facts(other.id)).paid).toBe(true);
  });

  test('that waits to be captured is captured, once', async () => {
    bank.inTwoStages(true);
    const { id, payment } = await opened();
    await confirm(payment.id);
    expect(payment.status).toBe('waiting_for_capture');
    await hook('payment.waiting_for_capture', payment);
    expect(payment.status).toBe('succeeded');
    expect((await facts(id)).paid).toBe(true);
  });

  test('money for an order that was cancelled meanwhile goes back whole', async () => {
    const { id, payment } = await opened();
    await cancelOrder(world.ctx, id, { kind: 'customer', id: userId }, 'customer');
    await confirm(payment.id);
    await hook('payment.succeeded', payment);
    expect(await facts(id)).toMatchObject({ status: 'cancelled', returnedKopecks: 33_333 });
    expect(await balance()).toBe(0);
  });
});

describe('an answer that is lost', () => {
  test.each(['lost', 'silence', 'error', 'busy'] as const)(
    '%s: the same payment after it',
    async (fault) => {
      bank.fail(/POST \/v3\/payments$/, fault);
      if (fault === 'silence') waitFor(100);
      const { placed, key, request } = await place();
      waitFor(10_000);
      expect(placed).toMatchObject({ ok: false, code: 'PAYMENT_UNAVAILABLE' });
      const again = await placeOrder(world.ctx, userId, key, request);
      if (!again.ok) throw new Error(again.code);
      expect(again.confirmationUrl).toBe(
        bank.paymentOf(again.snapshot.order.id).confirmation?.confirmation_url,
      );
    },
  );

  test('of a payment that was made: the job finds it by its name and leaves it open', async () => {
    bank.fail(/POST \/v3\/payments$/, 'lost');
    const { placed } = await place();
    const id = placed.ok ? 0 : Number(placed.orderId);
    await job();
    expect(await facts(id)).toMatchObject({ status: 'new', openAttempt: { opened: {} } });
    await paidBy(id);
    expect((await facts(id)).paid).toBe(true);
  });

  test('with other words meanwhile (a new phone): the payment is found, not made twice', async () => {
    bank.fail(/POST \/v3\/payments$/, 'lost');
    const { placed, key, request } = await place();
    const id = placed.ok ? 0 : Number(placed.orderId);
    await world.store.users.changePhone(userId, `+7998${String(Date.now()).slice(-7)}`);
    const again = await placeOrder(world.ctx, userId, key, request);
    expect(again).toMatchObject({
      confirmationUrl: bank.paymentOf(id).confirmation?.confirmation_url,
    });
  });

  test('of a look: nothing is decided until it comes', async () => {
    const { id } = await opened();
    bank.fail(/GET \/v3\/payments/, 'error');
    expect(await checkPayment(world.ctx, id, userId)).toMatchObject({
      code: 'PAYMENT_UNAVAILABLE',
    });
    bank.fail(/GET \/v3\/payments/, 'error');
    await job(40 * MINUTE);
    expect((await facts(id)).openAttempt).not.toBeNull();
  });

  test('a shop that the provider does not let in decides nothing', async () => {
    const wrong = {
      apiUrl: bank.url,
      shopId: '1',
      secretKey: 'x',
      siteUrl: 'https://shop.example',
    };
    world.ctx.payments = createYooKassaProvider({ ...wrong, receipts: null });
    expect((await place()).placed).toMatchObject({ code: 'PAYMENT_UNAVAILABLE' });
  });

  test('an amount that the provider refuses is a decline', async () => {
    dishId = (await addDish(world.store, 50)).id;
    const { placed } = await place();
    expect(placed).toMatchObject({ code: 'PAYMENT_DECLINED' });
    if (!placed.ok) {
      expect((await facts(Number(placed.orderId))).lastFailure).toBe('invalid_request');
    }
  });
});

describe('a refund', () => {
  const refundsOf = (paymentId: string) => bank.refunds().filter((r) => r.payment_id === paymentId);

  async function paidOrder(quantity = 3) {
    const { id } = await opened({ items: [{ menuItemId: dishId, quantity }] });
    return { id, payment: await paidBy(id) };
  }

  const lower = (id: number, quantity: number) =>
    changeAmounts(world.ctx, id, STAFF, { items: [{ menuItemId: dishId, quantity }] });

  test('of a part has lines of its own; the rest goes back when the order is cancelled', async () => {
    const { id, payment } = await paidOrder();
    await lower(id, 2);
    await world.drain();
    const [part] = refundsOf(payment.id);
    expect(part?.amount.value).toBe('333.33');
    expect(bank.receipt(part?.id ?? '')?.items).toMatchObject([
      { quantity: 1, amount: { value: '333.33' } },
    ]);
    expect(await facts(id)).toMatchObject({ paidKopecks: 99_999, returnedKopecks: 33_333 });
    await cancelOrder(world.ctx, id, STAFF, 'нет продуктов');
    await world.drain();
    expect(refundsOf(payment.id).map((r) => r.amount.value)).toEqual(['333.33', '666.66']);
    expect(bank.receipt(refundsOf(payment.id)[1]?.id ?? '')?.items).toMatchObject([
      { quantity: 2, amount: { value: '333.33' } },
    ]);
    expect(await facts(id)).toMatchObject({ returnedKopecks: 99_999 });
  });

  test.each(['lost', 'silence', 'error'] as const)(
    '%s: given once, and the job ends it',
    async (fault) => {
      const { id, payment } = await paidOrder();
      bank.fail(/POST \/v3\/refunds/, fault);
      if (fault === 'silence') waitFor(100);
      await cancelOrder(world.ctx, id, STAFF, 'x');
      await world.drain();
      waitFor(10_000);
      expect((await facts(id)).returnedKopecks).toBe(0);
      await job();
      await job(25 * 60 * MINUTE);
      expect(refundsOf(payment.id)).toHaveLength(1);
      expect((await facts(id)).returnedKopecks).toBe(99_999);
    },
  );

  test('lost, and the amount lowered once more: both are given, each once', async () => {
    const { id, payment } = await paidOrder();
    bank.fail(/POST \/v3\/refunds/, 'lost');
    await lower(id, 2);
    await world.drain();
    await lower(id, 1);
    await world.drain();
    await job();
    expect(refundsOf(payment.id).map((r) => r.amount.value)).toEqual(['333.33', '333.33']);
    expect((await facts(id)).returnedKopecks).toBe(66_666);
  });

  test('that takes its time is waited for; one that fails is tried anew', async () => {
    const { id, payment } = await paidOrder();
    bank.refundsBecome('pending');
    await cancelOrder(world.ctx, id, STAFF, 'x');
    await world.drain();
    await job();
    expect(refundsOf(payment.id)).toHaveLength(1);
    expect((await facts(id)).returnedKopecks).toBe(0);
    bank.endRefund(refundsOf(payment.id)[0]?.id ?? '', 'canceled');
    payment.refunded_amount = { value: '0.00', currency: 'RUB' };
    bank.refundsBecome('succeeded');
    await job();
    expect(refundsOf(payment.id).map((r) => r.status)).toEqual(['canceled', 'succeeded']);
    expect((await facts(id)).returnedKopecks).toBe(99_999);
  });

  test('made in the provider’s own office counts', async () => {
    const { id, payment } = await paidOrder();
    const refund = { payment_id: payment.id, id: 'r' };
    payment.refunded_amount = { value: '0.00', currency: 'RUB' };
    await bank.refundByHand(payment.id, 99_999);
    await hook('refund.succeeded', refund);
    await hook('refund.succeeded', refund);
    expect((await facts(id)).returnedKopecks).toBe(99_999);
    await cancelOrder(world.ctx, id, STAFF, 'x');
    await world.drain();
    await job();
    expect(refundsOf(payment.id)).toHaveLength(1);
  });

  test('cash that staff took for a dearer order is not the provider’s to return', async () => {
    const { id, payment } = await paidOrder(1);
    await lower(id, 2);
    await takeCash(world.ctx, id, STAFF);
    await cancelOrder(world.ctx, id, STAFF, 'x');
    await world.drain();
    expect(refundsOf(payment.id).map((r) => r.amount.value)).toEqual(['333.33']);
    expect(await facts(id)).toMatchObject({ paidKopecks: 66_666, returnedKopecks: 33_333 });
  });
});
