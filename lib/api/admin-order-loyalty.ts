/** An order's points block for staff (SPEC 6, "Оплата"): rows, calculation, state. */
import { checkOrderRows } from '../loyalty/audit/order-check';
import type { EarningBasis, LedgerEntry } from '../loyalty/entry';
import { type OrderSnapshot, snapshotFacts } from '../loyalty/reconcile';
import { pointsToKopecks, toRubles } from '../money';
import type { OrderFacts } from '../orders/facts';
import { adminEntryView } from './admin-loyalty';
import type { AdminOrderLoyaltyAnswer, CalculationStep } from './admin-loyalty-answers';
import { orderView } from './order-view';

/** An order whose rows are written within moments is at work, not wrong. */
const AT_WORK_MS = 60 * 1000;

export function orderLoyaltyView(snapshot: OrderSnapshot, now: number): AdminOrderLoyaltyAnswer {
  const { order, events, rows, head, moduleOn } = snapshot;
  const facts = snapshotFacts(snapshot);
  const { loyalty } = orderView(snapshot);
  const basis = rows.findLast((r) => r.basis !== null)?.basis ?? null;
  const history = { id: order.id, placed: order.placed, events };
  const touched = events.at(-1)?.at ?? facts.placedAt;
  const problems = checkOrderRows({ order: history, rows, head, moduleOn, now });
  const atWork = problems.length > 0 && Math.abs(now - touched) < AT_WORK_MS;
  const toCome =
    loyalty.pointsEarnedState === 'pending' ||
    loyalty.pointsEarnedState === 'expected' ||
    loyalty.pointsUsedState === 'reserved' ||
    !order.settled;
  return {
    orderId: order.id,
    userId: facts.userId,
    programme: { id: facts.program.id, title: facts.program.title },
    tier: basis && { name: basis.tier, title: tierTitle(facts, basis.tier) },
    percent: basis?.percent ?? null,
    base: basis && toRubles(basis.baseKopecks),
    used: { points: loyalty.pointsUsed, state: loyalty.pointsUsedState },
    earned: {
      points: loyalty.pointsEarned,
      state: loyalty.pointsEarnedState,
      expiresAt: loyalty.expiresAt,
      payoutAt: loyalty.payoutAt,
    },
    calculation: basis ? calculation(basis, facts, rows) : [],
    rows: rows.map((row) => adminEntryView(row, now)),
    indicator: problems.length > 0 && !atWork ? 'red' : toCome || atWork ? 'orange' : 'green',
    problems: atWork ? [] : [...new Set(problems.map((p) => p.kind))],
  };
}

function tierTitle({ program }: OrderFacts, name: string): string {
  return program.tiers.find((t) => t.name === name)?.title ?? name;
}

/** The sum as it was done: every part with its sign, those left out marked so. */
function calculation(
  basis: EarningBasis,
  { program }: OrderFacts,
  rows: readonly LedgerEntry[],
): CalculationStep[] {
  const { delivery, promo, points } = program.earnBase;
  const step = (key: CalculationStep['key'], value: number, sign: CalculationStep['sign']) => ({
    key,
    value,
    sign,
  });
  const lapsed = basis.points - (currentEarning(rows)?.points ?? basis.points);
  return [
    step('subtotal', toRubles(basis.subtotalKopecks), '+'),
    step('delivery', toRubles(basis.deliveryKopecks), delivery === 'included' ? '+' : 'none'),
    step('promo', toRubles(basis.promoDiscountKopecks), promo === 'deducted' ? '-' : 'none'),
    step(
      'points_used',
      toRubles(pointsToKopecks(basis.pointsUsed)),
      points === 'deducted' ? '-' : 'none',
    ),
    step('base', toRubles(basis.baseKopecks), '='),
    step('percent', basis.percent, 'x'),
    step('earned', basis.points, '='),
    // What of an earlier lot had expired is not granted again.
    ...(lapsed > 0 ? [step('lapsed', lapsed, '-')] : []),
  ];
}

function currentEarning(rows: readonly LedgerEntry[]): LedgerEntry | undefined {
  return rows.findLast((r) => r.type === 'earned');
}
