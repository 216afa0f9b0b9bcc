/** The hourly payout with thousands of orders due at once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, test } from 'vitest';
import { processPendingPoints } from '@/lib/jobs/pending-points';
import { defaultJobLimits } from '@/lib/jobs/run';
import { joinProgram } from '@/lib/loyalty/join';
import { placeOrder } from '@/lib/orders/place';
import { createBase, type TestBase } from '../support/base';
import { placing } from '../support/make';
import { addDish, addUser, createWorld, START } from '../unit/support';
import { report } from './measure';

const ORDERS = 5_000;
const CUSTOMERS = 500;
const AT_ONCE = 8;
const HOUR_MS = 60 * 60 * 1000;

let base: TestBase;
beforeAll(async () => {
  base = await createBase('at-payment');
});
afterAll(() => base?.remove());

test(`process-pending-points for ${ORDERS} due orders`, async () => {
  let requests = 0;
  const store = await base.open(() => requests++);
  const world = createWorld('at-payment');
  const ctx = world.sibling(store);
  const dish = await addDish(store, 50_000);
  const next = Array.from({ length: CUSTOMERS }, (_, i) => i).values();
  const live = async () => {
    for (const _ of next) {
      const { id } = await addUser(store);
      await joinProgram(ctx, id);
      for (let n = 0; n < ORDERS / CUSTOMERS; n++) {
        const placed = await placeOrder(ctx, id, randomUUID(), placing(dish, { method: 'cash' }));
        if (!placed.ok) throw new Error(placed.code);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, live));
  await world.drain();

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
