/** Notices that an order, a lot or a gift asks for, made from facts and rows. Pure. */
import type { LedgerEntry } from '../loyalty/entry';
import { type Lot, livePoints } from '../loyalty/lots';
import type { OrderEvent, OrderFacts } from '../orders/facts';
import { isNews, type NewNotice, type NoticeData, sendableFrom, toldStatuses } from './notice';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Points that end within so many days are told of. */
const EXPIRING_DAYS = 7;

interface Told {
  key: string;
  userId: number;
  at: number;
  data: NoticeData;
}

const made = (told: Told, now: number, timeZone: string): NewNotice => ({
  ...told,
  notBefore: sendableFrom(told.data.kind, Math.max(told.at, now), timeZone),
});

export interface OrderNews {
  orderId: number;
  facts: OrderFacts;
  events: readonly OrderEvent[];
  /** Numbers of events that the ledger refused. */
  voided: ReadonlyMap<number, string>;
  rows: readonly LedgerEntry[];
}

/** Where the order is, and points of it that were paid out. */
export function orderNews(order: OrderNews, now: number, timeZone: string): NewNotice[] {
  const { orderId, facts, events, voided, rows } = order;
  const pickUp = facts.deliveryAddress === null;
  const { userId } = facts;
  const moves = events.flatMap((event): Told[] => {
    const status = voided.has(event.n) ? null : toldStatus(event);
    if (!status || !isNews('order_status', event.at, now)) return [];
    const data = { kind: 'order_status', orderId, status, pickUp } as const;
    return [{ key: `status:${orderId}:${event.n}`, userId, at: event.at, data }];
  });
  const payouts = rows.flatMap((row): Told[] => {
    const paid = row.type === 'earned' && row.status === 'completed' && row.refersTo !== null;
    if (!paid || row.points === 0 || !isNews('paid_out', row.at, now)) return [];
    const data = { kind: 'paid_out', orderId, points: row.points } as const;
    return [{ key: `paid_out:${userId}:${row.seq}`, userId, at: row.at, data }];
  });
  return [...moves, ...payouts].map((told) => made(told, now, timeZone));
}

type ToldStatus = (typeof toldStatuses)[number];

/** What customers did themselves, and refusals that they saw, are no news to them. */
function toldStatus({ data, actor }: OrderEvent): ToldStatus | null {
  if (data.kind === 'cancelled') {
    const byOthers =
      actor.kind === 'admin' || actor.kind === 'grid' || data.code === 'HOLD_EXPIRED';
    return byOthers ? 'cancelled' : null;
  }
  if (data.kind !== 'status') return null;
  return toldStatuses.find((status) => status === data.to) ?? null;
}

/** Lots that end within a week; each is told of once. */
export function expiryNews(
  userId: number,
  lots: readonly Lot[],
  now: number,
  timeZone: string,
): NewNotice[] {
  return lots.flatMap((lot) => {
    const { expiresAt, seq } = lot;
    const points = livePoints([lot], now);
    if (expiresAt === null || points === 0) return [];
    if (expiresAt > now + EXPIRING_DAYS * DAY_MS) return [];
    const data = { kind: 'expiring', points, expiresAt } as const;
    return [made({ key: `expiring:${userId}:${seq}`, userId, at: now, data }, now, timeZone)];
  });
}

/** When the next look should be at customers whose points end. */
export function expiringBy(now: number): number {
  return now + EXPIRING_DAYS * DAY_MS;
}

/** A birthday gift that is in the ledger. */
export function birthdayNews(row: LedgerEntry, now: number, timeZone: string): NewNotice[] {
  const { userId, points, expiresAt, at, causeKey } = row;
  if (!isNews('birthday', at, now)) return [];
  const data = { kind: 'birthday', points, expiresAt } as const;
  return [made({ key: causeKey ?? `bday:${userId}:${row.seq}`, userId, at, data }, now, timeZone)];
}
