/** Opening hours as tables: nights, clock changes, closed days, wished times. */
import { describe, expect, test } from 'vitest';
import { type OpeningRules, openState, timeProblem } from '@/lib/orders/hours';
import { settingsSchema } from '@/lib/settings';

const MOSCOW = 'Europe/Moscow';
const BERLIN = 'Europe/Berlin';
const always = settingsSchema.parse({});

type Week = [day: number, from: string, to: string][];

function rules(week: Week, more: Partial<OpeningRules> = {}): OpeningRules {
  const hours = week.map(([day, from, to]) => ({ day, from, to }));
  return { hours, closedDates: [], paused: false, ...more };
}

/** Monday to Friday 10 to 22, Saturday till 2 at night, Sunday closed. */
const week: Week = [
  ...[1, 2, 3, 4, 5].map((day): Week[number] => [day, '10:00', '22:00']),
  [6, '12:00', '02:00'],
];
const daily = (from: string, to: string): Week =>
  [1, 2, 3, 4, 5, 6, 7].map((day) => [day, from, to]);

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | null) => ms && new Date(ms).toISOString();

describe('openState', () => {
  // 2026-03-02 is a Monday.
  test.each([
    ['before opening', week, '2026-03-02T09:59:59+03:00', '2026-03-02T07:00:00.000Z'],
    ['opening', week, '2026-03-02T10:00:00+03:00', true, '2026-03-02T19:00:00.000Z'],
    ['last minute', week, '2026-03-02T21:59:59+03:00', true, '2026-03-02T19:00:00.000Z'],
    ['closing', week, '2026-03-02T22:00:00+03:00', '2026-03-03T07:00:00.000Z'],
    ['Saturday night', week, '2026-03-08T01:30:00+03:00', true, '2026-03-07T23:00:00.000Z'],
    ['after it', week, '2026-03-08T02:00:00+03:00', '2026-03-09T07:00:00.000Z'],
    ['Sunday', week, '2026-03-08T15:00:00+03:00', '2026-03-09T07:00:00.000Z'],
    [
      'till midnight',
      daily('10:00', '24:00'),
      '2026-03-02T23:59:00+03:00',
      true,
      '2026-03-02T21:00:00.000Z',
    ],
    ['all day, every day', daily('00:00', '24:00'), '2026-03-02T00:00:00+03:00', true, null],
    ['from morning till morning', daily('06:00', '06:00'), '2026-03-02T03:00:00+03:00', true, null],
    ['no hours at all', [], '2026-03-02T12:00:00+03:00', null],
  ] as const)('%s', (_name, hours, now, ...[first, closesAt]) => {
    const state = openState(rules([...hours] as Week), at(now), MOSCOW);
    const open = first === true;
    expect({ ...state, opensAt: iso(state.opensAt), closesAt: iso(state.closesAt) }).toEqual({
      open,
      opensAt: open ? null : first,
      closesAt: open ? closesAt : null,
    });
  });

  test('a break parts the day, and hours that meet do not', () => {
    const parted = rules([
      [1, '10:00', '14:00'],
      [1, '15:00', '18:00'],
      [1, '18:00', '20:00'],
    ]);
    expect(iso(openState(parted, at('2026-03-02T14:30:00+03:00'), MOSCOW).opensAt)).toBe(
      '2026-03-02T12:00:00.000Z',
    );
    expect(iso(openState(parted, at('2026-03-02T16:00:00+03:00'), MOSCOW).closesAt)).toBe(
      '2026-03-02T17:00:00.000Z',
    );
  });

  test('closed dates are local days; the night before goes on to its end', () => {
    const nights = rules(daily('18:00', '03:00'), { closedDates: ['2026-03-03'] });
    const state = (now: string) => openState(nights, at(now), MOSCOW);
    expect(state('2026-03-03T01:00:00+03:00')).toMatchObject({ open: true });
    expect(iso(state('2026-03-03T03:00:00+03:00').opensAt)).toBe('2026-03-04T15:00:00.000Z');
    expect(state('2026-03-03T20:00:00+03:00')).toMatchObject({ open: false });
  });

  test('opens after a long holiday, and names no opening beyond two months', () => {
    const days = (n: number) =>
      Array.from({ length: n }, (_, i) =>
        new Date(at('2026-03-02') + i * 864e5).toISOString().slice(0, 10),
      );
    const now = at('2026-03-02T12:00:00+03:00');
    const holiday = rules(daily('10:00', '20:00'), { closedDates: days(30) });
    expect(iso(openState(holiday, now, MOSCOW).opensAt)).toBe('2026-04-01T07:00:00.000Z');
    const gone = rules(daily('10:00', '20:00'), { closedDates: days(90) });
    expect(openState(gone, now, MOSCOW)).toEqual({ open: false, opensAt: null, closesAt: null });
  });

  test('paused is closed, and nobody knows for how long', () => {
    const paused = rules(daily('00:00', '24:00'), { paused: true });
    expect(openState(paused, at('2026-03-02T12:00:00Z'), MOSCOW)).toEqual({
      open: false,
      opensAt: null,
      closesAt: null,
    });
  });

  // Berlin, 2026: 29 March 02:00 becomes 03:00; 25 October 03:00 becomes 02:00.
  test.each([
    [
      'a night that loses an hour',
      '22:00',
      '04:00',
      '2026-03-29T00:30:00+01:00',
      '2026-03-29T02:00:00.000Z',
    ],
    [
      'a night that gains one',
      '22:00',
      '04:00',
      '2026-10-25T00:30:00+02:00',
      '2026-10-25T03:00:00.000Z',
    ],
    ['the day after', '10:00', '22:00', '2026-03-29T12:00:00+02:00', '2026-03-29T20:00:00.000Z'],
    [
      'a closing time that is skipped',
      '20:00',
      '02:30',
      '2026-03-29T00:30:00+01:00',
      '2026-03-29T01:30:00.000Z',
    ],
  ] as const)('%s', (_name, from, to, now, closesAt) => {
    const state = openState(rules(daily(from, to)), at(now), BERLIN);
    expect(iso(state.closesAt)).toBe(closesAt);
  });

  test('without settings it is always open', () => {
    expect(openState(always, at('2026-01-01T04:00:00Z'), MOSCOW)).toEqual({
      open: true,
      opensAt: null,
      closesAt: null,
    });
  });
});

