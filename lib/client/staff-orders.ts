/** Staff's side of orders: the board, the list, what a change would do. */
import type { AdminOrderLoyaltyAnswer } from '../api/admin-loyalty-answers';
import type { OrderPreviewAnswer } from '../api/order-preview';
import type { BoardAnswer, BoardCard } from '../api/staff-orders';
import type { StaffOrder, StaffOrderInput, StaffOrders } from './admin-api';
import { request } from './http';

export const staffOrderPaths = {
  board: '/api/admin/orders/board',
  /** `query` as in the address: `?status=new`, or empty. */
  list: (query: string) => `/api/admin/orders${query}`,
  loyalty: (id: number) => `/api/admin/orders/${id}/loyalty`,
  preview: (id: number) => `/api/admin/orders/${id}/preview`,
};

export const staffOrdersApi = {
  board: (known: string | undefined) =>
    request<BoardAnswer>(
      `${staffOrderPaths.board}${known ? `?known=${encodeURIComponent(known)}` : ''}`,
    ),
  list: (path: string) => request<StaffOrders>(path),
  loyalty: (path: string) => request<AdminOrderLoyaltyAnswer>(path),
  preview: (id: number, body: StaffOrderInput, signal?: AbortSignal) =>
    request<OrderPreviewAnswer>(staffOrderPaths.preview(id), {
      method: 'POST',
      body,
      ...(signal && { signal }),
    }),
};

/** A board that has come: `orders` are there. */
export interface Board {
  version: string;
  orders: BoardCard[];
  counts: Record<string, number>;
  /** Milliseconds that the site's clock is ahead of this browser's. */
  ahead: number;
}

/** The new board from an answer, or the one at hand when nothing changed. */
export function boardFrom(answer: BoardAnswer, had: Board | undefined, now: number): Board | null {
  const { version, orders, counts } = answer;
  if (!orders) return had ?? null;
  return { version, orders, counts, ahead: Date.parse(answer.now) - now };
}

/** The card after its order was changed here, before the board says so. */
export function movedCard(card: BoardCard, order: Omit<StaffOrder, 'customer'>): BoardCard {
  const { status, paymentStatus, paymentMethod, payable, pointsUsed, events } = order;
  const last = events.at(-1);
  const since = status === card.status ? card.since : (last?.at ?? card.since);
  return {
    ...card,
    status,
    paymentStatus,
    paymentMethod,
    payable,
    pointsUsed,
    since,
    seen: last?.n ?? 0,
  };
}

const MINUTE_MS = 60_000;

export type Urgency = 'calm' | 'soon' | 'late';

/** How much an order hurries: a new one by its waiting, the others by when they are wished for. */
export function urgencyOf(
  { status, since, createdAt, scheduledFor }: BoardCard,
  now: number,
): Urgency {
  const minutes = (from: string) => (now - Date.parse(from)) / MINUTE_MS;
  if (status === 'new') return level(minutes(since), 3, 8);
  if (scheduledFor) return level(minutes(scheduledFor), -20, 0);
  return level(minutes(createdAt), 40, 60);
}

function level(value: number, soon: number, late: number): Urgency {
  if (value >= late) return 'late';
  return value >= soon ? 'soon' : 'calm';
}

/** In the order in which they are wanted: by the wished time, or else by when they were placed. */
export function byUrgency(a: BoardCard, b: BoardCard): number {
  const wanted = (card: BoardCard) => Date.parse(card.scheduledFor ?? card.createdAt);
  return wanted(a) - wanted(b) || a.id - b.id;
}

/** New orders that were not on the board before; none while nothing was known. */
export function arrivals(before: Board | undefined, now: Board): BoardCard[] {
  if (!before) return [];
  const highest = Math.max(0, ...before.orders.map((card) => card.id));
  return now.orders.filter((card) => card.status === 'new' && card.id > highest);
}

const SOONEST_MS = 4_000;
const QUIET_MS = 12_000;
const BROKEN_MS = 60_000;

/** How long until the board is asked again: longer while nothing happens, and while it fails. */
export function pauseMs(quietAnswers: number, failures: number): number {
  if (failures > 0) return Math.min(BROKEN_MS, SOONEST_MS * 2 ** failures);
  return Math.min(QUIET_MS, SOONEST_MS + 1_000 * quietAnswers);
}
