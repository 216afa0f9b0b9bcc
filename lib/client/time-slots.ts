/** The times a customer may wish an order for, from the restaurant's hours. Pure. */
import { tzOffset } from '@date-fns/tz/tzOffset';
import type { RestaurantView } from '../api/answers';

type Hours = RestaurantView['hours'][number];

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const STEP_MINUTES = 30;
/** Today, tomorrow and the day after. */
const DAYS_AHEAD = 3;

export interface SlotDay {
  /** YYYY-MM-DD in the restaurant's time zone. */
  date: string;
  /** ISO moments, earliest first. */
  slots: string[];
}

/** Days that still have a time to offer; half-hours within the hours, after the lead time. */
export function slotDays(restaurant: RestaurantView, now: number): SlotDay[] {
  const { timeZone, leadMinutes } = restaurant;
  const hours = restaurant.hours.length > 0 ? restaurant.hours : aroundTheClock;
  const earliest = now + leadMinutes * MINUTE_MS;
  // Midnight of the local day, written as if it were UTC.
  const local = new Date(now + offsetMs(timeZone, now));
  const midnight = Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate());
  return Array.from({ length: DAYS_AHEAD }, (_, ahead) => {
    const day = midnight + ahead * DAY_MINUTES * MINUTE_MS;
    const weekday = new Date(day).getUTCDay() || 7;
    const slots = hours
      .filter((h) => h.day === weekday)
      .flatMap(minutesOf)
      .map((minute) => fromLocal(timeZone, day + minute * MINUTE_MS))
      .filter((at) => at >= earliest)
      .sort((a, b) => a - b)
      .map((at) => new Date(at).toISOString());
    return { date: new Date(day).toISOString().slice(0, 10), slots: [...new Set(slots)] };
  }).filter((day) => day.slots.length > 0);
}

const aroundTheClock: Hours[] = [1, 2, 3, 4, 5, 6, 7].map((day) => ({
  day,
  from: '00:00',
  to: '24:00',
}));

/** Minutes of the day at which an order may be wished; hours may run past midnight. */
function minutesOf({ from, to }: Hours): number[] {
  const start = minuteOf(from);
  const end = minuteOf(to) > start ? minuteOf(to) : minuteOf(to) + DAY_MINUTES;
  const first = Math.ceil(start / STEP_MINUTES) * STEP_MINUTES;
  const minutes: number[] = [];
  for (let minute = first; minute < end; minute += STEP_MINUTES) minutes.push(minute);
  return minutes;
}

function minuteOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

function offsetMs(timeZone: string, at: number): number {
  return tzOffset(timeZone, new Date(at)) * MINUTE_MS;
}

/** A local wall time, written as if it were UTC, to the real moment. */
function fromLocal(timeZone: string, wall: number): number {
  const guess = wall - offsetMs(timeZone, wall);
  return wall - offsetMs(timeZone, guess);
}
