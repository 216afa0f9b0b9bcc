/** What an import says of itself: as JSON, and as a table for people. */
import type { Context } from '../context';
import { toRubles } from '../money';
import type { BadRow, OlderBase, OlderCustomer } from './read-base';
import type { LegacySource } from './source';
import type { CustomerState } from './write';

interface Named {
  /** Id in the older base. */
  id: number;
  phone: string;
}

/** Money in rubles. */
export interface ImportReport {
  from: string;
  mode: 'dry-run' | 'applied';
  at: string;
  program: string;
  /** By what was found of each; with `left` = not looked at, `failed` = an error. */
  customers: Record<CustomerState | 'read' | 'chosen' | 'left' | 'failed', number>;
  /** Of the chosen customers: what they open with. */
  opening: { rows: number; points: number; inDebt: number; debt: number; spent: number };
  transactions: { read: number } & OlderBase['entries'];
  orders: {
    read: number;
    unfinished: number;
    byStatus: Record<string, { orders: number; sum: number }>;
  };
  /** Stored balance against the sum of rows: the rows win. */
  balanceDiffers: (Named & { stored: number; rows: number })[];
  /** Stored spend against the orders under this programme; the stored one is kept unless smaller than the window. */
  spendDiffers: (Named & { stored: number; orders: number; kept: number })[];
  /** Promises that are not paid out: they stay behind. */
  pending: (Named & { rows: number; points: number })[];
  /** Several customers of one phone: they become one. */
  merged: { phone: string; ids: number[] }[];
  /** Left alone: an earlier import wrote something else than the older base says now. */
  changed: Named[];
  failures: (Named & { error: string })[];
  orphans: OlderBase['orphans'];
  badRows: BadRow[];
  warnings: BadRow[];
}

/** A report before any customer was looked at. */
export function blankReport(
  ctx: Context,
  source: LegacySource,
  base: OlderBase,
  chosen: readonly OlderCustomer[],
  apply: boolean,
): ImportReport {
  const debts = chosen.filter((c) => c.points < 0);
  const byStatus = Object.entries(base.orders).map(
    ([status, { orders, kopecks }]) => [status, { orders, sum: toRubles(kopecks) }] as const,
  );
  return {
    from: source.name,
    mode: apply ? 'applied' : 'dry-run',
    at: new Date(ctx.now()).toISOString(),
    program: ctx.program.id,
    customers: {
      read: base.read.Users,
      chosen: chosen.length,
      new: 0,
      known: 0,
      partly: 0,
      done: 0,
      changed: 0,
      failed: 0,
      left: 0,
    },
    opening: {
      rows: sum(chosen, (c) => c.rows.length),
      points: sum(chosen, (c) => c.points),
      inDebt: debts.length,
      debt: -sum(debts, (c) => c.points),
      spent: toRubles(sum(chosen, (c) => c.spendKopecks)),
    },
    transactions: { read: base.read.Loyalty_Points_Transactions, ...base.entries },
    orders: {
      read: base.read.Orders,
      unfinished: base.openOrders,
      byStatus: Object.fromEntries(byStatus),
    },
    balanceDiffers: chosen.flatMap(({ id, phone, storedPoints, points }) =>
      storedPoints === null || storedPoints === points
        ? []
        : [{ id, phone, stored: storedPoints, rows: points }],
    ),
    spendDiffers: base.read.Orders === 0 ? [] : chosen.flatMap(spendDifference),
    pending: chosen.flatMap(({ id, phone, pending }) =>
      pending.rows === 0 ? [] : [{ id, phone, ...pending }],
    ),
    merged: mergedPhones(chosen),
    changed: [],
    failures: [],
    orphans: base.orphans,
    badRows: base.bad,
    warnings: base.warnings,
  };
}

function spendDifference(c: OlderCustomer): ImportReport['spendDiffers'] {
  const { id, phone, storedSpentKopecks: stored, ordersKopecks, spendKopecks } = c;
  if (stored === null || stored === ordersKopecks) return [];
  const [orders, kept] = [toRubles(ordersKopecks), toRubles(spendKopecks)];
  return [{ id, phone, stored: toRubles(stored), orders, kept }];
}

