/** The tables of the menu (see schema.ts). */
import {
  files,
  flag,
  int,
  json,
  long,
  money,
  type TableSpec,
  text,
  time,
  uniqueText,
} from './columns';

export const menuTables = {
  Menu_Items: {
    columns: {
      Name: text,
      Category: text,
      Description: long,
      Price: money,
      Portion: text,
      Image: text,
      /** Sizes and choices. */
      Groups: json,
      'Add Ons': json,
      Available: flag,
      /** Off the menu. */
      Removed: flag,
      Position: int,
      /** Number of the last edit that the row shows. */
      Version: int,
      'Write Mark': uniqueText,
    },
  },
  Menu_Pictures: {
    columns: {
      /** Made from the picture's bytes. */
      Key: uniqueText,
      Type: text,
      Bytes: int,
      'Admin ID': int,
      'Uploaded At': time,
      Picture: files,
      'Write Mark': text,
    },
  },
} as const satisfies Record<string, TableSpec>;
