/** Lines priced from the menu, and the delivery fee (SPEC 1). Pure. */
import type { Settings } from '../settings';
import type { MenuItem } from '../store/port';
import type { OrderLine } from './facts';

/** A line as the customer asks for it. */
export interface LineRequest {
  menuItemId: number;
  quantity: number;
  addOnIds?: string[] | undefined;
}

export interface PricedLines {
  lines: OrderLine[];
  subtotalKopecks: number;
}

export interface PricingProblem {
  /** Path within the request, such as `items.0.addOnIds`. */
  path: string;
  reason: 'unknown' | 'unavailable';
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
    if (!item || !item.available) {
      const reason = item ? 'unavailable' : 'unknown';
      problems.push({ path: `items.${i}.menuItemId`, reason, name: item?.name ?? null });
      return;
    }
    const addOns = [...new Set(request.addOnIds ?? [])].map((id) =>
      item.addOns.find((a) => a.id === id),
    );
    if (addOns.includes(undefined)) {
      problems.push({ path: `items.${i}.addOnIds`, reason: 'unknown', name: item.name });
      return;
    }
    const chosen = addOns.flatMap((a) => (a ? [a] : []));
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
