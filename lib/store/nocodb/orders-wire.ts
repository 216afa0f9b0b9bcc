/** Orders, their events and lines between NocoDB's columns and ours. */
import { z } from 'zod';
import { loyaltyProgramSchema } from '../../loyalty/program';
import type {
  Actor,
  EventData,
  OrderEvent,
  OrderLine,
  PlacedFacts,
  PromoTerms,
} from '../../orders/facts';
import {
  type OrderStatus,
  onlineMethods,
  orderStatuses,
  paymentMethods,
} from '../../orders/lifecycle';
import { paymentStateAsPlaced } from '../../orders/payment-state';
import type { OrderCopies, OrderStamp, StoredOrder } from '../port-orders';
import { activeColumn } from './active-orders';
import type { WireRow } from './client';
import { foreignKey } from './columns';
import { place } from './place';
import { flag, forPeople, id, int, jsonText, reader, rubles, text } from './wire';

const line = z.strictObject({
  menuItemId: int,
  name: text,
  quantity: int,
  unitKopecks: int,
  addOns: z.array(z.strictObject({ id: text, name: text, priceKopecks: int })),
}) satisfies z.ZodType<OrderLine>;

const promoTerms = z.strictObject({
  promoCodeId: int,
  code: text,
  discountType: z.enum(['percentage', 'fixed']),
  value: z.number(),
  maxDiscountKopecks: int.nullable(),
}) satisfies z.ZodType<PromoTerms>;

const choices = {
  lines: z.array(line),
  amounts: z.strictObject({
    subtotalKopecks: int,
    deliveryKopecks: int,
    promoDiscountKopecks: int,
  }),
  promo: promoTerms.nullable(),
  promoTry: int,
  points: int,
  method: z.enum(paymentMethods).nullable(),
  deliveryAddress: text.nullable(),
  scheduledFor: int.nullable(),
  comment: text.nullable(),
  cutlery: int.nullable(),
  changeFromKopecks: int.nullable(),
};

const placedFacts = z.strictObject({
  ...choices,
  // Orders from before these were asked.
  cutlery: choices.cutlery.default(null),
  changeFromKopecks: choices.changeFromKopecks.default(null),
  key: text,
  requestHash: text,
  userId: int,
  at: int,
  moduleOn: z.boolean(),
  program: loyaltyProgramSchema,
  charge: z.boolean(),
}) satisfies z.ZodType<PlacedFacts>;

const actor = z.union([
  z.strictObject({ kind: z.enum(['customer', 'admin']), id: int }),
  z.strictObject({ kind: z.enum(['provider', 'system', 'grid']) }),
]) satisfies z.ZodType<Actor>;

const movable = orderStatuses.filter(
  (s): s is Exclude<OrderStatus, 'cancelled'> => s !== 'cancelled',
);

const eventData = z.discriminatedUnion('kind', [
  z
    .strictObject(choices)
    .partial()
    .extend({ kind: z.literal('changed') }),
  z.strictObject({
    kind: z.literal('payment_started'),
    attempt: int,
    method: z.enum(onlineMethods),
    amountKopecks: int,
  }),
  z.strictObject({
    kind: z.literal('payment_opened'),
    attempt: int,
    providerId: text,
    confirmationUrl: text,
  }),
  z.strictObject({
    kind: z.literal('payment_succeeded'),
    attempt: int,
    method: z.enum(paymentMethods),
    amountKopecks: int,
    providerId: text.nullable(),
  }),
  z.strictObject({ kind: z.literal('payment_failed'), attempt: int, code: text }),
  z.strictObject({
    kind: z.literal('money_refunded'),
    amountKopecks: int,
    providerId: text.nullable(),
    attempt: int.optional(),
  }),
  z.strictObject({ kind: z.literal('status'), to: z.enum(movable) }),
  z.strictObject({ kind: z.literal('cancelled'), reason: text, code: text.nullable() }),
  z.strictObject({ kind: z.literal('hidden') }),
  z.strictObject({ kind: z.literal('voided'), event: int, code: text }),
]) satisfies z.ZodType<EventData>;

/** `Copies Version` of an order whose copies were never written. */
export const NEVER_COPIED = -1;

export const readOrder = reader(
  {
    Id: id,
    'Placed Facts': placedFacts,
    // Emptied in the grid: as if copies had never been written.
    'Copies Version': int.nullable(),
    'Open Key': text.nullable(),
    'Ledger Rows': int.nullish(),
  },
  (row): StoredOrder => ({
    id: row.Id,
    placed: row['Placed Facts'],
    copiesVersion: row['Copies Version'] ?? NEVER_COPIED,
    settled: row['Open Key'] === null,
    ledgerRows: row['Ledger Rows'] ?? 0,
  }),
);

