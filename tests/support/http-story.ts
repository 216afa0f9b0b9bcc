/**
 * Random stories told to the site over HTTP: one customer and the staff, some
 * steps at the same time. A step whose outcome is unknown is asked again as a
 * client would: under the same key, or the same wish.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { OrderAnswer } from '@/lib/api/answers';
import type { Context } from '@/lib/context';
import type { AuditReport } from '@/lib/loyalty/audit/audit-state';
import { runAudit } from '@/lib/loyalty/audit/run';
import type { PresetName } from '@/lib/loyalty/presets';
import type { Store } from '@/lib/store/port';
import type { MenuItem } from '@/lib/store/port-menu';
import { createWorld } from '../unit/support';
import { type Answer, type Api, type Customer, HOUR, lines, MINUTE } from './api';
import { soundClaims, soundLedger } from './ledger';
import type { TestSite } from './site';
import { expectedOf } from './story-model';

const slots = ['A', 'B', 'C'] as const;
type Slot = (typeof slots)[number];

type Step =
  | { do: 'adjust'; points: number }
  | {
      do: 'place';
      slot: Slot;
      quantity: number;
      delivered: boolean;
      method: 'card' | 'sbp' | 'cash' | null;
      points: number;
      code: 0 | 1 | null;
    }
  | { do: 'pay'; slot: Slot; method: 'card' | 'sbp' }
  | { do: 'change'; slot: Slot; wish: object }
  | { do: 'cancel' | 'remove'; slot: Slot }
  | { do: 'staff'; slot: Slot; wish: object };

/** Steps of one entry are sent at the same time. */
export type HttpStory = Step[][];

const slot = fc.constantFrom(...slots);

function placing(name: fc.Arbitrary<Slot>): fc.Arbitrary<Step> {
  return fc.record({
    do: fc.constant('place' as const),
    slot: name,
    quantity: fc.integer({ min: 1, max: 4 }),
    delivered: fc.boolean(),
    method: fc.constantFrom('card', 'sbp', 'cash', null),
    points: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
    code: fc.constantFrom(null, null, 0, 1),
  });
}

const change = fc.oneof(
  fc.record({ loyaltyPointsUsed: fc.nat(200) }),
  fc.constant({ paymentMethod: 'cash' }),
  fc.constant({ promoCode: null }),
  fc.record({ comment: fc.constantFrom('без лука', 'позвоните') }),
);

const staffWish = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      status: fc.constantFrom(
        'accepted',
        'preparing',
        'on_way',
        'delivered',
        'issued',
        'completed',
      ),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ status: 'cancelled' }) },
  { weight: 1, arbitrary: fc.constant({ paid: true }) },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: placing(slot) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('adjust' as const),
      points: fc.integer({ min: -200, max: 400 }).filter((p) => p !== 0),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pay' as const),
      slot,
      method: fc.constantFrom('card' as const, 'sbp' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), slot, wish: change }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('cancel' as const, 'remove' as const), slot }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('staff' as const), slot, wish: staffWish }) },
);

/** A story starts with points and an order; then `length` times one to four steps at once. */
function storyArbitrary(length: number): fc.Arbitrary<HttpStory> {
  const opening = fc.tuple(
    fc.tuple(
      fc.record({
        do: fc.constant('adjust' as const),
        points: fc.integer({ min: 100, max: 600 }),
      }),
    ),
    fc.tuple(placing(fc.constant('A')), placing(fc.constant('B'))),
  );
  const batch = fc.array(step, { minLength: 1, maxLength: 4, size: 'max' });
  const rest = fc.array(batch, { minLength: length, maxLength: length, size: 'max' });
  return fc.tuple(opening, rest).map(([first, more]) => [...first, ...more]);
}

/** The same seed gives the same stories. */
export function storiesOf(seed: number, count: number, length: number): HttpStory[] {
  return fc.sample(storyArbitrary(length), { numRuns: count, seed });
}

