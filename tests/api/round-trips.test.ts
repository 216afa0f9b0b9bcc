/** How often an order or a balance asks NocoDB, one after another (ARCHITECTURE: decisions 3 and 5). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '@/lib/context';
import { processPendingPoints } from '@/lib/jobs/pending-points';
import { defaultJobLimits } from '@/lib/jobs/run';
import { availablePoints, emptyAccount, foldEntry } from '@/lib/loyalty/account';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { type Head, headOf, sealEntries } from '@/lib/loyalty/chain';
import { type EntryDraft, plainDraft } from '@/lib/loyalty/entry';
import { joinProgram } from '@/lib/loyalty/join';
import { presets } from '@/lib/loyalty/presets';
import { toggleModule } from '@/lib/loyalty/toggle';
import { copiesOf } from '@/lib/loyalty/user-copies';
import { type PlaceRequest, placeOrder } from '@/lib/orders/place';
import { readSettings } from '@/lib/settings';
import type { NocoRequest } from '@/lib/store/nocodb/client';
import type { Store } from '@/lib/store/port';
import type { MenuItem } from '@/lib/store/port-menu';
import type { User } from '@/lib/store/port-users';
import { createBase, type TestBase } from '../support/base';
import { allRows, soundClaims, soundLedger } from '../support/ledger';
import { newCode, placing } from '../support/make';
import { addDish, addUser, createWorld, START } from '../unit/support';

let base: TestBase;
let store: Store;
let dish: MenuItem;
let requests: NocoRequest[] = [];

beforeAll(async () => {
  base = await createBase('at-payment');
  store = await base.open((request) => requests.push(request));
  dish = await addDish(store, 100_000);
});
afterAll(() => base?.remove());

/** Most requests of which each began after the one before it had ended. */
function rounds(of: readonly NocoRequest[]): number {
  let count = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const r of [...of].sort((a, b) => a.endedAt - b.endedAt)) {
    if (r.startedAt < end) continue;
    count++;
    end = r.endedAt;
  }
  return count;
}

interface Timed {
  ctx: Context;
  /** When the provider was first asked, by `performance.now()`. */
  chargedAt(): number | null;
  drain(): Promise<void>;
}

function timed(on: Store): Timed {
  const world = createWorld('at-payment');
  const ctx = world.sibling(on);
  let chargedAt: number | null = null;
  const { payments } = ctx;
  const watched = {
    ...payments,
    charge: (request: Parameters<typeof payments.charge>[0]) => {
      chargedAt ??= performance.now();
      return payments.charge(request);
    },
  };
  return { ctx: { ...ctx, payments: watched }, chargedAt: () => chargedAt, drain: world.drain };
}

const request = (change: Partial<PlaceRequest>) =>
  placing(dish, { deliveryAddress: 'ул. Лесная, 5', ...change });

async function customerWith(points: number): Promise<User> {
  const { ctx } = timed(store);
  const phone = `+7${String(Date.now()).slice(-10)}`;
  const made = await store.users.insert({ phone, name: null, birthDate: null, joinedAt: START });
  const user = made.won ? made.row : await addUser(store);
  await joinProgram(ctx, user.id);
  const gift = { userId: user.id, points, reason: 'подарок', adminId: 1, key: randomUUID() };
  if (points > 0) await adjustBalance(ctx, gift);
  return user;
}

async function promoCode(code: string): Promise<void> {
  await store.promo.insertCode(
    newCode(code, { value: 5000, usageType: 'once_per_user', usageLimit: 1_000_000 }),
  );
}

describe('placing an order', () => {
  it.each([
    [
      'with points and a code, charged',
      { method: 'card', points: 50, promoCode: 'ROUNDS' },
      3,
      2,
      21,
    ],
    ['with points and a code, cash', { method: 'cash', points: 50, promoCode: 'ROUNDS' }, 3, 0, 20],
    ['with points and a code, no method', { points: 50, promoCode: 'ROUNDS' }, 3, 0, 20],
    ['charged', { method: 'sbp' }, 3, 2, 16],
    ['with nothing', {}, 3, 0, 14],
  ] as const)(
    '%s, few rounds before the charge and after it, few requests after the answer',
    async (_name, wish, before, after, copies) => {
      await promoCode('ROUNDS');
      for (const warm of [false, true]) {
        const user = await customerWith(100);
        const on = warm ? store : await base.open((r) => requests.push(r));
        const { ctx, chargedAt, drain } = timed(on);
        requests = [];
        const placed = await placeOrder(ctx, user.id, randomUUID(), request(wish));
        expect(placed).toMatchObject({ ok: true });
        const sent = requests;
        const charge = chargedAt() ?? Number.POSITIVE_INFINITY;
        expect(chargedAt() !== null).toBe('method' in wish && wish.method !== 'cash');
        const first = sent.filter((r) => r.endedAt <= charge);
        const second = sent.filter((r) => r.startedAt >= charge);
        expect(first.length + second.length).toBe(sent.length);
        expect(rounds(first)).toBeLessThanOrEqual(before);
        expect(rounds(second)).toBeLessThanOrEqual(after);
        requests = [];
        await drain();
        expect(requests.length).toBeLessThanOrEqual(copies);
        await soundClaims(store, await soundLedger(store, user.id));
      }
    },
  );

  it('counts rounds rightly', () => {
    const r = (startedAt: number, endedAt: number) => ({ startedAt, endedAt }) as NocoRequest;
    expect(rounds([])).toBe(0);
    expect(rounds([r(0, 5), r(0, 9), r(1, 3)])).toBe(1);
    expect(rounds([r(0, 5), r(0, 9), r(9, 12), r(6, 8)])).toBe(3);
  });
});

