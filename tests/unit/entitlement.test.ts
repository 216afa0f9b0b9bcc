/** What an order's facts entitle to, and what is written for it: tables (SPEC 3). */
import { describe, expect, test } from 'vitest';
import { emptyAccount } from '@/lib/loyalty/account';
import { type Head, headOf, sealEntries } from '@/lib/loyalty/chain';
import { entitlement, payoutDueAt } from '@/lib/loyalty/entitlement';
import { type LedgerEntry, plainDraft } from '@/lib/loyalty/entry';
import { expiryDrafts } from '@/lib/loyalty/expiry';
import { planEntries } from '@/lib/loyalty/plan';
import { type PresetName, presets } from '@/lib/loyalty/presets';
import { type EventData, foldFacts, type OrderEvent, type PlacedFacts } from '@/lib/orders/facts';
import { placed } from '../contract/samples';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-06-01T12:00:00+03:00');

/** An event while the module is on; `off(...)` while it is off. */
type Step = EventData | { off: EventData };
const off = (data: EventData): Step => ({ off: data });
const status = (to: 'new' | 'accepted' | 'on_way' | 'delivered' | 'completed'): EventData => ({
  kind: 'status',
  to,
});
const paid = (method: 'card' | 'cash'): EventData => ({
  kind: 'payment_succeeded',
  attempt: 1,
  method,
  amountKopecks: 100_000,
  providerId: null,
});
const cancelled: EventData = { kind: 'cancelled', reason: '', code: null };
const rubles = (subtotal: number): EventData => ({
  kind: 'changed',
  amounts: { subtotalKopecks: subtotal * 100, deliveryKopecks: 0, promoDiscountKopecks: 0 },
});

function order(program: PresetName, change: Partial<PlacedFacts> = {}): PlacedFacts {
  const amounts = { subtotalKopecks: 100_000, deliveryKopecks: 0, promoDiscountKopecks: 0 };
  return placed(1, {
    program: presets[program],
    at: NOW,
    method: null,
    amounts,
    ...change,
  });
}

function events(steps: readonly Step[]): OrderEvent[] {
  return steps.map((step, i) => ({
    orderId: 1,
    n: i + 1,
    at: NOW + (i + 1) * 1000,
    moduleOn: !('off' in step),
    actor: { kind: 'system' },
    data: 'off' in step ? step.off : step,
  }));
}

