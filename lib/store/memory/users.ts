import type { User, UserStore } from '../port-users';
import { leafOf, MemoryTable } from './table';

const sortOf = {
  joined: (u: User) => u.joinedAt,
  name: (u: User) => u.name ?? '',
  points: (u: User) => u.copies.loyaltyPoints,
  spent: (u: User) => u.copies.totalSpentKopecks,
};

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'ru');
}

export function memoryUsers(lastId = 0): UserStore {
  const table = new MemoryTable<User>(
    { phone: (u) => u.phone, telegram: (u) => u.telegramId },
    lastId,
  );
  return {
    async insert(user) {
      const { phone, name, birthDate, joinedAt } = user;
      const copies = {
        loyaltyPoints: 0,
        totalSpentKopecks: 0,
        tier: null,
        nextExpiryAt: null,
        headSeq: 0,
      };
      const row = table.insert({
        phone,
        name,
        birthDate,
        joinedAt,
        addresses: [],
        telegramId: null,
        consentAt: null,
        noticesOff: [],
        erasedAt: null,
        copies,
        anchor: null,
      });
      return row ? { won: true, row } : { won: false };
    },
    async byId(id) {
      return table.get(id);
    },
    async byIds(ids) {
      return table.where((u) => ids.includes(u.id));
    },
    async byPhone(phone) {
      return table.by('phone', phone);
    },
    async byTelegramId(telegramId) {
      return table.by('telegram', telegramId);
    },
    async update(id, patch) {
      return table.update(id, patch);
    },
    async changePhone(id, phone) {
      const holder = table.by('phone', phone);
      if (holder && holder.id !== id) return false;
      table.update(id, { phone });
      return true;
    },
    async linkTelegram(id, telegramId) {
      const holder = telegramId === null ? null : table.by('telegram', telegramId);
      if (holder && holder.id !== id) return false;
      table.update(id, { telegramId });
      return true;
    },
    async erase(id, at) {
      const nothing = { name: null, birthDate: null, addresses: [], telegramId: null };
      table.update(id, { ...nothing, phone: `erased:${id}`, erasedAt: at });
    },
    async writeCopies(id, copies, anchor) {
      table.update(id, anchor ? { copies, anchor } : { copies });
    },
    async page(after, limit) {
      return table.page(after, limit);
    },
    async withExpiryBy(at, after, limit) {
      return table.page(
        after,
        limit,
        ({ copies: c }) => c.nextExpiryAt !== null && c.nextExpiryAt <= at,
      );
    },
    async withBirthdayOn(monthDays, after, limit) {
      return table.page(
        after,
        limit,
        (u) => u.birthDate !== null && monthDays.includes(u.birthDate.slice(5)),
      );
    },
    async find({ name, phones, sort, descending, ...leaf }) {
      const text = name?.toLowerCase();
      const found = table.where(
        (u) =>
          (text === undefined && phones.length === 0) ||
          (text !== undefined && (u.name ?? '').toLowerCase().includes(text)) ||
          phones.some((part) => u.phone.includes(part)),
      );
      const turn = descending ? -1 : 1;
      const rows = found.sort(
        (a, b) => turn * compare(sortOf[sort](a), sortOf[sort](b)) || b.id - a.id,
      );
      return leafOf(rows, leaf);
    },
  };
}