describe('paying out promises', () => {
  it('costs few requests an order, and next to none while a promise waits', async () => {
    const ORDERS = 6;
    const { ctx, drain } = timed(store);
    for (let i = 0; i < ORDERS; i++) {
      const user = await customerWith(0);
      const placed = await placeOrder(ctx, user.id, randomUUID(), request({ method: 'cash' }));
      if (!placed.ok) throw new Error(placed.code);
    }
    await drain();
    const run = async (on: Store, hours: number) => {
      const later = { ...ctx, store: on, now: () => START + hours * 3_600_000 };
      requests = [];
      const report = await processPendingPoints(later, defaultJobLimits);
      return { report, each: requests.length / report.lookedAt };
    };
    const open = await store.ledger.pendingBefore(START, 0, 1000);
    // As if delivered later than they were promised: looked at, and not due yet.
    await toggleModule(ctx, 1, false);
    const waiting = await run(store, 25);
    await toggleModule(ctx, 1, true);
    expect(waiting.report).toMatchObject({ lookedAt: open.rows.length, skipped: open.rows.length });
    expect(waiting.each).toBeLessThan(1);
    const due = await run(store, 25);
    expect(due.report).toMatchObject({ done: open.rows.length, failed: 0 });
    expect(due.each).toBeLessThan(16);
    const figures = [due, waiting].map(({ each }) => each.toFixed(1));
    console.log(`${open.rows.length} promises: ${figures[0]} requests each, ${figures[1]} waiting`);
  });
});

describe('3 000 rows of history', () => {
  /** Rows that an at-payment customer collects: earned and spent, with qualifying spend. */
  function drafts(from: number): EntryDraft[] {
    return Array.from({ length: 10 }, (_, i) => {
      const n = from + i;
      const type = n % 3 === 2 ? 'used' : 'earned';
      const draft = plainDraft(type, type === 'used' ? -(n % 7) : 5 + (n % 11), `h:${n}`);
      return {
        ...draft,
        spendKopecks: type === 'earned' ? 100_000 + n : 0,
        spendAt: type === 'earned' ? START + n : null,
        description: 'прежние заказы',
      };
    });
  }

  async function fill(user: User, rows: number): Promise<void> {
    let head: Head = headOf(await store.ledger.head(user.id));
    for (let n = 0; n < rows; n += 10) {
      const some = drafts(n).map((d) => ({ ...d, causeKey: `${d.causeKey}:${user.id}` }));
      const sealed = sealEntries(user.id, head, some, presets['at-payment'], START + n);
      const appended = await store.ledger.append(sealed.entries);
      if (!appended.won) throw new Error('the chain moved');
      head = headOf(appended.row.at(-1) ?? null);
    }
    // As after the orders that made these rows: nothing is left to tell readers of.
    const copies = copiesOf(createWorld('at-payment').ctx, head);
    await store.users.writeCopies(user.id, copies, { seq: head.seq, hash: head.hash });
  }

  it('make the same balance from head, fold and SQL, and cost no more requests than 3', async () => {
    const short = await customerWith(100);
    const long = await customerWith(100);
    await fill(short, 10);
    await fill(long, 3000);
    const { account, seq } = headOf(await store.ledger.head(long.id));
    expect(seq).toBe(3002);

    const rows = await allRows(store, long.id);
    const folded = rows.reduce(foldEntry, emptyAccount);
    expect(folded).toEqual(account);
    const [sql] = await base.sql(
      `select sum(points) as points, sum(qualifying_spend) as spend
       from %s.loyalty_points_transactions where user_id = $1 and transaction_status = 'completed'`,
      [long.id],
    );
    expect(Number(sql?.points)).toBe(account.balance);
    expect(Math.round(Number(sql?.spend) * 100)).toBe(account.spendKopecks);
    expect(availablePoints(account, START)).toBe(account.balance);
    expect(rows).toHaveLength(3002);

    for (const warm of [true, false]) {
      const on = warm ? store : await base.open((r) => requests.push(r));
      const counts: Record<string, number[]> = { short: [], long: [] };
      for (const [name, user] of [
        ['short', short],
        ['long', long],
      ] as const) {
        if (warm) await on.ledger.head(user.id);
        requests = [];
        await Promise.all([on.ledger.head(user.id), readSettings(on)]);
        counts[name]?.push(requests.length);
        for (const wish of [{ points: 10 }, { method: 'card' }, { method: 'cash' }] as const) {
          const { ctx, drain } = timed(on);
          requests = [];
          const placed = await placeOrder(ctx, user.id, randomUUID(), request(wish));
          expect(placed).toMatchObject({ ok: true });
          counts[name]?.push(requests.length);
          requests = [];
          await drain();
          counts[name]?.push(requests.length);
        }
      }
      expect({ warm, requests: counts.long }).toEqual({ warm, requests: counts.short });
    }
  });
});
