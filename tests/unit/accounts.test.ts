/** Changing and deleting an account: phones, welcome bonuses, points, personal data. */
import { describe, expect, test } from 'vitest';
import { deleteAccount, ERASED_ADDRESS } from '@/lib/customers/erase';
import { changePhone, changeProfile, saveAddresses } from '@/lib/customers/profile';
import { requestCode, signInPhone } from '@/lib/customers/sign-in';
import { grantBirthday } from '@/lib/jobs/birthday-bonuses';
import { processPendingPoints } from '@/lib/jobs/pending-points';
import { defaultJobLimits } from '@/lib/jobs/run';
import { availablePoints } from '@/lib/loyalty/account';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { runAudit } from '@/lib/loyalty/audit/run';
import { headOf } from '@/lib/loyalty/chain';
import { cancelOrder } from '@/lib/orders/cancel';
import { changeOrder } from '@/lib/orders/change';
import { placeOrder } from '@/lib/orders/place';
import { moveOrder } from '@/lib/orders/staff';
import type { User } from '@/lib/store/port-users';
import { addDish, createWorld, START, type World } from './support';

const SECRET = 'a secret of at least 32 characters, yes';
const DAY = 86_400_000;

async function signIn(world: World, phone: string) {
  const given = { phone, name: 'Анна', birthDate: '1990-03-04', consent: true };
  const signedIn = await signInPhone(world.ctx, given, SECRET);
  if (!signedIn.ok) throw new Error(signedIn.code);
  return signedIn;
}

async function codeFor(world: World, phone: string): Promise<string> {
  const made = await requestCode(world.ctx, phone, SECRET);
  if (!made.ok) throw new Error(made.code);
  return made.code;
}

async function order(world: World, user: User, key: string) {
  const dish = await addDish(world.store, 100_000);
  const placed = await placeOrder(world.ctx, user.id, key, {
    items: [{ menuItemId: dish.id, quantity: 1 }],
    deliveryAddress: 'Садовая, 12',
    scheduledFor: null,
    method: 'cash',
    promoCode: null,
    points: 0,
    comment: 'код 15',
    expected: null,
  });
  if (!placed.ok) throw new Error(placed.code);
  return placed.snapshot.order.id;
}

async function available(world: World, userId: number): Promise<number> {
  const head = headOf(await world.store.ledger.head(userId));
  return availablePoints(head.account, world.ctx.now());
}

const staff = { kind: 'admin', id: 1 } as const;

describe('a profile', () => {
  test('keeps the first consent, a new name and each address once', async () => {
    const world = createWorld('standard');
    const { user } = await signIn(world, '+79990000101');
    expect(user.consentAt).toBe(START);
    world.setNow(START + DAY);
    expect((await signIn(world, '+79990000101')).user.consentAt).toBe(START);
    const renamed = await changeProfile(world.ctx, user.id, { name: 'Мария' });
    expect(renamed).toMatchObject({ name: 'Мария', birthDate: '1990-03-04' });
    const home = { title: 'Дом', text: 'Садовая, 12' };
    const saved = await saveAddresses(world.ctx, user.id, [home, { ...home, title: 'Мама' }, home]);
    expect(saved?.addresses.map((a) => a.title)).toEqual(['Дом', 'Мама']);
    const again = await saveAddresses(world.ctx, user.id, [home]);
    expect(again?.addresses).toEqual(saved?.addresses.slice(0, 1));
  });

  test('another birth date brings no second bonus', async () => {
    const world = createWorld('standard');
    const { user } = await signIn(world, '+79990000102');
    expect(await grantBirthday(world.ctx, user)).toBe(true);
    world.setNow(START + 60 * DAY);
    const moved = await changeProfile(world.ctx, user.id, { birthDate: '1990-05-02' });
    if (!moved) throw new Error('gone');
    expect(await grantBirthday(world.ctx, moved)).toBe(false);
  });
});

describe('a phone', () => {
  test('moves by its code, if nobody else has it', async () => {
    const world = createWorld('standard');
    const [old, next, taken] = ['+79990000103', '+79990000104', '+79990000105'];
    const { user } = await signIn(world, old);
    const other = await signIn(world, taken);
    const change = (phone: string, code: string) =>
      changePhone(world.ctx, user.id, { phone, code }, SECRET);
    const code = await codeFor(world, next);
    const wrong = String((Number(code) + 1) % 1_000_000).padStart(6, '0');
    expect(await change(next, wrong)).toMatchObject({ code: 'CODE_WRONG' });
    expect(await change(next, code)).toMatchObject({
      ok: true,
      user: { id: user.id, phone: next },
    });
    expect(await change(next, code)).toMatchObject({ code: 'CODE_EXPIRED' });
    expect(await change(taken, await codeFor(world, taken))).toMatchObject({ code: 'PHONE_TAKEN' });
    expect((await world.store.users.byPhone(taken))?.id).toBe(other.user.id);
    expect(await world.store.users.byPhone(old)).toBeNull();
    // Neither phone is welcomed a second time.
    expect(await signIn(world, old)).toMatchObject({ isNew: true, welcomePoints: 0 });
    expect(await signIn(world, next)).toMatchObject({ isNew: false, user: { id: user.id } });
  });
});

