/** What the many customers of the large demo do and when: the same every time. Pure. */
import type { OrderStatus, PaymentMethod } from '../orders/lifecycle';
import { largePromoNames } from './large-promo';

export interface LivedOrder {
  at: number;
  rubles: number;
  /** The dish that its lines start with. */
  dish: number;
  method: PaymentMethod;
  delivery: boolean;
  /** Part of the sum that the customer would like to pay with points. */
  pointsShare: number;
  /** A promo code that the customer would like to use. */
  promo: string | null;
  statuses: OrderStatus[];
}

export interface Life {
  phone: string;
  name: string;
  birthDate: string;
  joinedAt: number;
  address: string;
  orders: LivedOrder[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** The longest history. */
const YEAR_DAYS = 365;
/** Part of the orders whose customers have a promo code at hand. */
const PROMO_SHARE = 0.2;
/** Nobody orders more often than once in so many days, on average. */
const DAYS_AN_ORDER = 3;
/** Nobody leaves before the end of the last order: room for its kitchen. */
const LAST_HOURS = 6;

const women = ['Анна', 'Мария', 'Елена', 'Ольга', 'Наталья', 'Ирина', 'Светлана', 'Юлия', 'Дарья'];
const men = ['Александр', 'Сергей', 'Дмитрий', 'Алексей', 'Андрей', 'Михаил', 'Иван', 'Павел'];
const families = [
  'Иванов',
  'Смирнов',
  'Кузнецов',
  'Попов',
  'Волков',
  'Соколов',
  'Лебедев',
  'Орлов',
];
const streets = ['Лесная', 'Садовая', 'Полевая', 'Школьная', 'Речная', 'Зелёная', 'Цветочная'];

/** First phone of the large demo; the rest follow. */
export const FIRST_PHONE = 9_000_000_000;

export function phoneOf(n: number): string {
  return `+7${FIRST_PHONE + n}`;
}

/** A stream of numbers 0 <= x < 1 that follows from `seed` (mulberry32). */
export function stream(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Orders of customers 1 to `customers` in all. */
export function ordersDealt(customers: number, ordersEach: number): number {
  let sum = 0;
  for (let n = 1; n <= customers; n++) sum += ordersOf(n, ordersEach);
  return sum;
}

/** A few customers order very often, many seldom; ten of them make ten times the average. */
const shares = [0, 0.2, 0.2, 0.4, 0.4, 0.6, 0.8, 1, 1.8, 4.6] as const;

function ordersOf(n: number, ordersEach: number): number {
  return Math.round((shares[n % shares.length] ?? 0) * ordersEach);
}

/** Customer number `n` (from 1), who orders about `ordersEach` times in a year that ends at `now`. */
export function lifeOf(n: number, ordersEach: number, now: number): Life {
  const chance = stream(n);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
  const whole = (from: number, to: number) => from + Math.floor(chance() * (to - from + 1));
  const woman = chance() < 0.55;
  const name = `${pick(woman ? women : men)} ${pick(families)}${woman ? 'а' : ''}`;
  const birthDate = [
    whole(1955, 2006),
    String(whole(1, 12)).padStart(2, '0'),
    String(whole(1, 28)).padStart(2, '0'),
  ].join('-');
  const count = ordersOf(n, ordersEach);
  const leastDays = Math.min(YEAR_DAYS, 2 + count * DAYS_AN_ORDER);
  const joinedAt = now - Math.round((leastDays + chance() * (YEAR_DAYS - leastDays)) * DAY_MS);
  const address = `Москва, ${pick(streets)} улица, ${whole(1, 90)}, кв. ${whole(1, 200)}`;
  const end = now - LAST_HOURS * 60 * 60 * 1000;
  const moments = Array.from({ length: count }, () =>
    Math.round(joinedAt + chance() * (end - joinedAt)),
  ).sort((a, b) => a - b);
  const orders = moments.map((at): LivedOrder => {
    const delivery = chance() < 0.7;
    const done: OrderStatus[] = delivery
      ? ['accepted', 'ready', 'on_way', 'delivered']
      : ['accepted', 'ready', 'issued'];
    return {
      at,
      rubles: 600 + Math.floor(chance() ** 2 * 5400),
      dish: whole(0, 24),
      method: pick(['card', 'card', 'sbp', 'cash']),
      delivery,
      pointsShare: chance() < 0.3 ? 0.25 * chance() : 0,
      promo: chance() < PROMO_SHARE ? pick(largePromoNames) : null,
      statuses: chance() < 0.04 ? ['accepted', 'cancelled'] : done,
    };
  });
  return { phone: phoneOf(n), name, birthDate, joinedAt, address, orders };
}
