/** A shift that is under way, for the pictures of the staff's pages. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIRequestContext, Browser, BrowserContext } from 'playwright-core';
import { signIn } from '../demo-browser';

export type Cookies = Awaited<ReturnType<BrowserContext['cookies']>>;

export interface Owner {
  email: string;
  password: string;
}

/** Orders that the pictures are of. */
export interface Shift {
  /** Cash, not paid yet, with points spent. */
  open: number;
  /** Paid, under way, moved along by staff. */
  paid: number;
}

const [ANNA, BORIS, VERA] = ['+79990000001', '+79990000002', '+79990000003'] as const;
const HOUR_MS = 3_600_000;

/** The owner of the demo, as `npm run up` wrote down. @throws where no such file is */
export function ownerOf(dataDir: string): Owner {
  const file = path.resolve(dataDir, 'demo-signins.json');
  const { staff } = JSON.parse(readFileSync(file, 'utf8')) as {
    staff: (Owner & { role: string })[];
  };
  const owner = staff.find(({ role }) => role === 'owner');
  if (!owner) throw new Error(`${file} knows no owner`);
  const { email, password } = owner;
  return { email, password };
}

/** Cookies of somebody who signed in once: codes are sent at most once a minute. */
export async function session(
  browser: Browser,
  url: string,
  who: string | Owner,
): Promise<Cookies> {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  if (typeof who === 'string') await signIn(page, url, who);
  else await ask(page.request, url, 'post', '/api/admin/auth/login', who);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

async function ask(
  request: APIRequestContext,
  url: string,
  method: 'get' | 'post' | 'patch',
  address: string,
  data?: object,
) {
  const headers = { origin: url, 'idempotency-key': crypto.randomUUID() };
  const answer = await request[method](address, { ...(data && { data }), headers });
  if (!answer.ok()) throw new Error(`${address}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

interface Wish {
  /** The phone. */
  customer: string;
  dishes: Record<string, number>;
  order: object;
  /** What staff do with it afterwards. */
  steps?: object[];
}

/** Those that the pictures are of come last: once they are there, all are. */
const wishes = (now: number): Wish[] => [
  {
    customer: ANNA,
    dishes: { 'Пельмени сибирские': 3 },
    order: { paymentMethod: 'card', deliveryAddress: 'Тихвинская, 10, кв. 7' },
    steps: [{ status: 'cancelled', reason: 'Закончились пельмени' }],
  },
  {
    customer: ANNA,
    dishes: { 'Борщ с говядиной': 1, Медовик: 1 },
    order: { paymentMethod: 'sbp', scheduledFor: new Date(now + 3 * HOUR_MS).toISOString() },
    steps: [{ status: 'accepted' }],
  },
  {
    customer: BORIS,
    dishes: { Медовик: 2, 'Борщ с говядиной': 1 },
    order: { paymentMethod: 'cash', deliveryAddress: 'Палиха, 4' },
    steps: [
      { status: 'accepted' },
      { status: 'preparing' },
      { status: 'ready' },
      { status: 'on_way' },
    ],
  },
  {
    customer: VERA,
    dishes: { 'Пельмени сибирские': 2, 'Борщ с говядиной': 1, Медовик: 2 },
    order: {
      paymentMethod: 'card',
      deliveryAddress: 'Лесная улица, 5, кв. 12',
      promoCode: 'ОБЕД300',
      loyaltyPointsUsed: 300,
      cutlery: 3,
    },
    steps: [{ status: 'accepted' }, { status: 'preparing' }],
  },
  {
    customer: BORIS,
    dishes: { 'Борщ с говядиной': 2, 'Пельмени сибирские': 1 },
    order: {
      paymentMethod: 'cash',
      deliveryAddress: 'Новослободская улица, 31, подъезд 2, кв. 48',
      comment: 'Домофон не работает, позвоните. Без лука, пожалуйста',
      loyaltyPointsUsed: 150,
      changeFrom: 5000,
      cutlery: 2,
    },
  },
];

/** Places orders and moves them along, unless an earlier run did: those are found by what they are. */
export async function beginShift(browser: Browser, url: string, staff: Cookies): Promise<Shift> {
  const context = await browser.newContext({ baseURL: url });
  await context.addCookies(staff);
  const found = async () => {
    const { orders } = (await ask(context.request, url, 'get', '/api/admin/orders/board')) as {
      orders: { id: number; status: string; pointsUsed: number }[];
    };
    const open = orders.find((o) => o.status === 'new' && o.pointsUsed > 0);
    const paid = orders.find((o) => o.status === 'preparing' && o.pointsUsed > 0);
    return open && paid ? { open: open.id, paid: paid.id } : null;
  };
  try {
    const earlier = await found();
    if (earlier) return earlier;
    const { categories } = await ask(context.request, url, 'get', '/api/menu');
    const dishes = (categories as { items: { id: number; name: string }[] }[]).flatMap(
      ({ items }) => items,
    );
    const signedIn = new Map<string, BrowserContext>();
    for (const { customer, dishes: wanted, order, steps = [] } of wishes(Date.now())) {
      const known = signedIn.get(customer) ?? (await browser.newContext({ baseURL: url }));
      if (!signedIn.has(customer)) {
        await known.addCookies(await session(browser, url, customer));
        signedIn.set(customer, known);
      }
      const items = Object.entries(wanted).map(([name, quantity]) => ({
        menuItemId: dishes.find((dish) => dish.name === name)?.id,
        quantity,
      }));
      const placed = await ask(known.request, url, 'post', '/api/orders', {
        ...order,
        items,
        consent: true,
      });
      for (const step of steps)
        await ask(context.request, url, 'patch', `/api/admin/orders/${placed.order.id}`, step);
    }
    for (const known of signedIn.values()) await known.close();
    const begun = await found();
    if (!begun) throw new Error('the board does not show the orders that were placed');
    return begun;
  } finally {
    await context.close();
  }
}