/** Columns that `readStamp` needs. */
export const stampFields = ['Copies Version'];

export const readStamp = reader(
  { Id: id, 'Copies Version': int.nullable() },
  (row): OrderStamp => ({ id: row.Id, copiesVersion: row['Copies Version'] ?? NEVER_COPIED }),
);

export function placedColumns(placed: PlacedFacts): WireRow {
  return {
    'Idempotency Key': placed.key,
    'Request Hash': placed.requestHash,
    'Open Key': placed.key,
    // Its own id is not known yet; the copies bring it.
    'Active Key': placed.key,
    [foreignKey('Users')]: placed.userId,
    'User ID': placed.userId,
    'Placed At': forPeople(placed.at),
    'Placed At Ms': placed.at,
    'Placed Facts': jsonText(placed),
    Program: placed.program.id,
    'Copies Version': NEVER_COPIED,
    'Order Status': 'new',
    'Payment Method': placed.method,
    'Payment Status': paymentStateAsPlaced(placed),
    'Points Used': placed.program.spendWhen === 'placed' ? placed.points : 0,
    'Promo Code': placed.promo?.code ?? null,
    Hidden: false,
    'Touched At': forPeople(placed.at),
    'Touched At Ms': placed.at,
  };
}

export function copiesColumns(orderId: number, c: OrderCopies): WireRow {
  return {
    'Copies Version': c.version,
    'Open Key': c.settled ? null : `o:${orderId}`,
    ...activeColumn(orderId, c.status),
    'Ledger Rows': c.ledgerRows,
    'Order Status': c.status,
    'Payment Method': c.method,
    'Payment Status': c.payment,
    Subtotal: rubles(c.subtotalKopecks),
    'Delivery Fee': rubles(c.deliveryKopecks),
    'Promo Discount': rubles(c.promoDiscountKopecks),
    Total: rubles(c.totalKopecks),
    Payable: rubles(c.payableKopecks),
    Paid: rubles(c.paidKopecks),
    'Refund Due': rubles(c.refundDueKopecks),
    'Points Used': c.pointsUsed,
    'Points Earned': c.pointsEarned,
    'Earn Percent': c.earnPercent,
    Tier: c.tier,
    'Promo Code': c.promoCode,
    'Delivered At': forPeople(c.deliveredAt),
    'Delivered At Ms': c.deliveredAt,
    'Cancel Reason': c.cancelReason,
    Hidden: c.hidden,
    'Touched At': forPeople(c.touchedAt),
    'Touched At Ms': c.touchedAt,
  };
}

export const readEvent = reader(
  {
    'Order ID': int,
    Number: int,
    'Happened At Ms': int,
    'Module On': flag,
    'Actor Kind': text,
    'Actor ID': int.nullable(),
    Data: eventData,
  },
  (row): OrderEvent => ({
    orderId: row['Order ID'],
    n: row.Number,
    at: row['Happened At Ms'],
    moduleOn: row['Module On'],
    actor: actor.parse({
      kind: row['Actor Kind'],
      ...(row['Actor ID'] === null ? {} : { id: row['Actor ID'] }),
    }),
    data: row.Data,
  }),
);

export function eventColumns(event: OrderEvent): WireRow {
  const key = `${event.orderId}:${event.n}`;
  return {
    'Event Key': key,
    Position: place(event.orderId, event.n),
    'Open Key': key,
    'Order ID': event.orderId,
    Number: event.n,
    'Happened At': forPeople(event.at),
    'Happened At Ms': event.at,
    'Module On': event.moduleOn,
    'Actor Kind': event.actor.kind,
    'Actor ID': 'id' in event.actor ? event.actor.id : null,
    Kind: event.data.kind,
    Data: jsonText(event.data),
  };
}

export function itemColumns(orderId: number, n: number, item: OrderLine): WireRow {
  return {
    'Item Key': `${orderId}:${n}`,
    Position: place(orderId, n),
    'Order ID': orderId,
    'Menu Item ID': item.menuItemId,
    Name: item.name,
    Quantity: item.quantity,
    'Unit Price': rubles(item.unitKopecks),
    Sum: rubles(item.unitKopecks * item.quantity),
    'Add Ons': jsonText(item.addOns),
  };
}
