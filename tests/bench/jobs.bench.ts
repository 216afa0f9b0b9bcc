/** The hourly payout with thousands of orders due at once. */
import { afterAll, beforeAll, test } from 'vitest';
import { type LargeWorld, liveAll } from '@/lib/demo/large';
import { type LivedOrder, lifeOf } from '@/lib/demo/large-lives';
import { processPendingPoints } from '@/lib/jobs/pending-points';
import { defaultJobLimits } from '@/lib/jobs/run';
import { createBase, type TestBase } from '../support/base';
import { addDish, createWorld, START } from '../unit/support';
import { fillPastNocoDb } from './filling-sql';
import { report } from './measure';

const ORDERS = 5_000;
const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

let base: TestBase;
beforeAll(async () => {
  base = await createBase('at-payment');
});
afterAll(() => base?.remove());

/** Customers with a cash order each, as the site leaves them. */
async function writeOrders(world: LargeWorld): Promise<void> {
  const at = world.now - MINUTE_MS;
  const order: LivedOrder = {
    at,
    rubles: 500,
    dish: 0,
    method: 'cash',
    delivery: false,
    pointsShare: 0,
    promo: null,
    statuses: [],
  };
  const lives = Array.from({ length: ORDERS }, (_, i) => {
    const life = lifeOf(i + 1, 1, world.now);
    return { ...life, joinedAt: at, orders: [order] };
  });
  const filling = fillPastNocoDb(base);
  await filling.write(await liveAll(world, lives, await filling.lastIds()));
}

test(`process-pending-points for ${ORDERS} due orders`, async () => {
  let requests = 0;
  const store = await base.open(() => requests++);
  const world = createWorld('at-payment');
  const ctx = { ...world.sibling(store), ticks: () => performance.now() };
  await addDish(store, 50_000);
  const { program, timeZone, log } = ctx;
  const restaurant = store;
  await writeOrders({ program, timeZone, log, restaurant, now: START, promo: [] });

  world.setNow(START + 25 * HOUR_MS);
  requests = 0;
  const startedAt = performance.now();
  let [runs, done] = [0, 0];
  for (let left = true; left; runs++) {
    const report = await processPendingPoints(ctx, defaultJobLimits);
    if (report.failed > 0) throw new Error(JSON.stringify(report));
    ({ left } = report);
    done += report.done;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  if (done !== ORDERS) throw new Error(`paid out: ${done}`);
  const duringJob = requests;
  await world.drain();
  report(
    'Paying out what is due',
    `The hourly job with ${ORDERS} cash orders of as many customers due at once. A run ends after 15 minutes; the next one goes on.`,
    [
      {
        orders: done,
        runs,
        seconds: Math.round(seconds),
        'orders a second': Number((done / seconds).toFixed(1)),
        'NocoDB requests an order': Number((duringJob / done).toFixed(1)),
        'with what follows': Number((requests / done).toFixed(1)),
      },
    ],
  );
});