describe('a deleted account', () => {
  test('is refused while an order is under way', async () => {
    const world = createWorld('standard');
    const { user } = await signIn(world, '+79990000106');
    const id = await order(world, user, 'key-of-an-order');
    for (const status of ['new', 'accepted', 'on_way'] as const) {
      if (status !== 'new') await moveOrder(world.ctx, id, staff, status);
      expect(await deleteAccount(world.ctx, user.id, SECRET)).toMatchObject({
        code: 'ACTIVE_ORDERS',
      });
    }
    expect(await available(world, user.id)).toBe(1000);
    await cancelOrder(world.ctx, id, staff, 'test');
    expect(await deleteAccount(world.ctx, user.id, SECRET)).toMatchObject({ ok: true });
  });

  test('leaves the ledger and nothing personal', async () => {
    const world = createWorld('standard');
    const phone = '+79990000107';
    const { user, welcomePoints } = await signIn(world, phone);
    expect(welcomePoints).toBe(1000);
    await saveAddresses(world.ctx, user.id, [{ title: 'Дом', text: 'Садовая, 12' }]);
    await world.store.users.linkTelegram(user.id, '5');
    await codeFor(world, phone);
    const id = await order(world, user, 'key-of-an-order');
    const changed = await changeOrder(world.ctx, id, user.id, {
      deliveryAddress: 'Лесная, 20',
      comment: 'домофон 7',
    });
    expect(changed.ok).toBe(true);
    await moveOrder(world.ctx, id, staff, 'delivered');
    const rows = await world.store.ledger.since(user.id, 0, 100);
    expect(await deleteAccount(world.ctx, user.id, SECRET)).toEqual({ ok: true, points: 1000 });
    await world.drain();

    const erased = await world.store.users.byId(user.id);
    expect(erased).toMatchObject({
      phone: `erased:${user.id}`,
      name: null,
      birthDate: null,
      addresses: [],
      telegramId: null,
      erasedAt: START,
      copies: { loyaltyPoints: 0 },
    });
    const after = await world.store.ledger.since(user.id, 0, 100);
    expect(after.slice(0, -1)).toEqual(rows);
    expect(after.at(-1)).toMatchObject({ type: 'adjustment', points: -1000, adminId: null });
    const stored = await world.store.orders.byId(id);
    const events = await world.store.orders.events(id);
    expect(stored?.placed).toMatchObject({ deliveryAddress: ERASED_ADDRESS, comment: null });
    const everything = JSON.stringify([erased, stored, events, after]);
    for (const word of ['Садовая', 'Лесная', 'домофон', 'код 15', 'Анна', phone.slice(1)]) {
      expect(everything).not.toContain(word);
    }
    expect(await world.store.signIn.latestCode(phone)).toBeNull();
    expect((await runAudit(world.ctx)).findings).toEqual([]);
    expect(await deleteAccount(world.ctx, user.id, SECRET)).toEqual({ ok: true, points: 0 });

    const dish = await addDish(world.store, 100_000);
    const late = await placeOrder(world.ctx, user.id, 'another-key', {
      items: [{ menuItemId: dish.id, quantity: 1 }],
      ...{ deliveryAddress: null, scheduledFor: null, method: null, promoCode: null },
      ...{ points: 0, comment: null, expected: null },
    });
    expect(late).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('comes back as a new customer, who is not welcomed again', async () => {
    const world = createWorld('standard');
    const phone = '+79990000108';
    const first = await signIn(world, phone);
    await deleteAccount(world.ctx, first.user.id, SECRET);
    const second = await signIn(world, phone);
    expect(second).toMatchObject({ isNew: true, welcomePoints: 0, user: { phone } });
    expect(second.user.id).not.toBe(first.user.id);
    expect(await available(world, second.user.id)).toBe(0);
    expect(await signIn(world, '+79990000109')).toMatchObject({ welcomePoints: 1000 });
  });

  test('forfeits a promise that is paid out later', async () => {
    const world = createWorld('at-payment');
    const { user } = await signIn(world, '+79990000112');
    const id = await order(world, user, 'key-of-an-order');
    await moveOrder(world.ctx, id, staff, 'delivered');
    expect(await deleteAccount(world.ctx, user.id, SECRET)).toEqual({ ok: true, points: 0 });
    await world.drain();
    world.setNow(START + 2 * DAY);
    const paidOut = await processPendingPoints(world.ctx, defaultJobLimits);
    expect(paidOut).toMatchObject({ done: 1 });
    await world.drain();
    const rows = await world.store.ledger.since(user.id, 0, 100);
    expect(rows.slice(-2).map((r) => [r.type, r.status])).toEqual([
      ['earned', 'completed'],
      ['adjustment', 'completed'],
    ]);
    expect(await available(world, user.id)).toBe(0);
  });

  test('is finished by the same request after a crash', async () => {
    const world = createWorld('standard');
    const { user } = await signIn(world, '+79990000110');
    const id = await order(world, user, 'key-of-an-order');
    await moveOrder(world.ctx, id, staff, 'delivered');
    const broken = {
      ...world.ctx,
      store: {
        ...world.store,
        users: { ...world.store.users, erase: () => Promise.reject(new Error('crash')) },
      },
    };
    await expect(deleteAccount(broken, user.id, SECRET)).rejects.toThrow('crash');
    expect(await available(world, user.id)).toBe(0);
    expect(await deleteAccount(world.ctx, user.id, SECRET)).toEqual({ ok: true, points: 0 });
    expect((await world.store.users.byId(user.id))?.erasedAt).toBe(START);
  });

  test('forfeits what there is in a programme without a welcome bonus too', async () => {
    const world = createWorld('at-payment');
    const { user } = await signIn(world, '+79990000111');
    const key = 'correction';
    await adjustBalance(world.ctx, {
      userId: user.id,
      points: 50,
      reason: 'тест',
      adminId: 1,
      key,
    });
    expect(await deleteAccount(world.ctx, user.id, SECRET)).toEqual({ ok: true, points: 50 });
    expect(await available(world, user.id)).toBe(0);
  });
});
