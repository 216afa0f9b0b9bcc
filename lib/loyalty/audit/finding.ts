/** What the audit finds (docs/audit.md). Kinds are stable: scripts and alerts know them. */

export const findingKinds = {
  // Rows of a customer's chain: never edited, only answered by an adjustment.
  row_changed: 'A row was changed after it was written',
  row_unreadable: 'A row holds a value that is not of its form',
  row_missing: 'Rows are missing in the middle of a chain',
  last_row_missing: 'The last rows of a chain are missing',
  last_row_replaced: 'The row at the anchor is not the one that was there',
  rows_swapped: 'Two rows were exchanged',
  row_moved: 'A row stands at the place of another',
  chain_broken: 'A row does not follow the row before it',
  row_columns: "A row's key or time for people disagrees with its values",
  time_backwards: 'A row is older than the row before it',
  account_wrong: "A row's account is not what its values make of the one before",
  overspent: 'More points were spent than were available',
  // Sums of a customer.
  balance_mismatch: 'The balance is not the sum of the rows',
  account_mismatch: 'The account is not what the rows add up to',
  customer_missing: 'There are rows of a customer who is not there',
  // An order and its rows.
  order_missing: 'There are rows of an order that is not there',
  order_unreadable: 'An order or its events cannot be read',
  event_missing: 'An event of an order is missing',
  earning_missing: 'An order has not earned what it should',
  earning_wrong: 'An order has earned another amount than it should',
  earned_twice: 'An order has earned twice',
  spend_missing: 'Points of an order were not taken',
  not_returned: 'Spent points were not returned',
  returned_twice: 'More points were returned than spent',
  not_taken_back: 'Earned points were not taken back',
  not_closed: 'A cancelled order has no closing row',
  row_after_close: 'A row follows the closing row of its order',
  closed_but_alive: 'An order is closed in the ledger and not cancelled',
  cancelled_not_zero: 'A cancelled order does not net to zero',
  order_row_missing: 'A row of an order is missing',
  row_of_other_order: 'A row stands with an order that it was not written for',
  row_of_other_customer: "A row of an order is in another customer's chain",
  spend_wrong: "An order's qualifying spend is not what it should be",
  // Copies and derived rows: mended by --repair.
  order_unfinished: 'An order was left half done',
  order_copy: "An order's visible column is not what its facts say",
  user_copy: "A customer's visible column is not what the ledger says",
  anchor_absent: "A customer's last row is not anchored",
  status_copy: "A row's status for readers is wrong",
  level_missing: 'A tier change is not in User_Loyalty_Levels',
  level_wrong: 'A row of User_Loyalty_Levels says something else than the ledger',
  level_stray: 'A row of User_Loyalty_Levels has no tier change behind it',
  claim_missing: 'An order holds a promo code without a claim',
  claim_released: 'The claim of a live order was given back',
  claim_not_released: 'A claim is held for an order that does not need it',
  times_used: "A promo code's times used is not the number of live claims",
} as const;

export type FindingKind = keyof typeof findingKinds;

/** What `--repair` can do about it. */
export type Repair = 'copies' | 'status' | 'levels' | 'settle' | 'claim' | 'times_used' | 'none';

export interface Finding {
  kind: FindingKind;
  userId: number | null;
  /** Number of the row in its customer's chain. */
  seq: number | null;
  /** Id of the row in its table. */
  rowId: number | null;
  orderId: number | null;
  promoCode: string | null;
  /** The field or column that is wrong, where it can be told. */
  field: string | null;
  is: string | null;
  shouldBe: string | null;
  repair: Repair;
  /** A later adjustment names the row: known, and no longer alarming. */
  answered: boolean;
}

type Told = string | number | boolean | null | undefined;

/** A finding from the parts that are known. */
export function finding(
  kind: FindingKind,
  about: Partial<Omit<Finding, 'kind' | 'is' | 'shouldBe' | 'answered'>> & {
    is?: Told;
    shouldBe?: Told;
  },
): Finding {
  const { is, shouldBe, ...rest } = about;
  return {
    kind,
    userId: null,
    seq: null,
    rowId: null,
    orderId: null,
    promoCode: null,
    field: null,
    repair: 'none',
    answered: false,
    ...rest,
    is: told(is),
    shouldBe: told(shouldBe),
  };
}

function told(value: Told): string | null {
  return value === null || value === undefined ? null : String(value);
}

/** Unique name of a finding, for logging it once. */
export function findingKey(f: Finding): string {
  return [f.kind, f.userId, f.seq, f.orderId, f.promoCode, f.field, f.is, f.shouldBe].join(':');
}

const rowKinds: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'row_changed',
  'row_unreadable',
  'row_missing',
  'last_row_missing',
  'last_row_replaced',
  'rows_swapped',
  'row_moved',
  'chain_broken',
  'row_columns',
  'time_backwards',
  'account_wrong',
  'overspent',
]);

const sumKinds: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'balance_mismatch',
  'account_mismatch',
]);

/** Is it about a row itself? Then nothing is repaired from that customer's rows. */
export function isRowFinding({ kind }: Finding): boolean {
  return rowKinds.has(kind);
}

/** Does it follow from a wrong row, and is it answered when the row is? */
export function isSumFinding({ kind }: Finding): boolean {
  return sumKinds.has(kind);
}
