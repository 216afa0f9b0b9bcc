/** What customers are told of, when, and that nothing is told twice (docs/notices.md). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deleteAccount } from '@/lib/customers/erase';
import { changeProfile } from '@/lib/customers/profile';
import { grantBirthdayBonuses } from '@/lib/jobs/birthday-bonuses';
import { noticesJob } from '@/lib/jobs/notices';
import { processPendingPoints } from '@/lib/jobs/pending-points';
import { reconcileJob } from '@/lib/jobs/reconcile';
import { defaultJobLimits as limits } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { backOffMs, isStale, sendableFrom } from '@/lib/notices/notice';
import {
  byTelegramFirst,
  type Message,
  type Sent,
  telegramSender,
  webhookSender,
} from '@/lib/notices/sender';
import { noticeText } from '@/lib/notices/text';
import { cancelOrder } from '@/lib/orders/cancel';
import { placeOrder } from '@/lib/orders/place';
import { moveOrder, takeCash } from '@/lib/orders/staff';
import { withHooks } from '@/lib/store/hooks';
import type { User } from '@/lib/store/port-users';
import { BOT_TOKEN, startTelegram, type TelegramStandIn } from '../support/telegram';
import { MINUTE, newKey, wish } from './promo-world';
import { addDish, addUser, createWorld, START, type World } from './support';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STAFF = { kind: 'admin', id: 1 } as const;
let world: World;
let user: User;
let dishId: number;
let sent: Message[];
/** What becomes of the next messages; sent when nothing is said. */
let outcomes: Sent[];

beforeEach(async () => {
  world = createWorld('standard');
  user = await addUser(world.store, '1990-03-04');
  dishId = (await addDish(world.store, 100_000)).id;
  sent = [];
  outcomes = [];
  world.ctx.notices = {
    repeatable: () => false,
    async send(message) {
      const outcome = outcomes.shift() ?? { outcome: 'sent' };
      if (outcome.outcome !== 'retry') sent.push(message);
      return outcome;
    },
  };
});

async function placed(change: Parameters<typeof wish>[1] = {}): Promise<number> {
  const made = await placeOrder(
    world.ctx,
    user.id,
    newKey(),
    wish(dishId, { promoCode: null, ...change }),
  );
  if (!made.ok) throw new Error(made.code);
  await world.drain();
  return made.snapshot.order.id;
}

async function move(id: number, to: Parameters<typeof moveOrder>[3]) {
  await moveOrder(world.ctx, id, STAFF, to);
  await world.drain();
}

const texts = () => sent.map((m) => m.text);
const outbox = () => world.store.notices.ofUser(user.id);
const job = () => noticesJob(world.ctx, limits);

describe('an order', () => {
  test('is told of at once, move by move; what the customer did is not', async () => {
    const id = await placed({ deliveryAddress: 'ул. Лесная, 5' });
    for (const to of ['accepted', 'preparing', 'on_way', 'delivered', 'completed'] as const) {
      await move(id, to);
    }
    expect(texts()).toEqual([
      `Заказ ${id} принят. Начинаем готовить.`,
      `Заказ ${id} в пути.`,
      `Заказ ${id} доставлен. Приятного аппетита!`,
    ]);
    const own = await placed();
    await cancelOrder(world.ctx, own, { kind: 'customer', id: user.id }, 'customer');
    const theirs = await placed();
    await cancelOrder(world.ctx, theirs, STAFF, 'нет продуктов');
    await world.drain();
    expect(texts().slice(3)).toEqual([
      `Заказ ${theirs} отменён. Если вы платили онлайн, деньги вернутся.`,
    ]);
  });

  test('looked at again and again, nothing is told twice', async () => {
    const id = await placed();
    await move(id, 'ready');
    world.setNow(START + 10 * MINUTE);
    for (let i = 0; i < 3; i++) {
      await reconcileJob(world.ctx, limits);
      await job();
      await world.drain();
    }
    expect(texts()).toEqual([`Заказ ${id} готов. Можно забирать.`]);
  });

  test('a crash before the notice is written: told when the order is looked at again', async () => {
    const id = await placed();
    const dying = withHooks(world.store, {
      before: ({ area }) => {
        if (area === 'notices') throw new Error('crash');
      },
    });
    const dead = { ...world.sibling(dying), notices: world.ctx.notices ?? null };
    expect((await moveOrder(dead, id, STAFF, 'accepted')).ok).toBe(true);
    await world.drain();
    expect(sent).toEqual([]);
    world.setNow(START + 10 * MINUTE);
    await reconcileJob(world.ctx, limits);
    expect(texts()).toEqual([`Заказ ${id} принят. Начинаем готовить.`]);
  });

  test('a sender that throws stops neither the order nor its copies', async () => {
    world.ctx.notices = {
      repeatable: () => false,
      send: () => Promise.reject(new Error('broken')),
    };
    const id = await placed();
    await move(id, 'accepted');
    expect((await world.store.orders.byId(id))?.settled).toBe(true);
  });

  test('a site without a sender writes nothing down', async () => {
    world.ctx.notices = null;
    await move(await placed(), 'accepted');
    expect(await outbox()).toEqual([]);
    expect(await job()).toMatchObject({ lookedAt: 0 });
  });
});

