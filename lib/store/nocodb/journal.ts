/** Derived records for readers, and sign-in codes with their tries. */
import { z } from 'zod';
import { logTypes } from '../../loyalty/log-types';
import type { JournalStore, LevelChange, LoyaltyLog, SignInCode, SignInStore } from '../port';
import type { WireRow } from './client';
import { where, within } from './filter';
import { endOf, place } from './place';
import type { NocoTable } from './table';
import { forPeople, id, insertMarked, int, jsonText, kopecks, reader, rubles, text } from './wire';

const MAX_CHANGES = 1000;
const MAX_CODES = 10_000;
const MAX_CHANGES_OF_MANY = 1_000_000;
/** Rows of one insert: what NocoDB takes when it is not told otherwise. */
const CHUNK = 10;

const readLog = reader(
  {
    'Event Type': z.enum(logTypes),
    'User ID': int.nullable(),
    'Happened At Ms': int,
    'Old Value': text.nullable(),
    'New Value': text.nullable(),
    Metadata: z.record(z.string(), z.unknown()),
  },
  (row): LoyaltyLog => ({
    type: row['Event Type'],
    userId: row['User ID'],
    at: row['Happened At Ms'],
    old: row['Old Value'],
    new: row['New Value'],
    metadata: row.Metadata,
  }),
);

const readChange = reader(
  {
    'User ID': int,
    'Entry Seq': int,
    'Changed At Ms': int,
    'Previous Level': text.nullable(),
    'Current Level': text,
    Reason: text,
    Spent: kopecks,
  },
  (row): LevelChange => ({
    userId: row['User ID'],
    entrySeq: row['Entry Seq'],
    at: row['Changed At Ms'],
    previous: row['Previous Level'],
    current: row['Current Level'],
    reason: row.Reason,
    spendKopecks: row.Spent,
  }),
);

/** Who did it, in a column of its own: staff look for it. */
function adminOf({ metadata }: LoyaltyLog): number | null {
  return typeof metadata.adminId === 'number' ? metadata.adminId : null;
}

export function logColumns(entry: LoyaltyLog): WireRow {
  return {
    'Event Type': entry.type,
    'User ID': entry.userId,
    'Happened At': forPeople(entry.at),
    'Happened At Ms': entry.at,
    'Old Value': entry.old,
    'New Value': entry.new,
    Metadata: jsonText(entry.metadata),
    'Admin ID': adminOf(entry),
  };
}

export function changeColumns(change: LevelChange) {
  return {
    Position: place(change.userId, change.entrySeq),
    'User ID': change.userId,
    'Entry Seq': change.entrySeq,
    'Changed At': forPeople(change.at),
    'Changed At Ms': change.at,
    'Previous Level': change.previous,
    'Current Level': change.current,
    Reason: change.reason,
    Spent: rubles(change.spendKopecks),
  };
}

