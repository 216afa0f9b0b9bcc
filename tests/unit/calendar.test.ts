/** Calendar arithmetic in the restaurant's zone: leap days, the turn of the year, clock changes. */
import { describe, expect, test } from 'vitest';
import {
  birthdayIn,
  endOfLocalDay,
  localDay,
  monthDaysAhead,
  nextBirthday,
} from '@/lib/loyalty/calendar';

const MOSCOW = 'Europe/Moscow';
const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const at = (text: string) => Date.parse(text);

describe('the local day', () => {
  test.each([
    ['2026-01-01T20:59:59Z', MOSCOW, '2026-01-01'],
    ['2026-01-01T21:00:00Z', MOSCOW, '2026-01-02'],
    ['2026-12-31T21:00:00Z', MOSCOW, '2027-01-01'],
    ['2026-01-02T04:59:59Z', NEW_YORK, '2026-01-01'],
    ['2026-03-29T22:00:00Z', BERLIN, '2026-03-30'],
    ['2028-02-28T21:00:00Z', MOSCOW, '2028-02-29'],
  ])('%s in %s is %s', (moment, zone, day) => {
    expect(localDay(at(moment), zone)).toBe(day);
  });
});

describe('a birthday', () => {
  test.each([
    ['1990-02-29', 2026, '2026-02-28'],
    ['1990-02-29', 2028, '2028-02-29'],
    ['1990-02-29', 2100, '2100-02-28'],
    ['1990-02-28', 2028, '2028-02-28'],
    ['1990-12-31', 2026, '2026-12-31'],
  ])('of %s in %i is on %s', (born, year, day) => {
    const birthday = birthdayIn(born, year, MOSCOW);
    expect(birthday).toMatchObject({ year, day, startsAt: at(`${day}T00:00:00+03:00`) });
  });

  test.each([
    // now, born -> day, days away
    ['2026-01-22T12:00:00+03:00', '1990-01-25', '2026-01-25', 3],
    ['2026-01-25T23:59:59+03:00', '1990-01-25', '2026-01-25', 0],
    ['2026-01-26T00:00:00+03:00', '1990-01-25', '2027-01-25', 364],
    ['2026-12-30T12:00:00+03:00', '1990-01-01', '2027-01-01', 2],
    ['2026-12-31T23:59:00+03:00', '1990-01-01', '2027-01-01', 1],
    ['2026-02-26T12:00:00+03:00', '1992-02-29', '2026-02-28', 2],
    ['2026-03-01T00:00:00+03:00', '1992-02-29', '2027-02-28', 364],
    ['2028-02-28T12:00:00+03:00', '1992-02-29', '2028-02-29', 1],
  ])('seen at %s, of %s: %s, %i days away', (now, born, day, daysAway) => {
    const found = nextBirthday(born, at(now), MOSCOW);
    expect([found.birthday.day, found.daysAway]).toEqual([day, daysAway]);
  });

  test.each([
    // Days of 23 and of 25 hours lie between.
    ['2026-03-28T12:00:00+01:00', BERLIN, '1990-03-30', 2],
    ['2026-10-24T12:00:00+02:00', BERLIN, '1990-10-26', 2],
    ['2026-03-07T12:00:00-05:00', NEW_YORK, '1990-03-09', 2],
    ['2026-11-01T00:30:00-04:00', NEW_YORK, '1990-11-02', 1],
  ])('from %s in %s, of %s: %i days away', (now, zone, born, daysAway) => {
    expect(nextBirthday(born, at(now), zone).daysAway).toBe(daysAway);
  });
});

describe('the end of a local day', () => {
  test.each([
    ['2026-01-25T00:00:00+03:00', 7, MOSCOW, '2026-02-02T00:00:00+03:00'],
    ['2026-12-28T00:00:00+03:00', 7, MOSCOW, '2027-01-05T00:00:00+03:00'],
    ['2028-02-28T00:00:00+03:00', 1, MOSCOW, '2028-03-01T00:00:00+03:00'],
    ['2026-03-28T00:00:00+01:00', 1, BERLIN, '2026-03-30T00:00:00+02:00'],
    ['2026-10-24T00:00:00+02:00', 1, BERLIN, '2026-10-26T00:00:00+01:00'],
    ['2026-03-29T00:00:00+01:00', 0, BERLIN, '2026-03-30T00:00:00+02:00'],
  ])('%s and %i days in %s: before %s', (from, days, zone, end) => {
    expect(endOfLocalDay(at(from), days, zone)).toBe(at(end));
  });
});

describe('month and day of the days ahead', () => {
  test.each([
    ['2026-06-10T12:00:00+03:00', 2, ['06-10', '06-11', '06-12']],
    ['2026-12-30T12:00:00+03:00', 3, ['12-30', '12-31', '01-01', '01-02']],
    ['2026-02-26T12:00:00+03:00', 3, ['02-26', '02-27', '02-28', '02-29', '03-01']],
    ['2028-02-26T12:00:00+03:00', 3, ['02-26', '02-27', '02-28', '02-29']],
    ['2028-02-28T12:00:00+03:00', 0, ['02-28']],
    ['2026-02-28T23:30:00+03:00', 0, ['02-28', '02-29']],
  ])('from %s, %i days: %j', (now, days, expected) => {
    expect(monthDaysAhead(at(now), days, MOSCOW)).toEqual(expected);
  });
});
