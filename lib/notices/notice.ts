/**
 * What customers are told of, under which key, from when and until when. Pure.
 * A key names one happening: told once, whoever looks at it again.
 */
import { TZDate } from '@date-fns/tz';
import { addDays, set } from 'date-fns';
import { z } from 'zod';
import type { NoticeKind } from './kinds';

/** Statuses that a customer waits for. */
export const toldStatuses = [
  'accepted',
  'ready',
  'on_way',
  'delivered',
  'issued',
  'cancelled',
] as const;

export const noticeData = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('order_status'),
    orderId: z.int(),
    status: z.enum(toldStatuses),
    pickUp: z.boolean(),
  }),
  z.strictObject({ kind: z.literal('paid_out'), orderId: z.int().nullable(), points: z.int() }),
  z.strictObject({ kind: z.literal('expiring'), points: z.int(), expiresAt: z.int() }),
  z.strictObject({
    kind: z.literal('birthday'),
    points: z.int(),
    expiresAt: z.int().nullable(),
  }),
]);

export type NoticeData = z.infer<typeof noticeData>;

export interface NewNotice {
  /** Unique for ever. */
  key: string;
  userId: number;
  at: number;
  /** Not sent earlier. */
  notBefore: number;
  data: NoticeData;
}

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Local hours between which a notice that can wait is sent. */
const MORNING = 10;
const EVENING = 21;

/** The moment from which a notice of this kind may be sent: what can wait does not wake anybody. */
export function sendableFrom(kind: NoticeKind, at: number, timeZone: string): number {
  if (kind === 'order_status') return at;
  const local = new TZDate(at, timeZone);
  const morning = set(local, { hours: MORNING, minutes: 0, seconds: 0, milliseconds: 0 });
  if (local.getHours() < MORNING) return morning.getTime();
  return local.getHours() < EVENING ? at : addDays(morning, 1).getTime();
}

/** Longest time after which it is still news; a lot's end ends the news of it too. */
const freshMs: Record<NoticeKind, number> = {
  order_status: 6 * HOUR_MS,
  paid_out: 3 * DAY_MS,
  expiring: 8 * DAY_MS,
  birthday: 14 * DAY_MS,
};

/** Is it too late to tell? */
export function isStale(notice: { at: number; data: NoticeData }, now: number): boolean {
  const { at, data } = notice;
  const end = 'expiresAt' in data ? (data.expiresAt ?? Number.POSITIVE_INFINITY) : now + 1;
  return now >= Math.min(end, at + freshMs[data.kind]);
}

/** News so old that no notice is made of it any more. */
export function isNews(kind: NoticeKind, at: number, now: number): boolean {
  return now - at < freshMs[kind];
}

/** After so many tries it is given up. */
export const MOST_TRIES = 10;

/** How long to wait after the n-th try failed: 1, 2, 4 ... minutes, at most two hours. */
export function backOffMs(tries: number): number {
  return Math.min(MINUTE_MS * 2 ** (tries - 1), 2 * HOUR_MS);
}