export interface Stage {
  site: TestSite;
  program: PresetName;
  /** Processes of the site: steps go to them by turns. */
  apis: Api[];
  customer: Customer;
  staff: string;
  dish: MenuItem;
  /** Codes that an order may take. */
  codes: [string, string];
  /** May a request fail without an answer? */
  faulty: boolean;
}

/** What a story's customer was told. */
export interface Told {
  customer: Customer;
  /** Sum of accepted corrections. */
  adjusted: number;
  /** Orders whose placing was accepted; those of them that were told to be cancelled. */
  placed: Set<number>;
  cancelled: Set<number>;
  requests: number;
  repeated: number;
}

const LONGEST_MS = 120_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export async function tell(stage: Stage, story: HttpStory): Promise<Told> {
  const { customer, staff, apis } = stage;
  const told: Told = {
    customer,
    adjusted: 0,
    placed: new Set(),
    cancelled: new Set(),
    requests: 0,
    repeated: 0,
  };
  const keys = new Map(slots.map((name) => [name, randomUUID()]));
  const bodies = new Map<Slot, object>();
  const orders = new Map<Slot, number>();

  /** An answer that says what became of the request. */
  async function definite<T>(send: (api: Api) => Promise<Answer<T>>): Promise<Answer<T>> {
    const until = performance.now() + LONGEST_MS;
    for (;;) {
      const api = apis[told.requests++ % apis.length] as Api;
      const answer = await send(api).catch((error: unknown) => {
        // Only a connection that broke; what an answer looks like is checked always.
        if (stage.faulty && error instanceof TypeError) return null;
        throw error;
      });
      // A store that fails is no mistake of the site: it says so, and never INTERNAL.
      if (answer) expect([answer.status, answer.body]).not.toEqual([500, expect.anything()]);
      const unknown = !answer || answer.status === 503 || answer.status === 429;
      if (answer && !unknown) return answer;
      if (performance.now() > until) throw new Error(`no answer: ${JSON.stringify(answer?.body)}`);
      told.repeated++;
      await sleep(100 + Math.random() * 400);
    }
  }

  function note(answer: Answer<OrderAnswer>): void {
    if (answer.status >= 300) {
      expect((answer.body as unknown as { code: string }).code).not.toBe('LEDGER_STOPPED');
      return;
    }
    const { id, status } = answer.body.order;
    if (status === 'cancelled') told.cancelled.add(id);
  }

  async function play(s: Step): Promise<void> {
    if (s.do === 'adjust') {
      const headers = { 'idempotency-key': randomUUID() };
      const type = s.points > 0 ? 'earn' : 'spend';
      const body = { userId: customer.id, amount: Math.abs(s.points), type, reason: 'история' };
      const options = { token: staff, body, headers };
      const answer = await definite((api) =>
        api.send('POST', '/api/admin/loyalty/adjust', options),
      );
      if (answer.status < 300) told.adjusted += s.points;
      else expect(answer.status).toBe(409);
      return;
    }
    if (s.do === 'place') {
      const { quantity, delivered, method, points, code } = s;
      // A slot's second placing repeats its first: the same key and body.
      const body = bodies.get(s.slot) ?? {
        items: lines(stage.dish, quantity),
        ...(delivered && { deliveryAddress: 'ул. Лесная, 5' }),
        ...(method && { paymentMethod: method }),
        ...(points > 0 && { loyaltyPointsUsed: points }),
        ...(code !== null && { promoCode: stage.codes[code] }),
      };
      bodies.set(s.slot, body);
      const answer = await definite((api) => api.place(customer, body, keys.get(s.slot) ?? ''));
      note(answer);
      if (answer.status >= 300) return;
      orders.set(s.slot, answer.body.order.id);
      told.placed.add(answer.body.order.id);
      return;
    }
    const id = orders.get(s.slot);
    if (id === undefined) return;
    switch (s.do) {
      case 'staff':
        return note(await definite((api) => api.staff(staff, id, s.wish)));
      case 'remove':
        return note(await definite((api) => api.remove(customer, id)));
      default:
        return note(await definite((api) => api.patch(customer, id, wishOf(s))));
    }
  }

  for (const batch of story) await Promise.all(batch.map(play));
  return told;
}

