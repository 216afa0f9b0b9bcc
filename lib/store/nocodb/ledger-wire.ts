/** A ledger row between NocoDB's columns and ours: exact, so that its hash can be recomputed. */
import { z } from 'zod';
import type { Account } from '../../loyalty/account';
import {
  type EarningBasis,
  entryKey,
  entryStatuses,
  entryTypes,
  type LedgerEntry,
  type NewLedgerEntry,
} from '../../loyalty/entry';
import { RowUnreadable } from '../port';
import type { ExaminedRow } from '../port-ledger';
import type { WireRow } from './client';
import { shortLots, shortMoves, wireLots, wireMoves } from './lots-wire';
import { place, placeOf } from './place';
import {
  flag,
  forPeople,
  id,
  int,
  jsonText,
  kopecks,
  reader,
  rubles,
  straysOf,
  text,
} from './wire';

// `satisfies`: a field added to one of these types must be added here too. Strict:
// a field that came back and is not known here would be missing from the hash.
const basis = z.strictObject({
  program: text,
  tier: text,
  percent: z.number(),
  subtotalKopecks: int,
  deliveryKopecks: int,
  promoDiscountKopecks: int,
  pointsUsed: int,
  baseKopecks: int,
  points: int,
}) satisfies z.ZodType<EarningBasis>;

const account = z.strictObject({
  balance: int,
  debt: int,
  lots: wireLots,
  spendKopecks: int,
  windowDays: int,
  window: z.array(z.strictObject({ at: int, kopecks: int })),
  promises: z.array(z.strictObject({ seq: int, points: int })),
  tier: text.nullable(),
  birthdayAt: int.nullable(),
  everExpiring: z.boolean(),
}) satisfies z.ZodType<Account>;

export const readEntry = reader(
  {
    Id: id,
    'User ID': int,
    Seq: int,
    'Written At Ms': int,
    'Transaction Type': z.enum(entryTypes),
    'Transaction Status': z.enum(entryStatuses),
    'Written Status': z.enum(['completed', 'pending']),
    Points: int,
    'Qualifying Spend': kopecks,
    'Spend At Ms': int.nullable(),
    'Order ID': int.nullable(),
    'Order Version': int.nullable(),
    'Cause Key': text,
    'Refers To': int.nullable(),
    'Expires At Ms': int.nullable(),
    Lots: wireMoves,
    Basis: basis.nullable(),
    Closes: flag,
    'Voids Event': int.nullable(),
    Reason: text.nullable(),
    'Admin ID': int.nullable(),
    Description: text,
    Program: text,
    'Window Days': int,
    'Balance Before': int,
    'Balance After': int,
    Tier: text,
    Account: account,
    'Previous Hash': text,
    Hash: text,
  },
  (row): LedgerEntry => ({
    id: row.Id,
    userId: row['User ID'],
    seq: row.Seq,
    at: row['Written At Ms'],
    type: row['Transaction Type'],
    status: row['Written Status'],
    currentStatus: row['Transaction Status'],
    points: row.Points,
    spendKopecks: row['Qualifying Spend'],
    spendAt: row['Spend At Ms'],
    orderId: row['Order ID'],
    orderVersion: row['Order Version'],
    causeKey: row['Cause Key'],
    refersTo: row['Refers To'],
    expiresAt: row['Expires At Ms'],
    lots: row.Lots,
    basis: row.Basis,
    closes: row.Closes,
    voidsEvent: row['Voids Event'],
    reason: row.Reason,
    adminId: row['Admin ID'],
    description: row.Description,
    program: row.Program,
    windowDays: row['Window Days'],
    balanceBefore: row['Balance Before'],
    balanceAfter: row['Balance After'],
    tier: row.Tier,
    account: row.Account,
    prevHash: row['Previous Hash'],
    hash: row.Hash,
  }),
);

export function entryColumns(entry: NewLedgerEntry): WireRow {
  const key = entryKey(entry.userId, entry.seq);
  return {
    'Entry Key': key,
    Position: place(entry.userId, entry.seq),
    'Cause Key': entry.causeKey,
    'Order Position': entry.orderId === null ? null : place(entry.orderId, entry.seq),
    'Pending Key': entry.status === 'pending' ? key : null,
    'User ID': entry.userId,
    Seq: entry.seq,
    'Order ID': entry.orderId,
    'Order Version': entry.orderVersion,
    'Transaction Type': entry.type,
    'Transaction Status': entry.status,
    'Written Status': entry.status,
    Points: entry.points,
    Description: entry.description,
    'Balance Before': entry.balanceBefore,
    'Balance After': entry.balanceAfter,
    'Expires At': forPeople(entry.expiresAt),
    'Expires At Ms': entry.expiresAt,
    'Written At': forPeople(entry.at),
    'Written At Ms': entry.at,
    'Refers To': entry.refersTo,
    'Qualifying Spend': rubles(entry.spendKopecks),
    'Spend At Ms': entry.spendAt,
    Lots: jsonText(shortMoves(entry.lots)),
    Basis: entry.basis === null ? null : jsonText(entry.basis),
    Closes: entry.closes,
    'Voids Event': entry.voidsEvent,
    Reason: entry.reason,
    'Admin ID': entry.adminId,
    Program: entry.program,
    'Window Days': entry.windowDays,
    Tier: entry.tier,
    Account: jsonText({ ...entry.account, lots: shortLots(entry.account.lots) }),
    'Previous Hash': entry.prevHash,
    Hash: entry.hash,
  };
}

/** Columns beside the hashed ones that are made from them and must agree with them. */
const besides = ['Entry Key', 'Position', 'Order Position', 'Written At', 'Expires At'] as const;

/** A row as it stands, readable or not, for the audit. */
export function examineRow(row: WireRow): ExaminedRow {
  const at = placeOf(Number(row.Position));
  const shown = typeof row['Written At'] === 'string' ? Date.parse(row['Written At']) : Number.NaN;
  const seen = { id: Number(row.Id), userId: at.parent, place: at.n };
  const shownAt = Number.isNaN(shown) ? null : shown;
  try {
    const entry = readEntry(row);
    const made = entryColumns(entry);
    const wanted = Object.fromEntries(besides.map((column) => [column, made[column]]));
    return { ...seen, entry, problem: null, strays: straysOf(row, wanted), shownAt };
  } catch (e) {
    // A number without a place (a negative Seq) is as unreadable as a wrong word.
    if (!(e instanceof RowUnreadable || e instanceof RangeError)) throw e;
    return { ...seen, entry: null, problem: e.message, strays: [], shownAt };
  }
}
