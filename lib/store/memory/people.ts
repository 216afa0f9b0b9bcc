import type { Admin, AdminStore, Edit, EditStore, SettingsStore } from '../port';
import { isWithin, leafOf, MemoryTable } from './table';

export function memorySettings(): SettingsStore {
  const values = new Map<string, unknown>();
  return {
    async all() {
      return structuredClone(Object.fromEntries(values));
    },
    async put(key, value) {
      values.set(key, structuredClone(value));
    },
  };
}

export function memoryEdits(): EditStore {
  const table = new MemoryTable<Edit & { id: number }>({
    key: (e) => `${e.table}:${e.rowId}:${e.n}`,
  });
  const withoutId = ({ id: _id, ...edit }: Edit & { id: number }): Edit => edit;
  return {
    async insert(edit) {
      const row = table.insert(edit);
      return row ? { won: true, row: withoutId(row) } : { won: false };
    },
    async last(name, rowId) {
      const rows = table.where((e) => e.table === name && e.rowId === rowId);
      const last = rows.sort((a, b) => a.n - b.n).at(-1);
      return last ? withoutId(last) : null;
    },
    async after(name, rowId, n) {
      const rows = table.where((e) => e.table === name && e.rowId === rowId && e.n > n);
      return rows
        .sort((a, b) => a.n - b.n)
        .slice(0, 20)
        .map(withoutId);
    },
    async find({ table: name, rowId, adminId, from, until, ...leaf }) {
      const found = table.where(
        (e) =>
          (name === null || e.table === name) &&
          (rowId === null || e.rowId === rowId) &&
          (adminId === null || e.adminId === adminId) &&
          isWithin(e.at, from, until),
      );
      return leafOf(found.map(withoutId).reverse(), leaf);
    },
    async editedSince(name, at) {
      const rows = table.where((e) => e.table === name && e.at >= at);
      return [...new Set(rows.map((e) => e.rowId))];
    },
  };
}

export function memoryAdmins(): AdminStore {
  const table = new MemoryTable<Admin>({ email: (a) => a.email });
  return {
    async insert(admin) {
      const row = table.insert({ ...admin, version: 0 });
      return row ? { won: true, row } : { won: false };
    },
    async byEmail(email) {
      return table.by('email', email);
    },
    async byId(id) {
      return table.get(id);
    },
    async byIds(ids) {
      return table.where((a) => ids.includes(a.id));
    },
    async all() {
      return table.where(() => true).sort((a, b) => a.id - b.id);
    },
    async update(id, patch) {
      return table.update(id, patch);
    },
  };
}
