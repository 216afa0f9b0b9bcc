/**
 * What the page shows before it asks: sums, cap and points to be earned, from
 * the same pure functions as the server's. The server decides (`expected`).
 */
import type { BalanceAnswer, LoyaltyRules, MenuAnswer, MenuItemView } from '../api/answers';
import { earnBaseKopecks } from '../loyalty/earning';
import type { LoyaltyProgram } from '../loyalty/program';
import { percentToPoints, toKopecks, toRubles } from '../money';
import { type Amounts, payableKopecks, totalKopecks } from '../orders/amounts';
import type { Cart, CartLine } from './cart';
import { lineId } from './cart';
import { groupsOf } from './contract';

export interface PricedLine {
  id: string;
  line: CartLine;
  /** null: no longer on the menu. */
  item: MenuItemView | null;
  addOns: MenuItemView['addOns'];
  unitKopecks: number;
  totalKopecks: number;
  /** Why the line cannot be ordered. */
  problem: 'gone' | 'soldOut' | 'choose' | null;
}

/** Everything of a dish that a line may name: options of its groups, then add-ons. */
function extrasOf(item: MenuItemView): MenuItemView['addOns'] {
  return [...groupsOf(item).flatMap((group) => group.options), ...item.addOns];
}

/** Kopecks of one portion with these options and add-ons. */
export function priceLine(item: MenuItemView, ids: readonly string[]): number {
  return extrasOf(item)
    .filter((extra) => ids.includes(extra.id))
    .reduce((sum, extra) => sum + toKopecks(extra.price), toKopecks(item.price));
}

/** Is every group of the dish chosen from as it asks? */
export function isChoiceWhole(item: MenuItemView, ids: readonly string[]): boolean {
  return groupsOf(item).every(({ min, max, options }) => {
    const chosen = options.filter((option) => ids.includes(option.id)).length;
    return chosen >= min && chosen <= max;
  });
}

/** The least a dish can cost: with the cheapest of every choice that must be made. */
export function lowestPrice(item: MenuItemView): { rubles: number; exact: boolean } {
  const groups = groupsOf(item).filter((group) => group.options.length > 0);
  const least = groups.map(({ min, options }) => {
    const prices = options.map((option) => option.price).sort((a, b) => a - b);
    return prices.slice(0, min).reduce((sum, price) => sum + price, 0);
  });
  const exact = groups.every(
    ({ min, options }) => min === 0 || new Set(options.map((option) => option.price)).size === 1,
  );
  return { rubles: least.reduce((sum, price) => sum + price, item.price), exact };
}

/** Prices the cart's lines by the menu; lines that cannot be ordered cost nothing. */
export function priceLines(lines: readonly CartLine[], menu: MenuAnswer): PricedLine[] {
  const items = new Map(menu.categories.flatMap((c) => c.items).map((item) => [item.id, item]));
  return lines.map((line) => {
    const item = items.get(line.menuItemId) ?? null;
    const addOns = item ? extrasOf(item).filter((a) => line.addOnIds.includes(a.id)) : [];
    const problem = lineProblem(line, item, addOns.length);
    const unit = item ? priceLine(item, line.addOnIds) : 0;
    return {
      id: lineId(line),
      line,
      item,
      addOns,
      unitKopecks: unit,
      totalKopecks: problem ? 0 : unit * line.quantity,
      problem,
    };
  });
}

function lineProblem(
  { addOnIds }: CartLine,
  item: MenuItemView | null,
  found: number,
): PricedLine['problem'] {
  if (!item) return 'gone';
  if (!item.available) return 'soldOut';
  // An add-on went, or the dish has a choice now that it had not: choose anew.
  return found !== addOnIds.length || !isChoiceWhole(item, addOnIds) ? 'choose' : null;
}

/** Delivery for a subtotal: free for pick-up and from the threshold. */
export function deliveryFor(
  delivery: MenuAnswer['delivery'],
  receive: Cart['receive'],
  subtotalKopecks: number,
): number {
  if (receive === 'pickup' || subtotalKopecks === 0) return 0;
  const free = delivery.freeFrom !== null && subtotalKopecks >= toKopecks(delivery.freeFrom);
  return free ? 0 : toKopecks(delivery.fee);
}

export interface Preview {
  amounts: Amounts;
  totalKopecks: number;
  payableKopecks: number;
  pointsUsed: number;
  pointsToEarn: number;
}

/** All sums of an order. `earnPercent` is that of the customer's tier now. */
export function previewOrder(
  amounts: Amounts,
  pointsUsed: number,
  rules: LoyaltyRules,
  earnPercent: number,
): Preview {
  return {
    amounts,
    totalKopecks: totalKopecks(amounts),
    payableKopecks: payableKopecks(amounts, pointsUsed),
    pointsUsed,
    pointsToEarn: rules.enabled
      ? percentToPoints(earnBaseKopecks(asProgram(rules), amounts, pointsUsed), earnPercent)
      : 0,
  };
}

/** The tier's percent; someone who is not signed in will start on the lowest. */
export function earnPercentOf(rules: LoyaltyRules, balance: BalanceAnswer | undefined): number {
  return balance?.tier.earnPercent ?? rules.tiers[0]?.earnPercent ?? 0;
}

/** What the page showed, as POST and PATCH send it. */
export function expectedOf(preview: Preview) {
  return {
    total: toRubles(preview.totalKopecks),
    payable: toRubles(preview.payableKopecks),
    pointsToEarn: preview.pointsToEarn,
  };
}

export type PointsBlock = 'signedOut' | 'off' | 'none' | 'capZero';

/** Why no points can be chosen at all; null when they can. */
export function pointsBlock(state: {
  signedIn: boolean;
  enabled: boolean;
  balance: number;
  /** undefined: the server has not answered yet. */
  maxPoints: number | undefined;
}): PointsBlock | null {
  if (!state.enabled) return 'off';
  if (!state.signedIn) return 'signedOut';
  if (state.balance <= 0) return 'none';
  return state.maxPoints === 0 ? 'capZero' : null;
}

/**
 * The rules of the menu answer in the form that the pure functions take. They
 * read `earnBase` only; the rest stands for what a page does not know.
 */
function asProgram(rules: LoyaltyRules): LoyaltyProgram {
  return {
    id: rules.programme,
    title: rules.programme,
    tiers: rules.tiers.map((t) => ({
      name: t.name,
      title: t.title,
      thresholdKopecks: toKopecks(t.threshold),
      earnPercent: t.earnPercent,
    })),
    tierBasis: { kind: 'lifetime' },
    demotion: true,
    qualifyingSpend: { delivery: 'included', points: 'deducted' },
    earnBase: rules.earnBase,
    earnWhen: rules.earnWhen,
    cashHoldHours: rules.cashHoldHours,
    spendWhen: 'placed',
    spendCap: rules.spendCap,
    earnedLifeDays: null,
    adjustmentLifeDays: null,
    welcome: null,
    birthday: null,
    shortfall: 'debt',
    refundGraceDays: 0,
  };
}
