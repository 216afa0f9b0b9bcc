/** Settings and texts: edits first, copies shown from them, conflicts, forms. */
import { describe, expect, test } from 'vitest';
import { deliverySettingsBody, hoursSettingsBody } from '@/lib/api/staff-requests';
import { browserName } from '@/lib/client/browser-name';
import {
  type DeliveryForm,
  deliveryBody,
  deliveryForm,
  deliveryFormSchema,
  hoursBody,
  hoursFault,
  hoursForm,
} from '@/lib/client/settings-forms';
import { mendEdits } from '@/lib/edits/chain';
import { toggleModule } from '@/lib/loyalty/toggle';
import { overlapOf } from '@/lib/restaurant/hours-check';
import { editPageText, readPageText } from '@/lib/restaurant/pages';
import { editGroup, readGroup, settingsGroups } from '@/lib/restaurant/settings';
import { readSettings } from '@/lib/settings';
import { withHooks } from '@/lib/store/hooks';
import { createWorld } from './support';

const delivery = {
  delivery: { feeKopecks: 15_000, freeFromKopecks: null, pickupAddress: 'Садовая, 1' },
  minimumOrderKopecks: 50_000,
  leadMinutes: 60,
};

describe('a group of settings', () => {
  test('is an edit first, then seen by everybody; the same again is no edit', async () => {
    const { ctx, store } = createWorld();
    const before = await readGroup(ctx, 'delivery');
    expect(before.version).toBe(0);
    expect(await editGroup(ctx, 'delivery', 7, 0, delivery)).toMatchObject({
      ok: true,
      changed: true,
      version: 1,
      value: delivery,
    });
    expect(await readSettings(store)).toMatchObject(delivery);
    expect(await store.edits.last('Settings', 'delivery')).toMatchObject({
      n: 1,
      adminId: 7,
      before: before.value,
      after: delivery,
    });
    expect(await editGroup(ctx, 'delivery', 7, 1, delivery)).toMatchObject({ changed: false });
    // Another group has a number of its own.
    expect((await readGroup(ctx, 'hours')).version).toBe(0);
  });

  test('of two admins at once takes one and tells the other what it changed', async () => {
    const { ctx, store } = createWorld();
    const edit = (leadMinutes: number) =>
      editGroup(ctx, 'delivery', leadMinutes, 0, { ...delivery, leadMinutes });
    const answers = await Promise.all([edit(10), edit(20), edit(30)]);
    const won = answers.filter((answer) => answer.ok);
    expect(won).toHaveLength(1);
    const { leadMinutes } = await readSettings(store);
    for (const lost of answers.filter((answer) => !answer.ok)) {
      expect(lost).toMatchObject({ code: 'EDIT_CONFLICT', version: 1 });
      expect('edits' in lost && lost.edits).toMatchObject([{ after: { leadMinutes } }]);
    }
  });

  test('that a crash left half written is shown whole by the next look and by the job', async () => {
    for (let at = 0; at < 4; at++) {
      const { ctx, store, sibling } = createWorld();
      let puts = 0;
      const crashing = withHooks(store, {
        before: ({ area, method }) => {
          if (area === 'settings' && method === 'put' && puts++ === at) throw new Error('crash');
        },
      });
      await expect(editGroup(sibling(crashing), 'delivery', 1, 0, delivery)).rejects.toThrow();
      if (at % 2 === 0) await mendEdits(ctx, settingsGroups, 0);
      else await readGroup(ctx, 'delivery');
      expect(await readSettings(store)).toMatchObject(delivery);
    }
  });

  test('switches of the module are edits too, in any number at once', async () => {
    const { ctx, store } = createWorld();
    await Promise.all([toggleModule(ctx, 1, false), toggleModule(ctx, 2, false)]);
    expect((await readSettings(store)).loyaltyEnabled).toBe(false);
    expect((await readGroup(ctx, 'loyalty')).version).toBe(1);
    await toggleModule(ctx, 1, true);
    expect(await store.edits.last('Settings', 'loyalty')).toMatchObject({
      n: 2,
      after: { loyaltyEnabled: true },
    });
  });
});

