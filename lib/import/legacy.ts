/**
 * Rows of the older base: which columns they may have and what they mean. A row
 * that does not fit is a list of problems, never an exception. Pure.
 */
import {
  BadValue,
  isEmpty,
  readDay,
  readExpiry,
  readId,
  readKopecks,
  readMoment,
  readPhone,
  readPoints,
  readText,
} from './values';

export const legacyTables = ['Users', 'Orders', 'Loyalty_Points_Transactions'] as const;
export type LegacyTable = (typeof legacyTables)[number];

/** A row by the older base's column titles. */
export type LegacyRow = Record<string, unknown>;

/**
 * Titles a field may have, compared by letters and digits alone; the first that
 * is filled wins, so a "Created" of the restaurant's goes before NocoDB's own.
 */
export const aliases = {
  Users: {
    id: ['Id'],
    phone: ['Phone', 'Phone Number', 'Телефон'],
    name: ['Name', 'Full Name', 'Имя'],
    birthDate: ['Birth Date', 'Birthday', 'Date Of Birth', 'Дата рождения'],
    points: ['Loyalty Points', 'Points', 'Balance', 'Баллы'],
    totalSpent: ['Total Spent'],
    created: ['Created', 'Joined At', 'Registered At', 'Created At'],
  },
  Orders: {
    id: ['Id'],
    userId: ['User ID', 'Users ID', 'Customer ID', 'User', 'Users', 'Customer'],
    total: ['Total', 'Total Amount', 'Total Price', 'Amount', 'Sum'],
    delivery: ['Delivery Fee', 'Delivery Cost', 'Delivery Price'],
    pointsUsed: ['Points Used', 'Loyalty Points Used', 'Used Points'],
    status: ['Status', 'Order Status'],
    method: ['Payment Method', 'Method'],
    created: ['Created', 'Placed At', 'Order Date', 'Created At'],
  },
  Loyalty_Points_Transactions: {
    id: ['Id'],
    userId: ['User ID', 'Users ID', 'Customer ID', 'User', 'Users', 'Customer'],
    orderId: ['Order ID', 'Orders ID', 'Order', 'Orders'],
    points: ['Points', 'Amount'],
    type: ['Transaction Type', 'Type'],
    status: ['Transaction Status', 'Status'],
    created: ['Created', 'Transaction Date', 'Created At'],
    expiresAt: ['Expires At', 'Expires', 'Expiry Date'],
  },
} as const satisfies Record<LegacyTable, Record<string, readonly string[]>>;

export interface LegacyUser {
  id: number;
  phone: string;
  name: string | null;
  birthDate: string | null;
  /** The stored copy of the balance; null when there is none. */
  storedPoints: number | null;
  storedSpentKopecks: number | null;
  createdAt: number | null;
}

export type LegacyOrderState = 'cancelled' | 'finished' | 'open';

export interface LegacyOrder {
  id: number;
  userId: number | null;
  totalKopecks: number;
  deliveryKopecks: number;
  pointsUsed: number;
  status: string;
  state: LegacyOrderState;
  method: string;
  createdAt: number | null;
}

/** What a row did, as far as it matters for which lots it touched. */
export type LegacyKind = 'expired' | 'cancelled' | 'refunded' | 'other';

export interface LegacyEntry {
  id: number;
  userId: number;
  orderId: number | null;
  points: number;
  kind: LegacyKind;
  /** `counts`: completed, or empty; `pending`: a promise; `void`: withdrawn or settled by another row. */
  state: 'counts' | 'pending' | 'void';
  createdAt: number | null;
  expiresAt: number | null;
}

export type LegacyRead<T> =
  | { ok: true; row: T; warnings: string[] }
  | { ok: false; id: number | null; problems: string[] };