describe('entitlement', () => {
  const cash = { method: 'cash' } as const;
  const isOff = { moduleOn: false } as const;
  type Row = [
    name: string,
    program: PresetName,
    placed: Partial<PlacedFacts>,
    steps: Step[],
    /** `base/spend state` in rubles, or none. */
    earning: string,
    used: number,
  ];
  const rows: Row[] = [
    ['placed, no method', 'at-payment', { points: 40 }, [], 'none', 40],
    ['paid by card', 'at-payment', {}, [paid('card')], '1000/1000 due', 0],
    ['cash', 'at-payment', cash, [], '1000/1000 promised', 0],
    ['cash, paid to staff', 'at-payment', cash, [paid('cash')], '1000/1000 promised', 0],
    ['cash, then paid by card', 'at-payment', cash, [paid('card')], '1000/1000 due', 0],
    ['delivered unpaid', 'at-payment', {}, [status('delivered')], 'none', 0],
    ['cancelled', 'at-payment', { ...cash, points: 40 }, [cancelled], 'closed', 0],
    ['the amount falls', 'at-payment', cash, [rubles(500)], '500/500 promised', 0],
    ['points beyond the new total', 'at-payment', { points: 40 }, [rubles(10)], 'none', 10],

    ['finished', 'rolling-tiers', {}, [status('delivered')], '1000/1000 due', 0],
    [
      'finished, then back',
      'rolling-tiers',
      {},
      [status('completed'), status('on_way')],
      '1000/1000 due',
      0,
    ],
    ['only paid', 'rolling-tiers', {}, [paid('card')], 'none', 0],

    ['placed', 'at-delivery', { points: 40 }, [], 'none', 0],
    ['accepted', 'at-delivery', { points: 40 }, [status('accepted')], 'none', 40],
    [
      'accepted, then back',
      'at-delivery',
      { points: 40 },
      [status('accepted'), status('new')],
      'none',
      40,
    ],
    ['finished', 'at-delivery', { points: 40 }, [status('delivered')], '960/1000 due', 40],
    ['finished, then back', 'at-delivery', {}, [status('delivered'), status('on_way')], 'none', 0],
    [
      'finished again',
      'at-delivery',
      {},
      [status('delivered'), status('new'), status('completed')],
      '1000/1000 due',
      0,
    ],

    // Module off: the moment decides, and what grows later does not count.
    ['paid while off', 'at-payment', {}, [off(paid('card'))], 'none', 0],
    [
      'paid while off, later cash on',
      'at-payment',
      {},
      [off(paid('card')), { kind: 'changed', method: 'cash' }],
      'none',
      0,
    ],
    ['placed for cash while off', 'at-payment', { ...cash, ...isOff }, [], 'none', 0],
    [
      'placed for cash while off, paid by card on',
      'at-payment',
      { ...cash, ...isOff },
      [paid('card')],
      'none',
      0,
    ],
    ['placed while off, paid on', 'at-payment', isOff, [paid('card')], '1000/1000 due', 0],
    ['promised on, paid while off', 'at-payment', cash, [off(paid('card'))], '1000/1000 due', 0],
    ['grown while off', 'at-payment', cash, [off(rubles(3000))], '1000/1000 promised', 0],
    ['shrunk while off', 'at-payment', cash, [off(rubles(300))], '300/300 promised', 0],
    [
      'grown while off, touched when on',
      'at-payment',
      cash,
      [off(rubles(3000)), rubles(2000)],
      '2000/2000 promised',
      0,
    ],
    ['points chosen before', 'at-delivery', { points: 40 }, [off(status('accepted'))], 'none', 40],
    ['finished while off', 'at-delivery', {}, [off(status('delivered'))], 'none', 0],
    [
      'finished while off, again on',
      'at-delivery',
      {},
      [off(status('delivered')), status('new'), status('delivered')],
      'none',
      0,
    ],
    [
      'finished on, back while off',
      'at-delivery',
      {},
      [status('delivered'), off(status('new'))],
      'none',
      0,
    ],
    [
      'first finished while off',
      'rolling-tiers',
      {},
      [off(status('delivered')), status('new'), status('delivered')],
      'none',
      0,
    ],
    ['cancelled while off', 'at-payment', cash, [off(cancelled)], 'closed', 0],
  ];

  test.each(rows)('%s, %s', (_name, program, change, steps, earning, used) => {
    const due = entitlement(foldFacts(order(program, change), events(steps)), NOW + HOUR);
    const said = due.closed
      ? 'closed'
      : due.earning
        ? `${due.earning.baseKopecks / 100}/${due.earning.spendKopecks / 100} ${due.earning.state}`
        : 'none';
    expect([said, due.used]).toEqual([earning, used]);
  });

  test.each([
    ['after placing', {}, [], NOW],
    ['after the scheduled time', { scheduledFor: NOW + DAY }, [], NOW + DAY],
    ['after delivery', { scheduledFor: NOW + DAY }, [status('delivered')], NOW + 1000],
    [
      'after the last delivery',
      {},
      [status('delivered'), status('new'), status('completed')],
      NOW + 3000,
    ],
    ['after placing again', {}, [status('delivered'), status('on_way')], NOW],
  ] as [string, Partial<PlacedFacts>, Step[], number][])(
    'cash is due a day %s',
    (_name, change, steps, from) => {
      const facts = foldFacts(order('at-payment', { ...cash, ...change }), events(steps));
      expect(payoutDueAt(facts)).toBe(from + DAY);
      expect(entitlement(facts, from + DAY - 1).earning?.state).toBe('promised');
      expect(entitlement(facts, from + DAY).earning?.state).toBe('due');
    },
  );
});

