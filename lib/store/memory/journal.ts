import type {
  JobRun,
  JobRunStore,
  JournalStore,
  LevelChange,
  LoyaltyLog,
  SignInCode,
  SignInStore,
} from '../port';
import { isWithin, leafOf, MemoryTable } from './table';

export function memoryJournal(): JournalStore {
  const logs = new MemoryTable<LoyaltyLog & { id: number }>({ key: (l) => l.key ?? null });
  const changes = new MemoryTable<LevelChange & { id: number }>({
    key: (c) => `${c.userId}:${c.entrySeq}`,
  });
  return {
    async log(entry) {
      logs.insert(entry);
    },
    async logAll(entries) {
      for (const entry of entries) logs.insert(entry);
    },
    async levelChange(change) {
      changes.insert(change);
    },
    async levelChangesBetween(from, to) {
      return changes
        .where((c) => c.userId >= from && c.userId <= to)
        .sort((a, b) => a.userId - b.userId || a.entrySeq - b.entrySeq)
        .map(({ id: _id, ...change }) => change);
    },
    async mendLevelChange(change) {
      const old = changes.by('key', `${change.userId}:${change.entrySeq}`);
      if (old) changes.update(old.id, change);
      else changes.insert(change);
    },
    async removeLevelChange(userId, entrySeq) {
      const old = changes.by('key', `${userId}:${entrySeq}`);
      if (old) changes.remove(old.id);
    },
    async levelChanges(userId) {
      return changes
        .where((c) => c.userId === userId)
        .sort((a, b) => a.entrySeq - b.entrySeq)
        .map(({ id: _id, ...change }) => change);
    },
    async logs(limit) {
      return logs.newest(null, limit).map(({ id: _id, key: _key, ...entry }) => entry);
    },
    async findLogs({ type, userId, adminId, from, until, ...leaf }) {
      const found = logs.where(
        (l) =>
          (type === null || l.type === type) &&
          (userId === null || l.userId === userId) &&
          (adminId === null || l.metadata.adminId === adminId) &&
          isWithin(l.at, from, until),
      );
      return leafOf(found.map(({ key: _key, ...line }) => line).reverse(), leaf);
    },
  };
}

export function memoryJobRuns(): JobRunStore {
  const runs = new MemoryTable<JobRun>();
  return {
    async start(job, at, startedBy = null) {
      const fresh = { lookedAt: 0, done: 0, skipped: 0, failed: 0, left: false };
      const row = runs.insert({
        job,
        startedAt: at,
        finishedAt: null,
        ...fresh,
        error: null,
        detail: null,
        startedBy,
      });
      if (!row) throw new Error('a run has no unique key');
      return row;
    },
    async finish(run) {
      runs.update(run.id, run);
    },
    async latest(job, limit) {
      return runs.newest(null, limit, (r) => r.job === job);
    },
    async find({ job, troubled, ...leaf }) {
      const found = runs.where(
        (r) => (job === null || r.job === job) && (!troubled || r.failed > 0 || r.error !== null),
      );
      return leafOf(found.reverse(), leaf);
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
    async erasePhone(phone) {
      for (const code of codes.where((c) => c.phone === phone))
        codes.update(code.id, { phone: '' });
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
