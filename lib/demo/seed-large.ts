/** Adds many customers to the demo: lived in memory, written a few hundred at a time. */
import type { FilledCustomer } from '../store/filled';
import type { Store } from '../store/port';
import { type LargeWorld, liveCustomers } from './large';
import { phoneOf } from './large-lives';

/** Where the customers go, with the ids that they are going to have. */
export interface Filling {
  /** The last ids that were given; the next rows get those after them. */
  lastIds(): Promise<{ users: number; orders: number }>;
  /** Writes customers whose ids follow `lastIds`, in their order. */
  write(customers: readonly FilledCustomer[]): Promise<void>;
}

export interface LargeSeed {
  store: Store;
  filling: Filling;
  world: Omit<LargeWorld, 'restaurant'>;
  customers: number;
  orders: number;
  say(line: string): void;
}

/** Customers that are lived and written together. */
const BATCH = 200;

/**
 * Adds customers up to the number asked for; those that are there stay. Nobody
 * else may write meanwhile. Throws when somebody does, or a history is refused.
 */
export async function seedLarge(options: LargeSeed): Promise<void> {
  const { store, filling, customers, say } = options;
  const done = await alreadyThere(store, customers);
  const ordersEach = options.orders / customers;
  // Read once: copies for every order of every customer would cost more than the orders.
  const dishes = await store.menu.all();
  const settings = await store.settings.all();
  const restaurant = {
    menu: { ...store.menu, all: async () => dishes },
    settings: { ...store.settings, all: async () => settings },
  };
  const world = { ...options.world, restaurant };
  let ids = done < customers ? await filling.lastIds() : { users: 0, orders: 0 };
  let writing: Promise<void> = Promise.resolve();
  for (let from = done + 1; from <= customers; from += BATCH) {
    const to = Math.min(customers, from + BATCH - 1);
    const lived = await liveCustomers(world, { from, to, ordersEach }, ids);
    const orders = lived.reduce((sum, c) => sum + c.orders.length, 0);
    ids = { users: ids.users + lived.length, orders: ids.orders + orders };
    await writing;
    writing = filling.write(lived);
    // Its failure is thrown by the next await; until then it must not end the process.
    writing.catch(() => {});
    say(`customers ${from} to ${to} of ${customers}: ${orders} orders`);
  }
  await writing;
}

/** How many of the large demo's customers are there: they were written in order. */
async function alreadyThere(store: Store, customers: number): Promise<number> {
  let [low, high] = [0, customers];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (await store.users.byPhone(phoneOf(middle))) low = middle;
    else high = middle - 1;
  }
  return low;
}