describe('points', () => {
  test('of a cash order are told of when they are paid out', async () => {
    const id = await placed();
    await takeCash(world.ctx, id, STAFF);
    await move(id, 'issued');
    expect(texts()).toEqual([`Заказ ${id} выдан. Приятного аппетита!`]);
    world.setNow(START + DAY + HOUR);
    await processPendingPoints(world.ctx, limits);
    await processPendingPoints(world.ctx, limits);
    expect(texts()[1]).toBe(`За заказ ${id} начислено 30 баллов. 1 балл = 1 ₽.`);
    expect(sent).toHaveLength(2);
  });

  test('that end within a week are told of once a lot, in the daytime', async () => {
    const give = (points: number) =>
      adjustBalance(world.ctx, { userId: user.id, points, reason: 'x', adminId: 1, key: newKey() });
    await give(21);
    world.setNow(START + DAY);
    await give(300);
    await world.drain();
    // 53 days later, at half past two in the night.
    const night = Date.parse('2026-04-24T14:30:00+03:00') + 12 * HOUR;
    world.setNow(night);
    expect(await job()).toMatchObject({ detail: { lookedOn: '2026-04-25' } });
    expect(sent).toEqual([]);
    world.setNow(night + 8 * HOUR);
    await job();
    expect(texts()).toEqual(['Скоро сгорит 21 балл. Последний день: 1 мая.']);
    for (let day = 1; day < 5; day++) {
      world.setNow(night + 8 * HOUR + day * DAY);
      await job();
    }
    expect(texts().slice(1)).toEqual(['Скоро сгорят 300 баллов. Последний день: 2 мая.']);
  });

  test('given for a birthday are told of, also when the run was cut off after the gift', async () => {
    const { notices } = world.ctx;
    world.ctx.notices = null;
    await grantBirthdayBonuses(world.ctx, limits);
    world.ctx.notices = notices ?? null;
    await grantBirthdayBonuses(world.ctx, limits);
    await grantBirthdayBonuses(world.ctx, limits);
    await job();
    expect(texts()).toEqual([
      'С днём рождения! Дарим 500 баллов. Потратить можно до 11 марта включительно.',
    ]);
  });
});

describe('the outbox', () => {
  const accept = async () => move(await placed(), 'accepted');

  test('tries again, ever more seldom, and sends once', async () => {
    outcomes = [
      { outcome: 'retry', error: 'x' },
      { outcome: 'retry', error: 'x', afterMs: HOUR },
    ];
    await accept();
    expect(sent).toEqual([]);
    await job();
    expect(await outbox()).toMatchObject([{ tries: 1, status: 'waiting', error: 'x' }]);
    world.setNow(START + MINUTE);
    await job();
    world.setNow(START + 59 * MINUTE);
    await job();
    expect(await outbox()).toMatchObject([{ tries: 2 }]);
    world.setNow(START + 62 * MINUTE);
    await job();
    await job();
    expect(sent).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ status: 'sent', tries: 3, error: null }]);
  });

  test('gives up in the end, and drops what is no news any more', async () => {
    outcomes = Array.from({ length: 20 }, () => ({ outcome: 'retry', error: 'x' }) as const);
    await accept();
    for (let i = 1; i < 60; i++) {
      world.setNow(START + i * 10 * MINUTE);
      await job();
    }
    expect((await outbox())[0]).toMatchObject({ status: 'dropped', error: 'too late' });
    expect(outcomes.length).toBeGreaterThan(10);
  });

  test('many runs at once send once', async () => {
    outcomes = [{ outcome: 'retry', error: 'x' }];
    await accept();
    world.setNow(START + 5 * MINUTE);
    await Promise.all(Array.from({ length: 8 }, job));
    expect(sent).toHaveLength(1);
  });

  test('a run cut off while sending does not send again, unless the receiver knows keys', async () => {
    for (const repeatable of [false, true]) {
      const id = await placed();
      const before = sent.length;
      const send = world.ctx.notices?.send;
      if (!send) throw new Error('no sender');
      world.ctx.notices = {
        repeatable: () => repeatable,
        send: async (message) => {
          await send(message);
          throw new Error('crash after sending');
        },
      };
      await move(id, 'accepted');
      world.ctx.notices = { repeatable: () => repeatable, send };
      world.setNow(world.ctx.now() + MINUTE);
      await job();
      expect(sent.length - before).toBe(1);
      for (let i = 0; i < 3; i++) {
        world.setNow(world.ctx.now() + 10 * MINUTE);
        await job();
      }
      expect(sent.length - before).toBe(repeatable ? 2 : 1);
      const last = (await outbox()).at(-1);
      expect(last?.status).toBe(repeatable ? 'sent' : 'unclear');
    }
  });

  test('a kind that is switched off is not sent; the others are', async () => {
    await changeProfile(world.ctx, user.id, { notices: { order_status: false, birthday: true } });
    await accept();
    await grantBirthdayBonuses(world.ctx, limits);
    await job();
    expect(sent.map((m) => m.kind)).toEqual(['birthday']);
    await changeProfile(world.ctx, user.id, { notices: { order_status: true } });
    await accept();
    expect(sent.map((m) => m.kind)).toEqual(['birthday', 'order_status']);
  });

  test('goes with the account', async () => {
    const id = await placed();
    await move(id, 'issued');
    outcomes = [{ outcome: 'retry', error: 'x' }];
    await grantBirthdayBonuses(world.ctx, limits);
    expect(await outbox()).toHaveLength(2);
    await deleteAccount(world.ctx, user.id, 'secret-secret-secret-secret-secret-1');
    await world.drain();
    expect(await outbox()).toEqual([]);
    await reconcileJob(world.ctx, limits);
    await job();
    expect(sent).toHaveLength(1);
  });
});

