/** Kinds of columns that the tables are made of, and how NocoDB names them. */

/**
 * `int` whole numbers, `money` decimal rubles, `ms` integer milliseconds (the
 * exact time), `time` the same moment for people, to the second, `files` what
 * NocoDB keeps on its disk.
 */
export type ColumnKind =
  | 'text'
  | 'long'
  | 'json'
  | 'int'
  | 'money'
  | 'ms'
  | 'time'
  | 'date'
  | 'flag'
  | 'files';

export interface ColumnSpec {
  kind: ColumnKind;
  /** Enforced by PostgreSQL, and the only indexes NocoDB gives beside links. */
  unique?: true;
}

export interface TableSpec {
  columns: Record<string, ColumnSpec>;
  /** Title of the table whose rows own these, linked for an indexed foreign key: dear on insert (docs/nocodb.md). */
  parent?: { table: string; link: string };
  /** Columns that NocoDB keeps by itself and that are read too. */
  kept?: readonly string[];
}

export const uidts = {
  text: 'SingleLineText',
  long: 'LongText',
  json: 'JSON',
  int: 'Number',
  money: 'Decimal',
  ms: 'Number',
  time: 'DateTime',
  date: 'Date',
  flag: 'Checkbox',
  files: 'Attachment',
} as const satisfies Record<ColumnKind, string>;

export const text: ColumnSpec = { kind: 'text' };
export const long: ColumnSpec = { kind: 'long' };
export const json: ColumnSpec = { kind: 'json' };
export const int: ColumnSpec = { kind: 'int' };
export const money: ColumnSpec = { kind: 'money' };
export const ms: ColumnSpec = { kind: 'ms' };
export const time: ColumnSpec = { kind: 'time' };
export const date: ColumnSpec = { kind: 'date' };
export const flag: ColumnSpec = { kind: 'flag' };
export const files: ColumnSpec = { kind: 'files' };
export const uniqueText: ColumnSpec = { kind: 'text', unique: true };
export const uniqueInt: ColumnSpec = { kind: 'int', unique: true };

/** Name in the database: small letters, digits and `_`. */
export function databaseName(title: string): string {
  return title.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

/** Title of the foreign key column that a link to `parent` makes. */
export function foreignKey(parent: string): string {
  return `${databaseName(parent)}_id`;
}
