/** Orders as staff look for them: by filters, a number, a phone or a name. */
import type { Context } from '../context';
import { localDayEnd, localDayStart } from '../loyalty/calendar';
import type { OrderFilter, StoredOrder } from '../store/port-orders';
import type { User } from '../store/port-users';

export interface OrderSearch extends Pick<OrderFilter, 'statuses' | 'methods' | 'payments'> {
  withPoints?: boolean;
  withPromo?: boolean;
  /** Local days, YYYY-MM-DD, both included. */
  from?: string | undefined;
  to?: string | undefined;
  text?: string | undefined;
}

/** Customers whose orders one search looks at; more mean that it says too little. */
const MOST_CUSTOMERS = 50;
/** Fewer digits are in too many phones. */
const FEWEST_DIGITS = 3;

/** Newest first, below id `before`; as many requests of the store for a big table as for a small one. */
export async function findOrders(
  ctx: Context,
  search: OrderSearch,
  before: number | null,
  limit: number,
): Promise<StoredOrder[]> {
  const { statuses, methods, payments, withPoints, withPromo, from, to, text } = search;
  const filter: OrderFilter = {
    ...(statuses && { statuses }),
    ...(methods && { methods }),
    ...(payments && { payments }),
    ...(withPoints && { withPoints }),
    ...(withPromo && { withPromo }),
    ...(from && { placedFrom: localDayStart(from, ctx.timeZone) }),
    ...(to && { placedBefore: localDayEnd(to, ctx.timeZone) + 1 }),
    ...(text && { among: await among(ctx, text) }),
  };
  return ctx.store.orders.list(filter, before, limit);
}

async function among(ctx: Context, text: string): Promise<NonNullable<OrderFilter['among']>> {
  const { number, needle } = readSearch(text);
  const users = needle === null ? [] : await customersOf(ctx, needle);
  return { orderIds: number === null ? [] : [number], userIds: users.map((u) => u.id) };
}

async function customersOf(ctx: Context, needle: string): Promise<User[]> {
  const newest = { sort: 'joined', descending: true, page: 1, limit: MOST_CUSTOMERS } as const;
  return (await ctx.store.users.find({ name: needle, phones: [needle], ...newest })).rows;
}

/** What a typed text may name: an order, and what to look for in phones or names. Pure. */
export function readSearch(text: string): { number: number | null; needle: string | null } {
  const trimmed = text.trim();
  if (/\p{L}/u.test(trimmed)) return { number: null, needle: trimmed };
  const digits = trimmed.replace(/\D/g, '');
  const typed = /^(?:№|#)?\s*(\d{1,9})$/u.exec(trimmed)?.[1];
  // 8 900 and +7 900 are the same beginning; phones are kept as +7900.
  const needle = /^[78]\d{4}/.test(digits) ? digits.slice(1) : digits;
  return {
    number: typed && Number(typed) > 0 ? Number(typed) : null,
    needle: needle.length >= FEWEST_DIGITS ? needle : null,
  };
}
