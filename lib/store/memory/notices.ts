import type { Notice, NoticeStore } from '../port-notices';
import { MemoryTable } from './table';

export function memoryNotices(): NoticeStore {
  const table = new MemoryTable<Notice>({ key: (n) => n.key });
  const tries = new Map<string, number>();
  return {
    async insert(notice) {
      const fresh = { status: 'waiting', tries: 0, sentAt: null, error: null } as const;
      const row = table.insert({ ...notice, ...fresh });
      return row ? { won: true, row } : { won: false };
    },
    async taken(keys) {
      return new Set(keys.filter((key) => table.by('key', key) !== null));
    },
    async due(now, after, limit) {
      return table.page(after, limit, (n) => n.status === 'waiting' && n.notBefore <= now);
    },
    async takeTry(noticeId, n, at) {
      const key = `${noticeId}:${n}`;
      const taken = tries.get(key);
      if (taken !== undefined) return { won: false, at: taken };
      tries.set(key, at);
      return { won: true };
    },
    async update(noticeId, patch) {
      table.update(noticeId, patch);
    },
    async ofUser(userId) {
      return table.where((n) => n.userId === userId);
    },
    async eraseOf(userId) {
      for (const { id } of table.where((n) => n.userId === userId)) table.remove(id);
    },
  };
}
