/**
 * Random stories over a network that fails, on a database that is restarted under
 * them, told to a site that is killed. Afterwards the jobs run, and nothing is lost,
 * earned twice, spent twice or returned twice. FAULTS_SEED repeats the stories.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { adminToken, createApi, dish, signUp } from '../support/api';
import { given } from '../support/base';
import {
  checkNoStrayClaims,
  checkTold,
  runJobsAndAudit,
  type Stage,
  storiesOf,
  tellAll,
} from '../support/http-story';
import { newCode } from '../support/make';
import { type BadNetwork, type Mishap, startProxy } from '../support/proxy';
import { startSite, type TestSite } from '../support/site';

const SEED = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000_000);
const STORIES = 12;
const AT_ONCE = 6;
const FEWEST_FAULTS = 200;
/** So many of the requests to NocoDB go wrong; writes are fewer and tell more. */
const SHARE = { reads: 0.07, writes: 0.2 };
const program = 'standard';

const onReads: Mishap[] = [
  'delay',
  'swallow',
  'error-500',
  'too-many',
  'half-answer',
  'database-away',
];
const onWrites: Mishap[] = [...onReads, 'drop-answer', 'late', 'done-500'];
const onInserts: Mishap[] = [...onWrites, 'empty-answer'];

let network: BadNetwork;
let site: TestSite;

beforeAll(async () => {
  network = await startProxy(given('TEST_NOCODB_URL'));
  site = await startSite(program, { NOCODB_URL: network.url });
});
afterAll(async () => {
  await site?.stop();
  await network?.close();
});

/** Makes the network fail by chance; counts what it did. */
function makeTrouble(counts: Map<string, number>): void {
  network.rule = (method, path) => {
    // The tables' own description: asked for at the start only.
    const share = method === 'GET' ? SHARE.reads : SHARE.writes;
    if (path.includes('/meta/') || Math.random() >= share) return 'pass';
    const kinds = method === 'GET' ? onReads : method === 'POST' ? onInserts : onWrites;
    const mishap = kinds[Math.floor(Math.random() * kinds.length)] ?? 'pass';
    counts.set(mishap, (counts.get(mishap) ?? 0) + 1);
    return mishap;
  };
}

async function stack(operation: string): Promise<void> {
  const answer = await fetch(`${given('TEST_STACK_CONTROL')}/${operation}`, { method: 'POST' });
  if (!answer.ok) throw new Error(`${operation}: ${answer.status} ${await answer.text()}`);
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** PostgreSQL and the site go down and come back, until told to stop; at least once each. */
async function strike(counts: Map<string, number>, ended: () => boolean): Promise<void> {
  const blows: [name: string, blow: () => Promise<void>][] = [
    ['PostgreSQL restarted', () => stack('restartPostgres')],
    ['site killed', () => site.killAndRestart()],
  ];
  for (let i = 0; i < blows.length || (!ended() && i < 4); i++) {
    await sleep(2000 + Math.random() * 4000);
    const [name, blow] = blows[i % blows.length] ?? ['', async () => {}];
    await blow();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
}

it(`${STORIES} random stories with at least ${FEWEST_FAULTS} faults`, async () => {
  const startedAt = performance.now();
  const seconds = () => Math.round((performance.now() - startedAt) / 1000);
  const api = createApi(site.url);
  const codes: Stage['codes'] = ['STORY', 'ONCE'];
  await site.store.promo.insertCode(newCode('STORY', { usageLimit: 8 }));
  await site.store.promo.insertCode(newCode('ONCE', { usageType: 'once_per_user' }));
  const customers = [];
  for (let i = 0; i < STORIES; i++) customers.push(await signUp(site.url));
  const stage = {
    site,
    program,
    apis: [api],
    staff: await adminToken(site.url),
    dish: await dish(site.store, 700),
    codes,
    faulty: true,
  } as const;
  const counts = new Map<string, number>();
  const repeat = `FAULTS_SEED=${SEED}`;
  try {
    makeTrouble(counts);
    let ended = false;
    const [told] = await Promise.all([
      tellAll({ ...stage, apis: [api] }, customers, storiesOf(SEED, STORIES, 4), AT_ONCE).finally(
        () => {
          ended = true;
        },
      ),
      strike(counts, () => ended),
    ]);
    const stories = seconds();
    network.rule = () => 'pass';
    await network.settled();
    const faults = [...counts.values()].reduce((sum, n) => sum + n, 0);
    expect(faults).toBeGreaterThanOrEqual(FEWEST_FAULTS);
    const report = await runJobsAndAudit({ ...stage, apis: [api] });
    expect(report.findings).toEqual([]);
    for (const one of told) {
      await checkTold({ ...stage, apis: [api], customer: one.customer }, one);
    }
    const claims = await checkNoStrayClaims(stage);
    const sum = (pick: (t: (typeof told)[number]) => number) =>
      told.reduce((total, t) => total + pick(t), 0);
    console.log(
      [
        `${told.length} stories, ${faults} faults, ${sum((t) => t.requests)} requests ` +
          `(${sum((t) => t.repeated)} repeated), ${sum((t) => t.placed.size)} orders, ` +
          `${report.looked.rows} rows, ${claims} claims; ${stories} s of stories, ` +
          `${seconds()} s in all, ${repeat}`,
        ...[...counts].sort().map(([kind, n]) => `  ${kind}: ${n}`),
      ].join('\n'),
    );
  } catch (error) {
    const kinds = JSON.stringify(Object.fromEntries(counts));
    throw new Error(`${repeat} after ${seconds()} s, ${kinds}: ${error}`, { cause: error });
  }
}, 600_000);
