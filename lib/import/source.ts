/** Where an older base is read from: a NocoDB, or a folder of exported files. */
import type { LegacyRow, LegacyTable } from './legacy';

export interface LegacySource {
  /** For people and for the reason in the rows, such as `NocoDB "Restaurant"`. */
  name: string;
  /** All rows of a table, page by page; a table that is not there is `null`. */
  pages(table: LegacyTable): AsyncIterable<LegacyRow[]> | null;
}

/** The source cannot be used; the message says what to do. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
