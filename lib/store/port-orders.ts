/** The part of the store's port (port.ts) about orders, their events and the copies on their rows. */
import type { OrderEvent, OrderLine, PlacedFacts } from '../orders/facts';
import type { OrderStatus, PaymentMethod } from '../orders/lifecycle';
import type { PaymentState } from '../orders/payment-state';
import type { Insert, Page } from './port';
import type { Stray } from './port-ledger';

export interface StoredOrder {
  id: number;
  placed: PlacedFacts;
  /** Version of the copies on the row; -1 before they were first written. */
  copiesVersion: number;
  /** All events up to `copiesVersion` are reconciled with the ledger. */
  settled: boolean;
  /** So many ledger rows of its own are known to have been written: a deleted one is found by it. */
  ledgerRows: number;
}

/** Visible columns on the order's row, made from its facts: for people and filters. */
export interface OrderCopies {
  version: number;
  settled: boolean;
  ledgerRows: number;
  status: OrderStatus;
  method: PaymentMethod | null;
  payment: PaymentState;
  paidKopecks: number;
  refundDueKopecks: number;
  subtotalKopecks: number;
  deliveryKopecks: number;
  promoDiscountKopecks: number;
  totalKopecks: number;
  payableKopecks: number;
  pointsUsed: number;
  pointsEarned: number;
  earnPercent: number | null;
  tier: string | null;
  promoCode: string | null;
  deliveredAt: number | null;
  cancelReason: string | null;
  hidden: boolean;
  /** When the order was last touched. */
  touchedAt: number;
  /** As they are now: `Order_Items` rows are made from them. */
  lines: readonly OrderLine[];
}

/** An order's row as it stands in the grid, where people may edit it. Values are not checked. */
export interface VisibleOrder {
  id: number;
  /** null: emptied. */
  version: number | null;
  /** The visible columns are not what the site last wrote there. */
  edited: boolean;
  /** Names the columns' values as they were read. */
  mark: string;
  status: string | null;
  method: string | null;
  paidKopecks: number | null;
}

/** All that is given must hold; by the copies, so an order matches moments after it changed. */
export interface OrderFilter {
  statuses?: readonly OrderStatus[];
  methods?: readonly PaymentMethod[];
  payments?: readonly PaymentState[];
  /** Placed at or after, and before. */
  placedFrom?: number;
  placedBefore?: number;
  /** Points were spent on it. */
  withPoints?: true;
  withPromo?: true;
  /** One of these orders, or of these customers' orders. */
  among?: { orderIds: readonly number[]; userIds: readonly number[] };
}

/** An order's row without its facts: enough to see that something changed. */
export interface OrderStamp {
  id: number;
  copiesVersion: number;
}

export interface OrderStore {
  /** Lost when the order's key is taken. */
  insert(placed: PlacedFacts): Promise<Insert<StoredOrder>>;
  byId(id: number): Promise<StoredOrder | null>;
  /** Those that exist, in no particular order. */
  byIds(ids: readonly number[]): Promise<StoredOrder[]>;
  byKey(key: string): Promise<StoredOrder | null>;
  /** Those that exist, in no particular order. */
  byKeys(keys: readonly string[]): Promise<StoredOrder[]>;
  /** All events of an order, by n. */
  events(orderId: number): Promise<OrderEvent[]>;
  /** The same for several orders at once, for lists; by order, then n. */
  eventsOfMany(orderIds: readonly number[]): Promise<OrderEvent[]>;
  /** Lost when the order already has an event n. */
  appendEvent(event: OrderEvent): Promise<Insert<OrderEvent>>;
  /**
   * Writes `address` over every delivery address and empties every comment in an
   * order's facts: the one change that facts ever see. Repeated, it changes nothing.
   */
  erasePersonal(orderId: number, address: string): Promise<void>;
  /**
   * A customer's orders, newest first, below id `before` (null: from the newest);
   * those that the customer hid are left out unless asked for.
   */
  ofUser(
    userId: number,
    before: number | null,
    limit: number,
    hidden?: 'with hidden',
  ): Promise<StoredOrder[]>;
  /** For staff: newest first, below id `before`. */
  list(filter: OrderFilter, before: number | null, limit: number): Promise<StoredOrder[]>;
  /** The newest that match, newest first: cheap, for pages that ask again and again. */
  stamps(filter: OrderFilter, limit: number): Promise<OrderStamp[]>;
  count(filter: OrderFilter): Promise<number>;
  /** Orders that are not settled, or have an event that its order's copies do not cover, by id. */
  unsettled(after: number, limit: number): Promise<Page<StoredOrder>>;
  /** Orders whose copies say they were touched at or after `at`, by id. */
  touchedSince(at: number, after: number, limit: number): Promise<Page<StoredOrder>>;
  page(after: number, limit: number): Promise<Page<StoredOrder>>;
  /** A customer's orders, hidden ones too, by id. */
  pageOfUser(userId: number, after: number, limit: number): Promise<Page<StoredOrder>>;
  /** The same of up to 50 customers together. */
  pageOfUsers(userIds: readonly number[], after: number, limit: number): Promise<Page<StoredOrder>>;
  /**
   * Puts active orders that the list of them has lost back on it; answers how many. None in
   * normal life: the list is kept with the copies.
   */
  mendActive(): Promise<number>;
  /**
   * Where the visible columns of these orders differ from `wanted`, by order;
   * orders whose columns are right are left out. The lines' copies are not looked at.
   */
  copyStrays(
    wanted: readonly { orderId: number; copies: OrderCopies }[],
  ): Promise<Map<number, Stray[]>>;
  /** How many orders a customer placed since, and their totals, by the copies; cancelled ones apart. */
  sumsOfUser(
    userId: number,
    placedSince: number,
  ): Promise<{ orders: number; totalKopecks: number }>;
  visible(id: number): Promise<VisibleOrder | null>;
  /**
   * Edited rows among those written in the last `withinMs`, by id. That is measured
   * by the real clock, which stamps the rows; a page may be empty and not the last.
   */
  edited(withinMs: number, after: number, limit: number): Promise<Page<VisibleOrder>>;
  /**
   * Writes the visible copies and the `Order_Items` rows' copies; never decided
   * from. False, and nothing written: somebody's edit stands there, and it is not
   * the one (by its mark) that the caller has looked at and writes `over`.
   */
  writeCopies(orderId: number, copies: OrderCopies, over?: string): Promise<boolean>;
}
