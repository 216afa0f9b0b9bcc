/**
 * Random stories at two processes of the site, several customers and several
 * requests of one customer at the same time; then a clean audit, and every
 * customer has what the model says. STORIES_SEED repeats a run.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PresetName } from '@/lib/loyalty/presets';
import {
  type Api,
  adminToken,
  createApi,
  dish,
  good,
  lines,
  refused,
  signUp,
} from '../support/api';
import {
  checkNoStrayClaims,
  checkTold,
  runJobsAndAudit,
  type Stage,
  storiesOf,
  tellAll,
} from '../support/http-story';
import { eventually } from '../support/ledger';
import { newCode } from '../support/make';
import { startSite, type TestSite } from '../support/site';

const SEED = Number(process.env.STORIES_SEED ?? Date.now() % 1_000_000_000);
const STORIES = 50;
const AT_ONCE = 4;
const program: PresetName = 'standard';

let site: TestSite;
let apis: Api[];

beforeAll(async () => {
  site = await startSite(program);
  apis = [createApi(site.url), createApi((await site.sibling()).url)];
});
afterAll(() => site?.stop());

it(`${STORIES} random stories end with a clean audit`, async () => {
  const startedAt = performance.now();
  const codes: Stage['codes'] = ['STORY', 'ONCE'];
  await site.store.promo.insertCode(newCode('STORY', { usageLimit: 12 }));
  await site.store.promo.insertCode(newCode('ONCE', { usageType: 'once_per_user' }));
  const customers = [];
  for (let i = 0; i < STORIES; i++) customers.push(await signUp(site.url));
  const stage = {
    site,
    program,
    apis,
    staff: await adminToken(site.url),
    dish: await dish(site.store, 700),
    codes,
    faulty: false,
  };
  const repeat = `STORIES_SEED=${SEED}`;
  try {
    const told = await tellAll(stage, customers, storiesOf(SEED, STORIES, 3), AT_ONCE);
    const report = await runJobsAndAudit(stage);
    expect(report.findings).toEqual([]);
    for (const one of told) await checkTold({ ...stage, customer: one.customer }, one);
    const claims = await checkNoStrayClaims(stage);
    const sum = (pick: (t: (typeof told)[number]) => number) =>
      told.reduce((total, t) => total + pick(t), 0);
    const seconds = Math.round((performance.now() - startedAt) / 1000);
    console.log(
      `${told.length} stories, ${sum((t) => t.requests)} requests, ` +
        `${sum((t) => t.placed.size)} orders (${sum((t) => t.cancelled.size)} cancelled), ` +
        `${report.looked.rows} rows, ${claims} claims, ${seconds} s, ${repeat}`,
    );
  } catch (error) {
    throw new Error(`${repeat}: ${error}`, { cause: error });
  }
}, 600_000);

it('a row that somebody deleted stops its customer, and nobody else', async () => {
  const [api] = apis as [Api];
  const staff = await adminToken(site.url);
  const [customer, other] = [await signUp(site.url), await signUp(site.url)];
  const head = await eventually(async () => {
    const entry = await site.store.ledger.head(customer.id);
    expect((await site.store.users.byId(customer.id))?.anchor?.seq).toBe(entry?.seq);
    return entry;
  });
  await site.base.sql('delete from %s.loyalty_points_transactions where id = $1', [head?.id]);
  const body = { userId: customer.id, amount: 5, type: 'earn', reason: 'проверка' };
  const headers = { 'idempotency-key': randomUUID() };
  const adjusted = await api.send('POST', '/api/admin/loyalty/adjust', {
    token: staff,
    body,
    headers,
  });
  refused(adjusted, 409, 'LEDGER_STOPPED');
  const items = lines(await dish(site.store, 500));
  refused(await api.place(customer, { items, paymentMethod: 'card' }), 409, 'LEDGER_STOPPED');
  expect(await site.store.ledger.head(customer.id)).toBeNull();
  good(await api.place(other, { items, paymentMethod: 'card' }), 201);
});
