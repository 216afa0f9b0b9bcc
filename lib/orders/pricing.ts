/** Lines priced from the menu, and the delivery fee (SPEC 1). Pure. */
import { type Refusal, refuse } from '../refusal';
import type { Settings } from '../settings';
import type { MenuGroup, MenuItem } from '../store/port-menu';
import type { OrderLine } from './facts';

/** A line as the customer asks for it. */
export interface LineRequest {
  menuItemId: number;
  quantity: number;
  /** Options of groups and add-ons alike. */
  addOnIds?: string[] | undefined;
}

export interface PricedLines {
  lines: OrderLine[];
  subtotalKopecks: number;
}

export interface PricingProblem {
  /** Path within the request, such as `items.0.addOnIds`. */
  path: string;
  /** `options`: too few or too many of a group. */
  reason: 'unknown' | 'unavailable' | 'options';
  /** The dish's name; for `options` also what to choose. */
  name: string | null;
}

/** Prices every line from the menu, or says which lines cannot be ordered. */
export function priceLines(
  requests: readonly LineRequest[],
  menu: readonly MenuItem[],
): PricedLines | PricingProblem[] {
  const byId = new Map(menu.map((item) => [item.id, item]));
  const problems: PricingProblem[] = [];
  const lines: OrderLine[] = [];
  requests.forEach((request, i) => {
    const item = byId.get(request.menuItemId);
    if (!item?.available || item.removed) {
      const reason = item ? 'unavailable' : 'unknown';
      problems.push({ path: `items.${i}.menuItemId`, reason, name: item?.name ?? null });
      return;
    }
    const ids = new Set(request.addOnIds ?? []);
    const options = item.groups.flatMap((g) => g.options.filter((o) => ids.has(o.id)));
    for (const option of options) ids.delete(option.id);
    const addOns = [...ids].map((id) => item.addOns.find((a) => a.id === id));
    const path = `items.${i}.addOnIds`;
    if (addOns.includes(undefined)) {
      problems.push({ path, reason: 'unknown', name: item.name });
      return;
    }
    const unmet = item.groups.filter((g) => !isMet(g, options));
    if (unmet.length > 0) {
      const name = `${item.name}: ${unmet.map((g) => g.name).join(', ')}`;
      problems.push({ path, reason: 'options', name });
      return;
    }
    const chosen = [...options, ...addOns.flatMap((a) => (a ? [a] : []))];
    const unitKopecks = chosen.reduce((sum, a) => sum + a.priceKopecks, item.priceKopecks);
    lines.push({
      menuItemId: item.id,
      name: item.name,
      quantity: request.quantity,
      unitKopecks,
      addOns: chosen.map(({ id, name, priceKopecks }) => ({ id, name, priceKopecks })),
    });
  });
  if (problems.length > 0) return problems;
  return { lines, subtotalKopecks: subtotalOf(lines) };
}

function isMet(group: MenuGroup, options: readonly { id: string }[]): boolean {
  const chosen = options.filter((o) => group.options.some((own) => own.id === o.id)).length;
  return chosen >= group.min && chosen <= group.max;
}

/**
 * The refusal for lines that cannot be ordered: MENU_ITEM_UNAVAILABLE, or, when
 * choices are all that is wrong, MENU_OPTIONS_INVALID; with the fields.
 */
export function pricingRefusal(problems: readonly PricingProblem[]): Refusal {
  const onlyOptions = problems.every((p) => p.reason === 'options');
  const fields = problems.map((p) => ({ path: p.path, message: p.name ?? p.reason }));
  return refuse(onlyOptions ? 'MENU_OPTIONS_INVALID' : 'MENU_ITEM_UNAVAILABLE', { fields });
}

/** The menu for staff: what the kitchen made is a fact, also of what has run out, is off the menu or not chosen. */
export function staffMenu(menu: readonly MenuItem[]): MenuItem[] {
  return menu.map((item) => ({
    ...item,
    available: true,
    removed: false,
    groups: item.groups.map((g) => ({ ...g, min: 0, max: g.options.length })),
  }));
}

/** MIN_ORDER (param `missingKopecks`) when the dishes come to less than the restaurant takes. */
export function minimumProblem(
  { minimumOrderKopecks }: Pick<Settings, 'minimumOrderKopecks'>,
  subtotalKopecks: number,
): Refusal | null {
  const missingKopecks = minimumOrderKopecks - subtotalKopecks;
  return missingKopecks > 0 ? refuse('MIN_ORDER', { params: { missingKopecks } }) : null;
}

/** Sum of the lines in kopecks. */
export function subtotalOf(lines: readonly OrderLine[]): number {
  return lines.reduce((sum, l) => sum + l.unitKopecks * l.quantity, 0);
}

/** Fixed fee, free from a threshold of the subtotal; pick-up costs 0. */
export function deliveryFeeKopecks(
  rules: Settings['delivery'],
  subtotalKopecks: number,
  isDelivery: boolean,
): number {
  if (!isDelivery) return 0;
  const free = rules.freeFromKopecks !== null && subtotalKopecks >= rules.freeFromKopecks;
  return free ? 0 : rules.feeKopecks;
}
