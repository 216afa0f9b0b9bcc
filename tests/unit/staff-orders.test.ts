/** What the staff's pages of orders work out by themselves. */
import { describe, expect, test } from 'vitest';
import type { MenuItemView } from '@/lib/api/answers';
import type { OrderPreviewAnswer, PreviewSide } from '@/lib/api/order-preview';
import type { BoardCard } from '@/lib/api/staff-orders';
import type { StaffOrder } from '@/lib/client/admin-api';
import { draftOf, lineKey, readFee, wishOf, withDish, withQuantity } from '@/lib/client/line-draft';
import { consequencesOf } from '@/lib/client/order-change';
import {
  arrivals,
  type Board,
  boardFrom,
  byUrgency,
  movedCard,
  pauseMs,
  urgencyOf,
} from '@/lib/client/staff-orders';
import { readSearch } from '@/lib/orders/find';

const NOW = Date.parse('2026-03-02T12:00:00Z');
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

function card(id: number, change: Partial<BoardCard> = {}): BoardCard {
  return {
    id,
    number: String(id),
    status: 'new',
    createdAt: ago(1),
    since: ago(1),
    scheduledFor: null,
    deliveryAddress: null,
    comment: null,
    paymentMethod: 'cash',
    paymentStatus: 'unpaid',
    payable: 500,
    pointsUsed: 0,
    customer: { id: 1, phone: '+79990000001', name: null },
    seen: 0,
    items: [],
    ...change,
  };
}

const board = (...orders: BoardCard[]): Board => ({ version: 'a', orders, counts: {}, ahead: 0 });

describe('the board', () => {
  test('keeps what it has while nothing changed, and knows how far the clocks are apart', () => {
    const had = board(card(1));
    const same = { version: 'a', now: ago(0), orders: null, counts: {} };
    expect(boardFrom(same, had, NOW)).toBe(had);
    expect(boardFrom(same, undefined, NOW)).toBeNull();
    const next = { ...same, version: 'b', now: ago(-60), orders: [card(2)] };
    expect(boardFrom(next, had, NOW)).toMatchObject({ version: 'b', ahead: 3_600_000 });
  });

  test('rings for orders that came since, once, and not for the first look', () => {
    const first = board(card(7), card(6, { status: 'accepted' }));
    expect(arrivals(undefined, first)).toEqual([]);
    expect(arrivals(first, board(card(7)))).toEqual([]);
    const later = board(card(9, { status: 'cancelled' }), card(8), card(7));
    expect(arrivals(first, later).map((c) => c.id)).toEqual([8]);
    // An older one that staff moved back is no news.
    expect(arrivals(first, board(card(7), card(6))).map((c) => c.id)).toEqual([]);
  });

  test.each<[string, Partial<BoardCard>, string]>([
    ['new, just came', { since: ago(1) }, 'calm'],
    ['new, three minutes', { since: ago(3) }, 'soon'],
    ['new, eight minutes', { since: ago(8) }, 'late'],
    ['in the kitchen', { status: 'preparing', createdAt: ago(39) }, 'calm'],
    ['in the kitchen long', { status: 'preparing', createdAt: ago(45) }, 'soon'],
    ['an hour', { status: 'ready', createdAt: ago(60) }, 'late'],
    ['wished for later', { status: 'accepted', scheduledFor: ago(-21) }, 'calm'],
    ['wished for soon', { status: 'accepted', scheduledFor: ago(-20) }, 'soon'],
    ['wished for before', { status: 'accepted', scheduledFor: ago(0) }, 'late'],
  ])('hurries: %s', (_name, change, urgency) => {
    expect(urgencyOf(card(1, change), NOW)).toBe(urgency);
  });

  test('stands in the order in which orders are wanted', () => {
    const cards = [
      card(3, { createdAt: ago(1) }),
      card(1, { createdAt: ago(9), scheduledFor: ago(-90) }),
      card(2, { createdAt: ago(5) }),
    ];
    expect(cards.sort(byUrgency).map((c) => c.id)).toEqual([2, 3, 1]);
  });

  test('is asked less often while nothing happens, and much less while it fails', () => {
    expect([0, 1, 5, 99].map((n) => pauseMs(n, 0))).toEqual([4000, 5000, 9000, 12_000]);
    expect([1, 2, 3, 9].map((n) => pauseMs(0, n))).toEqual([8000, 16_000, 32_000, 60_000]);
  });

  test('shows a change made here at once', () => {
    const order = { status: 'accepted', paymentStatus: 'paid', payable: 400, pointsUsed: 100 };
    const events = [{ n: 3, at: ago(0), kind: 'status', actor: 'admin' }];
    const moved = movedCard(card(1), { ...order, events } as unknown as StaffOrder);
    expect(moved).toMatchObject({ ...order, seen: 3, since: ago(0), id: 1 });
    const paid = movedCard(card(1), { ...order, status: 'new', events } as unknown as StaffOrder);
    expect(paid.since).toBe(ago(1));
  });
});

