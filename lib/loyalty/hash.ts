/** The hash that chains a customer's rows (SPEC 2, "The ledger"). */
import { createHash } from 'node:crypto';
import type { NewLedgerEntry } from './entry';

/** `prevHash` of a customer's first row. */
export const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 of a text, in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** JSON with sorted keys: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    v !== null && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}

/** Hash over the previous hash and every value of the row as written. */
export function entryHash(entry: Omit<NewLedgerEntry, 'hash'>): string {
  const { prevHash, ...values } = entry;
  return sha256(`${prevHash}\n${canonicalJson(values)}`);
}
