import type { JournalStore, LevelChange, LoyaltyLog, SignInCode, SignInStore } from '../port';
import { MemoryTable } from './table';

export function memoryJournal(): JournalStore {
  const logs = new MemoryTable<LoyaltyLog & { id: number }>();
  const changes = new MemoryTable<LevelChange & { id: number }>({
    key: (c) => `${c.userId}:${c.entrySeq}`,
  });
  return {
    async log(entry) {
      logs.insert(entry);
    },
    async levelChange(change) {
      changes.insert(change);
    },
    async levelChanges(userId) {
      return changes
        .where((c) => c.userId === userId)
        .sort((a, b) => a.entrySeq - b.entrySeq)
        .map(({ id: _id, ...change }) => change);
    },
    async logs(limit) {
      return logs.newest(null, limit).map(({ id: _id, ...entry }) => entry);
    },
  };
}

export function memorySignIn(): SignInStore {
  const codes = new MemoryTable<SignInCode>();
  const tries = new Set<string>();
  return {
    async insertCode(code) {
      const row = codes.insert(code);
      if (!row) throw new Error('a sign-in code has no unique key');
      return row;
    },
    async latestCode(phone) {
      return codes.newest(null, 1, (c) => c.phone === phone)[0] ?? null;
    },
    async countSince(phone, at) {
      return codes.where((c) => c.phone === phone && c.at >= at).length;
    },
    async takeTry(codeId, n) {
      const key = `${codeId}:${n}`;
      if (tries.has(key)) return false;
      tries.add(key);
      return true;
    },
  };
}
