/** The smaller parts of the insights: weeks, tables, CSV, a programme being edited. */
import { describe, expect, test } from 'vitest';
import { runView } from '@/lib/api/insights-views';
import { whatIfRun } from '@/lib/api/openapi/answers-insights';
import { draftOf, programmeOf } from '@/lib/client/programme-draft';
import type { Context } from '@/lib/context';
import { whatIfCsv } from '@/lib/insights/csv';
import { WhatIfRuns } from '@/lib/insights/runs';
import { byWeek, liabilityRows } from '@/lib/insights/series';
import { moduleSwitches } from '@/lib/insights/switches';
import { joinProgram } from '@/lib/loyalty/join';
import { presetNames, presets } from '@/lib/loyalty/presets';
import { makeI18n } from '@/lib/messages/make';
import { ru } from '@/lib/messages/ru';
import type { LoyaltyLog } from '@/lib/store/port';
import { addUser, createWorld } from './support';

const none = { earned: 0, gifts: 0, adjusted: 0, spent: 0, expired: 0 };

test('weeks start on Monday, over the end of a year too', () => {
  const days = ['2026-12-27', '2026-12-28', '2026-12-31', '2027-01-03', '2027-01-04'];
  const weeks = byWeek(days.map((day) => ({ ...none, day, earned: 1 })));
  expect(weeks.map((w) => [w.day, w.earned])).toEqual([
    ['2026-12-21', 1],
    ['2026-12-28', 3],
    ['2027-01-04', 1],
  ]);
});

test('the liability as a table', () => {
  const rows = liabilityRows(
    [
      { month: '2026-03', tier: 'Gold', points: 5 },
      { month: '2026-03', tier: 'Bronze', points: 2 },
      { month: null, tier: 'Bronze', points: 1 },
    ],
    ['Bronze', 'Silver', 'Gold'],
  );
  expect(rows).toEqual([
    { month: '2026-03', byTier: [2, 0, 5], total: 7 },
    { month: null, byTier: [1, 0, 0], total: 1 },
  ]);
});

test('switches of the module', () => {
  const log = (at: number, on: boolean): LoyaltyLog => ({
    type: 'module_toggled',
    userId: null,
    at,
    old: String(!on),
    new: String(on),
    metadata: {},
  });
  const never = moduleSwitches([]);
  expect([never.isOn(5), never.nextOn(5)]).toEqual([true, 5]);
  const once = moduleSwitches([log(20, true), log(10, false), log(30, false)]);
  expect([5, 10, 15, 20, 35].map(once.isOn)).toEqual([true, false, false, true, false]);
  expect([5, 10, 35].map(once.nextOn)).toEqual([5, 20, null]);
});

describe('a programme being edited', () => {
  test.each(presetNames)('%s comes back as it was', (name) => {
    expect(programmeOf(presets[name], draftOf(presets[name]))).toEqual({ program: presets[name] });
  });

  test('typed numbers become rules', () => {
    const draft = draftOf(presets['at-payment']);
    const made = programmeOf(presets['at-payment'], {
      ...draft,
      tiers: draft.tiers.map((tier, i) => (i === 1 ? { ...tier, threshold: '15 000,50' } : tier)),
      capPercent: '12,5',
      earnedLifeDays: '90',
      welcomePoints: '300',
      welcomeDays: '',
      birthdayPoints: '200',
      basis: 'window',
      windowDays: '30',
    });
    expect(made.program).toMatchObject({
      spendCap: { percent: 12.5 },
      earnedLifeDays: 90,
      welcome: { points: 300, lifeDays: null },
      birthday: { points: 200, daysBefore: 3 },
      tierBasis: { kind: 'window', days: 30 },
    });
    expect(made.program?.tiers[1]?.thresholdKopecks).toBe(1_500_050);
  });

  test('what is no number, or no order of tiers, is named', () => {
    const draft = draftOf(presets.standard);
    expect(programmeOf(presets.standard, { ...draft, capPercent: 'much' })).toEqual({
      program: null,
      fields: ['whatIf.cap'],
    });
    const tiers = draft.tiers.map((tier) => ({ ...tier, threshold: '0' }));
    expect(programmeOf(presets.standard, { ...draft, tiers })).toMatchObject({ program: null });
    const empty = { ...draft, cashHoldHours: '', earnedLifeDays: '0' };
    expect(programmeOf(presets.standard, empty)).toEqual({
      program: null,
      fields: ['whatIf.cashHold', 'whatIf.earnedLife'],
    });
  });
});

describe('runs', () => {
  async function world(): Promise<Context> {
    const { ctx, store } = createWorld('standard');
    for (let i = 0; i < 6; i++) await joinProgram(ctx, (await addUser(store)).id);
    return ctx;
  }
  const request = { days: 30, program: presets['at-payment'] };

  test('one at a time; the result stays, and is a table', async () => {
    const ctx = await world();
    const runs = new WhatIfRuns();
    const started = runs.start(ctx, request, 1);
    expect(runs.start(ctx, request, 1)).toBeNull();
    await started?.work;
    const run = runs.get(started?.run.id ?? '');
    expect(run).toMatchObject({ state: 'done', done: 6, total: 6 });
    const view = whatIfRun.parse(run && runView(run));
    expect(view.result).toMatchObject({
      customers: 6,
      tried: { gifts: 0 },
      actual: { gifts: 6000 },
    });
    const csv = whatIfCsv(view, makeI18n('ru', ru));
    expect(csv.startsWith('\ufeffЧто, если;Баллы при оплате;')).toBe(true);
    expect(csv).toContain('Подарено;6000;0;-6000\r\n');
    // A phone begins with a plus, which a spreadsheet would take for a formula.
    expect(csv).toMatch(/;'\+7999\d{7};0;0;1000;0;-1000\r\n/);
  });

  test('a run is called off; only the last five are kept', async () => {
    const ctx = await world();
    const runs = new WhatIfRuns();
    const first = runs.start(ctx, request, 1);
    runs.cancel(first?.run.id ?? '');
    await first?.work;
    expect(first?.run).toMatchObject({ state: 'cancelled', result: null });
    for (let i = 0; i < 6; i++) await runs.start(ctx, request, 1)?.work;
    expect(runs.list().map((r) => r.state)).toEqual(Array(5).fill('done'));
    expect(runs.get(first?.run.id ?? '')).toBeNull();
    expect(runs.cancel('unknown-1')).toBeNull();
  });

  test('a store that is down ends the run, and the next may start', async () => {
    const ctx = await world();
    const users = { ...ctx.store.users, page: () => Promise.reject(new Error('down')) };
    const runs = new WhatIfRuns();
    const failed = runs.start({ ...ctx, store: { ...ctx.store, users } }, request, 1);
    await failed?.work;
    expect(failed?.run.state).toBe('failed');
    expect(runs.start(ctx, request, 1)).not.toBeNull();
  });
});