/** Letters and digits of a title: "Birth Date", "birth_date" and "BirthDate" are one. */
export function titleKey(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Reads cells of one row by field; collects what is wrong instead of stopping at the first. */
class Cells {
  readonly problems: string[] = [];
  readonly warnings: string[] = [];
  private readonly byKey: Map<string, unknown>;

  constructor(
    row: LegacyRow,
    private readonly titles: Record<string, readonly string[]>,
  ) {
    this.byKey = new Map(Object.entries(row).map(([title, v]) => [titleKey(title), v]));
  }

  private cell(field: string): unknown {
    const keys = (this.titles[field] ?? []).map(titleKey);
    return keys.map((k) => this.byKey.get(k)).find((v) => !isEmpty(v)) ?? null;
  }

  /** A value without which the row is no use. */
  read<T>(field: string, read: (value: unknown) => T): T | null {
    try {
      return read(this.cell(field));
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      this.problems.push(`${field}: ${error.message}`);
      return null;
    }
  }

  /** The same, and empty is a problem too. */
  need<T>(field: string, read: (value: unknown) => T | null): T | null {
    const before = this.problems.length;
    const value = this.read(field, read);
    if (value === null && this.problems.length === before) this.problems.push(`${field}: empty`);
    return value;
  }

  /** A value that the row can do without: when it is wrong, the row stays and a warning says so. */
  wish<T>(field: string, read: (value: unknown) => T): T | null {
    try {
      return read(this.cell(field));
    } catch (error) {
      if (!(error instanceof BadValue)) throw error;
      this.warnings.push(`${field}: ${error.message}`);
      return null;
    }
  }

  answer<T>(id: number | null, row: T | null): LegacyRead<T> {
    return row === null || this.problems.length > 0
      ? { ok: false, id, problems: this.problems }
      : { ok: true, row, warnings: this.warnings };
  }
}

export function readLegacyUser(row: LegacyRow, timeZone: string): LegacyRead<LegacyUser> {
  const cells = new Cells(row, aliases.Users);
  const id = cells.need('id', readId);
  const phone = cells.need('phone', readPhone);
  const user = {
    name: cells.wish('name', readText)?.slice(0, 80) ?? null,
    birthDate: cells.wish('birthDate', (v) => pastDay(v, timeZone)),
    storedPoints: cells.wish('points', readPoints),
    storedSpentKopecks: cells.wish('totalSpent', readKopecks),
    createdAt: cells.wish('created', (v) => readMoment(v, timeZone)),
  };
  return cells.answer(id, id === null || phone === null ? null : { id, phone, ...user });
}

function pastDay(value: unknown, timeZone: string): string | null {
  const day = readDay(value, timeZone);
  if (day !== null && day < '1900-01-01') throw new BadValue(`not a birth date: ${day}`);
  return day;
}

export function readLegacyOrder(row: LegacyRow, timeZone: string): LegacyRead<LegacyOrder> {
  const cells = new Cells(row, aliases.Orders);
  const id = cells.need('id', readId);
  const totalKopecks = cells.need('total', readKopecks);
  const status = cells.wish('status', readText) ?? '';
  const order = {
    userId: cells.wish('userId', readId),
    deliveryKopecks: cells.wish('delivery', readKopecks) ?? 0,
    pointsUsed: Math.abs(cells.wish('pointsUsed', readPoints) ?? 0),
    status,
    state: orderState(status),
    method: cells.wish('method', readText) ?? '',
    createdAt: cells.wish('created', (v) => readMoment(v, timeZone)),
  };
  return cells.answer(
    id,
    id === null || totalKopecks === null ? null : { id, totalKopecks, ...order },
  );
}

function orderState(status: string): LegacyOrderState {
  if (/cancel|отмен/i.test(status)) return 'cancelled';
  return /delivered|issued|completed?|finished|done|доставлен|выдан|заверш|выполнен/i.test(status)
    ? 'finished'
    : 'open';
}

export function readLegacyEntry(row: LegacyRow, timeZone: string): LegacyRead<LegacyEntry> {
  const cells = new Cells(row, aliases.Loyalty_Points_Transactions);
  const id = cells.need('id', readId);
  const userId = cells.need('userId', readId);
  const points = cells.need('points', readPoints);
  const state = cells.need('status', entryState);
  const type = cells.wish('type', readText) ?? '';
  const kind = entryKind(type);
  if (points !== null && contradicts(type, points)) {
    cells.warnings.push(`type "${type}" with ${points} points: the sign was taken`);
  }
  const entry = {
    orderId: cells.wish('orderId', readId),
    kind,
    createdAt: cells.wish('created', (v) => readMoment(v, timeZone)),
    expiresAt: cells.wish('expiresAt', (v) => readExpiry(v, timeZone)),
  };
  const whole = id !== null && userId !== null && points !== null && state !== null;
  return cells.answer(id, whole ? { id, userId, points, state, ...entry } : null);
}

/** An empty status counts as completed (SPEC 2). */
function entryState(value: unknown): LegacyEntry['state'] {
  const status = titleKey(readText(value) ?? 'completed');
  if (/^(completed?|done|success|выполнен[ао]?|завершен[ао]?)$/.test(status)) return 'counts';
  if (/^(pending|ожидает|вожидании)$/.test(status)) return 'pending';
  if (/^(cancell?ed|settled|failed|void|rejected|отменен[ао]?)$/.test(status)) return 'void';
  throw new BadValue(`unknown status "${status}"`);
}

function entryKind(type: string): LegacyKind {
  if (/expir|сгор|ист[её]к/i.test(type)) return 'expired';
  if (/refund|return|возвр/i.test(type)) return 'refunded';
  return /cancel|revoke|отмен/i.test(type) ? 'cancelled' : 'other';
}

/** Does the type say the other sign than the points have? */
function contradicts(type: string, points: number): boolean {
  if (/^(used?|spen[dt]|redeem|expir|cancel)/i.test(type)) return points > 0;
  return /^(earn|accru|refund|registr|birth|welcome)/i.test(type) && points < 0;
}
