/**
 * Plays one customer's story through the site's own operations on the in-memory
 * store and says what the ledger says after it. The form of a story and of the
 * outcome is described in docs/stories.md.
 */
import { z } from 'zod';
import type { Context } from '../context';
import { grantBirthdayBonuses } from '../jobs/birthday-bonuses';
import { expirePoints } from '../jobs/expire-points';
import { processPendingPoints } from '../jobs/pending-points';
import { defaultJobLimits } from '../jobs/run';
import { toKopecks, toRubles } from '../money';
import type { Amounts } from '../orders/amounts';
import { cancelOrder } from '../orders/cancel';
import { changeOrder } from '../orders/change';

import type { Actor } from '../orders/facts';
import { isOnline, orderStatuses, paymentMethods } from '../orders/lifecycle';
import { orderKeyOf, placingProblem, writeOrder } from '../orders/place';
import { moveOrder, setAmounts, takeCash } from '../orders/staff';
import { createSandboxProvider } from '../payments/sandbox';
import { type Refusal, refuse } from '../refusal';
import { readSettings } from '../settings';
import { createMemoryStore } from '../store/memory';
import type { User } from '../store/port-users';
import { availablePoints, pendingPoints } from './account';
import { adjustBalance } from './adjust';
import { readHead } from './append';
import { headOf } from './chain';
import type { EntryType, LedgerEntry } from './entry';
import { joinProgram } from './join';
import { presetNames, presets } from './presets';
import { type LoyaltyProgram, loyaltyProgramSchema } from './program';
import { tierAt, tierSpendKopecks } from './tiers';
import { toggleModule } from './toggle';

const rubles = z.number().min(0).multipleOf(0.01);
const points = z.int();
const order = z.string().min(1);
const at = z.iso.datetime({ offset: true }).transform((s) => Date.parse(s));
const method = z.enum(paymentMethods).nullable();

const eventSchema = z.discriminatedUnion('type', [
  z.object({ at, type: z.literal('register') }),
  z.object({
    at,
    type: z.literal('place'),
    order,
    subtotal: rubles,
    delivery: rubles.default(0),
    promoDiscount: rubles.default(0),
    points: points.min(0).default(0),
    payment: method.default(null),
    paid: z.boolean().default(false),
    scheduledFor: at.optional(),
  }),
  z.object({ at, type: z.literal('points'), order, points: points.min(0) }),
  z.object({ at, type: z.literal('pay'), order, payment: z.enum(paymentMethods) }),
  z.object({ at, type: z.literal('status'), order, status: z.enum(orderStatuses) }),
  z.object({
    at,
    type: z.literal('amount'),
    order,
    subtotal: rubles,
    delivery: rubles.optional(),
    promoDiscount: rubles.optional(),
  }),
  z.object({ at, type: z.literal('cancel'), order }),
  z.object({
    at,
    type: z.literal('adjust'),
    points,
    reason: z.string().default(''),
    admin: z.int().default(1),
  }),
  z.object({ at, type: z.literal('toggle'), enabled: z.boolean() }),
  z.object({ at, type: z.literal('cron'), job: z.enum(['pending', 'expire', 'birthday']) }),
]);

export const storySchema = z.object({
  name: z.string().default(''),
  program: z.union([z.enum(presetNames), loyaltyProgramSchema]),
  customer: z.object({ birthDate: z.iso.date().optional() }).default({}),
  events: z.array(eventSchema),
});

export type Story = z.infer<typeof storySchema>;
export type StoryEvent = Story['events'][number];

/** Money in rubles, points whole, times ISO. */
export interface Outcome {
  entries: {
    type: EntryType;
    status: string;
    points: number;
    order: string | null;
    at: string;
    expiresAt: string | null;
    balanceAfter: number;
    spend: number;
    description: string;
  }[];
  sums: Partial<Record<EntryType, number>>;
  balance: number;
  available: number;
  pending: number;
  totalSpent: number;
  tierSpend: number;
  tier: string;
  rejected: { event: number; code: string }[];
}

