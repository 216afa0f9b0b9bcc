/** Edits in NocoDB's own grid, told by its webhooks and found without them (docs/grid.md). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { OrderAnswer } from '@/lib/api/answers';
import { presets } from '@/lib/loyalty/presets';
import { createNocoClient, type NocoClient } from '@/lib/store/nocodb/client';
import { type BaseMeta, findBase, tableOf } from '@/lib/store/nocodb/meta';
import { setUp } from '@/lib/store/nocodb/setup';
import { HOOK_PATH } from '@/lib/store/nocodb/setup-hooks';
import { type Api, call, createApi, dish, good, lines, refused, signUp } from '../support/api';
import { eventually, soundLedger } from '../support/ledger';
import { startSite, type TestSite } from '../support/site';

const SECRET = 'test-hook-secret-1234';

let site: TestSite;
let api: Api;
let admin: NocoClient;
let base: BaseMeta;

beforeAll(async () => {
  site = await startSite('at-payment', { HOOK_SECRET: SECRET });
  api = createApi(site.url);
  admin = createNocoClient({ url: site.base.url, token: site.base.token, timeoutMs: 60_000 });
  const found = await findBase(admin, site.base.title);
  if (!found) throw new Error('no base');
  base = found;
  await hooksTo(site.url);
});
afterAll(() => site?.stop());

async function hooksTo(origin: string): Promise<void> {
  await setUp(admin, {
    baseTitle: site.base.title,
    program: presets['at-payment'],
    hooks: { origin, secret: SECRET },
    say: () => {},
  });
}

function records(table: 'Orders' | 'Promo_Codes'): string {
  return `/api/v2/tables/${tableOf(base, table).id}/records`;
}

/** As the grid does it. */
async function edit(table: 'Orders' | 'Promo_Codes', id: number, columns: object): Promise<void> {
  await admin.meta('PATCH', records(table), z.unknown(), { Id: id, ...columns });
}

async function row(id: number): Promise<Record<string, unknown>> {
  return admin.meta('GET', `${records('Orders')}/${id}`, z.record(z.string(), z.unknown()));
}

