/**
 * The tables as data: setup makes them, `checkSchema` compares them with what is
 * there, and the areas (users.ts, ...) use only columns that are named here.
 */

import {
  date,
  flag,
  int,
  json,
  long,
  money,
  ms,
  type TableSpec,
  text,
  time,
  uniqueInt,
  uniqueText,
} from './columns';
import { accountTables } from './schema-accounts';
import { menuTables } from './schema-menu';
import { noticeTables } from './schema-notices';

/** Which call inserted the row: tells our insert that landed after all from another's. */
const mark = { 'Write Mark': text };
/** The same where the row has no natural key of its own. */
const uniqueMark = { 'Write Mark': uniqueText };

export const tables = {
  Users: {
    columns: {
      Phone: uniqueText,
      Name: text,
      'Birth Date': date,
      /** MM-DD of the birth date. */
      Birthday: text,
      'Joined At': time,
      'Joined At Ms': ms,
      Tier: text,
      'Loyalty Points': int,
      'Total Spent': money,
      'Next Expiry At': time,
      'Next Expiry At Ms': ms,
      /** Seq of the ledger row that the copies were made from. */
      'Copied Seq': int,
      /** A row that is known to have been there; only ever rises. */
      'Anchor Seq': int,
      'Anchor Hash': text,
      /** Saved delivery addresses. */
      Addresses: json,
      'Telegram ID': uniqueText,
      /** First consent to the offer and the processing of personal data. */
      'Consent At': time,
      'Consent At Ms': ms,
      /** Kinds of messages that the customer does not want, comma-separated. */
      'Notices Off': text,
      /** The account was deleted: nothing personal is left in the row. */
      'Erased At': time,
      'Erased At Ms': ms,
      ...mark,
    },
  },
  ...menuTables,
  Orders: {
    parent: { table: 'Users', link: 'Orders' },
    columns: {
      'Idempotency Key': uniqueText,
      'Request Hash': text,
      /** Not empty while there may be work left: few rows, found by its index. */
      'Open Key': uniqueText,
      /** Not empty while staff have the order in hand: see active-orders.ts. */
      'Active Key': uniqueText,
      'User ID': int,
      'Placed At': time,
      'Placed At Ms': ms,
      /** Fact 0: the order as it was placed, never changed. */
      'Placed Facts': json,
      Program: text,
      'Copies Version': int,
      /** Rows of the ledger that the order is known to have: none may be gone. */
      'Ledger Rows': int,
      /** Fingerprint of the visible columns as the site wrote them: another one = an edit in the grid. */
      'Copies Mark': text,
      'Order Status': text,
      'Payment Method': text,
      'Payment Status': text,
      Subtotal: money,
      'Delivery Fee': money,
      'Promo Discount': money,
      Total: money,
      Payable: money,
      Paid: money,
      'Refund Due': money,
      'Points Used': int,
      'Points Earned': int,
      'Earn Percent': money,
      Tier: text,
      'Promo Code': text,
      'Delivered At': time,
      'Delivered At Ms': ms,
      'Cancel Reason': long,
      Hidden: flag,
      'Touched At': time,
      'Touched At Ms': ms,
      ...mark,
    },
  },
  Order_Events: {
    columns: {
      /** `{order}:{n}`. */
      'Event Key': uniqueText,
      /** `place(order, n)`. */
      Position: uniqueInt,
      /** Not empty until the order's copies cover the event. */
      'Open Key': uniqueText,
      'Order ID': int,
      Number: int,
      'Happened At': time,
      'Happened At Ms': ms,
      'Module On': flag,
      'Actor Kind': text,
      'Actor ID': int,
      Kind: text,
      Data: json,
      ...mark,
    },
  },
  Order_Items: {
    columns: {
      /** `{order}:{line}`. */
      'Item Key': uniqueText,
      /** `place(order, line)`. */
      Position: uniqueInt,
      'Order ID': int,
      'Menu Item ID': int,
      Name: text,
      Quantity: int,
      'Unit Price': money,
      Sum: money,
      'Add Ons': json,
    },
  },
  Promo_Codes: {
    columns: {
      Code: uniqueText,
      'Discount Type': text,
      /** Percent, or rubles for `fixed`. */
      Value: money,
      'Usage Type': text,
      'Usage Limit': int,
      'Minimum Order': money,
      'Maximum Discount': money,
      'Valid From': time,
      'Valid From Ms': ms,
      'Valid Until': time,
      'Valid Until Ms': ms,
      Active: flag,
      Comment: long,
      Campaign: text,
      /** Request that made many codes at once. */
      Batch: text,
      /** Slots are drawn from 1 to this number; empty = to the limit. */
      Slots: int,
      /** Number of the edit (Edits) that the row shows. */
      Version: int,
      'Times Used': int,
      /** The terms as the site wrote them: what it goes by, and what an edit in the grid is told from. */
      'Known Terms': long,
      ...mark,
    },
  },
  Promo_Redemptions: {
    parent: { table: 'Promo_Codes', link: 'Redemptions' },
    columns: {
      'Order Key': uniqueText,
      'Slot Key': uniqueText,
      /** `place(code, slot)` while the slot is taken. */
      'Slot Position': uniqueInt,
      'User Key': uniqueText,
      /** Not empty until the claim was seen together with its order. */
      'Open Key': uniqueText,
      'Promo Code ID': int,
      Code: text,
      'User ID': int,
      Released: flag,
      'Claimed At': time,
      'Claimed At Ms': ms,
      ...mark,
    },
  },
  Loyalty_Points_Transactions: {
    columns: {
      /** `{user}:{seq}`. */
      'Entry Key': uniqueText,
      /** `place(user, seq)`. */
      Position: uniqueInt,
      'Cause Key': uniqueText,
      /** `place(order, seq)`; empty without an order. */
      'Order Position': uniqueInt,
      /** The Entry Key while the row is an open promise: few rows, found by its index. */
      'Pending Key': uniqueText,
      'User ID': int,
      Seq: int,
      'Order ID': int,
      'Order Version': int,
      'Transaction Type': text,
      /** How it reads now: a copy for readers. */
      'Transaction Status': text,
      /** As written: what the hash covers. */
      'Written Status': text,
      Points: int,
      Description: long,
      'Balance Before': int,
      'Balance After': int,
      'Expires At': time,
      'Expires At Ms': ms,
      'Written At': time,
      'Written At Ms': ms,
      'Refers To': int,
      'Qualifying Spend': money,
      'Spend At Ms': ms,
      Lots: json,
      Basis: json,
      Closes: flag,
      'Voids Event': int,
      Reason: long,
      'Admin ID': int,
      Program: text,
      'Window Days': int,
      Tier: text,
      Account: json,
      'Previous Hash': text,
      Hash: text,
    },
  },
  Loyalty_Levels: {
    columns: {
      Name: uniqueText,
      Title: text,
      'From Spent': money,
      'Earn Percent': money,
      Program: text,
      Position: int,
      Active: flag,
    },
  },
  User_Loyalty_Levels: {
    columns: {
      /** `place(user, seq)` of the row that moved the tier. */
      Position: uniqueInt,
      'User ID': int,
      'Entry Seq': int,
      'Changed At': time,
      'Changed At Ms': ms,
      'Previous Level': text,
      'Current Level': text,
      Reason: long,
      Spent: money,
    },
  },
  Loyalty_Logs: {
    columns: {
      'Event Type': text,
      'User ID': int,
      'Happened At': time,
      'Happened At Ms': ms,
      'Old Value': long,
      'New Value': long,
      Metadata: json,
      /** Who did it, where somebody did. */
      'Admin ID': int,
      ...uniqueMark,
    },
  },
  Job_Runs: {
    columns: {
      Job: text,
      'Started At': time,
      'Started At Ms': ms,
      'Finished At': time,
      'Finished At Ms': ms,
      'Looked At': int,
      Done: int,
      Skipped: int,
      Failed: int,
      Left: flag,
      Error: long,
      Detail: json,
      /** The admin who asked for the run; empty = the scheduler. */
      'Started By': int,
      ...uniqueMark,
    },
  },
  Edits: {
    columns: {
      /** `{table}:{row}:{n}`. */
      'Edit Key': uniqueText,
      'Table Name': text,
      'Row ID': text,
      Number: int,
      'Admin ID': int,
      'Edited At': time,
      'Edited At Ms': ms,
      Before: json,
      After: json,
      ...mark,
    },
  },
  Settings: { columns: { Key: uniqueText, Value: json } },
  Admins: {
    columns: {
      Email: uniqueText,
      Name: text,
      Role: text,
      'Password Hash': text,
      Active: flag,
      /** Number of the edit (Edits) that the row shows. */
      Version: int,
      ...mark,
    },
  },
  Sign_In_Codes: {
    columns: {
      Phone: text,
      'Code Hash': text,
      'Sent At': time,
      'Sent At Ms': ms,
      'Expires At Ms': ms,
      ...uniqueMark,
    },
  },
  /** Try Key: `{code}:{n}`. */
  Sign_In_Tries: { columns: { 'Try Key': uniqueText, ...mark } },
  ...accountTables,
  ...noticeTables,
} as const satisfies Record<string, TableSpec>;

export type TableTitle = keyof typeof tables;
export const tableTitles = Object.keys(tables) as TableTitle[];

export function specOf(title: TableTitle): TableSpec {
  return tables[title];
}