/** Plays a story; throws on one that is not of the form. */
export async function replay(input: unknown): Promise<Outcome> {
  const story = storySchema.parse(input);
  const player = await createPlayer(story);
  const rejected: Outcome['rejected'] = [];
  for (const [i, event] of story.events.entries()) {
    const refusal = await player.play(event, i);
    if (refusal) rejected.push({ event: i, code: refusal.code });
  }
  return player.outcome(rejected);
}

/** A story being played: its world, and the orders it has placed so far by name. */
export interface Player {
  ctx: Context;
  userId: number;
  orders: ReadonlyMap<string, number>;
  /** Plays one event; null when nothing was refused. */
  play(event: StoryEvent, index: number): Promise<Refusal | null>;
  outcome(rejected: Outcome['rejected']): Promise<Outcome>;
}

export async function createPlayer(story: Story): Promise<Player> {
  let now = story.events[0]?.at ?? 0;
  const tasks: (() => Promise<void>)[] = [];
  const program: LoyaltyProgram =
    typeof story.program === 'string' ? presets[story.program] : story.program;
  const store = createMemoryStore();
  const ctx: Context = {
    store,
    program,
    timeZone: 'Europe/Moscow',
    now: () => now,
    ticks: () => 0,
    random: () => 0,
    sleep: async () => {},
    later: (task) => void tasks.push(task),
    payments: {
      ...createSandboxProvider(),
      charge: async ({ idempotenceKey }) => ({ status: 'succeeded', providerId: idempotenceKey }),
    },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  const inserted = await store.users.insert({
    phone: '+79990000000',
    name: null,
    birthDate: story.customer.birthDate ?? null,
    joinedAt: now,
  });
  if (!inserted.won) throw new Error('a new store has a customer');
  const user = inserted.row;
  const orders = new Map<string, number>();

  async function play(event: StoryEvent, i: number): Promise<Refusal | null> {
    now = event.at;
    const result = await playEvent(ctx, user, orders, event, i);
    for (let task = tasks.shift(); task; task = tasks.shift()) await task();
    return result;
  }

  return {
    ctx,
    userId: user.id,
    orders,
    play,
    outcome: (rejected) => outcomeOf(ctx, user.id, orders, rejected),
  };
}

const admin: Actor = { kind: 'admin', id: 1 };

async function playEvent(
  ctx: Context,
  user: User,
  orders: Map<string, number>,
  event: StoryEvent,
  i: number,
): Promise<Refusal | null> {
  const refusalOf = (result: { ok: true } | Refusal) => (result.ok ? null : result);
  const orderId = 'order' in event && event.type !== 'place' ? orders.get(event.order) : undefined;
  if ('order' in event && event.type !== 'place' && orderId === undefined) {
    return refuse('NOT_FOUND');
  }
  const id = orderId ?? 0;
  switch (event.type) {
    case 'register':
      await joinProgram(ctx, user.id);
      return null;
    case 'place':
      return place(ctx, user, orders, event);
    case 'points':
      return refusalOf(await changeOrder(ctx, id, user.id, { points: event.points }));
    case 'pay': {
      const pay = isOnline(event.payment);
      return refusalOf(await payStory(ctx, id, user.id, event.payment, pay));
    }
    case 'status':
      return refusalOf(await moveOrder(ctx, id, admin, event.status));
    case 'amount':
      return refusalOf(
        await setAmounts(ctx, id, admin, ({ lines, amounts, points }) => ({
          lines,
          points,
          amounts: {
            subtotalKopecks: toKopecks(event.subtotal),
            deliveryKopecks: kopecksOr(event.delivery, amounts.deliveryKopecks),
            promoDiscountKopecks: kopecksOr(event.promoDiscount, amounts.promoDiscountKopecks),
          },
        })),
      );
    case 'cancel':
      return refusalOf(await cancelOrder(ctx, id, admin, 'story'));
    case 'adjust':
      return refusalOf(
        await adjustBalance(ctx, {
          userId: user.id,
          points: event.points,
          reason: event.reason,
          adminId: event.admin,
          key: `story:${i}`,
        }),
      );
    case 'toggle':
      await toggleModule(ctx, 1, event.enabled);
      return null;
    case 'cron': {
      const jobs = {
        pending: processPendingPoints,
        expire: expirePoints,
        birthday: grantBirthdayBonuses,
      };
      const report = await jobs[event.job](ctx, defaultJobLimits);
      if (report.failed > 0) throw new Error(`job ${event.job} failed at event ${i}`);
      return null;
    }
  }
}

function kopecksOr(rublesValue: number | undefined, kopecks: number): number {
  return rublesValue === undefined ? kopecks : toKopecks(rublesValue);
}

/** Choosing cash on an order that is paid already changes nothing. */
async function payStory(
  ctx: Context,
  orderId: number,
  userId: number,
  payment: 'card' | 'sbp' | 'cash',
  pay: boolean,
) {
  return changeOrder(ctx, orderId, userId, pay ? { pay, method: payment } : { method: payment });
}

async function place(
  ctx: Context,
  user: User,
  orders: Map<string, number>,
  event: Extract<StoryEvent, { type: 'place' }>,
): Promise<Refusal | null> {
  const amounts: Amounts = {
    subtotalKopecks: toKopecks(event.subtotal),
    deliveryKopecks: toKopecks(event.delivery),
    promoDiscountKopecks: Math.min(toKopecks(event.promoDiscount), toKopecks(event.subtotal)),
  };
  const head = await readHead(ctx, user.id);
  const { loyaltyEnabled } = await readSettings(ctx.store);
  const refused = placingProblem(
    ctx,
    head,
    loyaltyEnabled,
    { amounts, points: event.points },
    null,
  );
  if (refused) return refused;
  const placed = await writeOrder(ctx, user, {
    head,
    promo: null,
    placed: {
      lines: [],
      amounts,
      promo: null,
      promoTry: 0,
      cutlery: null,
      changeFromKopecks: null,
      points: event.points,
      method: event.payment,
      deliveryAddress: null,
      scheduledFor: event.scheduledFor ?? null,
      comment: null,
      key: orderKeyOf(user.id, event.order),
      requestHash: event.order,
      userId: user.id,
      at: Math.max(ctx.now(), head.at),
      moduleOn: loyaltyEnabled,
      program: ctx.program,
      charge: event.paid && isOnline(event.payment),
    },
  });
  if (!placed.ok) return placed;
  orders.set(event.order, placed.snapshot.order.id);
  if (event.paid && event.payment === 'cash') {
    const paid = await takeCash(ctx, placed.snapshot.order.id, admin);
    if (!paid.ok) return paid;
  }
  return null;
}

async function outcomeOf(
  ctx: Context,
  userId: number,
  orders: Map<string, number>,
  rejected: Outcome['rejected'],
): Promise<Outcome> {
  const rows: LedgerEntry[] = [];
  for (let after = 0; ; ) {
    const page = await ctx.store.ledger.since(userId, after, 1000);
    rows.push(...page);
    if (page.length === 0) break;
    after = page.at(-1)?.seq ?? after;
  }
  const { account } = headOf(rows.at(-1) ?? null);
  const names = new Map([...orders].map(([name, id]) => [id, name]));
  const sums: Outcome['sums'] = {};
  for (const row of rows) {
    if (row.currentStatus === 'completed') sums[row.type] = (sums[row.type] ?? 0) + row.points;
  }
  return {
    entries: rows.map((row) => ({
      type: row.type,
      status: row.currentStatus,
      points: row.points,
      order: row.orderId === null ? null : (names.get(row.orderId) ?? null),
      at: new Date(row.at).toISOString(),
      expiresAt: row.expiresAt === null ? null : new Date(row.expiresAt).toISOString(),
      balanceAfter: row.balanceAfter,
      spend: toRubles(row.spendKopecks),
      description: row.description,
    })),
    sums,
    balance: account.balance,
    available: availablePoints(account, ctx.now()),
    pending: pendingPoints(account),
    totalSpent: toRubles(account.spendKopecks),
    tierSpend: toRubles(tierSpendKopecks(ctx.program, account, ctx.now())),
    tier: tierAt(ctx.program, account, ctx.now()).name,
    rejected,
  };
}
