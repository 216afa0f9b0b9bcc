/** Random stories and what must hold after them. */
import fc from 'fast-check';
import { readHistory } from '@/lib/api/history';
import { type Account, availablePoints, emptyAccount, foldEntry } from '@/lib/loyalty/account';
import type { LedgerEntry } from '@/lib/loyalty/entry';
import { entryHash, GENESIS_HASH } from '@/lib/loyalty/hash';
import { livePoints } from '@/lib/loyalty/lots';
import type { PresetName } from '@/lib/loyalty/presets';
import { snapshotFacts } from '@/lib/loyalty/reconcile';
import { createPlayer, type Player, type StoryEvent, storySchema } from '@/lib/loyalty/replay';
import { readOrder } from '@/lib/orders/events';
import { settleOrder } from '@/lib/orders/settle';

const HOUR_MS = 60 * 60 * 1000;
const START = Date.parse('2026-01-10T12:00:00+03:00');
const orderNames = ['A', 'B', 'C'];

type Step = { afterHours: number; event: Record<string, unknown> };

const order = fc.constantFrom(...orderNames);
const money = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 500, max: 20_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 2_000_000 }).map((k) => k / 100) },
  { weight: 1, arbitrary: fc.constant(0) },
);
const method = fc.constantFrom('card', 'sbp', 'cash');
/** Round and small, so that points run out and debts arise: what is left is often just too little. */
const some = fc.integer({ min: 1, max: 6 }).map((n) => 50 * n);

function placing(name: fc.Arbitrary<string>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record({
    type: fc.constant('place'),
    order: name,
    subtotal: money,
    delivery: fc.constantFrom(0, 0, 150, 199.5),
    promoDiscount: fc.constantFrom(0, 0, 100, 1077),
    points: fc.oneof(fc.constant(0), some, fc.integer({ min: 1, max: 400 })),
    payment: fc.constantFrom('card', 'sbp', 'cash', null),
    paid: fc.boolean(),
  });
}

const step: fc.Arbitrary<Step> = fc.record({
  afterHours: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 3, arbitrary: fc.integer({ min: 10, max: 72 }) },
    { weight: 2, arbitrary: fc.integer({ min: 200, max: 1600 }) },
  ),
  event: fc.oneof(
    { weight: 1, arbitrary: fc.constant({ type: 'register' }) },
    { weight: 5, arbitrary: placing(order) },
    {
      weight: 2,
      arbitrary: fc.record({ type: fc.constant('points'), order, points: fc.nat(400) }),
    },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('pay'), order, payment: method }) },
    {
      weight: 6,
      arbitrary: fc.record({
        type: fc.constant('status'),
        order,
        status: fc.constantFrom(
          'new',
          'accepted',
          'preparing',
          'on_way',
          'delivered',
          'issued',
          'completed',
          'cancelled',
        ),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ type: fc.constant('amount'), order, subtotal: money }),
    },
    { weight: 3, arbitrary: fc.record({ type: fc.constant('cancel'), order }) },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant('adjust'),
        points: fc.oneof(
          fc.integer({ min: -600, max: 900 }).filter((p) => p !== 0),
          some.map((p) => -p),
        ),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        type: fc.constant('toggle'),
        enabled: fc.constantFrom(true, true, false),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constant('cron'),
        job: fc.constantFrom('pending', 'expire', 'birthday'),
      }),
    },
  ),
});

export interface RandomStory {
  program: PresetName;
  customer: { birthDate: string };
  events: (Record<string, unknown> & { at: string })[];
}

/**
 * Stories of some forty events that start with points on the account and an order
 * to act on, or most events would be refused. A name is used for one order only.
 */
export function storyArbitrary(program: PresetName): fc.Arbitrary<RandomStory> {
  const opening = fc.tuple(
    fc.record({
      type: fc.constant('adjust'),
      points: fc.oneof(some, fc.integer({ min: 100, max: 1500 })),
    }),
    placing(fc.constant('A')),
    placing(fc.constant('B')),
  );
  const rest = fc.array(step, { minLength: 5, maxLength: 40, size: 'max' });
  return fc.tuple(opening, rest).map(([first, steps]) => {
    let at = START;
    const events: RandomStory['events'] = [];
    const placed = new Set<unknown>();
    for (const { afterHours, event } of [
      ...first.map((e) => ({ afterHours: 1, event: e })),
      ...steps,
    ]) {
      at += afterHours * HOUR_MS;
      const named = 'order' in event ? event.order : undefined;
      if ('order' in event && placed.has(named) === (event.type === 'place')) continue;
      if (event.type === 'place') placed.add(named);
      events.push({ ...event, at: new Date(at).toISOString() });
    }
    return { program, customer: { birthDate: '1990-01-25' }, events };
  });
}

/** What was looked at. */
export interface Figures {
  stories: number;
  events: number;
  rows: number;
}

