/** A customer's whole history as data, to be written at once by a store. */
import type { LedgerEntry } from '../loyalty/entry';
import type { OrderEvent } from '../orders/facts';
import type { LevelChange, LoyaltyLog } from './port';
import type { OrderCopies, StoredOrder } from './port-orders';
import type { PromoClaim } from './port-promo';
import type { User } from './port-users';

/** The last ids that were given in the tables whose ids other rows name. */
export interface LastIds {
  users: number;
  orders: number;
  claims: number;
}

export interface FilledCustomer {
  user: User;
  orders: { order: StoredOrder; copies: OrderCopies }[];
  events: OrderEvent[];
  entries: LedgerEntry[];
  changes: LevelChange[];
  logs: LoyaltyLog[];
  claims: PromoClaim[];
}