describe('a text', () => {
  test('is written, changed and kept under its number', async () => {
    const { ctx, store } = createWorld();
    expect(await readPageText(ctx, 'offer')).toMatchObject({
      value: { title: '', body: '' },
      version: 0,
    });
    const first = { title: 'Оферта', body: 'Раз' };
    expect(await editPageText(ctx, 'offer', 1, 0, first)).toMatchObject({ ok: true, version: 1 });
    expect(await store.pages.bySlug('offer')).toMatchObject({ ...first, version: 1 });
    const second = { title: 'Оферта', body: 'Два' };
    expect(await editPageText(ctx, 'offer', 2, 0, second)).toMatchObject({ code: 'EDIT_CONFLICT' });
    expect(await editPageText(ctx, 'offer', 2, 1, second)).toMatchObject({ ok: true, version: 2 });
    expect(await store.pages.bySlug('offer')).toMatchObject(second);
  });
});

describe('working hours', () => {
  const span = (day: number, from: string, to: string) => ({ day, from, to });
  test.each([
    ['a break', [span(1, '10:00', '14:00'), span(1, '15:00', '22:00')], null],
    ['end to end', [span(1, '10:00', '14:00'), span(1, '14:00', '22:00')], null],
    ['inside', [span(1, '10:00', '22:00'), span(1, '12:00', '13:00')], 1],
    ['over midnight', [span(1, '18:00', '02:00'), span(2, '01:00', '05:00')], 1],
    ['over the week', [span(7, '18:00', '02:00'), span(1, '01:00', '05:00')], 1],
    ['whole days', [span(1, '00:00', '24:00'), span(2, '00:00', '24:00')], null],
    ['round the clock twice', [span(1, '10:00', '10:00'), span(2, '09:00', '10:00')], 1],
  ])('%s', (_, hours, overlap) => {
    expect(overlapOf(hours)).toBe(overlap);
    expect(hoursSettingsBody.safeParse({ version: 0, hours, closedDates: [] }).success).toBe(
      overlap === null,
    );
  });

  test('go through the form unchanged; days gone by are left out', () => {
    const view = {
      version: 3,
      hours: [span(1, '10:00', '24:00'), span(3, '09:00', '12:00'), span(3, '13:00', '02:00')],
      closedDates: ['2026-01-01', '2026-12-31'],
    };
    const form = hoursForm(view, '2026-05-01');
    expect(form.days[0]).toEqual([{ from: '10:00', to: '00:00' }]);
    expect(form.days[1]).toEqual([]);
    expect(hoursBody(form)).toEqual({ hours: view.hours, closedDates: ['2026-12-31'] });
    expect(hoursFault(form)).toBeNull();
    const days = form.days.with(1, [{ from: '10:00', to: '' }]);
    expect(hoursFault({ ...form, days })).toEqual({ day: 1, message: 'settings.bad.time' });
    const same = form.days.with(2, [
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '15:00' },
    ]);
    expect(hoursFault({ ...form, days: same })).toEqual({
      day: 2,
      message: 'settings.bad.overlap',
    });
  });
});

describe('delivery rules', () => {
  const view = {
    version: 1,
    fee: 199.5,
    freeFrom: 2000,
    pickupAddress: 'Садовая, 1',
    minimumOrder: 0,
    leadMinutes: 45,
  };

  test('go through the form unchanged, and are what the API takes', () => {
    const { version: _, ...rules } = view;
    const form = deliveryForm(view);
    expect(form.fee).toBe('199,5');
    expect(deliveryBody(form)).toEqual(rules);
    expect(deliveryBody({ ...form, free: false }).freeFrom).toBeNull();
    expect(deliverySettingsBody.parse({ version: 1, ...deliveryBody(form) })).toEqual(view);
  });

  test.each<[Partial<DeliveryForm>, string | null]>([
    [{ fee: '1 200' }, null],
    [{ fee: '0' }, null],
    [{ fee: '' }, 'fee'],
    [{ fee: '-1' }, 'fee'],
    [{ fee: '10,999' }, 'fee'],
    [{ fee: '1e3' }, 'fee'],
    [{ freeFrom: '' }, 'freeFrom'],
    [{ freeFrom: '', free: false }, null],
    [{ leadMinutes: '45.5' }, 'leadMinutes'],
    [{ leadMinutes: '601' }, 'leadMinutes'],
  ])('%j: %s', (change, wrong) => {
    const parsed = deliveryFormSchema.safeParse({ ...deliveryForm(view), ...change });
    expect(parsed.error?.issues[0]?.path[0] ?? null).toBe(wrong);
  });
});

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 YaBrowser/25.1 Safari/537.36',
    'Яндекс Браузер, Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    'Safari, iPhone',
  ],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  ['node', null],
  [null, null],
])('browser %s is %s', (agent, name) => expect(browserName(agent)).toBe(name));