/** Plays a story and says what does not hold after each event; empty = all well. */
export async function checkStory(story: RandomStory, figures?: Figures): Promise<string[]> {
  const parsed = storySchema.parse(story);
  const player = await createPlayer(parsed);
  const broken: string[] = [];
  for (const [i, event] of parsed.events.entries()) {
    const refusal = await player.play(event, i);
    // Before the orders are looked at: a promise paid out meanwhile may allow what was refused.
    const found = [
      ...(await checkTwice(player, event, i, refusal !== null)),
      ...(await checkNow(player)),
    ];
    broken.push(...found.map((line) => `after event ${i} (${event.type}): ${line}`));
    if (broken.length > 0) break;
  }
  if (figures) {
    figures.stories++;
    figures.events += parsed.events.length;
    figures.rows += (await player.ctx.store.ledger.head(player.userId))?.seq ?? 0;
  }
  return broken;
}

/**
 * The same event once more changes nothing. One that was refused is refused again; it may
 * leave another row of 0 points that says so.
 */
async function checkTwice(
  player: Player,
  event: StoryEvent,
  i: number,
  refused: boolean,
): Promise<string[]> {
  const { ledger } = player.ctx.store;
  const once = await ledger.head(player.userId);
  await player.play(event, i);
  const twice = await ledger.head(player.userId);
  const [before, after] = [once, twice].map((row) => sumsOf(row?.account ?? emptyAccount));
  const broken = before === after ? [] : [`twice is not once: ${before}, ${after}`];
  if (!refused && once?.seq !== twice?.seq) broken.push(`twice wrote ${twice?.type} more`);
  return broken;
}

function sumsOf({ balance, debt, lots, spendKopecks, promises }: Account): string {
  return JSON.stringify({ balance, debt, lots, spendKopecks, promises });
}

async function checkNow(player: Player): Promise<string[]> {
  const { ctx, userId, orders } = player;
  const broken: string[] = [];
  for (const [name, id] of orders) {
    const order = await ctx.store.orders.byId(id);
    if (!order) continue;
    // The first look may pay out what has fallen due meanwhile; the second finds nothing to do.
    const first = await settleOrder(ctx, order);
    const second = await settleOrder(ctx, order);
    const wrote = second.rows.length - first.rows.length;
    if (wrote !== 0) broken.push(`order ${name}: reconciling again wrote ${wrote} rows`);
    broken.push(...checkOrder(name, snapshotFacts(second).status === 'cancelled', second.rows));
  }
  const rows = await ctx.store.ledger.since(userId, 0, 1000);
  broken.push(...checkChain(rows), ...(await checkSpend(player, rows)));
  broken.push(...(await checkHistory(player, rows)));
  return broken;
}

/** The pages that customers leaf through hold every row once, newest first. */
async function checkHistory(player: Player, rows: readonly LedgerEntry[]): Promise<string[]> {
  const limit = 7;
  const shown: number[] = [];
  for (let page = 1, more = true; more; page++) {
    const answer = await readHistory(player.ctx, player.userId, { page, limit });
    shown.push(...answer.entries.map((entry) => entry.id));
    more = answer.hasMore;
  }
  const wanted = rows.map((row) => row.id).reverse();
  return shown.join() === wanted.join() ? [] : [`history shows ${shown}, rows are ${wanted}`];
}

/** The chain, the sums and the lots of one customer. */
export function checkChain(rows: readonly LedgerEntry[]): string[] {
  const broken: string[] = [];
  let account: Account = emptyAccount;
  let hash = GENESIS_HASH;
  let at = 0;
  for (const [i, row] of rows.entries()) {
    const { id: _id, currentStatus: _status, hash: own, ...values } = row;
    if (row.seq !== i + 1) broken.push(`row ${i + 1} has seq ${row.seq}`);
    if (row.prevHash !== hash) broken.push(`row ${row.seq} does not follow its predecessor`);
    if (entryHash(values) !== own) broken.push(`row ${row.seq} does not match its hash`);
    if (row.balanceBefore !== account.balance) broken.push(`row ${row.seq} balance before`);
    if (row.at < at) broken.push(`row ${row.seq} runs back in time`);
    if (row.type === 'used' && -row.points > availablePoints(account, row.at)) {
      broken.push(`row ${row.seq} spends more than is available`);
    }
    account = foldEntry(account, row);
    if (JSON.stringify(account) !== JSON.stringify(row.account)) {
      broken.push(
        `row ${row.seq}: fold ${JSON.stringify(account)} head ${JSON.stringify(row.account)}`,
      );
    }
    if (row.balanceAfter !== account.balance) broken.push(`row ${row.seq} balance after`);
    const inLots = account.lots.reduce((sum, l) => sum + l.points, 0);
    if (inLots - account.debt !== account.balance) broken.push(`row ${row.seq}: lots - debt`);
    if (account.lots.some((l) => l.points <= 0)) broken.push(`row ${row.seq}: empty lot`);
    if (account.debt < 0) broken.push(`row ${row.seq}: debt below 0`);
    if (account.debt > 0 && livePoints(account.lots, row.at) > 0) {
      broken.push(`row ${row.seq}: debt beside live points`);
    }
    if (account.spendKopecks < 0) broken.push(`row ${row.seq}: spend below 0`);
    hash = own;
    at = row.at;
  }
  const completed = rows.filter((r) => r.status === 'completed');
  const sum = completed.reduce((total, r) => total + r.points, 0);
  if (sum !== account.balance) broken.push(`sum ${sum} is not balance ${account.balance}`);
  return [...broken, ...checkLots(rows)];
}