/** A cash order whose copies are written. */
async function placed() {
  const customer = await signUp(site.url);
  const body = { items: lines(await dish(site.store, 1000)), paymentMethod: 'cash' };
  const { order } = good<OrderAnswer>(await api.place(customer, body), 201);
  await eventually(async () => {
    expect(await row(order.id)).toMatchObject({ 'Copies Version': 0 });
  });
  return { customer, id: order.id };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What the site said of an order's edits. */
function said(event: string, id: number): number {
  return site
    .log()
    .split('\n')
    .filter((line) => line.includes(`"event":"${event}"`) && line.includes(`"orderId":${id},`))
    .length;
}

describe('a webhook of NocoDB', () => {
  it('needs the secret', async () => {
    const body = { table: 'Orders', ids: [1] };
    refused(await call(site.url, 'POST', HOOK_PATH, { body }), 401, 'UNAUTHORIZED');
    const wrong = await call(site.url, 'POST', HOOK_PATH, { body, token: `${SECRET}x` });
    refused(wrong, 401, 'UNAUTHORIZED');
    const right = await call(site.url, 'POST', HOOK_PATH, { body, token: SECRET });
    expect(right.status).toBe(202);
  });

  it('may say nothing of use, also in NocoDB’s own form', async () => {
    const send = (body: unknown) => call(site.url, 'POST', HOOK_PATH, { body, token: SECRET });
    const own = {
      type: 'records.after.update',
      data: { table_name: 'Orders', rows: [{ Id: 9e8 }] },
    };
    expect((await send(own)).status).toBe(202);
    expect((await send({ table: 'Users', ids: [1] })).status).toBe(202);
    refused(await send({ table: 'Orders', ids: ['1 or 1=1'] }), 422, 'VALIDATION');
    refused(await send({}), 422, 'VALIDATION');
  });
});

describe('an edit in the grid', () => {
  it('of a status becomes an event, and the ledger follows', async () => {
    const { customer, id } = await placed();
    await edit('Orders', id, { 'Order Status': 'delivered' });
    await eventually(async () => {
      expect(await api.order(customer, id)).toMatchObject({ status: 'delivered' });
    });
    await edit('Orders', id, { 'Order Status': 'cancelled' });
    await eventually(async () => {
      expect(await api.order(customer, id)).toMatchObject({ status: 'cancelled' });
      const rows = await site.store.ledger.ofOrder(id);
      expect(rows.at(-1)).toMatchObject({ type: 'cancelled', closes: true });
    });
    const events = await site.store.orders.events(id);
    expect(events.map((e) => [e.actor.kind, e.data.kind])).toEqual([
      ['grid', 'status'],
      ['grid', 'cancelled'],
    ]);
    await soundLedger(site.store, customer.id);
  });

  it('of money taken in cash marks the order paid', async () => {
    const { customer, id } = await placed();
    await edit('Orders', id, { Paid: (await row(id)).Payable });
    await eventually(async () => {
      expect(await api.order(customer, id)).toMatchObject({ paid: 1000 });
    });
  });

  it('that is not allowed is put back, once', async () => {
    const { customer, id } = await placed();
    const before = await row(id);
    await edit('Orders', id, { Total: 1, 'Points Earned': 5000, 'Order Status': 'gone' });
    await eventually(async () => {
      expect({ ...(await row(id)), UpdatedAt: 0 }).toEqual({ ...before, UpdatedAt: 0 });
    });
    // Our own writes fire the webhook as well: nothing may follow from them.
    const { UpdatedAt } = await row(id);
    await pause(2500);
    expect(await row(id)).toMatchObject({ UpdatedAt });
    expect(said('grid.put_back', id)).toBe(1);
    expect(await site.store.orders.events(id)).toEqual([]);
    await soundLedger(site.store, customer.id);
  });

  it('of many orders at once is seen in all of them', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, placed));
    const rows = made.map(({ id }) => ({ Id: id, 'Order Status': 'accepted' }));
    await admin.meta('PATCH', records('Orders'), z.unknown(), rows);
    for (const { customer, id } of made) {
      await eventually(async () => {
        expect(await api.order(customer, id)).toMatchObject({ status: 'accepted' });
      });
    }
  });

  it('of a promo code holds when it passes the rules', async () => {
    const code = `GRID${Date.now()}`;
    const made = await site.store.promo.insertCode({
      code,
      discountType: 'percentage',
      value: 10,
      usageType: 'unlimited',
      usageLimit: null,
      minOrderKopecks: null,
      maxDiscountKopecks: null,
      validFrom: null,
      validUntil: null,
      active: true,
      comment: null,
    });
    if (!made.won) throw new Error('taken');
    await edit('Promo_Codes', made.row.id, { Value: 30 });
    await eventually(async () => {
      expect(await site.store.promo.byCode(code)).toMatchObject({ value: 30, version: 1 });
    });
    await edit('Promo_Codes', made.row.id, { Value: 300 });
    await eventually(async () => {
      const visible = await site.store.promo.visible(made.row.id);
      expect(visible).toMatchObject({ strays: [], typed: { value: 30 } });
    });
  });

  it('whose webhook got lost is found by the reconcile job', async () => {
    const [legal, illegal] = [await placed(), await placed()];
    await hooksTo('http://127.0.0.1:9');
    await edit('Orders', legal.id, { 'Order Status': 'ready' });
    await edit('Orders', illegal.id, { Payable: 0 });
    await pause(1000);
    expect(await api.order(legal.customer, legal.id)).toMatchObject({ status: 'new' });
    await api.cron('reconcile');
    expect(await api.order(legal.customer, legal.id)).toMatchObject({ status: 'ready' });
    expect((await row(illegal.id)).Payable).toBe((await row(illegal.id)).Total);
    expect(said('grid.put_back', illegal.id)).toBe(1);
    await api.cron('reconcile');
    expect(said('grid.put_back', illegal.id)).toBe(1);
    expect(await site.store.orders.events(legal.id)).toHaveLength(1);
  });
});
