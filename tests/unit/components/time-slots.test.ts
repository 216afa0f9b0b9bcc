import { describe, expect, test } from 'vitest';
import type { RestaurantView } from '@/lib/api/answers';
import { slotDays } from '@/lib/client/time-slots';

const everyDay = (from: string, to: string) =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to }));

const restaurant: RestaurantView = {
  open: true,
  opensAt: null,
  closesAt: null,
  hours: everyDay('10:00', '22:00'),
  timeZone: 'Europe/Moscow',
  minimumOrder: 0,
  leadMinutes: 60,
};

/** Sunday, 15:10 in Moscow. */
const now = Date.parse('2026-03-15T12:10:00Z');

describe('times to choose from', () => {
  test('begin after the lead time and end before closing', () => {
    const [today, tomorrow] = slotDays(restaurant, now);
    expect(today?.date).toBe('2026-03-15');
    expect(today?.slots[0]).toBe('2026-03-15T13:30:00.000Z');
    expect(today?.slots.at(-1)).toBe('2026-03-15T18:30:00.000Z');
    expect(tomorrow?.slots[0]).toBe('2026-03-16T07:00:00.000Z');
    expect(tomorrow?.slots).toHaveLength(24);
  });

  test('leave out a day that is over and a weekday that is closed', () => {
    const late = Date.parse('2026-03-15T18:45:00Z');
    const noMonday = restaurant.hours.filter(({ day }) => day !== 1);
    const days = slotDays({ ...restaurant, hours: noMonday }, late);
    expect(days.map((d) => d.date)).toEqual(['2026-03-17']);
  });

  test('run past midnight where the hours do', () => {
    const [today] = slotDays({ ...restaurant, hours: everyDay('18:00', '02:00') }, now);
    expect(today?.slots[0]).toBe('2026-03-15T15:00:00.000Z');
    expect(today?.slots.at(-1)).toBe('2026-03-15T22:30:00.000Z');
  });

  test("are the restaurant's, whatever its time zone", () => {
    const [today] = slotDays({ ...restaurant, timeZone: 'Asia/Vladivostok' }, now);
    // There it is 22:10 already: the first day with a time is the next.
    expect(today).toMatchObject({ date: '2026-03-16' });
    expect(today?.slots[0]).toBe('2026-03-16T00:00:00.000Z');
  });

  test('without hours the day is open from end to end', () => {
    const [, tomorrow] = slotDays({ ...restaurant, hours: [] }, now);
    expect(tomorrow?.slots).toHaveLength(48);
  });
});
