import type { MenuItem, MenuStore, NewPicture, PictureStore } from '../port-menu';
import { MemoryTable } from './table';

export function memoryMenu(): MenuStore {
  const table = new MemoryTable<MenuItem>();
  return {
    async all() {
      return table.where(() => true).sort((a, b) => a.position - b.position || a.id - b.id);
    },
    async byId(id) {
      return table.get(id);
    },
    async insert(item) {
      const row = table.insert({ groups: [], removed: false, ...item, version: 0 });
      if (!row) throw new Error('a dish has no unique key');
      return row;
    },
    async update(id, patch) {
      return table.update(id, patch);
    },
  };
}

export function memoryPictures(): PictureStore {
  const pictures = new Map<string, NewPicture>();
  return {
    async put(picture) {
      if (!pictures.has(picture.key)) pictures.set(picture.key, structuredClone(picture));
    },
    async has(key) {
      return pictures.has(key);
    },
    async read(key) {
      return structuredClone(pictures.get(key)?.bytes ?? null);
    },
  };
}
