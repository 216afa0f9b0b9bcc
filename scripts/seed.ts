/**
 * `npm run seed -- [--large [--customers N] [--orders N]]`: fills an empty base with
 * a demo restaurant. Whatever is there already stays; run again, it adds only what
 * is missing. `--large` adds 10 000 customers with 50 000 orders of a year, or as
 * many as asked for; nobody else may write to the base meanwhile.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seedDemo } from '../lib/demo/seed';
import { seedLarge } from '../lib/demo/seed-large';
import { presets } from '../lib/loyalty/presets';
import { parseRestaurantConfig } from '../lib/server/config';
import { createLogger } from '../lib/server/log';
import { createNocoStore } from '../lib/store/nocodb/connect';
import { openFilling } from '../lib/store/nocodb/fill';

const { values } = parseArgs({
  options: {
    large: { type: 'boolean', default: false },
    customers: { type: 'string', default: '10000' },
    orders: { type: 'string', default: '50000' },
  },
});
const [customers, orders] = [Number(values.customers), Number(values.orders)];
if (![customers, orders].every((n) => Number.isInteger(n) && n > 0)) {
  throw new Error('--customers and --orders take whole numbers');
}
const config = parseRestaurantConfig(process.env);
const server = {
  url: config.NOCODB_URL,
  token: config.NOCODB_TOKEN,
  base: config.NOCODB_BASE,
};
const store = await createNocoStore(server);
const [program, timeZone, now] = [presets[config.LOYALTY_PROGRAM], config.BUSINESS_TZ, Date.now()];
const log = { ...createLogger(), info: () => {} };
const say = (line: string) => void process.stdout.write(`${line}\n`);
const signIns = await seedDemo({
  store,
  program,
  timeZone,
  now,
  adminPassword: process.env.DEMO_ADMIN_PASSWORD ?? null,
  log,
  say,
});
const folder = process.env.KOPILKA_DATA;
if (folder) {
  const file = join(folder, 'demo-signins.json');
  // Passwords of accounts that were made by earlier runs are known only from there.
  const earlier = existsSync(file) ? JSON.parse(await readFile(file, 'utf8')).staff : null;
  const staff = [...(earlier ?? []), ...signIns.staff];
  const text = JSON.stringify({ ...signIns, staff }, null, 2);
  await writeFile(file, `${text}\n`, { mode: 0o600 });
}
if (values.large) {
  const world = { program, timeZone, now, log };
  const filling = await openFilling(server);
  await seedLarge({ store, filling, world, customers, orders, say });
}
