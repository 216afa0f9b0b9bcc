/**
 * `npx tsx scripts/seed.ts`: fills an empty base with a demo restaurant. Whatever
 * is there already stays; run again, it adds only what is missing.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seedDemo } from '../lib/demo/seed';
import { presets } from '../lib/loyalty/presets';
import { parseRestaurantConfig } from '../lib/server/config';
import { createLogger } from '../lib/server/log';
import { createNocoStore } from '../lib/store/nocodb/connect';

const config = parseRestaurantConfig(process.env);
const store = await createNocoStore({
  url: config.NOCODB_URL,
  token: config.NOCODB_TOKEN,
  base: config.NOCODB_BASE,
});
const signIns = await seedDemo({
  store,
  program: presets[config.LOYALTY_PROGRAM],
  timeZone: config.BUSINESS_TZ,
  now: Date.now(),
  adminPassword: process.env.DEMO_ADMIN_PASSWORD ?? null,
  log: { ...createLogger(), info: () => {} },
  say: (line) => process.stdout.write(`${line}\n`),
});
const folder = process.env.KOPILKA_DATA;
if (folder && signIns) {
  const file = join(folder, 'demo-signins.json');
  await writeFile(file, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
}
