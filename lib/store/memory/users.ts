import type { User, UserStore } from '../port';
import { MemoryTable } from './table';

export function memoryUsers(): UserStore {
  const table = new MemoryTable<User>({
    phone: (u) => u.phone,
    telegram: (u) => u.telegramId,
  });
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
    async search(text, limit) {
      const wanted = text.toLowerCase();
      return table.newest(
        null,
        limit,
        (u) => u.phone.includes(wanted) || (u.name ?? '').toLowerCase().includes(wanted),
      );
    },
  };
}
