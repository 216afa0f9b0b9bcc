/** `Notices` and `Notice_Tries`: the outbox. */
import { z } from 'zod';
import { noticeData } from '../../notices/notice';
import { type Notice, type NoticeStore, noticeStatuses } from '../port-notices';
import type { WireRow } from './client';
import { foreignKey } from './columns';
import { where } from './filter';
import type { NocoTable } from './table';
import { forPeople, id, inserted, insertMarked, int, jsonText, pageOf, reader, text } from './wire';

/** Of one customer; the account's whole life. */
const MAX_NOTICES = 100_000;

const readNotice = reader(
  {
    Id: id,
    'Notice Key': text,
    'User ID': int,
    Data: noticeData,
    'Made At Ms': int,
    'Not Before Ms': int,
    Status: z.enum(noticeStatuses),
    Tries: int,
    'Sent At Ms': int.nullable(),
    Error: text.nullable(),
  },
  (row): Notice => ({
    id: row.Id,
    key: row['Notice Key'],
    userId: row['User ID'],
    at: row['Made At Ms'],
    notBefore: row['Not Before Ms'],
    data: row.Data,
    status: row.Status,
    tries: row.Tries,
    sentAt: row['Sent At Ms'],
    error: row.Error,
  }),
);

export function nocoNotices(table: NocoTable, tries: NocoTable): NoticeStore {
  const own = (userId: number) => [where.eq(foreignKey('Users'), userId)];
  const find = (userId: number) => table.find(own(userId), { sort: 'Id', limit: MAX_NOTICES });

  return {
    async insert(notice) {
      const row = await insertMarked(table, 'Notice Key', {
        'Notice Key': notice.key,
        'Open Key': notice.key,
        [foreignKey('Users')]: notice.userId,
        'User ID': notice.userId,
        Kind: notice.data.kind,
        Data: jsonText(notice.data),
        'Made At': forPeople(notice.at),
        'Made At Ms': notice.at,
        'Not Before': forPeople(notice.notBefore),
        'Not Before Ms': notice.notBefore,
        Status: 'waiting',
        Tries: 0,
      });
      return inserted(row, readNotice);
    },
    async taken(keys) {
      const rows = await table.findIn('Notice Key', keys, { sort: 'Id', limit: keys.length });
      return new Set(rows.map((row) => text.parse(row['Notice Key'])));
    },
    async due(now, after, limit) {
      const conditions = [
        where.notNull('Open Key'),
        where.lte('Not Before Ms', now),
        where.gt('Id', after),
      ];
      return pageOf((await table.find(conditions, { sort: 'Id', limit })).map(readNotice), limit);
    },
    async takeTry(noticeId, n, at) {
      const key = `${noticeId}:${n}`;
      const row = await insertMarked(tries, 'Try Key', {
        'Try Key': key,
        'Taken At': forPeople(at),
        'Taken At Ms': at,
      });
      if (row) return { won: true };
      const taken = await tries.one([where.eq('Try Key', key)]);
      if (!taken) throw new Error('a taken try is not found');
      return { won: false, at: int.parse(taken['Taken At Ms']) };
    },
    async update(noticeId, { status, tries: n, notBefore, sentAt, error }) {
      const changed: WireRow = {
        ...(status !== undefined && {
          Status: status,
          ...(status !== 'waiting' && { 'Open Key': null }),
        }),
        ...(n !== undefined && { Tries: n }),
        ...(notBefore !== undefined && {
          'Not Before': forPeople(notBefore),
          'Not Before Ms': notBefore,
        }),
        ...(sentAt !== undefined && { 'Sent At': forPeople(sentAt), 'Sent At Ms': sentAt }),
        ...(error !== undefined && { Error: error }),
      };
      await table.update(noticeId, changed);
    },
    async ofUser(userId) {
      return (await find(userId)).map(readNotice);
    },
    async eraseOf(userId) {
      for (const row of await find(userId)) await table.remove(id.parse(row.Id));
    },
  };
}
