/** The rows of a customer's whole history, as the site would have left them. Pure but for marks. */
import { randomUUID } from 'node:crypto';
import type { LedgerEntry } from '../../loyalty/entry';
import type { FilledCustomer } from '../filled';
import type { LoyaltyLog } from '../port';
import type { PromoClaim } from '../port-promo';
import type { WireRow } from './client';
import { foreignKey } from './columns';
import { withMark } from './grid-marks';
import { changeColumns, logColumns } from './journal';
import { entryColumns } from './ledger-wire';
import { copiesColumns, eventColumns, itemColumns, placedColumns } from './orders-wire';
import { claimColumns } from './promo-wire';
import type { TableTitle } from './schema';
import { newUserColumns, userCopyColumns } from './users';

/** A row that gets the very id it is known under elsewhere. */
export type NumberedRow = WireRow & { id: number };

/** Rows whose ids others name; their links come separately (see `linksOf`). */
export function numberedRows(customers: readonly FilledCustomer[]) {
  return {
    Users: customers.map(userRow),
    Orders: customers.flatMap((c) => c.orders.map(orderRow)).sort((a, b) => a.id - b.id),
    Promo_Redemptions: customers.flatMap((c) => c.claims.map(claimRow)),
  } satisfies Partial<Record<TableTitle, NumberedRow[]>>;
}

/** All the others. */
export function otherRows(customers: readonly FilledCustomer[]) {
  const orders = customers.flatMap((c) => c.orders);
  const logs = customers.flatMap((c) => c.logs);
  return {
    Order_Events: customers.flatMap(eventRows),
    Order_Items: orders.flatMap(itemRows),
    Loyalty_Points_Transactions: customers.flatMap((c) => c.entries.map(entryRow)),
    User_Loyalty_Levels: customers.flatMap((c) => c.changes.map(changeColumns)),
    // As if written when it happened: the newest are looked for by id.
    Loyalty_Logs: logs.sort((a, b) => a.at - b.at).map(logRow),
  } satisfies Partial<Record<TableTitle, WireRow[]>>;
}

/** A link of the rows from one id to another that name this parent in a column. */
export interface CommonLink {
  title: TableTitle;
  link: string;
  named: string;
  parentId: number;
  from: number;
  to: number;
}

/** Links of the orders and claims: one a parent. */
export function linksOf(customers: readonly FilledCustomer[]): CommonLink[] {
  const links = new Map<string, CommonLink>();
  function add(title: TableTitle, parent: string, named: string, parentId: number, id: number) {
    const key = `${title}:${parentId}`;
    const { from = id, to = id } = links.get(key) ?? {};
    const range = { from: Math.min(from, id), to: Math.max(to, id) };
    links.set(key, { title, link: foreignKey(parent), named, parentId, ...range });
  }
  for (const { order } of customers.flatMap((c) => c.orders)) {
    add('Orders', 'Users', 'User ID', order.placed.userId, order.id);
  }
  for (const claim of customers.flatMap((c) => c.claims)) {
    add('Promo_Redemptions', 'Promo_Codes', 'Promo Code ID', claim.promoCodeId, claim.id);
  }
  return [...links.values()];
}

function userRow({ user }: FilledCustomer): NumberedRow {
  const copies = userCopyColumns(user.copies, user.anchor ?? undefined);
  return { id: user.id, ...newUserColumns(user), ...copies };
}

function orderRow({ order, copies }: FilledCustomer['orders'][number]): NumberedRow {
  const columns = withMark(copiesColumns(order.id, copies));
  return { id: order.id, ...unlinked(placedColumns(order.placed), 'Users'), ...columns };
}

function claimRow(claim: PromoClaim): NumberedRow {
  return {
    id: claim.id,
    ...unlinked(claimColumns(claim), 'Promo_Codes'),
    Released: claim.released,
    'Open Key': claim.open ? claim.orderKey : null,
  };
}

function unlinked(row: WireRow, parent: string): WireRow {
  const { [foreignKey(parent)]: _link, ...rest } = row;
  return rest;
}

/** An event that the order's copies cover is on no list of open ones. */
function eventRows({ events, orders }: FilledCustomer): WireRow[] {
  const versions = new Map(orders.map(({ order, copies }) => [order.id, copies.version]));
  return events.map((event) => {
    const row = eventColumns(event);
    return event.n <= (versions.get(event.orderId) ?? -1) ? { ...row, 'Open Key': null } : row;
  });
}

function itemRows({ order, copies }: FilledCustomer['orders'][number]): WireRow[] {
  return copies.lines.map((line, i) => itemColumns(order.id, i + 1, line));
}

function entryRow(entry: LedgerEntry): WireRow {
  const pending = entry.currentStatus === 'pending';
  return {
    ...entryColumns(entry),
    'Transaction Status': entry.currentStatus,
    ...(pending ? {} : { 'Pending Key': null }),
  };
}

function logRow(log: LoyaltyLog): WireRow {
  return { ...logColumns(log), 'Write Mark': log.key ?? randomUUID() };
}
