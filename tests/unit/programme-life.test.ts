/** Joining, birthdays, expiry, tiers: the life of a programme beside its orders (SPEC 3). */
import { describe, expect, test } from 'vitest';
import type { Context } from '@/lib/context';
import { signInPhone } from '@/lib/customers/sign-in';
import { grantBirthdayBonuses } from '@/lib/jobs/birthday-bonuses';
import { expirePoints } from '@/lib/jobs/expire-points';
import { defaultJobLimits } from '@/lib/jobs/run';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { monthDaysAhead } from '@/lib/loyalty/calendar';
import { joinProgram } from '@/lib/loyalty/join';
import { presets } from '@/lib/loyalty/presets';
import { toggleModule } from '@/lib/loyalty/toggle';
import { refreshUserCopies } from '@/lib/loyalty/user-copies';
import { cancelOrder } from '@/lib/orders/cancel';
import { placeOrder } from '@/lib/orders/place';
import { moveOrder } from '@/lib/orders/staff';
import { createMemoryStore } from '@/lib/store/memory';
import type { Store } from '@/lib/store/port';
import { addDish, addUser, createWorld, type World } from './support';

const DAY = 24 * 60 * 60 * 1000;
const SECRET = 'a-secret-of-at-least-32-characters';
const admin = { kind: 'admin', id: 1 } as const;
const msk = (local: string) => Date.parse(`${local}+03:00`);
const rowsOf = (store: Store, userId: number) => store.ledger.since(userId, 0, 1000);
const typesOf = async (store: Store, userId: number) =>
  (await rowsOf(store, userId)).map((r) => `${r.type} ${r.points}`);

async function order(ctx: Context, world: World, userId: number, kopecks: number, key: string) {
  const dish = await addDish(ctx.store, kopecks);
  const placed = await placeOrder(ctx, userId, key, {
    items: [{ menuItemId: dish.id, quantity: 1 }],
    deliveryAddress: null,
    scheduledFor: null,
    method: 'card',
    promoCode: null,
    points: 0,
    comment: null,
    expected: null,
  });
  if (!placed.ok) throw new Error(placed.code);
  await world.drain();
  return placed.snapshot.order.id;
}

describe('joining', () => {
  test('twenty first sign-ins at once, over three processes, give one customer one bonus', async () => {
    const world = createWorld('standard');
    const processes = [world.ctx, world.sibling(world.store), world.sibling(world.store)];
    const given = { phone: '+79001112233', name: 'Анна', birthDate: null };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        signInPhone(processes[i % 3] ?? world.ctx, given, SECRET),
      ),
    );
    await world.drain();
    const ids = new Set(answers.map((a) => (a.ok ? a.user.id : 0)));
    expect(ids.size).toBe(1);
    const [userId = 0] = ids;
    expect(await typesOf(world.store, userId)).toEqual(['registration 1000']);
    expect((await world.store.journal.levelChanges(userId)).map((c) => c.current)).toEqual([
      'Bronze',
    ]);
    const logs = (await world.store.journal.logs(100)).filter((l) => l.userId === userId);
    expect(logs.map((l) => l.type).sort()).toEqual(['balance_calculated', 'level_changed']);
    const user = await world.store.users.byId(userId);
    expect(user?.copies).toMatchObject({ loyaltyPoints: 1000, tier: 'Bronze', headSeq: 1 });
  });

  test('while the module is off there is no bonus, nor one later', async () => {
    const world = createWorld('standard');
    await toggleModule(world.ctx, 1, false);
    const given = { phone: '+79001112233', name: null, birthDate: null };
    const signedIn = await signInPhone(world.ctx, given, SECRET);
    await toggleModule(world.ctx, 1, true);
    const userId = signedIn.ok ? signedIn.user.id : 0;
    await joinProgram(world.ctx, userId);
    expect(await typesOf(world.store, userId)).toEqual(['registration 0']);
  });
});

