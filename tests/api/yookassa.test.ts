/** Paying through YooKassa and hearing by Telegram, over HTTP (docs/payments.md, docs/notices.md). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderAnswer, OrderView, ProfileAnswer } from '@/lib/api/answers';
import {
  type Api,
  adminToken,
  type Customer,
  call,
  createApi,
  dish,
  good,
  lines,
  refused,
  signUp,
} from '../support/api';
import { eventually, soundLedger } from '../support/ledger';
import { startSite, type TestSite } from '../support/site';
import { BOT_TOKEN, startTelegram, type TelegramStandIn } from '../support/telegram';
import { SHOP, startYooKassa, type YooKassaStandIn } from '../support/yookassa';

let bank: YooKassaStandIn;
let telegram: TelegramStandIn;
let site: TestSite;
let api: Api;
let staff: string;

beforeAll(async () => {
  [bank, telegram] = await Promise.all([startYooKassa(), startTelegram()]);
  site = await startSite('at-payment', {
    PAYMENTS: 'yookassa',
    PUBLIC_ORIGIN: 'https://shop.example',
    YOOKASSA_SHOP_ID: SHOP.shopId,
    YOOKASSA_SECRET_KEY: SHOP.secretKey,
    YOOKASSA_API_URL: bank.url,
    YOOKASSA_VAT_CODE: '1',
    TELEGRAM_BOT_TOKEN: BOT_TOKEN,
    TELEGRAM_API_URL: telegram.url,
  });
  bank.webhooksTo(`${site.url}/api/hooks/payments`);
  api = createApi(site.url);
  staff = await adminToken(site.url);
});
afterAll(() => Promise.all([site?.stop(), bank?.stop(), telegram?.stop()]));

/** An order of 1 000 by card, not confirmed yet. */
async function opened(): Promise<{ customer: Customer; order: OrderView }> {
  const customer = await signUp(site.url);
  const items = lines(await dish(site.store, 500), 2);
  const placed = await api.place(customer, { items, paymentMethod: 'card' });
  const { order } = good<OrderAnswer>(placed, 201);
  return { customer, order };
}

const hook = (body: unknown) => call(site.url, 'POST', '/api/hooks/payments', { body });
const check = (customer: Customer, id: number) =>
  api.send<{ order: OrderView }>('POST', `/api/orders/${id}/payment`, { token: customer.token });

