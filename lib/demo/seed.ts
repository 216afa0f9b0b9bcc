/**
 * The demo restaurant: a menu, delivery rules, promo codes, staff and customers
 * in each tier. Histories are made by the site's own operations under a clock that
 * walks from the past to now, so the ledger of the demo is a real one.
 */
import { randomInt } from 'node:crypto';
import type { Context, Logger } from '../context';
import { hashPassword } from '../customers/admin-sign-in';
import type { StaffRole } from '../customers/roles';
import { signInPhone } from '../customers/sign-in';
import { expireCustomer } from '../jobs/expire-points';
import { processPendingPoints } from '../jobs/pending-points';
import { defaultJobLimits } from '../jobs/run';
import { availablePoints } from '../loyalty/account';
import { headOf } from '../loyalty/chain';
import type { LoyaltyProgram } from '../loyalty/program';
import { refreshUserCopies } from '../loyalty/user-copies';
import { placeOrder } from '../orders/place';
import { moveOrder } from '../orders/staff';
import { createSandboxProvider } from '../payments/sandbox';
import { drawPassword } from '../staff/passwords';
import type { Store } from '../store/port';
import type { MenuItem } from '../store/port-menu';

import { type DemoCustomer, demoCustomers, demoPromoCodes, demoSettings } from './data';
import { demoMenu } from './menu';
import { demoPages } from './pages';

export interface SeedOptions {
  store: Store;
  program: LoyaltyProgram;
  timeZone: string;
  /** The present: histories end before it. */
  now: number;
  /** Of all demo staff; null: each gets one that is drawn. */
  adminPassword: string | null;
  log: Logger;
  say(line: string): void;
}

/** What `npm run up` prints; a password is known only on the run that made the account. */
export interface DemoSignIns {
  customers: { phone: string; name: string; tier: string; note: string }[];
  staff: { role: StaffRole; email: string; password: string }[];
}

const demoStaff: readonly { role: StaffRole; email: string; name: string }[] = [
  { role: 'owner', email: 'admin@example.com', name: 'Ольга Владимировна' },
  { role: 'manager', email: 'manager@example.com', name: 'Марина' },
  { role: 'operator', email: 'operator@example.com', name: 'Олег' },
];
const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

/** Adds what is missing. Returns the customers, and the staff whose accounts this run made. */
export async function seedDemo(options: SeedOptions): Promise<DemoSignIns> {
  const { store, say } = options;
  const menu = await seedMenu(options);
  const settings = await store.settings.all();
  for (const [key, value] of Object.entries(demoSettings)) {
    if (!(key in settings)) await store.settings.put(key, value);
  }
  for (const page of demoPages) await store.pages.insert(page);
  for (const code of demoPromoCodes(options.now)) await store.promo.insertCode(code);
  const customers: DemoSignIns['customers'] = [];
  for (const customer of demoCustomers) {
    const tier = await seedCustomer(options, customer, menu);
    say(`customer ${customer.name}: ${tier}`);
    customers.push({ phone: customer.phone, name: customer.name, tier, note: customer.note });
  }
  return { customers, staff: await seedStaff(options) };
}

/** One account of each role; those that exist keep their passwords. */
async function seedStaff({ store, adminPassword }: SeedOptions): Promise<DemoSignIns['staff']> {
  const made: DemoSignIns['staff'] = [];
  for (const { role, email, name } of demoStaff) {
    if (await store.admins.byEmail(email)) continue;
    const password = adminPassword ?? drawPassword(randomInt);
    const passwordHash = await hashPassword(password);
    const { won } = await store.admins.insert({ email, passwordHash, role, name, active: true });
    if (won) made.push({ role, email, password });
  }
  return made;
}

async function seedMenu({ store, say }: SeedOptions): Promise<MenuItem[]> {
  const menu = await store.menu.all();
  const names = new Set(menu.map((item) => item.name));
  const missing = demoMenu.filter((item) => !names.has(item.name));
  for (const item of missing) menu.push(await store.menu.insert(item));
  say(`menu: ${menu.length} dishes, ${missing.length} new`);
  return menu;
}

/** Creates a customer and lives through the history; a known one is left as is. */
async function seedCustomer(
  options: SeedOptions,
  customer: DemoCustomer,
  menu: readonly MenuItem[],
): Promise<string> {
  const known = await options.store.users.byPhone(customer.phone);
  if (known) return known.copies.tier ?? '';
  const tasks: (() => Promise<void>)[] = [];
  let now = options.now - customer.joinedDaysAgo * DAY_MS;
  const ctx: Context = {
    store: options.store,
    program: options.program,
    timeZone: options.timeZone,
    payments: createSandboxProvider(),
    now: () => now,
    ticks: () => performance.now(),
    random: Math.random,
    sleep: async () => {},
    later: (task) => void tasks.push(task),
    log: options.log,
  };
  const drain = async () => {
    for (let task = tasks.shift(); task; task = tasks.shift()) await task();
  };
  const joined = await signInPhone(ctx, customer);
  if (!joined.ok) throw new Error(`customer ${customer.name} cannot sign in: ${joined.code}`);
  for (const [i, order] of customer.orders.entries()) {
    now = options.now - order.daysAgo * DAY_MS;
    await expireCustomer(ctx, joined.user.id);
    // Not every programme gives the points that this history wants to spend.
    const { account } = headOf(await options.store.ledger.head(joined.user.id));
    const placed = await placeOrder(ctx, joined.user.id, `demo-order-${i}`, {
      items: itemsWorth(menu, order.rubles, i),
      deliveryAddress: 'Москва, ул. Лесная, 5, кв. 12',
      scheduledFor: null,
      method: order.method,
      promoCode: null,
      points: Math.min(order.points, availablePoints(account, now)),
      comment: null,
      expected: null,
    });
    if (!placed.ok) throw new Error(`demo order of ${customer.name}: ${placed.code}`);
    await drain();
    now += HOUR_MS;
    if (order.finished) {
      await moveOrder(ctx, placed.snapshot.order.id, { kind: 'admin', id: 0 }, 'delivered');
    }
    await drain();
  }
  now = options.now;
  await processPendingPoints(ctx, defaultJobLimits);
  await expireCustomer(ctx, joined.user.id);
  await refreshUserCopies(ctx, joined.user.id);
  await drain();
  return (await options.store.users.byId(joined.user.id))?.copies.tier ?? '';
}

/** As many options of each group as have to be chosen. */
function firstChoices(item: MenuItem): string[] {
  return item.groups.flatMap((g) => g.options.slice(0, g.min).map((o) => o.id));
}

/** Lines of about that many rubles, starting with another dish each time. */
export function itemsWorth(menu: readonly MenuItem[], rubles: number, start: number) {
  const items: { menuItemId: number; quantity: number; addOnIds: string[] }[] = [];
  let left = rubles * 100;
  for (let i = 0; left > 0 && i < 40; i++) {
    const item = menu[(start * 7 + i * 3) % menu.length];
    if (!item) break;
    const quantity = Math.max(1, Math.min(9, Math.round(left / 3 / item.priceKopecks)));
    const same = items.find((line) => line.menuItemId === item.id);
    if (same) same.quantity = Math.min(99, same.quantity + quantity);
    else items.push({ menuItemId: item.id, quantity, addOnIds: firstChoices(item) });
    left -= quantity * item.priceKopecks;
  }
  return items;
}