describe('birthdays', () => {
  async function born(birthDate: string) {
    const world = createWorld('rolling-tiers');
    const user = await addUser(world.store, birthDate);
    const run = async (at: number) => {
      world.setNow(at);
      const report = await grantBirthdayBonuses(world.ctx, defaultJobLimits);
      expect(report.failed).toBe(0);
      return report.done;
    };
    return { world, user, run };
  }

  test('once, from three days before to the day itself, whichever run comes first', async () => {
    for (const first of [0, 1, 2, 3]) {
      const { world, user, run } = await born('1990-01-25');
      const granted: number[] = [];
      for (let day = -6; day <= 9; day++) {
        // A job that was down for the first days: the later run catches up.
        if (day < -3 + first) continue;
        if ((await run(msk('2026-01-25T02:00:00') + day * DAY)) > 0) granted.push(day);
      }
      expect(granted).toEqual([-3 + first]);
      const [row] = await rowsOf(world.store, user.id);
      // To the end of 1 February, wherever in the four days it was granted.
      expect(row).toMatchObject({ points: 500, expiresAt: msk('2026-02-02T00:00:00') });
    }
  });

  test('a run that is late by the whole time grants nothing', async () => {
    const { run } = await born('1990-01-25');
    expect(await run(msk('2026-01-26T02:00:00'))).toBe(0);
  });

  test('over the turn of the year', async () => {
    const { world, user, run } = await born('1985-01-02');
    expect(await run(msk('2026-12-29T02:00:00'))).toBe(0);
    expect(await run(msk('2026-12-30T02:00:00'))).toBe(1);
    expect(await run(msk('2027-01-01T02:00:00'))).toBe(0);
    const rows = await rowsOf(world.store, user.id);
    expect(rows.map((r) => r.causeKey)).toEqual([`bday:${user.id}:2027`]);
    expect(rows[0]?.expiresAt).toBe(msk('2027-01-10T00:00:00'));
    expect(await run(msk('2027-12-30T02:00:00'))).toBe(1);
  });

  test('on 29 February, in a leap year and in others', async () => {
    const { world, user, run } = await born('2000-02-29');
    expect(await run(msk('2027-02-24T02:00:00'))).toBe(0);
    expect(await run(msk('2027-02-25T02:00:00'))).toBe(1);
    expect(await run(msk('2027-02-28T02:00:00'))).toBe(0);
    expect(await run(msk('2028-02-25T02:00:00'))).toBe(0);
    expect(await run(msk('2028-02-26T02:00:00'))).toBe(1);
    const rows = await rowsOf(world.store, user.id);
    expect(rows.map((r) => r.expiresAt)).toEqual([
      msk('2027-03-08T00:00:00'),
      msk('2028-03-08T00:00:00'),
    ]);
    expect(monthDaysAhead(msk('2027-02-28T12:00:00'), 0, 'Europe/Moscow')).toEqual([
      '02-28',
      '02-29',
    ]);
    expect(monthDaysAhead(msk('2028-02-28T12:00:00'), 0, 'Europe/Moscow')).toEqual(['02-28']);
  });

  test('a changed birth date yields no second grant within 330 days', async () => {
    const { world, user, run } = await born('1990-03-10');
    expect(await run(msk('2026-03-08T02:00:00'))).toBe(1);
    const moved = async (birthDate: string, at: string) => {
      await world.store.users.update(user.id, { birthDate });
      return run(msk(at));
    };
    expect(await moved('1990-06-10', '2026-06-09T02:00:00')).toBe(0);
    expect(await moved('1990-12-30', '2026-12-29T02:00:00')).toBe(0);
    // 329 days after the grant, and 331.
    expect(await moved('1990-01-31', '2027-01-31T01:00:00')).toBe(0);
    expect(await moved('1990-02-02', '2027-02-02T03:00:00')).toBe(1);
    expect(await typesOf(world.store, user.id)).toEqual(['birthday 500', 'birthday 500']);
  });

  test('two runs at once, in two processes, grant once', async () => {
    const { world, user } = await born('1990-01-25');
    world.setNow(msk('2026-01-24T02:00:00'));
    const other = world.sibling(world.store);
    const both = await Promise.all(
      [world.ctx, other, world.ctx].map((ctx) => grantBirthdayBonuses(ctx, defaultJobLimits)),
    );
    expect(both.reduce((sum, r) => sum + r.done, 0)).toBe(1);
    expect(both.every((r) => r.failed === 0)).toBe(true);
    expect(await typesOf(world.store, user.id)).toEqual(['birthday 500']);
  });

  test('the day is the restaurant’s, not the server’s', async () => {
    const { run } = await born('1990-01-25');
    // 22 January 00:30 in Moscow is still the 21st in Greenwich.
    expect(await run(Date.parse('2026-01-21T20:30:00Z'))).toBe(0);
    expect(await run(Date.parse('2026-01-21T21:30:00Z'))).toBe(1);
  });
});

describe('expiry', () => {
  async function withLots(count: number) {
    const world = createWorld('standard');
    const { id: userId } = await addUser(world.store);
    for (let i = 0; i < count; i++) {
      world.setNow(msk('2026-03-02T12:00:00') + i * 1000);
      const wish = { userId, points: 10 + i, reason: 'подарок', adminId: 1, key: `g${i}` };
      await adjustBalance(world.ctx, wish);
    }
    await world.drain();
    world.setNow(msk('2026-05-02T12:00:00'));
    return { world, userId };
  }

  test('one row a lot, also for more lots than one insert takes', async () => {
    const { world, userId } = await withLots(23);
    const report = await expirePoints(world.ctx, defaultJobLimits);
    expect(report).toMatchObject({ lookedAt: 1, done: 1, failed: 0, left: false });
    const expired = (await rowsOf(world.store, userId)).filter((r) => r.type === 'expired');
    expect(expired.map((r) => -r.points)).toEqual(Array.from({ length: 23 }, (_, i) => 10 + i));
    expect(expired.map((r) => r.refersTo)).toEqual(Array.from({ length: 23 }, (_, i) => i + 1));
    const user = await world.store.users.byId(userId);
    expect(user?.copies).toMatchObject({ loyaltyPoints: 0, nextExpiryAt: null });
    const logs = await world.store.journal.logs(1000);
    expect(logs.filter((l) => l.type === 'bonus_expired')).toHaveLength(23);
    expect(await expirePoints(world.ctx, defaultJobLimits)).toMatchObject({ lookedAt: 0 });
  });

  test('three runs at once expire every lot once', async () => {
    const { world, userId } = await withLots(15);
    const runs = [world.ctx, world.sibling(world.store), world.sibling(world.store)];
    const reports = await Promise.all(runs.map((ctx) => expirePoints(ctx, defaultJobLimits)));
    expect(reports.every((r) => r.failed === 0)).toBe(true);
    const rows = await rowsOf(world.store, userId);
    expect(rows.filter((r) => r.type === 'expired')).toHaveLength(15);
    expect(rows.at(-1)?.balanceAfter).toBe(0);
    expect((await world.store.journal.logs(1000)).length).toBe(30 + 1);
  });
});

