/**
 * When the restaurant takes orders (SPEC 1). Hours are local to
 * BUSINESS_TZ; moments are integer milliseconds. Pure.
 */
import { TZDate } from '@date-fns/tz';
import { type Refusal, refuse } from '../refusal';
import type { Settings } from '../settings';
import { minimumProblem } from './pricing';

export type OpeningRules = Pick<Settings, 'hours' | 'closedDates' | 'paused'>;

/** How far ahead an order may be wished for. */
export const MOST_DAYS_AHEAD = 14;
/** A longer closed time has no next opening to tell of. */
const OPENING_DAYS_AHEAD = 60;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface OpenState {
  open: boolean;
  /** The next opening while closed; null when open, paused, or none is near. */
  opensAt: number | null;
  /** null when closed, or when no end is near. */
  closesAt: number | null;
}

interface Span {
  from: number;
  /** First moment after it. */
  to: number;
}

/** Is it open at `now`, until when, or from when. */
export function openState(rules: OpeningRules, now: number, timeZone: string): OpenState {
  if (rules.paused) return { open: false, opensAt: null, closesAt: null };
  const horizon = now + MOST_DAYS_AHEAD * DAY_MS;
  const present = spansBetween(rules, now, horizon, timeZone).find(
    (s) => s.from <= now && now < s.to,
  );
  if (present) {
    return { open: true, opensAt: null, closesAt: present.to > horizon ? null : present.to };
  }
  const until = now + OPENING_DAYS_AHEAD * DAY_MS;
  const next = spansBetween(rules, now, until, timeZone).find((s) => s.from > now);
  return { open: false, opensAt: next?.from ?? null, closesAt: null };
}

/**
 * Whether the restaurant takes an order of these dishes for that time; what is
 * left out is not judged. Refused: MIN_ORDER, RESTAURANT_CLOSED, TIME_UNAVAILABLE.
 */
export function servingProblem(
  settings: OpeningRules & Pick<Settings, 'minimumOrderKopecks'>,
  wish: { subtotalKopecks?: number | undefined; scheduledFor?: number | null | undefined },
  now: number,
  timeZone: string,
): Refusal | null {
  const { subtotalKopecks, scheduledFor } = wish;
  return (
    (subtotalKopecks === undefined ? null : minimumProblem(settings, subtotalKopecks)) ??
    (scheduledFor === undefined ? null : timeProblem(settings, scheduledFor, now, timeZone))
  );
}

/**
 * Why an order cannot be had at `wished` (null: as soon as possible). The moment
 * of closing itself still counts. Refused: RESTAURANT_CLOSED (param `opensAt`, ISO,
 * when there is one), TIME_UNAVAILABLE.
 */
export function timeProblem(
  rules: OpeningRules,
  wished: number | null,
  now: number,
  timeZone: string,
): Refusal | null {
  if (wished === null || rules.paused) {
    const { open, opensAt } = openState(rules, now, timeZone);
    if (open) return null;
    if (opensAt === null) return refuse('RESTAURANT_CLOSED');
    return refuse('RESTAURANT_CLOSED', { params: { opensAt: new Date(opensAt).toISOString() } });
  }
  const reachable = wished >= now && wished <= now + MOST_DAYS_AHEAD * DAY_MS;
  const within = spansBetween(rules, wished, wished, timeZone).some((s) => s.from <= wished);
  return reachable && within ? null : refuse('TIME_UNAVAILABLE');
}

/** Open spans that touch the time from `from` to `to`, ends included; spans that meet are one. */
function spansBetween(rules: OpeningRules, from: number, to: number, timeZone: string): Span[] {
  const closed = new Set(rules.closedDates);
  // Yesterday's hours may reach over midnight, and on from there into today's.
  const first = dayAt(from, timeZone, -1);
  const days = Math.ceil((to - from) / DAY_MS) + 3;
  const spans: Span[] = [];
  for (let i = 0; i < days; i++) {
    const day = new TZDate(first.year, first.month, first.day + i, timeZone);
    if (closed.has(isoDay(day))) continue;
    for (const hours of rules.hours) {
      if (hours.day !== isoWeekday(day)) continue;
      const overnight = hours.to <= hours.from ? 1 : 0;
      const span = {
        from: momentOn(day, 0, hours.from, timeZone),
        to: momentOn(day, overnight, hours.to, timeZone),
      };
      // A clock that goes forward can swallow hours whole.
      if (span.from < span.to) spans.push(span);
    }
  }
  return merged(spans).filter((s) => s.to >= from && s.from <= to);
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

function dayAt(at: number, timeZone: string, plusDays: number) {
  const local = new TZDate(at, timeZone);
  return { year: local.getFullYear(), month: local.getMonth(), day: local.getDate() + plusDays };
}

/** 1 = Monday. */
function isoWeekday(day: TZDate): number {
  return day.getDay() || 7;
}

function isoDay(day: TZDate): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** "HH:MM" on a local day, "24:00" being the next day's start. */
function momentOn(day: TZDate, plusDays: number, time: string, timeZone: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const date = day.getDate() + plusDays;
  return new TZDate(day.getFullYear(), day.getMonth(), date, hour, minute, timeZone).getTime();
}
