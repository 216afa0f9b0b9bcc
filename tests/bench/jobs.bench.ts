/** The hourly payout with thousands of orders due at once. */
import { afterAll, beforeAll, test } from 'vitest';
import { type LargeWorld, liveAll } from '@/lib/demo/large';
import { lifeOf } from '@/lib/demo/large-lives';
import { processPendingPoints } from '@/lib/jobs/pending-points';
import { defaultJobLimits } from '@/lib/jobs/run';
import { createBase, type TestBase } from '../support/base';
import { addDish, createWorld, START } from '../unit/support';
import { fillPastNocoDb } from './filling-sql';
import { report } from './measure';

const ORDERS = 5_000;
const CUSTOMERS = 500;
const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

let base: TestBase;
beforeAll(async () => {
  base = await createBase('at-payment');
});
afterAll(() => base?.remove());

/** Customers with cash orders of the last minutes, as the site leaves them. */
async function writeOrders(world: LargeWorld): Promise<void> {
  const lives = Array.from({ length: CUSTOMERS }, (_, i) => {
    const life = lifeOf(i + 1, 1, world.now);
    const joinedAt = world.now - (ORDERS / CUSTOMERS + 1) * MINUTE_MS;
    const orders = Array.from({ length: ORDERS / CUSTOMERS }, (_, n) => ({
      at: joinedAt + (n + 1) * MINUTE_MS,
      rubles: 500,
      dish: 0,
      method: 'cash' as const,
      delivery: false,
      pointsShare: 0,
      promo: null,
      statuses: [],
    }));
    return { ...life, joinedAt, orders };
  });
  const filling = fillPastNocoDb(base);
  await filling.write(await liveAll(world, lives, await filling.lastIds()));
}

test(`process-pending-points for ${ORDERS} due orders`, async () => {
  let requests = 0;
  const store = await base.open(() => requests++);
  const world = createWorld('at-payment');
  const ctx = world.sibling(store);
  await addDish(store, 50_000);
  const { program, timeZone, log } = ctx;
  const restaurant = store;
  await writeOrders({ program, timeZone, log, restaurant, now: START, promo: [] });

  world.setNow(START + 25 * HOUR_MS);
  requests = 0;
  const startedAt = performance.now();
  const { done, failed, left } = await processPendingPoints(ctx, defaultJobLimits);
  const seconds = (performance.now() - startedAt) / 1000;
  if (done !== ORDERS || failed > 0 || left)
    throw new Error(JSON.stringify({ done, failed, left }));
  const duringJob = requests;
  await world.drain();
  report(
    'Paying out what is due',
    `The hourly job with ${ORDERS} cash orders of ${CUSTOMERS} customers due at once.`,
    [
      {
        orders: done,
        seconds: Math.round(seconds),
        'orders a second': Math.round(done / seconds),
        'NocoDB requests an order': Number((duringJob / done).toFixed(1)),
        'with what follows': Number((requests / done).toFixed(1)),
      },
    ],
  );
});
