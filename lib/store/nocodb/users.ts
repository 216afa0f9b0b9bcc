import { z } from 'zod';
import { type NoticeKind, noticeKinds } from '../../notices/kinds';
import type { Anchor, NewUser, User, UserCopies, UserStore } from '../port-users';
import type { WireRow } from './client';
import { isFailure } from './errors';
import { where } from './filter';
import type { NocoTable } from './table';
import {
  forPeople,
  id,
  inserted,
  insertMarked,
  int,
  jsonText,
  kopecks,
  pageOf,
  reader,
  rubles,
  text,
} from './wire';

const readUser = reader(
  {
    Id: id,
    Phone: text,
    Name: text.nullable(),
    'Birth Date': text.nullable(),
    'Joined At Ms': int,
    Tier: text.nullable(),
    'Loyalty Points': int,
    'Total Spent': kopecks,
    'Next Expiry At Ms': int.nullable(),
    'Copied Seq': int,
    'Anchor Seq': int.nullable(),
    'Anchor Hash': text.nullable(),
    Addresses: z.array(z.strictObject({ id: text, title: text, text })).nullable(),
    'Telegram ID': text.nullable(),
    'Consent At Ms': int.nullable(),
    'Notices Off': text.nullish(),
    'Erased At Ms': int.nullable(),
  },
  (row): User => ({
    id: row.Id,
    phone: row.Phone,
    name: row.Name,
    birthDate: row['Birth Date'],
    joinedAt: row['Joined At Ms'],
    addresses: row.Addresses ?? [],
    telegramId: row['Telegram ID'],
    consentAt: row['Consent At Ms'],
    noticesOff: kindsOf(row['Notices Off'] ?? ''),
    erasedAt: row['Erased At Ms'],
    copies: {
      loyaltyPoints: row['Loyalty Points'],
      totalSpentKopecks: row['Total Spent'],
      tier: row.Tier,
      nextExpiryAt: row['Next Expiry At Ms'],
      headSeq: row['Copied Seq'],
    },
    anchor:
      row['Anchor Seq'] === null || row['Anchor Hash'] === null
        ? null
        : { seq: row['Anchor Seq'], hash: row['Anchor Hash'] },
  }),
);

/** Words that are no kind (a kind of earlier days) are passed over. */
function kindsOf(text: string): NoticeKind[] {
  const words = new Set(text.split(',').map((word) => word.trim()));
  return noticeKinds.filter((kind) => words.has(kind));
}

function birthColumns(birthDate: string | null) {
  return { 'Birth Date': birthDate, Birthday: birthDate?.slice(5) ?? null };
}

const sortColumns = {
  joined: 'Joined At Ms',
  name: 'Name',
  points: 'Loyalty Points',
  spent: 'Total Spent',
} as const;

export function newUserColumns(user: NewUser): WireRow {
  return {
    Phone: user.phone,
    Name: user.name,
    ...birthColumns(user.birthDate),
    'Joined At': forPeople(user.joinedAt),
    'Joined At Ms': user.joinedAt,
    'Loyalty Points': 0,
    'Total Spent': 0,
    'Copied Seq': 0,
  };
}

/** Without `anchor` the anchor stays as it is. */
export function userCopyColumns(copies: UserCopies, anchor?: Anchor): WireRow {
  return {
    'Loyalty Points': copies.loyaltyPoints,
    'Total Spent': rubles(copies.totalSpentKopecks),
    Tier: copies.tier,
    'Next Expiry At': forPeople(copies.nextExpiryAt),
    'Next Expiry At Ms': copies.nextExpiryAt,
    'Copied Seq': copies.headSeq,
    ...(anchor ? { 'Anchor Seq': anchor.seq, 'Anchor Hash': anchor.hash } : {}),
  };
}

export function nocoUsers(table: NocoTable): UserStore {
  /** Sets a unique column; false when another row has the value. */
  async function setUnique(userId: number, column: string, value: string | null) {
    try {
      await table.update(userId, { [column]: value });
    } catch (e) {
      if (isFailure(e, 'unique')) return false;
      throw e;
    }
    // An update's answer is not proof (docs/nocodb.md): the row is.
    const row = await table.one([where.eq('Id', userId)]);
    return row?.[column] === value;
  }

  return {
    async insert(user) {
      const row = await insertMarked(table, 'Phone', newUserColumns(user));
      return inserted(row, readUser);
    },
    async byId(userId) {
      const row = await table.one([where.eq('Id', userId)]);
      return row && readUser(row);
    },
    async byIds(ids) {
      const rows = await table.findIn('Id', [...new Set(ids)], { sort: 'Id', limit: ids.length });
      return rows.map(readUser).sort((a, b) => a.id - b.id);
    },
    async byPhone(phone) {
      const row = await table.one([where.eq('Phone', phone)]);
      return row && readUser(row);
    },
    async update(userId, patch) {
      const row = await table.update(userId, {
        ...(patch.name === undefined ? {} : { Name: patch.name }),
        ...(patch.birthDate === undefined ? {} : birthColumns(patch.birthDate)),
        ...(patch.addresses === undefined ? {} : { Addresses: jsonText(patch.addresses) }),
        ...(patch.consentAt === undefined
          ? {}
          : { 'Consent At': forPeople(patch.consentAt), 'Consent At Ms': patch.consentAt }),
        ...(patch.noticesOff === undefined
          ? {}
          : { 'Notices Off': patch.noticesOff.join(',') || null }),
      });
      return readUser(row);
    },
    async byTelegramId(telegramId) {
      const row = await table.one([where.eq('Telegram ID', telegramId)]);
      return row && readUser(row);
    },
    async changePhone(userId, phone) {
      return setUnique(userId, 'Phone', phone);
    },
    async linkTelegram(userId, telegramId) {
      return setUnique(userId, 'Telegram ID', telegramId);
    },
    async erase(userId, at) {
      await table.update(userId, {
        Phone: `erased:${userId}`,
        Name: null,
        ...birthColumns(null),
        Addresses: jsonText([]),
        'Telegram ID': null,
        'Erased At': forPeople(at),
        'Erased At Ms': at,
      });
    },
    async writeCopies(userId, copies, anchor) {
      await table.update(userId, userCopyColumns(copies, anchor));
    },
    async page(after, limit) {
      return pageOf((await table.scan(after, limit)).map(readUser), limit);
    },
    async withExpiryBy(at, after, limit) {
      const conditions = [where.lte('Next Expiry At Ms', at), where.gt('Id', after)];
      return pageOf((await table.find(conditions, { sort: 'Id', limit })).map(readUser), limit);
    },
    async withBirthdayOn(monthDays, after, limit) {
      const conditions = [where.in('Birthday', monthDays), where.gt('Id', after)];
      return pageOf((await table.find(conditions, { sort: 'Id', limit })).map(readUser), limit);
    },
    async find({ name, phones, sort, descending, page, limit }) {
      const texts = [
        ...(name === null ? [] : [where.contains('Name', name)]),
        ...phones.map((part) => where.contains('Phone', part)),
      ];
      const wanted = texts.length > 0 ? [where.any(...texts)] : [];
      const by = `${descending ? '-' : ''}${sortColumns[sort]}`;
      const { rows, total } = await table.leaf(wanted, { sort: by, page, limit });
      return { rows: rows.map(readUser), total };
    },
  };
}