describe('tiers', () => {
  test('rolling-tiers: a tier once reached stays, and the change is told once', async () => {
    const world = createWorld('rolling-tiers');
    const { id: userId } = await addUser(world.store);
    await joinProgram(world.ctx, userId);
    const id = await order(world.ctx, world, userId, 1_200_000, 'first-key');
    await moveOrder(world.ctx, id, admin, 'delivered');
    await world.drain();
    world.setNow(world.ctx.now() + 200 * DAY);
    const later = await order(world.ctx, world, userId, 10_000, 'second-key');
    await moveOrder(world.ctx, later, admin, 'delivered');
    await world.drain();
    const head = await world.store.ledger.head(userId);
    expect(head).toMatchObject({ tier: 'Silver' });
    expect(head?.account.window.map((w) => w.kopecks)).toEqual([10_000]);
    const changes = await world.store.journal.levelChanges(userId);
    expect(changes).toMatchObject([
      { previous: null, current: 'Bronze', entrySeq: 1, spendKopecks: 0 },
      { previous: 'Bronze', current: 'Silver', spendKopecks: 1_200_000 },
    ]);
    expect(changes[1]?.reason).toContain(`№${id}`);
    expect((await world.store.users.byId(userId))?.copies.tier).toBe('Silver');
  });

  test('at-payment: a cancelled order takes the tier back, and both ways are told', async () => {
    const world = createWorld('at-payment');
    const { id: userId } = await addUser(world.store);
    await joinProgram(world.ctx, userId);
    await refreshUserCopies(world.ctx, userId);
    const id = await order(world.ctx, world, userId, 2_500_000, 'first-key');
    await cancelOrder(world.ctx, id, admin, 'staff');
    await world.drain();
    const changes = await world.store.journal.levelChanges(userId);
    expect(changes.map((c) => [c.previous, c.current, c.spendKopecks])).toEqual([
      [null, 'Bronze', 0],
      ['Bronze', 'Silver', 2_500_000],
      ['Silver', 'Bronze', 0],
    ]);
    await refreshUserCopies(world.ctx, userId);
    expect(await world.store.journal.levelChanges(userId)).toEqual(changes);
  });

  test('debt is told', async () => {
    const world = createWorld('at-payment');
    const { id: userId } = await addUser(world.store);
    const id = await order(world.ctx, world, userId, 1_000_000, 'first-key');
    await adjustBalance(world.ctx, { userId, points: -250, reason: 'x', adminId: 1, key: 'a' });
    await cancelOrder(world.ctx, id, admin, 'staff');
    await world.drain();
    const logs = await world.store.journal.logs(100);
    expect(logs.filter((l) => l.type === 'negative_balance')).toMatchObject([
      { userId, old: '0', new: '250' },
    ]);
  });

  test('a rolling window needs one row of however long a history', async () => {
    const calls: string[] = [];
    const store = createMemoryStore({
      before: (call) => {
        if (call.area === 'ledger') calls.push(`${call.method} ${JSON.stringify(call.args)}`);
      },
    });
    const world = createWorld(presets['rolling-tiers']);
    const ctx = world.sibling(store);
    const { id: userId } = await addUser(store);
    for (let i = 0; i < 150; i++) {
      await adjustBalance(ctx, { userId, points: 1, reason: 'x', adminId: 1, key: `k${i}` });
    }
    await world.drain();
    calls.length = 0;
    const id = await order(ctx, world, userId, 1_200_000, 'first-key');
    await moveOrder(ctx, id, admin, 'delivered');
    await world.drain();
    expect((await store.ledger.head(userId))?.tier).toBe('Silver');
    const long = calls.filter((c) => /^(history|page)/.test(c));
    expect(long).toEqual([]);
    // What is new is read once, for the log, from where the copies stood.
    const since = calls.filter((c) => c.startsWith('since'));
    expect(since.every((c) => Number(/,(\d+),/.exec(c)?.[1]) >= 149)).toBe(true);
  });
});
