/** The editor's lines: what the order has, as staff change it. Pure. */
import type { MenuItemView, OrderLineView } from '../api/answers';
import type { StaffOrder, StaffOrderInput } from './admin-api';

export interface DraftLine {
  menuItemId: number;
  name: string;
  quantity: number;
  addOns: { id: string; name: string }[];
}

export interface LineDraft {
  lines: DraftLine[];
  /** As typed, rubles. */
  fee: string;
  dropPoints: boolean;
}

export function draftOf(order: Pick<StaffOrder, 'items' | 'deliveryFee'>): LineDraft {
  return {
    lines: order.items.map(lineOf),
    fee: String(order.deliveryFee).replace('.', ','),
    dropPoints: false,
  };
}

function lineOf({ menuItemId, name, quantity, addOns }: OrderLineView): DraftLine {
  return { menuItemId, name, quantity, addOns: addOns.map((a) => ({ id: a.id, name: a.name })) };
}

/** Names a line: the same dish with the same additions is one. */
export function lineKey({ menuItemId, addOns }: Pick<DraftLine, 'menuItemId' | 'addOns'>): string {
  const ids = addOns.map((a) => a.id).sort();
  return [menuItemId, ...ids].join(':');
}

/** One portion more of it, as a new line where there is none yet. */
export function withDish(
  draft: LineDraft,
  dish: Pick<MenuItemView, 'id' | 'name'>,
  addOns: DraftLine['addOns'],
): LineDraft {
  const line: DraftLine = { menuItemId: dish.id, name: dish.name, quantity: 1, addOns };
  const key = lineKey(line);
  if (!draft.lines.some((l) => lineKey(l) === key)) {
    return { ...draft, lines: [...draft.lines, line] };
  }
  return { ...draft, lines: withQuantity(draft.lines, key, (n) => n + 1) };
}

/** A quantity of 0 takes the line away. */
export function withQuantity(
  lines: readonly DraftLine[],
  key: string,
  next: (quantity: number) => number,
): DraftLine[] {
  return lines
    .map((line) => (lineKey(line) === key ? { ...line, quantity: next(line.quantity) } : line))
    .filter((line) => line.quantity > 0);
}

/** Typed rubles, with a comma or a point; null: no such sum. */
export function readFee(text: string): number | null {
  const typed = text.trim().replace(',', '.');
  return /^\d{1,6}(\.\d{1,2})?$/.test(typed) ? Number(typed) : null;
}

/** What the draft asks of the server; null: nothing, or nothing that could be asked. */
export function wishOf(order: StaffOrder, draft: LineDraft): StaffOrderInput | null {
  const fee = readFee(draft.fee);
  if (fee === null || draft.lines.length === 0) return null;
  const same = JSON.stringify(draft.lines) === JSON.stringify(order.items.map(lineOf));
  const wish: StaffOrderInput = {
    ...(!same && {
      items: draft.lines.map(({ menuItemId, quantity, addOns }) => ({
        menuItemId,
        quantity,
        ...(addOns.length > 0 && { addOnIds: addOns.map((a) => a.id) }),
      })),
    }),
    ...(fee !== order.deliveryFee && { deliveryFee: fee }),
    ...(draft.dropPoints && { dropPoints: true }),
  };
  return Object.keys(wish).length > 0 ? wish : null;
}
