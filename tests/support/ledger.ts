/** What must hold of a customer's ledger, read past the site. */
import { expect, vi } from 'vitest';
import { availablePoints } from '@/lib/loyalty/account';
import { headOf } from '@/lib/loyalty/chain';
import type { LedgerEntry } from '@/lib/loyalty/entry';
import { factsOf } from '@/lib/loyalty/plan';
import type { OrderFacts } from '@/lib/orders/facts';
import { claimOrderKey } from '@/lib/promo/claims';
import type { Store } from '@/lib/store/port';
import type { StoredOrder } from '@/lib/store/port-orders';
import { checkChain, checkOrder } from '../unit/stories';

export interface LedgerState {
  rows: LedgerEntry[];
  balance: number;
  available: number;
  spendKopecks: number;
  orders: { order: StoredOrder; facts: OrderFacts; rows: LedgerEntry[] }[];
}

/** All rows of a customer, oldest first. */
export async function allRows(store: Store, userId: number): Promise<LedgerEntry[]> {
  const rows: LedgerEntry[] = [];
  for (;;) {
    const more = await store.ledger.since(userId, rows.length, 1000);
    rows.push(...more);
    if (more.length < 1000) return rows;
  }
}

async function ordersOf(store: Store, userId: number): Promise<StoredOrder[]> {
  const { rows } = await store.orders.page(0, 1000);
  return rows.filter((o) => o.placed.userId === userId);
}

/** Reads a customer's ledger and checks the chain, the sums, the lots and every order. */
export async function soundLedger(store: Store, userId: number): Promise<LedgerState> {
  const rows = await allRows(store, userId);
  const orders = await Promise.all(
    (await ordersOf(store, userId)).map(async (order) => {
      const [events, own] = await Promise.all([
        store.orders.events(order.id),
        store.ledger.ofOrder(order.id),
      ]);
      const facts = factsOf({ id: order.id, placed: order.placed, events }, own);
      return { order, facts, rows: own };
    }),
  );
  const { account, at } = headOf(rows.at(-1) ?? null);
  const broken = checkChain(rows);
  let spendKopecks = 0;
  for (const { order, facts, rows: own } of orders) {
    const cancelled = facts.status === 'cancelled';
    broken.push(...checkOrder(String(order.id), cancelled, own));
    if (!cancelled && facts.earning.entitled) spendKopecks += facts.earning.spendKopecks;
  }
  if (spendKopecks !== account.spendKopecks) {
    broken.push(`total spent ${account.spendKopecks}, orders say ${spendKopecks}`);
  }
  expect(broken).toEqual([]);
  const available = availablePoints(account, at);
  return { rows, balance: account.balance, available, spendKopecks, orders };
}

/** `type points status` of each row, for comparing with a story. */
export function brief(rows: readonly LedgerEntry[]): string[] {
  return rows.map((r) => `${r.type} ${r.points}${r.status === 'pending' ? ' pending' : ''}`);
}

/** Every order's live claims are those that its facts name. */
export async function soundClaims(store: Store, { orders }: LedgerState): Promise<void> {
  for (const { order, facts } of orders) {
    for (let k = 1; k <= Math.max(1, facts.promoTry); k++) {
      const claim = await store.promo.claimByOrderKey(claimOrderKey(order.placed.key, k));
      const wanted = facts.status !== 'cancelled' && facts.promo !== null && k === facts.promoTry;
      expect({ order: order.id, k, live: claim !== null && !claim.released }).toEqual({
        order: order.id,
        k,
        live: wanted,
      });
    }
  }
}

/** Waits for what the site does after its answers. */
export function eventually<T>(check: () => Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 60_000, interval: 200 });
}
