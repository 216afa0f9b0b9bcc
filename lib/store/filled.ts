/** A customer's whole history as data, to be written at once by a store. */
import type { LedgerEntry } from '../loyalty/entry';
import type { OrderEvent } from '../orders/facts';
import type { LevelChange, LoyaltyLog, OrderCopies, StoredOrder, User } from './port';

export interface FilledCustomer {
  user: User;
  orders: { order: StoredOrder; copies: OrderCopies }[];
  events: OrderEvent[];
  entries: LedgerEntry[];
  changes: LevelChange[];
  logs: LoyaltyLog[];
}
