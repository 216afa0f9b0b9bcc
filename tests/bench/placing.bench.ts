/** Placing an order with points and a promo code, beside the bare inserts that it needs. */
import { afterAll, beforeAll, test } from 'vitest';
import { makeCustomer } from '../support/customers';
import { startSite, type TestSite } from '../support/site';
import { bareTable } from './bare';
import { perSecond, perSecondShown, ratio, report, spread, timeInTurn } from './measure';
import { openShop } from './shop';

const RUNS = 150;
const WARM_UP = 15;
const CLIENTS = [1, 8, 32];
const LOAD_MS = 8_000;

let site: TestSite;
beforeAll(async () => {
  site = await startSite('standard');
});
afterAll(() => site?.stop());

test('an order with points and a code beside three bare inserts', async () => {
  const shop = await openShop(site);
  const customers = await Promise.all(
    Array.from({ length: 10 }, () => makeCustomer(site.store, 100_000)),
  );
  const customer = (i: number) => customers[i % customers.length] ?? customers[0];
  const first = customers[0];
  if (!first) throw new Error('no customer');
  await shop.order(first);
  const [orders, claims, entries] = await Promise.all([
    bareTable(site.base, 'Orders'),
    bareTable(site.base, 'Promo_Redemptions'),
    bareTable(site.base, 'Loyalty_Points_Transactions'),
  ]);
  const bare = async () => {
    await orders.insertLike(1);
    await claims.insertLike(1);
    await entries.insertLike(2);
  };
  const [placing = [], inserts = [], probe = []] = await timeInTurn(RUNS, WARM_UP, [
    async (i) => {
      await shop.order(customer(i) ?? first);
    },
    async () => {
      await bare();
    },
    () => shop.api.send('GET', '/api/health?probe=live'),
  ]);
  report(
    'Placing an order',
    'POST /api/orders with points and a promo code (cash), and the three inserts that it needs (order, claim, two rows of points) as bare requests to NocoDB one after another; in turn, in one run. An empty request of the site shows what HTTP and Next.js cost.',
    [
      { what: 'POST /api/orders', ...spread(placing), ...ratio(placing, inserts) },
      { what: 'three bare inserts', ...spread(inserts), 'ratio p50': 1, 'ratio p95': 1 },
      { what: 'an empty request', ...spread(probe), ...ratio(probe, inserts) },
    ],
  );
});

test('orders a second beside the insert ceiling', async () => {
  const shop = await openShop(site);
  const customers = await Promise.all(
    Array.from({ length: 32 }, () => makeCustomer(site.store, 100_000)),
  );
  const entries = await bareTable(site.base, 'Loyalty_Points_Transactions');
  const rows: Record<string, string | number>[] = [];
  for (const clients of CLIENTS) {
    const ceiling = await perSecond(clients, LOAD_MS / 2, () => entries.insertLike(1));
    const orders = await perSecond(clients, LOAD_MS, async (client) => {
      const customer = customers[client];
      if (customer) await shop.order(customer);
    });
    rows.push({
      clients,
      'orders a second': perSecondShown(orders),
      'bare inserts a second': perSecondShown(ceiling),
      'orders per insert': perSecondShown(orders / ceiling),
    });
  }
  report(
    'Orders a second',
    'Customers who place one order after another, each with points and a code, on one process of the site and one NocoDB; beside them one-row inserts by as many clients. What an order leaves for after its answer (copies for readers, a second look) is paid for in the same seconds.',
    rows,
  );
});
