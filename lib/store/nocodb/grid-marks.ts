/**
 * Edits of an order's visible columns in NocoDB's own grid. The site leaves a
 * fingerprint of the columns beside them in the same statement; columns that do
 * not fit it were changed by somebody else. Found from the row alone, without
 * its facts, so a job can look at very many rows.
 */
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { OrderStore, VisibleOrder } from '../port-orders';
import type { WireRow } from './client';
import { where } from './filter';
import type { NocoTable } from './table';
import { asText, int, kopecks, text } from './wire';

const MARK = 'Copies Mark';
const PAYMENT = 'Payment Status';

/** Columns that are copies of the order's facts. */
const visibleTitles = [
  'Copies Version',
  'Order Status',
  'Payment Method',
  'Subtotal',
  'Delivery Fee',
  'Promo Discount',
  'Total',
  'Payable',
  'Paid',
  'Refund Due',
  'Points Used',
  'Points Earned',
  'Earn Percent',
  'Tier',
  'Promo Code',
  'Delivered At',
  'Delivered At Ms',
  'Cancel Reason',
  'Hidden',
  'Touched At',
  'Touched At Ms',
] as const;

function markOf(row: WireRow): string {
  const values = visibleTitles.map((title) => asText(row[title]));
  // Rows from before there was this column keep the mark they have.
  const payment = asText(row[PAYMENT]);
  if (payment !== null) values.push(payment);
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 22);
}

/** The columns with the mark that they make; or that mark alone. */
export function withMark(columns: WireRow, only?: 'mark alone'): WireRow {
  return { ...(only ? {} : columns), [MARK]: markOf(columns) };
}

/** Does the row's mark fit its columns? */
export function marked(row: WireRow): boolean {
  return row[MARK] === markOf(row);
}

function valueOr<T>(schema: z.ZodType<T>, value: unknown): T | null {
  return schema.nullable().catch(null).parse(value);
}

function readVisible(row: WireRow): VisibleOrder {
  return {
    id: Number(row.Id),
    version: valueOr(int, row['Copies Version']),
    edited: !marked(row),
    mark: markOf(row),
    status: valueOr(text, row['Order Status']),
    method: valueOr(text, row['Payment Method']),
    paidKopecks: valueOr(kopecks, row.Paid),
  };
}

const fields = [...visibleTitles, PAYMENT, MARK];

export function visibleOrders(orders: NocoTable): Pick<OrderStore, 'visible' | 'edited'> {
  return {
    async visible(id) {
      const [row] = await orders.find([where.eq('Id', id)], { sort: 'Id', limit: 1, fields });
      return row ? readVisible(row) : null;
    },
    async edited(withinMs, after, limit) {
      const written = [where.since('UpdatedAt', Date.now() - withinMs), where.gt('Id', after)];
      const rows = await orders.find(written, { sort: 'Id', limit, fields });
      const last = rows.length < limit ? null : Number(rows.at(-1)?.Id);
      return {
        rows: rows.map(readVisible).filter((row) => row.edited),
        next: last,
      };
    },
  };
}
