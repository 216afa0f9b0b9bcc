/** Calendar arithmetic in the restaurant's time zone (SPEC 3, "Expiry, birthdays, time"). Pure. */
import { TZDate, tz } from '@date-fns/tz';
import { addDays, endOfDay, format, getDaysInMonth, startOfDay } from 'date-fns';

/** A birthday as it falls in one year. */
export interface Birthday {
  year: number;
  /** Local day, YYYY-MM-DD. */
  day: string;
  /** Start of that local day. */
  startsAt: number;
}

/** The local day of a moment, YYYY-MM-DD. */
export function localDay(at: number, timeZone: string): string {
  return format(new TZDate(at, timeZone), 'yyyy-MM-dd', { in: tz(timeZone) });
}

/** The birthday of `birthDate` (YYYY-MM-DD) in `year`; 29 February is 28 February in other years. */
export function birthdayIn(birthDate: string, year: number, timeZone: string): Birthday {
  const [, month = 1, day = 1] = birthDate.split('-').map(Number);
  const last = getDaysInMonth(new Date(year, month - 1, 1));
  const date = new TZDate(year, month - 1, Math.min(day, last), timeZone);
  return { year, day: format(date, 'yyyy-MM-dd', { in: tz(timeZone) }), startsAt: date.getTime() };
}

/** The next birthday, today's included, and how many local days away it is. */
export function nextBirthday(
  birthDate: string,
  now: number,
  timeZone: string,
): { birthday: Birthday; daysAway: number } {
  const today = startOfDay(new TZDate(now, timeZone));
  const year = today.getFullYear();
  const thisYear = birthdayIn(birthDate, year, timeZone);
  const birthday =
    thisYear.startsAt >= today.getTime() ? thisYear : birthdayIn(birthDate, year + 1, timeZone);
  // Rounded, for a day with a clock change has 23 or 25 hours.
  const daysAway = Math.round((birthday.startsAt - today.getTime()) / 86_400_000);
  return { birthday, daysAway };
}

/** First moment after the local day that lies `days` after the one starting at `startsAt`. */
export function endOfLocalDay(startsAt: number, days: number, timeZone: string): number {
  return endOfDay(addDays(new TZDate(startsAt, timeZone), days)).getTime() + 1;
}

/** MM-DD of today and the `days` after it; with 02-28 goes 02-29 in a year without one. */
export function monthDaysAhead(now: number, days: number, timeZone: string): string[] {
  const today = startOfDay(new TZDate(now, timeZone));
  const found = Array.from({ length: days + 1 }, (_, i) => addDays(today, i)).flatMap((d) => {
    const monthDay = format(d, 'MM-dd', { in: tz(timeZone) });
    const leapless = getDaysInMonth(new Date(d.getFullYear(), 1, 1)) === 28;
    return monthDay === '02-28' && leapless ? [monthDay, '02-29'] : [monthDay];
  });
  return [...new Set(found)];
}

/** First moment of a local day, YYYY-MM-DD. */
export function localDayStart(day: string, timeZone: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new TZDate(year, month - 1, date, timeZone).getTime();
}

/** Last millisecond of a local day. */
export function localDayEnd(day: string, timeZone: string): number {
  return endOfLocalDay(localDayStart(day, timeZone), 0, timeZone) - 1;
}
