/** The audit of a large restaurant, as `npm run audit` runs it: how fast, and in how much memory. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, test } from 'vitest';
import { demoSettings } from '@/lib/demo/data';
import { demoMenu } from '@/lib/demo/menu';
import { seedLarge } from '@/lib/demo/seed-large';
import type { AuditReport } from '@/lib/loyalty/audit/audit-state';
import { presets } from '@/lib/loyalty/presets';
import { createBase, type TestBase } from '../support/base';
import { fillPastNocoDb } from './filling-sql';
import { report } from './measure';

const run = promisify(execFile);
/** So many that the larger base has more than 200 000 rows of points; fewer for a shorter look. */
const CUSTOMERS = Number(process.env.AUDIT_CUSTOMERS ?? 10_000);
const ORDERS_EACH = 10;
/** Says on leaving how much memory the process had at most. */
const PEAK =
  'data:text/javascript,process.on("exit",()=>console.error("peak",process.resourceUsage().maxRSS))';

let base: TestBase;
beforeAll(async () => {
  base = await createBase('standard');
  for (const dish of demoMenu.slice(0, 6)) await base.store.menu.insert(dish);
  for (const [key, value] of Object.entries(demoSettings))
    await base.store.settings.put(key, value);
});
afterAll(() => base?.remove());

async function audit(): Promise<{ report: AuditReport; seconds: number; peakMb: number }> {
  const script = path.join(import.meta.dirname, '..', '..', 'scripts', 'audit.ts');
  const env = {
    ...process.env,
    NOCODB_URL: base.url,
    NOCODB_TOKEN: base.token,
    NOCODB_BASE: base.title,
  };
  const startedAt = performance.now();
  const args = ['--import', PEAK, '--import', 'tsx', script, '--json'];
  const { stdout, stderr } = await run(process.execPath, args, { env, maxBuffer: 100_000_000 });
  const peakKb = Number(/peak (\d+)/.exec(stderr)?.[1]);
  return {
    report: JSON.parse(stdout),
    seconds: (performance.now() - startedAt) / 1000,
    peakMb: Math.round(peakKb / 1024),
  };
}

test('an audit of many rows', async () => {
  const rows: Record<string, string | number>[] = [];
  for (const customers of [500, CUSTOMERS]) {
    const orders = customers * ORDERS_EACH;
    const filling = fillPastNocoDb(base);
    const log = { info: () => {}, warn: () => {}, error: () => {} };
    const world = {
      program: presets.standard,
      timeZone: 'Europe/Moscow',
      now: Date.now(),
      log,
    };
    await seedLarge({ store: base.store, filling, world, customers, orders, say: () => {} });
    const { report: found, seconds, peakMb } = await audit();
    if (found.findings.length > 0) throw new Error(JSON.stringify(found.findings.slice(0, 3)));
    rows.push({
      customers,
      orders: found.looked.orders,
      'rows of points': found.looked.rows,
      seconds: Math.round(seconds),
      'rows a second': Math.round(found.looked.rows / seconds),
      'peak memory, MB': peakMb,
    });
  }
  report(
    'The audit',
    '`npm run audit` as a process of its own: every account from its rows, the hash chain, orders against the ledger, copies. Memory hardly grows with the rows.',
    rows,
  );
});
