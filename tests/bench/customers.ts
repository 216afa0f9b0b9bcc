/** Customers of a benchmark: with points to spend, made past the site. */
import { randomUUID } from 'node:crypto';
import { adjustBalance } from '@/lib/loyalty/adjust';
import { joinProgram } from '@/lib/loyalty/join';
import { presets } from '@/lib/loyalty/presets';
import { signToken } from '@/lib/server/tokens';
import type { Store } from '@/lib/store/port';
import type { MenuItem } from '@/lib/store/port-menu';
import { type Api, createApi, dish, lines } from '../support/api';
import { newCode } from '../support/make';
import { SECRETS, type TestSite } from '../support/site';
import { createWorld } from '../unit/support';

export interface BenchCustomer {
  id: number;
  token: string;
}

let phones = 0;

/** Joined, with points, signed in for a quarter of an hour. */
export async function makeCustomer(store: Store, points: number): Promise<BenchCustomer> {
  const world = createWorld(presets.standard);
  world.setNow(Date.now());
  const ctx = world.sibling(store);
  const phone = `+7901${String(++phones).padStart(7, '0')}`;
  const made = await store.users.insert({
    phone,
    name: null,
    birthDate: null,
    joinedAt: Date.now(),
  });
  if (!made.won) throw new Error('phone taken');
  await joinProgram(ctx, made.row.id);
  const gift = {
    userId: made.row.id,
    points,
    reason: 'для измерения',
    adminId: 1,
    key: randomUUID(),
  };
  if (points > 0) await adjustBalance(ctx, gift);
  await world.drain();
  return {
    id: made.row.id,
    token: await signToken({ kind: 'customer', id: made.row.id }, SECRETS.jwt),
  };
}

export interface Shop {
  api: Api;
  item: MenuItem;
  /** Places an order of 1 000 rubles with 10 points and a promo code, paid in cash. */
  order(customer: BenchCustomer): Promise<void>;
}

/** A dish and a code that everybody may use, on a site. */
export async function openShop(site: TestSite, url = site.url): Promise<Shop> {
  const api = createApi(url);
  const item = await dish(site.store, 1000);
  await site.store.promo.insertCode(newCode('BENCH', { value: 5000 }));
  return {
    api,
    item,
    async order(customer) {
      const answer = await api.place(customer, {
        items: lines(item),
        paymentMethod: 'cash',
        promoCode: 'BENCH',
        loyaltyPointsUsed: 10,
      });
      if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    },
  };
}
