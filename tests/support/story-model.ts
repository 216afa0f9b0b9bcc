/**
 * What a customer must have after a story, computed from what happened to the
 * orders and not by the site's own rules: SPEC 3's table once more, in the plain
 * words of a test. It holds for orders below the second tier, and when nothing has
 * expired and every cash promise has fallen due.
 */
import type { PresetName } from '@/lib/loyalty/presets';
import type { OrderEvent, OrderFacts } from '@/lib/orders/facts';
import type { StoredOrder } from '@/lib/store/port-orders';

export interface OrderOutcome {
  order: StoredOrder;
  facts: OrderFacts;
  events: readonly OrderEvent[];
}

const WELCOME: Record<PresetName, number> = {
  'at-payment': 0,
  'rolling-tiers': 1000,
  'at-delivery': 0,
  standard: 1000,
};

const FINISHED = ['delivered', 'issued', 'completed'];

/** Kopecks that an order earns from, and that count as spent; percent of the first tier. */
function sums(program: PresetName, { amounts }: OrderFacts, used: number) {
  const { subtotalKopecks: subtotal, deliveryKopecks: delivery } = amounts;
  const total = subtotal + delivery - amounts.promoDiscountKopecks;
  const points = used * 100;
  switch (program) {
    case 'at-payment':
    case 'standard':
      return { base: subtotal + delivery, spent: total - points, percent: 3 };
    case 'rolling-tiers':
      return { base: total - delivery - points, spent: total - delivery - points, percent: 3 };
    case 'at-delivery':
      return { base: total - delivery - points, spent: total, percent: 5 };
  }
}

/** Did the order come to the moment at which it earns? */
function earns(program: PresetName, { order, facts, events }: OrderOutcome): boolean {
  const voided = new Set(events.flatMap((e) => (e.data.kind === 'voided' ? [e.data.event] : [])));
  const happened = events.filter((e) => !voided.has(e.n)).map((e) => e.data);
  switch (program) {
    case 'at-payment':
    case 'standard':
      return (
        order.placed.method === 'cash' ||
        happened.some((d) => d.kind === 'payment_succeeded') ||
        happened.some((d) => d.kind === 'changed' && d.method === 'cash')
      );
    case 'rolling-tiers':
      return happened.some((d) => d.kind === 'status' && FINISHED.includes(d.to));
    case 'at-delivery':
      return FINISHED.includes(facts.status);
  }
}

export interface Expected {
  balance: number;
  spentKopecks: number;
}

/** `adjusted`: the sum of the corrections that were accepted. */
export function expectedOf(
  program: PresetName,
  adjusted: number,
  outcomes: readonly OrderOutcome[],
): Expected {
  let balance = WELCOME[program] + adjusted;
  let spentKopecks = 0;
  for (const outcome of outcomes) {
    const { facts } = outcome;
    if (facts.status === 'cancelled') continue;
    const used = program === 'at-delivery' && !facts.reachedAccepted ? 0 : facts.points;
    balance -= used;
    if (!earns(program, outcome)) continue;
    const { base, spent, percent } = sums(program, facts, facts.points);
    balance += Math.floor((Math.max(0, base) * percent) / 10_000);
    spentKopecks += Math.max(0, spent);
  }
  return { balance, spentKopecks };
}
