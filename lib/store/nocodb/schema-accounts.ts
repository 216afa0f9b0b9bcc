/** Tables about accounts (see schema.ts): sessions, welcome bonuses given, texts of the site. */
import { int, long, ms, type TableSpec, text, time, uniqueText } from './columns';

export const accountTables = {
  Sessions: {
    parent: { table: 'Users', link: 'Sessions' },
    columns: {
      /** `{session}:{n}`, or `{session}:end`. */
      'Rotation Key': uniqueText,
      Session: text,
      /** Empty on the row that ends the session. */
      Number: int,
      /** customer | admin. */
      Kind: text,
      'Account ID': int,
      'Token Hash': text,
      Seed: text,
      'Started At': time,
      'Started At Ms': ms,
      'Rotated At': time,
      'Rotated At Ms': ms,
      'Expires At': time,
      'Expires At Ms': ms,
      Browser: long,
      'Write Mark': text,
    },
  },
  Welcome_Grants: {
    columns: {
      /** Keyed hash of a phone that a welcome bonus was given to, or refused for. */
      'Phone Hash': uniqueText,
      'User ID': int,
      'Granted At': time,
      'Granted At Ms': ms,
      'Write Mark': text,
    },
  },
  Pages: {
    /** When somebody last changed the row, in the grid too. */
    kept: ['CreatedAt', 'UpdatedAt'],
    columns: {
      Slug: uniqueText,
      Title: text,
      Body: long,
      /** Number of the edit (Edits) that the row shows. */
      Version: int,
      'Write Mark': text,
    },
  },
} as const satisfies Record<string, TableSpec>;
