import type { User, UserStore } from '../port';
import { where } from './filter';
import type { NocoTable } from './table';
import {
  forPeople,
  id,
  inserted,
  insertMarked,
  int,
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
  },
  (row): User => ({
    id: row.Id,
    phone: row.Phone,
    name: row.Name,
    birthDate: row['Birth Date'],
    joinedAt: row['Joined At Ms'],
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

function birthColumns(birthDate: string | null) {
  return { 'Birth Date': birthDate, Birthday: birthDate?.slice(5) ?? null };
}

export function nocoUsers(table: NocoTable): UserStore {
  return {
    async insert(user) {
      const row = await insertMarked(table, 'Phone', {
        Phone: user.phone,
        Name: user.name,
        ...birthColumns(user.birthDate),
        'Joined At': forPeople(user.joinedAt),
        'Joined At Ms': user.joinedAt,
        'Loyalty Points': 0,
        'Total Spent': 0,
        'Copied Seq': 0,
      });
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
      });
      return readUser(row);
    },
    async writeCopies(userId, copies, anchor) {
      await table.update(userId, {
        'Loyalty Points': copies.loyaltyPoints,
        'Total Spent': rubles(copies.totalSpentKopecks),
        Tier: copies.tier,
        'Next Expiry At': forPeople(copies.nextExpiryAt),
        'Next Expiry At Ms': copies.nextExpiryAt,
        'Copied Seq': copies.headSeq,
        ...(anchor ? { 'Anchor Seq': anchor.seq, 'Anchor Hash': anchor.hash } : {}),
      });
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
    async search(wanted, limit) {
      if (wanted === '') return (await table.newest([], null, limit)).map(readUser);
      const conditions = [where.contains('Phone', wanted), where.contains('Name', wanted)];
      return (await table.find(conditions, { sort: '-Id', limit, join: 'or' })).map(readUser);
    },
  };
}
