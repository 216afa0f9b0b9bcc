/** Rows to put into stores. */
import { emptyHead, type Head, headOf, sealEntries } from '../../lib/loyalty/chain';
import { type EntryDraft, type NewLedgerEntry, plainDraft } from '../../lib/loyalty/entry';
import { presets } from '../../lib/loyalty/presets';
import type { OrderEvent, PlacedFacts } from '../../lib/orders/facts';
import type { Store } from '../../lib/store/port';
import type { OrderCopies } from '../../lib/store/port-orders';
import type { NewPromoClaim, NewPromoCode } from '../../lib/store/port-promo';

/** 2026-11-21 10:11:12.345 UTC: milliseconds that a DateTime column would lose. */
export const NOW = Date.UTC(2026, 10, 21, 10, 11, 12, 345);

let last = 0;
/** A number that no other sample has. */
export function unique(): number {
  last += 1;
  return last;
}

/** A new customer's id. */
export async function customer(store: Store): Promise<number> {
  const phone = `+7${String(Date.now() * 100 + unique()).slice(-10)}`;
  const made = await store.users.insert({ phone, name: null, birthDate: null, joinedAt: NOW });
  if (!made.won) throw new Error('phone is taken');
  return made.row.id;
}

export function draft(points: number, change: Partial<EntryDraft> = {}): EntryDraft {
  return {
    ...plainDraft('adjustment', points, `adj:${NOW}:${process.pid}:${unique()}`),
    description: 'Начислено баллов',
    ...change,
  };
}

/** Drafts sealed onto a head. */
export function seal(userId: number, drafts: readonly EntryDraft[], head: Head = emptyHead) {
  return sealEntries(userId, head, drafts, presets.standard, NOW).entries;
}

/** Appends `count` rows of one point each, ten at a time; answers them. */
export async function history(store: Store, userId: number, count: number) {
  const entries: NewLedgerEntry[] = [];
  while (entries.length < count) {
    const size = Math.min(10, count - entries.length);
    const drafts = Array.from({ length: size }, () => draft(1));
    const rows = seal(userId, drafts, headOf(entries.at(-1) ?? null));
    const appended = await store.ledger.append(rows);
    if (!appended.won) throw new Error('the chain moved');
    entries.push(...rows);
  }
  return entries;
}

export function placed(userId: number, change: Partial<PlacedFacts> = {}): PlacedFacts {
  return {
    key: `key-${NOW}-${process.pid}-${unique()}`,
    requestHash: 'hash',
    userId,
    at: NOW,
    moduleOn: true,
    program: presets.standard,
    charge: false,
    lines: [
      {
        menuItemId: 1,
        name: 'Борщ «по-домашнему» \\ "с пампушкой"',
        quantity: 2,
        unitKopecks: 35_050,
        addOns: [{ id: 'cream', name: 'Сметана', priceKopecks: 50 }],
      },
    ],
    amounts: { subtotalKopecks: 70_100, deliveryKopecks: 19_900, promoDiscountKopecks: 1 },
    promo: null,
    promoTry: 0,
    cutlery: 2,
    changeFromKopecks: null,
    points: 0,
    method: 'cash',
    deliveryAddress: 'ул. Ленина, 1',
    scheduledFor: null,
    comment: '5',
    ...change,
  };
}

export async function order(store: Store, userId: number, change: Partial<PlacedFacts> = {}) {
  const made = await store.orders.insert(placed(userId, change));
  if (!made.won) throw new Error('key is taken');
  return made.row;
}

export function event(orderId: number, n: number, change: Partial<OrderEvent> = {}): OrderEvent {
  return {
    orderId,
    n,
    at: NOW + n,
    moduleOn: true,
    actor: { kind: 'admin', id: 7 },
    data: { kind: 'status', to: 'accepted' },
    ...change,
  };
}

export function copies(facts: PlacedFacts, change: Partial<OrderCopies> = {}): OrderCopies {
  return {
    version: 0,
    settled: true,
    ledgerRows: 0,
    status: 'new',
    method: facts.method,
    payment: 'unpaid',
    paidKopecks: 0,
    refundDueKopecks: 0,
    subtotalKopecks: facts.amounts.subtotalKopecks,
    deliveryKopecks: facts.amounts.deliveryKopecks,
    promoDiscountKopecks: facts.amounts.promoDiscountKopecks,
    totalKopecks: 89_999,
    payableKopecks: 89_999,
    pointsUsed: 0,
    pointsEarned: 27,
    earnPercent: 3,
    tier: 'Bronze',
    promoCode: null,
    deliveredAt: null,
    cancelReason: null,
    hidden: false,
    touchedAt: NOW,
    lines: facts.lines,
    ...change,
  };
}

export function promoCode(change: Partial<NewPromoCode> = {}): NewPromoCode {
  return {
    code: `CODE${NOW}${unique()}`,
    discountType: 'percentage',
    value: 12.5,
    usageType: 'unlimited',
    usageLimit: null,
    minOrderKopecks: 10_001,
    maxDiscountKopecks: null,
    validFrom: NOW,
    validUntil: null,
    active: true,
    comment: null,
    ...change,
  };
}

export function claim(promoCodeId: number, change: Partial<NewPromoClaim> = {}): NewPromoClaim {
  return {
    orderKey: `order-${NOW}-${unique()}:1`,
    promoCodeId,
    code: 'CODE',
    userId: 1,
    slotKey: null,
    userKey: null,
    at: NOW,
    ...change,
  };
}

/** Texts that have broken stores before. */
export const hostileTexts = [
  '(Code,eq,x)~or(Id,gt,0)',
  "' OR 1=1 --",
  '"),("',
  'a,b,c',
  '%',
  '_',
  '\\',
  '~not(Id,gt,0)',
  '{"a":1}',
  '[]',
  'null',
  'true',
  '5',
  ' leading and trailing ',
  'line\nbreak\ttab',
  '\u2028\u00a0\u200b',
  '😀🇷🇺é',
  'x'.repeat(200),
];
