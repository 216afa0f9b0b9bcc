import type {
  PageStore,
  SessionRotation,
  SessionStore,
  SitePage,
  WelcomeStore,
} from '../port-accounts';
import { MemoryTable } from './table';

export function memorySessions(): SessionStore {
  const table = new MemoryTable<SessionRotation & { id: number }>({
    key: (r) => `${r.session}:${r.n}`,
  });
  const ended = new Set<string>();
  const withoutId = ({ id: _id, ...rotation }: SessionRotation & { id: number }) => rotation;
  return {
    async insert(rotation) {
      const row = table.insert(rotation);
      return row ? { won: true, row: withoutId(row) } : { won: false };
    },
    async find(session, numbers) {
      const rotations = table
        .where((r) => r.session === session && numbers.includes(r.n))
        .map(withoutId)
        .sort((a, b) => a.n - b.n);
      return { rotations, ended: ended.has(session) };
    },
    async end(session) {
      ended.add(session);
    },
    async ofAccount(kind, accountId, now) {
      const rows = table.where(
        (r) =>
          r.kind === kind &&
          r.accountId === accountId &&
          r.expiresAt > now &&
          !ended.has(r.session),
      );
      const last = new Map(rows.map((r) => [r.session, withoutId(r)]));
      return [...last.values()].sort((a, b) => b.startedAt - a.startedAt);
    },
  };
}

export function memoryWelcomes(): WelcomeStore {
  const holders = new Map<string, number>();
  return {
    async claim(phoneHash, userId) {
      const holder = holders.get(phoneHash) ?? userId;
      holders.set(phoneHash, holder);
      return holder;
    },
  };
}

export function memoryPages(): PageStore {
  const pages = new Map<string, SitePage>();
  return {
    async bySlug(slug) {
      return structuredClone(pages.get(slug) ?? null);
    },
    async insert(page) {
      if (pages.has(page.slug)) return { won: false };
      const row = { ...page, version: 0, updatedAt: toSecond(Date.now()) };
      pages.set(page.slug, row);
      return { won: true, row: structuredClone(row) };
    },
    async update(slug, patch) {
      const old = pages.get(slug);
      if (!old) throw new Error(`no page ${slug}`);
      pages.set(slug, { ...old, ...patch, updatedAt: toSecond(Date.now()) });
    },
  };
}

function toSecond(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