export function nocoJournal(logs: NocoTable, changes: NocoTable): JournalStore {
  /** One insert; when some are told already, the others in one; each by itself at last. */
  async function logKeyed(entries: readonly (LoyaltyLog & { key: string })[]): Promise<void> {
    const rows = entries.map((entry) => ({ ...logColumns(entry), 'Write Mark': entry.key }));
    if (rows.length === 0 || (await insertLogs(rows)) || rows.length === 1) return;
    const options = { sort: 'Id', limit: rows.length, fields: ['Write Mark'] };
    const keys = rows.map((row) => row['Write Mark']);
    const told = (await logs.findIn('Write Mark', keys, options)).map((row) => row['Write Mark']);
    const left = rows.filter((row) => !told.includes(row['Write Mark']));
    if (left.length === 0 || (await insertLogs(left))) return;
    // Somebody tells them at the same time.
    for (const row of left) await insertLogs([row]);
  }

  /** False: one of them is told already, and nothing was written. */
  async function insertLogs(rows: readonly WireRow[]): Promise<boolean> {
    return (await logs.insert(rows, { readOwn: async () => null })) !== null;
  }

  return {
    async log(entry) {
      if (entry.key !== undefined) return logKeyed([{ ...entry, key: entry.key }]);
      await insertMarked(logs, 'Write Mark', logColumns(entry));
    },
    async logAll(entries) {
      for (let i = 0; i < entries.length; i += CHUNK) await logKeyed(entries.slice(i, i + CHUNK));
    },
    async levelChange(change) {
      const row = changeColumns(change);
      // Taken: the change is written already, which is all that is wanted.
      await changes.insert([row], { readOwn: async () => null });
    },
    async levelChanges(userId) {
      const own = [where.gte('Position', place(userId, 0)), where.lt('Position', endOf(userId))];
      const rows = await changes.find(own, { sort: 'Position', limit: MAX_CHANGES });
      return rows.map(readChange);
    },
    async levelChangesBetween(from, to) {
      const own = [where.gte('Position', place(from, 0)), where.lt('Position', endOf(to))];
      const rows = await changes.find(own, { sort: 'Position', limit: MAX_CHANGES_OF_MANY });
      return rows.map(readChange);
    },
    async mendLevelChange(change) {
      const row = changeColumns(change);
      const old = await changes.one([where.eq('Position', row.Position)]);
      if (old) await changes.update(Number(old.Id), row);
      else await changes.insert([row], { readOwn: async () => null });
    },
    async removeLevelChange(userId, entrySeq) {
      const old = await changes.one([where.eq('Position', place(userId, entrySeq))]);
      if (old) await changes.remove(Number(old.Id));
    },
    async logs(limit) {
      return (await logs.newest([], null, limit)).map(readLog);
    },
    async findLogs({ type, userId, adminId, from, until, page, limit }) {
      const wanted = [
        ...(type === null ? [] : [where.eq('Event Type', type)]),
        ...(userId === null ? [] : [where.eq('User ID', userId)]),
        ...(adminId === null ? [] : [where.eq('Admin ID', adminId)]),
        ...within('Happened At Ms', from, until),
      ];
      const { rows, total } = await logs.leaf(wanted, { sort: '-Id', page, limit });
      return { rows: rows.map((row) => ({ id: id.parse(row.Id), ...readLog(row) })), total };
    },
  };
}

const readCode = reader(
  {
    Id: id,
    Phone: text,
    'Code Hash': text,
    'Sent At Ms': int,
    'Expires At Ms': int,
  },
  (row): SignInCode => ({
    id: row.Id,
    phone: row.Phone,
    codeHash: row['Code Hash'],
    at: row['Sent At Ms'],
    expiresAt: row['Expires At Ms'],
  }),
);

export function nocoSignIn(codes: NocoTable, tries: NocoTable): SignInStore {
  return {
    async insertCode(code) {
      const row = await insertMarked(codes, 'Write Mark', {
        Phone: code.phone,
        'Code Hash': code.codeHash,
        'Sent At': forPeople(code.at),
        'Sent At Ms': code.at,
        'Expires At Ms': code.expiresAt,
      });
      if (!row) throw new Error('a fresh mark is taken');
      return readCode(row);
    },
    async latestCode(phone) {
      const [row] = await codes.find([where.eq('Phone', phone)], { sort: '-Id', limit: 1 });
      return row ? readCode(row) : null;
    },
    async erasePhone(phone) {
      const sent = await codes.find([where.eq('Phone', phone)], { sort: 'Id', limit: MAX_CODES });
      for (const row of sent) await codes.update(Number(row.Id), { Phone: '' });
    },
    async countSince(phone, at) {
      return codes.count([where.eq('Phone', phone), where.gte('Sent At Ms', at)]);
    },
    async takeTry(codeId, n) {
      return (await insertMarked(tries, 'Try Key', { 'Try Key': `${codeId}:${n}` })) !== null;
    },
  };
}
