/** The store in memory: for replay, simulation and fast tests. Lost when the process ends. */
import { type StoreHooks, withHooks } from '../hooks';
import type { Store } from '../port';
import { memoryJournal, memorySignIn } from './journal';
import { memoryLedger } from './ledger';
import { memoryOrders } from './orders';
import { memoryAdmins, memoryEdits, memoryMenu, memorySettings } from './people';
import { memoryPromo } from './promo';
import { memoryUsers } from './users';

/** An empty store; `hooks` see every call (see `withHooks`). */
export function createMemoryStore(hooks?: StoreHooks): Store {
  const store: Store = {
    users: memoryUsers(),
    ledger: memoryLedger(),
    orders: memoryOrders(),
    promo: memoryPromo(),
    menu: memoryMenu(),
    settings: memorySettings(),
    edits: memoryEdits(),
    admins: memoryAdmins(),
    journal: memoryJournal(),
    signIn: memorySignIn(),
  };
  return hooks ? withHooks(store, hooks) : store;
}