describe('timeProblem', () => {
  const now = at('2026-03-02T12:00:00+03:00');
  const sunday = at('2026-03-08T12:00:00+03:00');
  const codeOf = (wished: string | null, from = now, more: Partial<OpeningRules> = {}) =>
    timeProblem(rules(week, more), wished === null ? null : at(wished), from, MOSCOW)?.code ?? null;

  test.each([
    ['as soon as possible, open', null, null],
    ['now', '2026-03-02T12:00:00+03:00', null],
    ['a moment ago', '2026-03-02T11:59:59+03:00', 'TIME_UNAVAILABLE'],
    ['this evening', '2026-03-02T21:30:00+03:00', null],
    ['at closing', '2026-03-02T22:00:00+03:00', null],
    ['after closing', '2026-03-02T22:00:01+03:00', 'TIME_UNAVAILABLE'],
    ['at opening', '2026-03-03T10:00:00+03:00', null],
    ['before opening', '2026-03-03T09:59:59+03:00', 'TIME_UNAVAILABLE'],
    ['Saturday night', '2026-03-08T01:59:00+03:00', null],
    ['Sunday', '2026-03-08T12:00:00+03:00', 'TIME_UNAVAILABLE'],
    ['in 14 days', '2026-03-16T12:00:00+03:00', null],
    ['in more', '2026-03-16T12:00:01+03:00', 'TIME_UNAVAILABLE'],
  ])('%s', (_name, wished, code) => {
    expect(codeOf(wished)).toBe(code);
  });

  test('while closed only as soon as possible is refused, with the opening', () => {
    expect(timeProblem(rules(week), null, sunday, MOSCOW)).toEqual({
      ok: false,
      code: 'RESTAURANT_CLOSED',
      params: { opensAt: '2026-03-09T07:00:00.000Z' },
    });
    expect(codeOf('2026-03-09T10:00:00+03:00', sunday)).toBeNull();
  });

  test('while paused every order is', () => {
    expect(codeOf(null, now, { paused: true })).toBe('RESTAURANT_CLOSED');
    expect(codeOf('2026-03-03T12:00:00+03:00', now, { paused: true })).toBe('RESTAURANT_CLOSED');
  });
});

test.each([
  { hours: [{ day: 0, from: '10:00', to: '20:00' }] },
  { hours: [{ day: 1, from: '24:00', to: '20:00' }] },
  { hours: [{ day: 1, from: '10:00', to: '25:00' }] },
  { hours: [{ day: 1, from: '9:00', to: '20:00' }] },
  { closedDates: ['2026-02-30'] },
  { minimumOrderKopecks: -1 },
])('settings such as %j are refused', (settings) => {
  expect(settingsSchema.safeParse(settings).success).toBe(false);
});
