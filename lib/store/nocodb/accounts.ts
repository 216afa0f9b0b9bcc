/** Sessions, welcome bonuses given, and texts of the site. */
import { z } from 'zod';
import type {
  AccountKind,
  PageStore,
  SessionRotation,
  SessionStore,
  SitePage,
  WelcomeStore,
} from '../port-accounts';
import type { WireRow } from './client';
import { foreignKey } from './columns';
import { where } from './filter';
import type { NocoTable } from './table';
import { forPeople, inserted, insertMarked, int, reader, text } from './wire';

const MAX_ROTATIONS = 100_000;

const readRotation = reader(
  {
    Session: text,
    Number: int,
    Kind: z.enum(['customer', 'admin']),
    'Account ID': int,
    'Token Hash': text,
    Seed: text,
    'Started At Ms': int,
    'Rotated At Ms': int,
    'Expires At Ms': int,
    Browser: text.nullable(),
  },
  (row): SessionRotation => ({
    session: row.Session,
    n: row.Number,
    kind: row.Kind,
    accountId: row['Account ID'],
    tokenHash: row['Token Hash'],
    seed: row.Seed,
    startedAt: row['Started At Ms'],
    at: row['Rotated At Ms'],
    expiresAt: row['Expires At Ms'],
    agent: row.Browser,
  }),
);

/** Columns by which an account's rows are found: customers by an indexed key, the few admins by id. */
function ownerColumns(kind: AccountKind, accountId: number): WireRow {
  return {
    ...(kind === 'customer' && { [foreignKey('Users')]: accountId }),
    Kind: kind,
    'Account ID': accountId,
  };
}

const endKey = (session: string) => `${session}:end`;

export function nocoSessions(table: NocoTable): SessionStore {
  return {
    async insert(r) {
      const row = await insertMarked(table, 'Rotation Key', {
        'Rotation Key': `${r.session}:${r.n}`,
        Session: r.session,
        Number: r.n,
        ...ownerColumns(r.kind, r.accountId),
        'Token Hash': r.tokenHash,
        Seed: r.seed,
        'Started At': forPeople(r.startedAt),
        'Started At Ms': r.startedAt,
        'Rotated At': forPeople(r.at),
        'Rotated At Ms': r.at,
        'Expires At': forPeople(r.expiresAt),
        'Expires At Ms': r.expiresAt,
        Browser: r.agent,
      });
      return inserted(row, readRotation);
    },
    async find(session, numbers) {
      const keys = [...numbers.map((n) => `${session}:${n}`), endKey(session)];
      const options = { sort: 'Id', limit: keys.length };
      const rows = await table.find([where.in('Rotation Key', keys)], options);
      const rotations = rows.filter((row) => row['Rotation Key'] !== endKey(session));
      return {
        rotations: rotations.map(readRotation).sort((a, b) => a.n - b.n),
        ended: rotations.length < rows.length,
      };
    },
    async end(session, kind, accountId, at) {
      // Taken: it is ended, which is all that is wanted.
      await insertMarked(table, 'Rotation Key', {
        'Rotation Key': endKey(session),
        Session: session,
        ...ownerColumns(kind, accountId),
        'Rotated At': forPeople(at),
        'Rotated At Ms': at,
      });
    },
    async ofAccount(kind, accountId, now) {
      const own =
        kind === 'customer'
          ? [where.eq(foreignKey('Users'), accountId)]
          : [where.eq('Kind', kind), where.eq('Account ID', accountId)];
      const live = [...own, where.gt('Expires At Ms', now)];
      const rows = await table.find(live, { sort: 'Id', limit: MAX_ROTATIONS });
      const last = new Map(rows.map(readRotation).map((r) => [r.session, r]));
      const ends = await table.findIn('Rotation Key', [...last.keys()].map(endKey), {
        sort: 'Id',
        limit: last.size,
      });
      for (const row of ends) last.delete(String(row.Session));
      return [...last.values()].sort((a, b) => b.startedAt - a.startedAt);
    },
  };
}

export function nocoWelcomes(table: NocoTable): WelcomeStore {
  return {
    async claim(phoneHash, userId, at) {
      const row = await insertMarked(table, 'Phone Hash', {
        'Phone Hash': phoneHash,
        'User ID': userId,
        'Granted At': forPeople(at),
        'Granted At Ms': at,
      });
      if (row) return userId;
      const holder = await table.one([where.eq('Phone Hash', phoneHash)]);
      if (!holder) throw new Error('a taken phone hash is not found');
      return int.parse(holder['User ID']);
    },
  };
}

/** As NocoDB writes it, to milliseconds. */
const systemTime = z.string().transform((s) => Date.parse(s));

const readPage = reader(
  {
    Slug: text,
    Title: text.nullable(),
    Body: text.nullable(),
    Version: int.nullable(),
    CreatedAt: systemTime,
    UpdatedAt: systemTime.nullish(),
  },
  (row): SitePage => ({
    slug: row.Slug,
    title: row.Title ?? '',
    body: row.Body ?? '',
    updatedAt: row.UpdatedAt ?? row.CreatedAt,
    version: row.Version ?? 0,
  }),
);

export function nocoPages(table: NocoTable): PageStore {
  return {
    async bySlug(slug) {
      const row = await table.one([where.eq('Slug', slug)]);
      return row && readPage(row);
    },
    async insert({ slug, title, body }) {
      const made = await insertMarked(table, 'Slug', { Slug: slug, Title: title, Body: body });
      return inserted(made && (await table.one([where.eq('Slug', slug)])), readPage);
    },
    async update(slug, { title, body, version }) {
      const row = await table.one([where.eq('Slug', slug)]);
      if (!row) throw new Error(`no page ${slug}`);
      await table.update(Number(row.Id), { Title: title, Body: body, Version: version });
    },
  };
}