function wishOf(s: Extract<Step, { do: 'pay' | 'change' | 'cancel' | 'remove' }>): object {
  if (s.do === 'pay') return { pay: true, paymentMethod: s.method };
  return s.do === 'change' ? s.wish : { orderStatus: 'cancelled' };
}

/** After the jobs: the ledger holds, and the customer has what the model says. */
export async function checkTold(stage: Stage, told: Told): Promise<void> {
  const { store } = stage.site;
  const state = await soundLedger(store, told.customer.id);
  await soundClaims(store, state);
  const outcomes = await Promise.all(
    state.orders.map(async ({ order, facts }) => ({
      order,
      facts,
      events: await store.orders.events(order.id),
    })),
  );
  const expected = expectedOf(stage.program, told.adjusted, outcomes);
  expect({
    customer: told.customer.id,
    balance: state.balance,
    spentKopecks: state.spendKopecks,
  }).toEqual({ customer: told.customer.id, ...expected });
  for (const id of told.placed) {
    const facts = outcomes.find((o) => o.order.id === id)?.facts;
    expect({ id, found: facts !== undefined }).toEqual({ id, found: true });
    if (told.cancelled.has(id)) expect(facts?.status).toBe('cancelled');
  }
  // Nobody was told of any other order: it must not have stayed.
  for (const { order, facts } of outcomes) {
    if (told.placed.has(order.id)) continue;
    expect({ id: order.id, status: facts.status }).toEqual({ id: order.id, status: 'cancelled' });
  }
  const shown = await stage.apis[0]?.balance(told.customer);
  expect(shown?.balance).toBe(Math.max(0, state.available));
}

/** Customers who tell their stories `atOnce` at a time, one after another. */
export async function tellAll(
  stage: Omit<Stage, 'customer'>,
  customers: readonly Customer[],
  stories: readonly HttpStory[],
  atOnce: number,
): Promise<Told[]> {
  const told: Told[] = [];
  const left = stories.map((story, i) => ({ story, customer: customers[i] as Customer }));
  const work = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      told.push(await tell({ ...stage, customer: next.customer }, next.story));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return told;
}

/**
 * What the scheduler does until nothing is left: unfinished and unpaid orders are
 * closed, promises fall due. Then the audit, at the site's own moment.
 */
export async function runJobsAndAudit(
  stage: Pick<Stage, 'site' | 'apis' | 'program'>,
): Promise<AuditReport> {
  const [api, ...others] = stage.apis;
  if (!api) throw new Error('no site');
  let passed = 0;
  const later = async (ms: number) => {
    passed += ms;
    await Promise.all([api, ...others].map((a) => a.advance(ms)));
  };
  const job = async (name: string) => {
    // A run stops before the platform's time limit, and the next one goes on.
    for (let left = true; left; ) {
      const report = await api.cron(name);
      expect({ name, ...report }).toMatchObject({ failed: 0 });
      left = report.left;
    }
  };
  await later(40 * MINUTE);
  await job('reconcile');
  await later(25 * HOUR);
  await job('process-pending-points');
  await job('expire-points');
  await job('reconcile');
  const now = Date.now() + passed;
  return runAudit(contextAt(stage.site.store, stage.program, now));
}

function contextAt(store: Store, program: PresetName, now: number): Context {
  const { ctx } = createWorld(program);
  return { ...ctx, store, now: () => now };
}

/** No claim lives without a live order that names it. */
export async function checkNoStrayClaims(stage: Pick<Stage, 'site'>): Promise<number> {
  const { promo, orders } = stage.site.store;
  let live = 0;
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof promo.liveClaims>> = await promo.liveClaims(after, 200);
    for (const claim of page.rows) {
      live++;
      const order = await orders.byKey(claim.orderKey.split(':')[0] ?? '');
      expect({ claim: claim.orderKey, order: order !== null }).toMatchObject({ order: true });
    }
    after = page.next;
  }
  return live;
}
