/** Tables about notices (see schema.ts): the outbox and its tries. */
import { int, json, long, ms, type TableSpec, text, time, uniqueText } from './columns';

export const noticeTables = {
  Notices: {
    parent: { table: 'Users', link: 'Notices' },
    columns: {
      /** What is told, such as `expiring:{user}:{lot}`. */
      'Notice Key': uniqueText,
      /** Not empty while it waits: few rows, found by its index. */
      'Open Key': uniqueText,
      'User ID': int,
      Kind: text,
      Data: json,
      'Made At': time,
      'Made At Ms': ms,
      'Not Before': time,
      'Not Before Ms': ms,
      /** waiting | sent | dropped | unclear | failed. */
      Status: text,
      Tries: int,
      'Sent At': time,
      'Sent At Ms': ms,
      Error: long,
      'Write Mark': text,
    },
  },
  Notice_Tries: {
    columns: {
      /** `{notice}:{n}`: who takes it sends. */
      'Try Key': uniqueText,
      'Taken At': time,
      'Taken At Ms': ms,
      'Write Mark': text,
    },
  },
} as const satisfies Record<string, TableSpec>;
