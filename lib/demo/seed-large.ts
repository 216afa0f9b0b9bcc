/** Adds many customers to the demo: lived in memory, written a few hundred at a time. */
import { z } from 'zod';
import type { FilledCustomer, LastIds } from '../store/filled';
import type { Store } from '../store/port';
import { type LargeWorld, liveCustomers } from './large';
import { phoneOf } from './large-lives';
import { type SharedCode, sharePromo } from './large-promo';

/** Where the customers go, with the ids that they are going to have. */
export interface Filling {
  /** Takes away what a broken run left of customers with these phones. */
  takeBack(phones: readonly string[]): Promise<void>;
  /** The last ids that were given; the next rows get those after them. */
  lastIds(): Promise<LastIds>;
  /** Writes customers whose ids follow `lastIds`, in their order; answers the number of rows. */
  write(customers: readonly FilledCustomer[]): Promise<number>;
}

export interface LargeSeed {
  store: Store;
  filling: Filling;
  world: Omit<LargeWorld, 'restaurant' | 'promo'>;
  customers: number;
  orders: number;
  say(line: string): void;
}

/** Kept beside the settings: how many customers are there with all of their rows. */
const DONE_KEY = 'largeDemo';
const customersDone = z.strictObject({ customers: z.int().min(0) });
/** Customers that are lived and written together; the numbers of their orders go by time. */
const BATCH = 250;

/**
 * Adds customers up to the number asked for; those that are there stay, and what a
 * broken run left half done is done anew. Nobody else may write meanwhile. Throws
 * when somebody does, or a history is refused.
 */
export async function seedLarge(options: LargeSeed): Promise<void> {
  const { store, filling, customers, say } = options;
  const settings = await store.settings.all();
  const done = customersDone.parse(settings[DONE_KEY] ?? { customers: 0 }).customers;
  if (done >= customers) return;
  await filling.takeBack(Array.from({ length: BATCH }, (_, i) => phoneOf(done + 1 + i)));
  const ordersEach = options.orders / customers;
  // Read once: copies for every order of every customer would cost more than the orders.
  const dishes = await store.menu.all();
  const restaurant = {
    menu: { ...store.menu, all: async () => dishes },
    settings: { ...store.settings, all: async () => settings },
  };
  const promo = await sharePromo(store.promo, options.world.now);
  const world = { ...options.world, restaurant, promo };
  let ids = await filling.lastIds();
  const tell = progress(done, customers, say);

  async function write(lived: readonly FilledCustomer[], to: number): Promise<void> {
    const rows = await filling.write(lived);
    await store.settings.put(DONE_KEY, { customers: to });
    tell(to, rows);
  }

  let writing: Promise<void> = Promise.resolve();
  for (let from = done + 1; from <= customers; from += BATCH) {
    const to = Math.min(customers, from + BATCH - 1);
    const lived = await liveCustomers(world, { from, to, ordersEach }, ids);
    const count = (of: (c: FilledCustomer) => unknown[]) =>
      lived.reduce((sum, c) => sum + of(c).length, 0);
    ids = {
      users: ids.users + lived.length,
      orders: ids.orders + count((c) => c.orders),
      claims: ids.claims + count((c) => c.claims),
    };
    await writing;
    writing = write(lived, to);
    // Its failure is thrown by the next await; until then it must not end the process.
    writing.catch(() => {});
  }
  await writing;
  await countUses(store, promo);
}

/** The copies on the codes' rows, as the site makes them. */
async function countUses(store: Store, promo: readonly SharedCode[]): Promise<void> {
  for (const { code } of promo) {
    await store.promo.writeTimesUsed(code.id, await store.promo.countLiveClaims(code.id));
  }
}

/** Says after each batch how far it is, how fast, and how long it may take yet. */
function progress(done: number, customers: number, say: LargeSeed['say']) {
  const startedAt = performance.now();
  let written = 0;
  return (to: number, rows: number): void => {
    written += rows;
    const seconds = (performance.now() - startedAt) / 1000;
    const left = (seconds / (to - done)) * (customers - to);
    const rate = `${Math.round(written / seconds)} rows a second`;
    const ahead = to < customers ? `, about ${Math.ceil(left / 60)} min left` : '';
    say(`customer ${to} of ${customers}: ${written} rows, ${rate}${ahead}`);
  };
}