function side(change: Partial<PreviewSide> = {}): PreviewSide {
  return {
    status: 'delivered',
    items: [],
    subtotal: 1000,
    deliveryFee: 0,
    promoDiscount: 0,
    total: 1000,
    pointsUsed: 0,
    payable: 1000,
    paid: 0,
    refundDue: 0,
    due: 1000,
    earned: 0,
    promised: 0,
    available: 0,
    debt: 0,
    ...change,
  };
}

function told(
  before: Partial<PreviewSide>,
  after: Partial<PreviewSide>,
  change: Partial<OrderPreviewAnswer> = {},
) {
  const points = { spent: 0, returned: 0, earned: 0, takenBack: 0, ...change.points };
  const preview: OrderPreviewAnswer = {
    refusal: null,
    seen: 0,
    refundBy: 'provider',
    ...change,
    points,
    before: side(before),
    after: side({ ...before, ...after }),
  };
  return consequencesOf(preview).map((c) => [c.key, c.rubles ?? c.count]);
}

describe('consequences', () => {
  const points = (change: Partial<OrderPreviewAnswer['points']>) => ({
    points: { spent: 0, returned: 0, earned: 0, takenBack: 0, ...change },
  });

  test('of cancelling a paid order with points', () => {
    const before = { paid: 500, due: 0, pointsUsed: 500, earned: 25 };
    const after = { status: 'cancelled', refundDue: 500, due: 0, earned: 0 } as const;
    const gave = points({ returned: 500, takenBack: 25 });
    expect(told(before, after, gave)).toEqual([
      ['refund', 500],
      ['returned', 500],
      ['takenBack', 25],
    ]);
    expect(told(before, after, { ...gave, refundBy: 'staff' })[0]).toEqual(['refundCash', 500]);
  });

  test('of other sums, a promise and a debt', () => {
    expect(told({}, { due: 1500.5, earned: 0 })).toEqual([['collect', 500.5]]);
    expect(told({ earned: 50 }, { earned: 33 }, points({ earned: 33, takenBack: 50 }))).toEqual([
      ['takenBack', 17],
    ]);
    expect(told({ promised: 97 }, { promised: 0, debt: 30 })).toEqual([
      ['withdrawn', 97],
      ['debt', 30],
    ]);
    // Paid out is not withdrawn.
    expect(told({ promised: 97 }, { promised: 0, earned: 97 })).toEqual([['earned', 97]]);
    expect(told({ pointsUsed: 40 }, { pointsUsed: 0, due: 1040 })).toEqual([
      ['collect', 40],
      ['dropped', 40],
    ]);
    expect(told({}, { paid: 1000, due: 0 })).toEqual([['received', 1000]]);
    expect(told({}, { status: 'completed' })).toEqual([]);
  });
});

describe('the editor of lines', () => {
  const items = [
    { menuItemId: 1, name: 'Борщ', quantity: 2, addOns: [], unitPrice: 350, total: 700 },
    {
      menuItemId: 1,
      name: 'Борщ',
      quantity: 1,
      addOns: [{ id: 'cream', name: 'Сметана', price: 50 }],
      unitPrice: 400,
      total: 400,
    },
  ];
  const order = { items, deliveryFee: 199.5 } as unknown as StaffOrder;
  const borsch = { id: 1, name: 'Борщ' } as MenuItemView;

  test('asks for nothing until something differs', () => {
    const draft = draftOf(order);
    expect(draft.fee).toBe('199,5');
    expect(wishOf(order, draft)).toBeNull();
    expect(wishOf(order, { ...draft, fee: '0' })).toEqual({ deliveryFee: 0 });
    expect(wishOf(order, { ...draft, dropPoints: true })).toEqual({ dropPoints: true });
    expect(wishOf(order, { ...draft, fee: 'x', dropPoints: true })).toBeNull();
    expect(wishOf(order, { ...draft, lines: [] })).toBeNull();
  });

  test('adds to the line that is the same, takes away at 0', () => {
    const cream = [{ id: 'cream', name: 'Сметана' }];
    const more = withDish(withDish(draftOf(order), borsch, cream), { id: 2, name: 'Чай' }, []);
    expect(wishOf(order, more)?.items).toEqual([
      { menuItemId: 1, quantity: 2 },
      { menuItemId: 1, quantity: 2, addOnIds: ['cream'] },
      { menuItemId: 2, quantity: 1 },
    ]);
    const key = lineKey({ menuItemId: 1, addOns: [] });
    expect(withQuantity(more.lines, key, () => 0).map(lineKey)).toEqual(['1:cream', '2']);
  });

  test.each([
    ['150', 150],
    [' 99,90 ', 99.9],
    ['0', 0],
    ['', null],
    ['-1', null],
    ['1e3', null],
    ['9999999', null],
    ['1,999', null],
  ])('reads the fee %j', (text, fee) => {
    expect(readFee(text)).toBe(fee);
  });
});

test.each([
  ['123', 123, '123'],
  ['№ 15', 15, null],
  ['8 (912) 345-67', null, '91234567'],
  ['+7 912', null, '7912'],
  ['79123', 79123, '9123'],
  ['Анна', null, 'Анна'],
  ['0', null, null],
  ['!', null, null],
  ['1234567890', null, '1234567890'],
])('a search for %j', (text, number, needle) => {
  expect(readSearch(text)).toEqual({ number, needle });
});