describe('the plan', () => {
  /** Lives an order through, planning and sealing after each step as the site does. */
  function live(
    program: PresetName,
    facts: PlacedFacts,
    steps: { at: number; do: Step | 'expire' }[],
  ) {
    const gift = { ...plainDraft('adjustment', 100, 'gift') };
    let rows: LedgerEntry[] = [];
    let head: Head = { seq: 0, at: 0, hash: '', account: emptyAccount };
    const add = (drafts: Parameters<typeof sealEntries>[2], at: number) => {
      const { entries } = sealEntries(1, head, drafts, presets[program], at);
      rows = [...rows, ...entries.map((e) => ({ ...e, id: e.seq, currentStatus: e.status }))];
      head = headOf(rows.at(-1) ?? null);
    };
    add([gift], NOW - DAY);
    const done: Step[] = [];
    for (const { at, do: step } of [{ at: NOW, do: null }, ...steps]) {
      if (step === 'expire') {
        add(expiryDrafts(1, head.account, head.seq, at, 10), at);
        continue;
      }
      if (step) done.push(step);
      for (let i = 0; i < 5; i++) {
        const plan = planEntries({
          order: { id: 1, placed: facts, events: events(done) },
          rows: rows.filter((r) => r.orderId === 1),
          head,
          moduleOn: true,
          now: at,
        });
        if (plan.kind === 'none') break;
        if (plan.kind !== 'append') throw new Error(plan.kind);
        add(plan.drafts, at);
      }
    }
    return rows.slice(1).map((r) => `${r.type} ${r.points}`);
  }

  const soon = NOW + HOUR;
  const late = NOW + 61 * DAY;

  test('what has expired of an earned lot is not taken back, nor granted again', () => {
    const facts = order('standard', { method: 'card' });
    const rows = live('standard', facts, [
      { at: soon, do: paid('card') },
      { at: late, do: 'expire' },
      { at: late, do: rubles(2000) },
      { at: late + HOUR, do: rubles(3000) },
      { at: late + 2 * HOUR, do: cancelled },
    ]);
    // 30 expired: of 60 only 30 are granted, into a lot that ends with the first one.
    expect(rows).toEqual([
      'earned 30',
      'expired -30',
      'cancelled 0',
      'earned 30',
      'cancelled -30',
      'earned 60',
      'cancelled -60',
    ]);
  });

  test('re-earning under at-delivery after an expiry grants no more than the rest', () => {
    const program = { ...presets['at-delivery'], earnedLifeDays: 60 };
    const facts = { ...order('at-delivery'), program };
    const rows = live('at-delivery', facts, [
      { at: soon, do: status('delivered') },
      { at: late, do: 'expire' },
      { at: late, do: status('on_way') },
      { at: late, do: status('delivered') },
    ]);
    expect(rows).toEqual(['earned 50', 'expired -50', 'cancelled 0', 'earned 0']);
  });

  test('points come back in parts, each part once', () => {
    const facts = order('at-payment', { points: 100 });
    const rows = live('at-payment', facts, [
      { at: soon, do: rubles(70) },
      { at: soon, do: rubles(30) },
      { at: soon, do: cancelled },
    ]);
    expect(rows).toEqual(['used -100', 'refunded 30', 'refunded 40', 'refunded 30', 'cancelled 0']);
  });

  test('nothing follows the closing row', () => {
    const facts = order('at-payment', { method: 'cash', points: 10 });
    const steps = [cancelled, paid('card'), status('delivered'), rubles(5000), cancelled];
    const rows = live(
      'at-payment',
      facts,
      steps.map((step) => ({ at: soon, do: step })),
    );
    expect(rows).toEqual(['used -10', 'earned 30', 'refunded 10', 'cancelled 0']);
  });
});