/** No lot holds more than it was granted; a lot that merged carries the grants up to its own. */
function checkLots(rows: readonly LedgerEntry[]): string[] {
  const granted = new Map<number, number>();
  let sum = 0;
  return rows.flatMap((row) => {
    if (row.status === 'completed' && row.points > 0 && row.type !== 'refunded') {
      sum += row.points;
      granted.set(row.seq, row.account.everExpiring ? row.points : sum);
    }
    return row.account.lots
      .filter((lot) => lot.points > (granted.get(lot.seq) ?? 0))
      .map((lot) => `row ${row.seq}: lot ${lot.seq} holds ${lot.points}, more than its grant`);
  });
}

/** A cancelled order nets to 0 points and 0 spend, less what of its lots expired. */
export function checkOrder(
  name: string,
  cancelled: boolean,
  rows: readonly LedgerEntry[],
): string[] {
  const broken: string[] = [];
  const completed = rows.filter((r) => r.status === 'completed');
  const sum = (types: string[]) =>
    completed.filter((r) => types.includes(r.type)).reduce((t, r) => t + r.points, 0);
  const used = -sum(['used', 'refunded']);
  const earned = sum(['earned', 'cancelled']);
  const spend = rows.reduce((t, r) => t + r.spendKopecks, 0);
  if (used < 0) broken.push(`order ${name}: more returned than spent`);
  if (earned < 0) broken.push(`order ${name}: more taken back than earned`);
  if (spend < 0) broken.push(`order ${name}: spend below 0`);
  for (const [lot, points] of takenByLot(completed)) {
    if (points < 0) broken.push(`order ${name}: more returned to lot ${lot} than taken`);
    if (cancelled && points !== 0)
      broken.push(`cancelled order ${name} keeps ${points} of lot ${lot}`);
  }
  if (!cancelled) return broken;
  if (used !== 0) broken.push(`cancelled order ${name} keeps ${used} used`);
  broken.push(...checkTakenBack(name, rows));
  if (spend !== 0) broken.push(`cancelled order ${name} keeps ${spend} spend`);
  if (rows.filter((r) => r.closes).length !== 1)
    broken.push(`cancelled order ${name} is not closed once`);
  if (rows.length > 0 && !rows.filter((r) => r.causeKey.startsWith('o:')).at(-1)?.closes) {
    broken.push(`cancelled order ${name}: a row follows the closing one`);
  }
  return broken;
}

/** Every earning was taken back, less what had expired of exactly its lot. */
function checkTakenBack(name: string, rows: readonly LedgerEntry[]): string[] {
  return rows.flatMap((earned, i) => {
    if (earned.type !== 'earned' || earned.status !== 'completed') return [];
    const later = rows.slice(i + 1);
    const end = later.findIndex((r) => r.type === 'cancelled' && r.voidsEvent === null);
    const taken = -(later[end]?.points ?? 0);
    const expired = later
      .slice(0, Math.max(0, end))
      .filter((r) => r.type === 'expired' && r.refersTo === earned.seq)
      .reduce((total, r) => total - r.points, 0);
    return earned.points === taken + expired
      ? []
      : [`cancelled order ${name}: earned ${earned.points}, back ${taken}, expired ${expired}`];
  });
}

/** Points that an order took from each lot for spending, less what it put back. */
function takenByLot(rows: readonly LedgerEntry[]): Map<number, number> {
  const taken = new Map<number, number>();
  for (const row of rows) {
    const sign = row.type === 'used' ? 1 : row.type === 'refunded' ? -1 : 0;
    for (const move of row.lots)
      taken.set(move.lot, (taken.get(move.lot) ?? 0) + sign * move.points);
  }
  return taken;
}

/** Lifetime spend is the sum over orders of what their facts contribute. */
async function checkSpend(player: Player, rows: readonly LedgerEntry[]): Promise<string[]> {
  let expected = 0;
  for (const id of player.orders.values()) {
    const snapshot = await readOrder(player.ctx, id);
    if (!snapshot) continue;
    const facts = snapshotFacts(snapshot);
    if (facts.status !== 'cancelled' && facts.earning.entitled) {
      expected += facts.earning.spendKopecks;
    }
  }
  const actual = rows.at(-1)?.account.spendKopecks ?? 0;
  return expected === actual ? [] : [`total spent ${actual}, orders say ${expected}`];
}
