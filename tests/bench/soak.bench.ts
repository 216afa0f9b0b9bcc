/**
 * Mixed traffic on a network that fails, for SOAK_MINUTES (20 by default): does the site's
 * memory grow, and is the audit clean at the end?
 */
import { afterAll, beforeAll, test } from 'vitest';
import { adminToken, createApi, dish, MINUTE, signUp } from '../support/api';
import { given } from '../support/base';
import { checkTold, runJobsAndAudit, type Stage, storiesOf, tellAll } from '../support/http-story';
import { newCode } from '../support/make';
import { type BadNetwork, type Mishap, startProxy } from '../support/proxy';
import { startSite, type TestSite } from '../support/site';
import { report } from './measure';

const MINUTES = Number(process.env.SOAK_MINUTES ?? 20);
const METRICS_SECRET = 'soak-metrics-secret-1234';
const program = 'standard';
/** Customers of one round, and how many of them act at once. */
const ROUND = 24;
const AT_ONCE = 6;
/** Of all requests to NocoDB, so many go wrong. */
const SHARE = 0.02;
const mishaps: Mishap[] = ['delay', 'swallow', 'error-500', 'too-many', 'half-answer'];

let network: BadNetwork;
let site: TestSite;
beforeAll(async () => {
  network = await startProxy(given('TEST_NOCODB_URL'));
  site = await startSite(program, { NOCODB_URL: network.url, METRICS_SECRET });
});
afterAll(async () => {
  await site?.stop();
  await network?.close();
});

/** What the site says of its own memory, in MB. */
async function memory(): Promise<{ heap: number; resident: number }> {
  const answer = await fetch(`${site.url}/api/metrics`, {
    headers: { authorization: `Bearer ${METRICS_SECRET}` },
  });
  const text = await answer.text();
  const of = (name: string) => {
    const value = new RegExp(`^\\w*${name} (\\S+)`, 'm').exec(text)?.[1];
    if (value === undefined) throw new Error(`no ${name} in the metrics: ${answer.status}`);
    return Math.round(Number(value) / 2 ** 20);
  };
  return { heap: of('nodejs_heap_size_used_bytes'), resident: of('process_resident_memory_bytes') };
}

test(`${MINUTES} minutes of mixed traffic with faults`, async () => {
  const api = createApi(site.url);
  const codes: Stage['codes'] = ['SOAK', 'ONCE'];
  await site.store.promo.insertCode(newCode('SOAK', { usageLimit: 50 }));
  await site.store.promo.insertCode(newCode('ONCE', { usageType: 'once_per_user' }));
  const stage: Omit<Stage, 'customer'> = {
    site,
    program,
    apis: [api],
    staff: '',
    dish: await dish(site.store, 700),
    codes,
    faulty: true,
  };
  let faults = 0;
  const trouble: BadNetwork['rule'] = (_method, path) => {
    if (path.includes('/meta/') || Math.random() >= SHARE) return 'pass';
    faults++;
    return mishaps[Math.floor(Math.random() * mishaps.length)] ?? 'pass';
  };

  const startedAt = performance.now();
  const minutes = () => (performance.now() - startedAt) / MINUTE;
  const rows: Record<string, string | number>[] = [];
  const everyone: Awaited<ReturnType<typeof tellAll>> = [];
  for (let round = 0; minutes() < MINUTES; round++) {
    network.rule = () => 'pass';
    // Staff sign in anew: a session is shorter than a soak.
    const staff = await adminToken(site.url);
    const customers = await Promise.all(Array.from({ length: ROUND }, () => signUp(site.url)));
    network.rule = trouble;
    const told = await tellAll({ ...stage, staff }, customers, storiesOf(round, ROUND, 3), AT_ONCE);
    everyone.push(...told);
    const { heap, resident } = await memory();
    rows.push({
      minute: Math.round(minutes()),
      stories: everyone.length,
      requests: everyone.reduce((sum, one) => sum + one.requests, 0),
      faults,
      'heap, MB': heap,
      'resident, MB': resident,
    });
  }
  network.rule = () => 'pass';
  await network.settled();
  const found = await runJobsAndAudit(stage);
  if (found.findings.length > 0) throw new Error(JSON.stringify(found.findings.slice(0, 5)));
  for (const one of everyone.slice(-ROUND)) {
    await checkTold({ ...stage, customer: one.customer }, one);
  }
  const shown = rows.filter(
    (_, i) => i % Math.ceil(rows.length / 12) === 0 || i === rows.length - 1,
  );
  report(
    'Soak',
    `Customers and staff at work for ${MINUTES} minutes while ${SHARE * 100} % of the site's requests to NocoDB fail (delays, resets before and after they were applied, 500, 429); afterwards the jobs ran and the audit of ${found.looked.rows} rows and ${found.looked.orders} orders found nothing.`,
    shown,
  );
});
