/** One site on one NocoDB beside two sites on two NocoDBs over the same PostgreSQL. */
import { afterAll, beforeAll, test } from 'vitest';
import { given } from '../support/base';
import { makeCustomer } from '../support/customers';
import { type NocoDbServer, startNocoDb } from '../support/nocodb-server';
import { startSite, type TestSite } from '../support/site';
import { perSecond, perSecondShown, report } from './measure';
import { openShop } from './shop';

const CLIENTS = [1, 8, 32];
const LOAD_MS = 8_000;

let site: TestSite;
let second: NocoDbServer;
let urls: string[];
beforeAll(async () => {
  site = await startSite('standard');
  const { freePort } = await import(new URL('../../scripts/lib/ports.mjs', import.meta.url).href);
  second = await startNocoDb(given('TEST_PG_URL'), await freePort());
  const { url } = await site.sibling({ NOCODB_URL: second.url });
  urls = [site.url, url];
});
afterAll(async () => {
  await site?.stop();
  await second?.stop();
});

test('orders a second on one of each and on two of each', async () => {
  const shops = await Promise.all(urls.map((url) => openShop(site, url)));
  const customers = await Promise.all(
    Array.from({ length: 32 }, () => makeCustomer(site.store, 100_000)),
  );
  const measure = (clients: number, use: number) =>
    perSecond(clients, LOAD_MS, async (client) => {
      const [shop, customer] = [shops[client % use], customers[client]];
      if (shop && customer) await shop.order(customer);
    });
  const rows: Record<string, string | number>[] = [];
  for (const clients of CLIENTS) {
    const one = await measure(clients, 1);
    const two = await measure(clients, 2);
    rows.push({
      clients,
      'one of each, orders a second': perSecondShown(one),
      'two of each, orders a second': perSecondShown(two),
      ratio: perSecondShown(two / one),
    });
  }
  report(
    'Growing',
    'The same load on one process of the site with one NocoDB, and spread over two of each on one PostgreSQL. Both pairs share one machine here: where its processors are busy already, more processes are slower, not faster, and only machines of their own show a gain. That nothing happens twice across them is a test (`tests/faults/growth.test.ts`).',
    rows,
  );
});
