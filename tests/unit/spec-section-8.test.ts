/** SPEC 8, "Where the sources disagree, and what holds": a test a line, in its words; then section 3's examples. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { orderViews } from '@/lib/api/orders';
import { expirePoints } from '@/lib/jobs/expire-points';
import { defaultJobLimits } from '@/lib/jobs/run';
import { replay } from '@/lib/loyalty/replay';
import { withHooks } from '@/lib/store/hooks';
import { foreignKey } from '@/lib/store/nocodb/columns';
import { missingFrom } from '@/lib/store/nocodb/meta';
import { specOf, tableTitles } from '@/lib/store/nocodb/schema';
import { StoreUnavailable } from '@/lib/store/port';
import { allRows } from '../support/ledger';
import { restaurant } from './audit-world';
import { START } from './support';

const at = (hour: number) => new Date(START + hour * 3_600_000).toISOString();
const gift = (points: number) => ({ at: at(0), type: 'adjust', points });

interface Placing {
  at?: string;
  subtotal?: number;
  delivery?: number;
  points?: number;
  payment?: string | null;
  paid?: boolean;
  order?: string;
}

const place = (more: Placing) => ({
  at: at(1),
  type: 'place',
  order: 'A',
  subtotal: 1000,
  payment: 'card',
  paid: true,
  ...more,
});
const story = (program: string, ...events: object[]) => replay({ program, events });
const rowsOf = ({ entries }: Awaited<ReturnType<typeof replay>>) =>
  entries.filter((e) => e.points !== 0).map((e) => `${e.type} ${e.points} ${e.status}`);

describe('SPEC 8', () => {
  test('spending more than the balance is always refused', async () => {
    for (const program of ['at-payment', 'rolling-tiers', 'at-delivery', 'standard']) {
      const order = place({ points: 101, payment: null, paid: false });
      const outcome = await story(program, gift(100), order);
      expect(outcome.rejected).toEqual([{ event: 1, code: 'POINTS_UNAVAILABLE' }]);
      expect(outcome.balance).toBe(100);
    }
  });

  test('used points are taken off total_spent: example 2 gives 5887, not 5908', async () => {
    const outcome = await story(
      'at-payment',
      { ...place({ subtotal: 3266 }), promoDiscount: 1077 },
      { ...place({ subtotal: 3719, points: 21, order: 'B' }), at: at(2) },
    );
    expect(outcome.totalSpent).toBe(5887);
  });

  test('refund first, then take back, always', async () => {
    for (const program of ['at-payment', 'standard', 'rolling-tiers', 'at-delivery']) {
      const outcome = await story(
        program,
        gift(300),
        place({ points: 100 }),
        { at: at(2), type: 'status', order: 'A', status: 'delivered' },
        { at: at(3), type: 'cancel', order: 'A' },
      );
      const back = outcome.entries.slice(-2).map((e) => e.type);
      expect([program, ...back]).toEqual([program, 'refunded', 'cancelled']);
    }
  });

  test('a changed method alone pays no cash promise: change plus payment does', async () => {
    const cash = place({ payment: 'cash', paid: false });
    const wish = { at: at(2), type: 'pay', order: 'A', payment: 'cash' };
    expect(rowsOf(await story('at-payment', cash, wish))).toEqual(['earned 30 pending']);
    const paid = await story('at-payment', cash, { ...wish, payment: 'card' });
    expect(rowsOf(paid)).toEqual(['earned 30 settled', 'earned 30 completed']);
  });

  test('the percent is frozen, the amount follows the order', async () => {
    const outcome = await story(
      'at-payment',
      place({}),
      { ...place({ subtotal: 60_000, order: 'B' }), at: at(2) },
      { at: at(3), type: 'amount', order: 'A', subtotal: 2000 },
    );
    expect(outcome.tier).toBe('Gold');
    expect(rowsOf(outcome).slice(-2)).toEqual(['cancelled -30 completed', 'earned 60 completed']);
  });

  test('a spend row is completed at once, long before delivery', async () => {
    const order = place({ points: 100, payment: null, paid: false });
    const outcome = await story('standard', gift(300), order);
    expect(rowsOf(outcome).at(-1)).toBe('used -100 completed');
  });

  test('an order adds to total_spent also when it earns no points', async () => {
    const outcome = await story('at-payment', place({ subtotal: 33 }));
    expect(outcome).toMatchObject({ balance: 0, totalSpent: 33 });
  });

  test('a failed read is an error, never an empty result', async () => {
    const r = await restaurant();
    const failing = withHooks(r.store, {
      before: () => {
        throw new StoreUnavailable('away');
      },
    });
    const ctx = { ...r.ctx, store: failing };
    const order = await r.store.orders.byId(r.orders[0] ?? 0);
    if (!order) throw new Error('no order');
    await expect(orderViews(ctx, [order])).rejects.toThrow(StoreUnavailable);
    await expect(expirePoints(ctx, defaultJobLimits)).rejects.toThrow(StoreUnavailable);
  });

  test('points that do not suffice are refused, not skipped', async () => {
    const outcome = await story(
      'at-delivery',
      gift(100),
      place({ points: 100, payment: null, paid: false }),
      { at: at(2), type: 'adjust', points: -50 },
      { at: at(3), type: 'status', order: 'A', status: 'accepted' },
    );
    expect(outcome.rejected).toEqual([{ event: 3, code: 'POINTS_UNAVAILABLE' }]);
    expect(outcome.balance).toBe(50);
  });

  test('locks became the unique chain, indexes Links and unique fields; batches stay', () => {
    const { columns } = specOf('Loyalty_Points_Transactions');
    for (const key of ['Entry Key', 'Position', 'Cause Key', 'Order Position']) {
      expect(columns[key]).toMatchObject({ unique: true });
    }
    expect(specOf('Order_Events').columns['Event Key']).toMatchObject({ unique: true });
    expect(specOf('Orders').parent).toMatchObject({ table: 'Users' });
    expect(specOf('Promo_Redemptions').parent).toMatchObject({ table: 'Promo_Codes' });
    expect(defaultJobLimits).toEqual({ pageSize: 1000, pages: 30, milliseconds: 15 * 60_000 });
  });

  test('no endpoint passes tables on: every one is typed', () => {
    const folder = new URL('../../app/api/', import.meta.url);
    const routes = readdirSync(folder, { recursive: true }).map((name) => String(name));
    expect(routes.length).toBeGreaterThan(50);
    expect(routes.filter((name) => /tables?\b|records?\b|proxy/i.test(name))).toEqual([]);
  });

  test('a column that a table lacks is named at start-up', () => {
    const whole = tableTitles.map((title) => {
      const { columns, parent } = specOf(title);
      const names = [...Object.keys(columns), ...(parent ? [foreignKey(parent.table)] : [])];
      return {
        id: title,
        title,
        columns: names.map((name) => ({ id: name, title: name, unique: true })),
      };
    });
    const base = (tables: object[]) =>
      ({ id: 'b', title: 'b', tables }) as Parameters<typeof missingFrom>[0];
    expect(missingFrom(base(whole))).toEqual([]);
    const [first, ...rest] = whole;
    const lacking = { ...first, columns: first?.columns.filter((c) => c.title !== 'Joined At Ms') };
    expect(missingFrom(base([lacking, ...rest]))).toEqual(['column Users.Joined At Ms']);
  });

  test('nothing depends on one big page', async () => {
    // As on NocoDB's cloud, where no page is longer than a fraction of what was asked for.
    const r = await restaurant();
    const { users } = r.store;
    for (let i = 0; i < 30; i++) {
      const phone = `+7998${String(i).padStart(7, '0')}`;
      const made = await users.insert({ phone, name: null, birthDate: null, joinedAt: START });
      if (!made.won) throw new Error('phone taken');
      const { copies } = made.row;
      await users.writeCopies(made.row.id, { ...copies, nextExpiryAt: START - 1 });
    }
    const withExpiryBy: typeof users.withExpiryBy = (until, after, limit) =>
      users.withExpiryBy(until, after, Math.min(limit, 4));
    const ctx = { ...r.ctx, store: { ...r.store, users: { ...users, withExpiryBy } } };
    expect(await expirePoints(ctx, defaultJobLimits)).toMatchObject({ lookedAt: 30, left: false });
    expect(await allRows(r.store, r.userId)).not.toEqual([]);
  });
});

describe('SPEC 3: each worked example is a vector', () => {
  const files = readdirSync(new URL('../vectors/', import.meta.url));
  test.each([
    ['3266 with promo 1077, then 3719 with 21 points', 'at-payment-two-orders.json'],
    ['2073 with 92 earned and 23 used is cancelled', 'at-payment-cancel-paid.json'],
    ['2000 with delivery 200 and 300 points, Silver: 75', 'rolling-tiers-silver-order.json'],
    ['the cap of 2000 with delivery 200: 450', 'spend-cap-quarter-of-dishes.json'],
    [
      '1000 with 500 points: accepted, delivered, cancelled',
      'at-delivery-cancel-after-delivery.json',
    ],
    ['1000: delivered, back on the way, delivered', 'at-delivery-status-mistake.json'],
    ['1000 delivered becomes 666', 'at-delivery-amount-change.json'],
  ])('%s', (_example, file) => expect(files).toContain(file));

  test('the cap takes 450 and not 451', async () => {
    const order = (points: number) =>
      place({ subtotal: 1800, delivery: 200, points, payment: null, paid: false });
    expect((await story('rolling-tiers', gift(600), order(450))).rejected).toEqual([]);
    expect((await story('rolling-tiers', gift(600), order(451))).rejected).toEqual([
      { event: 1, code: 'POINTS_OVER_CAP' },
    ]);
  });
});