function mergedPhones(customers: readonly OlderCustomer[]): ImportReport['merged'] {
  const ids = new Map<string, number[]>();
  for (const { phone, id } of customers) ids.set(phone, [...(ids.get(phone) ?? []), id]);
  return [...ids].flatMap(([phone, all]) => (all.length > 1 ? [{ phone, ids: all }] : []));
}

function sum<T>(list: readonly T[], of: (item: T) => number): number {
  return list.reduce((total, item) => total + of(item), 0);
}

/** Does anything need a person's look? */
export function needsAttention(r: ImportReport): boolean {
  return [r.failures, r.changed, r.badRows].some((l) => l.length > 0) || r.orphans.rows > 0;
}

const LINES_SHOWN = 20;

/** The report as lines of text. */
export function reportLines(r: ImportReport): string[] {
  const { customers: c, opening: o, transactions: t } = r;
  const counts: [string, string | number][] = [
    ['customers read', c.read],
    ['  new here', c.new],
    ['  with a customer here already', c.known],
    ['  half imported before', c.partly],
    ['  imported before', c.done],
    ['  changed since imported', c.changed],
    ['  failed', c.failed],
    ['  not looked at', c.read - c.chosen + c.left],
    ['transactions read', t.read],
    ['  count', t.counted],
    ['  pending (stay behind)', t.pending],
    ['  withdrawn or settled', t.void],
    ['  of unknown customers', r.orphans.rows],
    ['orders read (not brought over)', r.orders.read],
    ...Object.entries(r.orders.byStatus).map(([status, { orders, sum }]): [string, string] => [
      `  ${status}`,
      `${orders} (${sum} ₽)`,
    ]),
    ['opening rows', o.rows],
    ['balance, points', o.points],
    ['  debts among it', `${o.debt} (${o.inDebt} customers)`],
    ['qualifying spend, ₽', o.spent],
    ['bad rows', r.badRows.length],
    ['warnings', r.warnings.length],
  ];
  const width = Math.max(...counts.map(([label]) => label.length));
  return [
    `${r.mode === 'applied' ? 'Imported' : 'Would import (dry run)'} from ${r.from}, programme ${r.program}`,
    ...counts.map(([label, value]) => `${label.padEnd(width)}  ${value}`),
    ...section('Stored balance differs from the rows (the rows win)', r.balanceDiffers, (d) => [
      `${d.id} ${d.phone}: stored ${d.stored}, rows ${d.rows}`,
    ]),
    ...section('Stored spend differs from the orders', r.spendDiffers, (d) => [
      `${d.id} ${d.phone}: stored ${d.stored} ₽, orders ${d.orders} ₽, kept ${d.kept} ₽`,
    ]),
    ...section('Promised points that stay behind', r.pending, (p) => [
      `${p.id} ${p.phone}: ${p.points} in ${p.rows} rows`,
    ]),
    ...section('One phone, several customers: merged', r.merged, (m) => [
      `${m.phone}: ${m.ids.join(', ')}`,
    ]),
    ...section('Changed since an earlier import: left alone', r.changed, (x) => [
      `${x.id} ${x.phone}`,
    ]),
    ...section('Failed', r.failures, (f) => [`${f.id} ${f.phone}: ${f.error}`]),
    ...section('Rows that cannot be read', r.badRows, badLine),
    ...section('Warnings', r.warnings, badLine),
    ...(r.orders.unfinished > 0
      ? [`${r.orders.unfinished} orders are unfinished: finish them in the older system first.`]
      : []),
  ];
}

function badLine(row: BadRow): string[] {
  return [`${row.table} ${row.id ?? '(no id)'}: ${row.problems.join('; ')}`];
}

function section<T>(title: string, items: readonly T[], line: (item: T) => string[]): string[] {
  if (items.length === 0) return [];
  const more = items.length - LINES_SHOWN;
  return [
    '',
    `${title}: ${items.length}`,
    ...items.slice(0, LINES_SHOWN).flatMap((item) => line(item).map((l) => `  ${l}`)),
    ...(more > 0 ? [`  ... and ${more} more, in the report file`] : []),
  ];
}
