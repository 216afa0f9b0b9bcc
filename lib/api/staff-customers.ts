/** Customers as staff look for them and look at them. */
import type { z } from 'zod';
import type { Context } from '../context';
import { csvText } from '../csv';
import type { EntryType, LedgerEntry } from '../loyalty/entry';
import { toRubles } from '../money';
import { adminUserView } from './admin-loyalty';
import type { AdminUsersAnswer } from './admin-loyalty-answers';
import type { StaffCustomerAnswer } from './openapi/answers-customers';
import { phoneParts } from './phone-search';
import type { userOrdersQuery, usersQuery } from './staff-customers-requests';
import { type StaffOrderView, staffOrderViews } from './staff-orders';
import { iso, isoOrNull } from './views';

const EXPORT_PAGE = 1000;

/** A page of customers whose phone or name contains the query. */
export async function findUsers(
  ctx: Context,
  { query, sort, page, limit }: z.output<typeof usersQuery>,
): Promise<AdminUsersAnswer> {
  const text = query.trim();
  const { rows, total } = await ctx.store.users.find({
    name: text === '' ? null : text,
    phones: phoneParts(text),
    sort: sort.replace('-', '') as 'joined' | 'name' | 'points' | 'spent',
    descending: sort.startsWith('-'),
    page,
    limit,
  });
  return { users: rows.map(adminUserView), page, limit, total };
}

/** What is known about a customer beside points and orders; null = no such customer. */
export async function readCustomer(
  ctx: Context,
  userId: number,
): Promise<StaffCustomerAnswer | null> {
  const [user, changes] = await Promise.all([
    ctx.store.users.byId(userId),
    ctx.store.journal.levelChanges(userId),
  ]);
  if (!user) return null;
  return {
    user: adminUserView(user),
    addresses: user.addresses.map(({ title, text }) => ({ title, text })),
    telegramLinked: user.telegramId !== null,
    consentAt: isoOrNull(user.consentAt),
    erasedAt: isoOrNull(user.erasedAt),
    levels: changes.reverse().map((change) => ({
      at: iso(change.at),
      previous: change.previous,
      current: change.current,
      reason: change.reason,
      spent: toRubles(change.spendKopecks),
    })),
  };
}

/** A customer's orders, newest first; null = no such customer. */
export async function readCustomerOrders(
  ctx: Context,
  userId: number,
  { before, limit }: z.output<typeof userOrdersQuery>,
): Promise<{ orders: StaffOrderView[]; next: number | null } | null> {
  const [user, orders] = await Promise.all([
    ctx.store.users.byId(userId),
    ctx.store.orders.ofUser(userId, before ?? null, limit, 'with hidden'),
  ]);
  if (!user) return null;
  return {
    orders: await staffOrderViews(ctx, orders),
    next: orders.length === limit ? (orders.at(-1)?.id ?? null) : null,
  };
}

const typeNames: Record<EntryType, string> = {
  earned: 'Начислено',
  used: 'Списано на заказ',
  refunded: 'Возвращено',
  cancelled: 'Начисление отменено',
  expired: 'Сгорело',
  registration: 'За вступление',
  birthday: 'Ко дню рождения',
  adjustment: 'Корректировка',
};

const statusNames: Record<LedgerEntry['currentStatus'], string> = {
  completed: 'проведено',
  pending: 'обещано',
  settled: 'выплачено',
  cancelled: 'отменено',
};

const head = [
  '№',
  'Дата',
  'Тип',
  'Баллы',
  'Заказ',
  'Статус',
  'Баланс после',
  'Истекает',
  'Описание',
  'Причина',
];

/** All rows of a customer, newest first, as a table; null = no such customer. */
export async function exportEntries(
  ctx: Context,
  userId: number,
  type: EntryType | undefined,
): Promise<string | null> {
  if (!(await ctx.store.users.byId(userId))) return null;
  const rows: LedgerEntry[] = [];
  for (let after = 0; ; ) {
    const found = await ctx.store.ledger.since(userId, after, EXPORT_PAGE);
    rows.push(...found.filter((row) => !type || row.type === type));
    if (found.length < EXPORT_PAGE) break;
    after = found.at(-1)?.seq ?? after;
  }
  const time = new Intl.DateTimeFormat('ru-RU', {
    timeZone: ctx.timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const lines = rows
    .reverse()
    .map((row) => [
      row.seq,
      time.format(row.at),
      typeNames[row.type],
      row.points,
      row.orderId,
      statusNames[row.currentStatus],
      row.balanceAfter,
      row.expiresAt === null ? null : time.format(row.expiresAt),
      row.description,
      row.reason,
    ]);
  return csvText([head, ...lines]);
}