describe('paying', () => {
  it('by a link in the answer; declined, tried again by the other method, paid', async () => {
    const { customer, order } = await opened();
    const first = bank.paymentOf(order.id);
    expect(order).toMatchObject({
      paymentStatus: 'pending',
      paymentUrl: first.confirmation?.confirmation_url,
      canPay: true,
      loyalty: { pointsEarnedState: 'expected' },
    });
    await bank.decline(first.id, 'insufficient_funds');
    const declined = await api.order(customer, order.id);
    expect(declined).toMatchObject({ paymentStatus: 'unpaid', paymentUrl: null });
    expect(declined.events.at(-1)).toMatchObject({
      kind: 'payment_failed',
      code: 'insufficient_funds',
      actor: 'provider',
    });
    const body = { pay: true, paymentMethod: 'sbp' };
    const again = good<OrderAnswer>(await api.patch(customer, order.id, body));
    const second = bank.paymentOf(order.id, 2);
    expect(again.order.paymentUrl).toBe(second.confirmation?.confirmation_url);
    await bank.confirm(second.id);
    expect(await api.order(customer, order.id)).toMatchObject({
      paymentStatus: 'paid',
      paymentMethod: 'sbp',
      paid: 1000,
      paymentUrl: null,
    });
    expect((await api.balance(customer)).balance).toBe(30);
    await soundLedger(site.store, customer.id);
  });

  it('a lost webhook: the customer who comes back is shown what the bank knows', async () => {
    const { customer, order } = await opened();
    expect(good<{ order: OrderView }>(await check(customer, order.id)).order.paymentStatus).toBe(
      'pending',
    );
    await bank.confirm(bank.paymentOf(order.id).id, { quiet: true });
    refused(await check(await signUp(site.url), order.id), 404, 'NOT_FOUND');
    expect(good<{ order: OrderView }>(await check(customer, order.id)).order.paymentStatus).toBe(
      'paid',
    );
  });

  it('webhooks: forged ones change nothing, repeated ones neither, missed answers are sent again', async () => {
    const { customer, order } = await opened();
    const payment = bank.paymentOf(order.id);
    const paid = { ...payment, status: 'succeeded', paid: true };
    expect(await bank.notify('payment.succeeded', paid)).toBe(200);
    expect(await bank.notify('payment.succeeded', { ...paid, id: 'x' })).toBe(200);
    expect(await bank.notify('deal.closed', { id: 'x' })).toBe(200);
    refused(await hook({ event: 'payment.succeeded' }), 422, 'VALIDATION');
    refused(await hook('{'), 400, 'INVALID_JSON');
    expect((await api.order(customer, order.id)).paymentStatus).toBe('pending');
    await bank.confirm(payment.id, { quiet: true });
    bank.fail(/GET \/v3\/payments/, 'error');
    expect(await bank.notify('payment.succeeded', paid)).toBe(503);
    expect((await api.order(customer, order.id)).paymentStatus).toBe('pending');
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => bank.notify('payment.succeeded', paid)),
    );
    expect(new Set(answers)).toEqual(new Set([200]));
    expect((await api.balance(customer)).balance).toBe(30);
    await soundLedger(site.store, customer.id);
  });

  it('what is due goes back, part by part', async () => {
    const { customer, order } = await opened();
    const payment = bank.paymentOf(order.id);
    await bank.confirm(payment.id);
    const item = order.items[0]?.menuItemId ?? 0;
    const one = [{ menuItemId: item, quantity: 1 }];
    good(await api.staff(staff, order.id, { items: one }));
    await eventually(async () => expect(bank.refunds().at(-1)?.amount.value).toBe('500.00'));
    good(await api.staff(staff, order.id, { status: 'cancelled', reason: 'закрылись' }));
    await eventually(async () =>
      expect(await api.order(customer, order.id)).toMatchObject({
        paymentStatus: 'refunded',
        paid: 0,
        refundDue: 0,
      }),
    );
    const back = bank.refunds().filter((r) => r.payment_id === payment.id);
    expect(back.map((r) => r.amount.value)).toEqual(['500.00', '500.00']);
  });
});

describe('messages', () => {
  it('come by the bot, and not at all where they are switched off', async () => {
    const { customer, order } = await opened();
    const chat = String(customer.id + 5_000_000);
    await site.store.users.linkTelegram(customer.id, chat);
    good(await api.staff(staff, order.id, { status: 'accepted' }));
    await eventually(async () =>
      expect(telegram.to(chat)).toEqual([`Заказ ${order.id} принят. Начинаем готовить.`]),
    );
    const patch = (notices: object) =>
      api.send<ProfileAnswer>('PATCH', '/api/profile', {
        token: customer.token,
        body: { notices },
      });
    refused(await patch({ order_status: 1 }), 422, 'VALIDATION');
    refused(await patch({ weather: true }), 422, 'VALIDATION');
    expect(good<ProfileAnswer>(await patch({ order_status: false })).notices).toEqual({
      order_status: false,
      paid_out: true,
      expiring: true,
      birthday: true,
    });
    good(await api.staff(staff, order.id, { status: 'on_way' }));
    await eventually(async () =>
      expect((await site.store.notices.ofUser(customer.id)).map((n) => n.status)).toEqual([
        'sent',
        'dropped',
      ]),
    );
    expect(await api.cron('notices')).toMatchObject({ job: 'notices', failed: 0 });
    expect(telegram.to(chat)).toHaveLength(1);
  });

  it('wait for a bot that is busy', async () => {
    const { customer, order } = await opened();
    const chat = String(customer.id + 5_000_000);
    await site.store.users.linkTelegram(customer.id, chat);
    telegram.faults.push('busy');
    good(await api.staff(staff, order.id, { status: 'accepted' }));
    await eventually(async () =>
      expect((await site.store.notices.ofUser(customer.id))[0]).toMatchObject({ tries: 1 }),
    );
    await api.cron('notices');
    expect(telegram.to(chat)).toEqual([]);
    await api.advance(11 * 60_000);
    await Promise.all([api.cron('notices'), api.cron('notices')]);
    expect(telegram.to(chat)).toHaveLength(1);
  });
});