describe('texts and times', () => {
  test('plural forms and days', () => {
    const say = (points: number) =>
      noticeText({ kind: 'paid_out', orderId: 7, points }, 'Europe/Moscow');
    expect([1, 3, 11, 21].map(say).map((t) => t.split('. ')[0])).toEqual([
      'За заказ 7 начислен 1 балл',
      'За заказ 7 начислены 3 балла',
      'За заказ 7 начислено 11 баллов',
      'За заказ 7 начислен 21 балл',
    ]);
    // An end at midnight is the end of the day before.
    const expiresAt = Date.parse('2026-03-12T00:00:00+03:00');
    expect(noticeText({ kind: 'expiring', points: 2, expiresAt }, 'Europe/Moscow')).toContain(
      '11 марта',
    );
  });

  test('what can wait does not wake anybody', () => {
    const at = (time: string) => Date.parse(`2026-03-02T${time}:00+03:00`);
    const from = (time: string) => sendableFrom('expiring', at(time), 'Europe/Moscow');
    expect(from('03:00')).toBe(at('10:00'));
    expect(from('10:00')).toBe(at('10:00'));
    expect(from('20:59')).toBe(at('20:59'));
    expect(from('21:00')).toBe(at('10:00') + DAY);
    expect(sendableFrom('order_status', at('03:00'), 'Europe/Moscow')).toBe(at('03:00'));
  });

  test('waits between tries grow; news grow old', () => {
    expect([1, 2, 3, 20].map(backOffMs)).toEqual([MINUTE, 2 * MINUTE, 4 * MINUTE, 2 * HOUR]);
    const data = { kind: 'expiring', points: 1, expiresAt: START + HOUR } as const;
    expect(isStale({ at: START, data }, START + HOUR - 1)).toBe(false);
    expect(isStale({ at: START, data }, START + HOUR)).toBe(true);
  });
});

describe('Telegram and a gateway', () => {
  let telegram: TelegramStandIn;
  beforeEach(async () => {
    telegram = await startTelegram();
  });
  afterEach(() => telegram.stop());

  const message = (telegramId: string | null): Message => ({
    key: 'status:1:1',
    kind: 'order_status',
    text: 'Заказ 1 принят.',
    userId: 1,
    phone: '+79990000001',
    telegramId,
  });

  test('the bot says it, and what it cannot say is sorted', async () => {
    const bot = telegramSender(telegram.url, BOT_TOKEN);
    expect(await bot.send(message('42'))).toEqual({ outcome: 'sent' });
    expect(telegram.to('42')).toEqual(['Заказ 1 принят.']);
    telegram.faults.push('busy', 'broken', 'lost');
    expect(await bot.send(message('42'))).toMatchObject({ outcome: 'retry', afterMs: 600_000 });
    expect(await bot.send(message('42'))).toMatchObject({ outcome: 'retry' });
    expect(await bot.send(message('42'))).toMatchObject({ outcome: 'unclear' });
    telegram.blockedBy.add('42');
    expect(await bot.send(message('42'))).toMatchObject({ outcome: 'refused' });
    const gone = await startTelegram();
    await gone.stop();
    const nobody = telegramSender(gone.url, BOT_TOKEN);
    const refused = await nobody.send(message('42'));
    expect(refused).toMatchObject({ outcome: 'retry' });
    expect(JSON.stringify(refused)).not.toContain(BOT_TOKEN);
  });

  test('customers without Telegram hear from the gateway', async () => {
    const gone = await startTelegram();
    await gone.stop();
    const gateway = webhookSender(gone.url, undefined);
    const sender = byTelegramFirst(telegramSender(telegram.url, BOT_TOKEN), gateway);
    expect(await sender.send(message(null))).toMatchObject({ outcome: 'retry' });
    expect(await sender.send(message('7'))).toEqual({ outcome: 'sent' });
    expect([message(null), message('7')].map(sender.repeatable)).toEqual([true, false]);
  });
});
