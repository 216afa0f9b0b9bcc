/** The store in memory: for replay, simulation and fast tests. Lost when the process ends. */
import { type StoreHooks, withHooks } from '../hooks';
import type { Store } from '../port';
import { memoryPages, memorySessions, memoryWelcomes } from './accounts';
import { memoryJobRuns, memoryJournal, memorySignIn } from './journal';
import { memoryLedger, type RawLedger } from './ledger';
import { memoryMenu, memoryPictures } from './menu';
import { memoryNotices } from './notices';
import { memoryOrders } from './orders';
import { memoryAdmins, memoryEdits, memorySettings } from './people';
import { memoryPromo } from './promo';
import { memoryUsers } from './users';

/**
 * An empty store; `hooks` see every call (see `withHooks`); `raw` lets a test
 * tamper with rows; ids of customers and claims go on after `ids`, so do those of orders or are these.
 */
export function createMemoryStore(
  hooks?: StoreHooks,
  raw?: (ledger: RawLedger) => void,
  ids: { users?: number; orders?: number | readonly number[]; claims?: number } = {},
): Store {
  const store: Store = {
    users: memoryUsers(ids.users),
    ledger: memoryLedger(raw),
    orders: memoryOrders(ids.orders),
    promo: memoryPromo(ids.claims),
    menu: memoryMenu(),
    pictures: memoryPictures(),
    settings: memorySettings(),
    edits: memoryEdits(),
    admins: memoryAdmins(),
    journal: memoryJournal(),
    signIn: memorySignIn(),
    jobRuns: memoryJobRuns(),
    sessions: memorySessions(),
    welcomes: memoryWelcomes(),
    pages: memoryPages(),
    notices: memoryNotices(),
  };
  return hooks ? withHooks(store, hooks) : store;
}
