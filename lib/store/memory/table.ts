import type { Leaf, Leaves } from '../port-lists';

/**
 * One in-memory table: ids count up, named unique keys, values copied in and
 * out so that nobody holds a reference to what is stored. `null` never collides.
 */
type Keys<T> = Record<string, (row: T) => string | number | null>;

export class MemoryTable<T extends { id: number }> {
  private readonly rows = new Map<number, T>();
  private readonly taken = new Map<string, Map<string | number, number>>();
  private given = 0;

  /** Ids go on after a number, or are these. */
  constructor(
    private readonly keys: Keys<T> = {},
    private readonly ids: number | readonly number[] = 0,
  ) {
    for (const name of Object.keys(keys)) this.taken.set(name, new Map());
  }

  /** All or none; `null` when any unique key is taken. */
  insertAll(values: readonly Omit<T, 'id'>[]): T[] | null {
    const rows = values.map((v, i) => structuredClone({ ...v, id: this.idAt(i) }) as T);
    for (const [name, index] of this.taken) {
      const keys = rows.map((r) => this.keyOf(name, r)).filter((k) => k !== null);
      if (new Set(keys).size !== keys.length || keys.some((k) => index.has(k))) return null;
    }
    for (const row of rows) this.put(row);
    this.given += rows.length;
    return structuredClone(rows);
  }

  /** `null` when any unique key is taken. */
  insert(value: Omit<T, 'id'>): T | null {
    return this.insertAll([value])?.[0] ?? null;
  }

  get(id: number): T | null {
    const row = this.rows.get(id);
    return row ? structuredClone(row) : null;
  }

  by(key: string, value: string | number): T | null {
    const id = this.taken.get(key)?.get(value);
    return id === undefined ? null : this.get(id);
  }

  /** Throws when there is no such row, or a changed unique key is taken. */
  update(id: number, patch: Partial<T>): T {
    const old = this.rows.get(id);
    if (!old) throw new Error(`no row ${id}`);
    const row = structuredClone({ ...old, ...patch, id });
    for (const [name, index] of this.taken) {
      const key = this.keyOf(name, row);
      const holder = key === null ? undefined : index.get(key);
      if (holder !== undefined && holder !== id) throw new Error(`${name} is taken`);
    }
    for (const [name, index] of this.taken) {
      const key = this.keyOf(name, old);
      if (key !== null) index.delete(key);
    }
    this.put(row);
    return structuredClone(row);
  }

  /** For derived rows, and for tests that tamper. */
  remove(id: number): void {
    const old = this.rows.get(id);
    if (!old) return;
    this.rows.delete(id);
    for (const [name, index] of this.taken) {
      const key = this.keyOf(name, old);
      if (key !== null && index.get(key) === id) index.delete(key);
    }
  }

  /** Rows that match, by id. */
  where(match: (row: T) => boolean): T[] {
    return structuredClone([...this.rows.values()].filter(match).sort((a, b) => a.id - b.id));
  }

  /** Rows that match with an id above `after`, and where to go on. */
  page(after: number, limit: number, match: (row: T) => boolean = () => true) {
    const rows = this.where((r) => r.id > after && match(r)).slice(0, limit);
    return { rows, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
  }

  /** Rows that match with an id below `before` (null: from the newest), newest first. */
  newest(before: number | null, limit: number, match: (row: T) => boolean = () => true): T[] {
    return this.where((r) => (before === null || r.id < before) && match(r))
      .reverse()
      .slice(0, limit);
  }

  private idAt(i: number): number {
    if (typeof this.ids === 'number') return this.ids + this.given + 1 + i;
    const id = this.ids[this.given + i];
    if (id === undefined) throw new Error('no id is left');
    return id;
  }

  private keyOf(name: string, row: T): string | number | null {
    return this.keys[name]?.(row) ?? null;
  }

  private put(row: T): void {
    this.rows.set(row.id, row);
    for (const [name, index] of this.taken) {
      const key = this.keyOf(name, row);
      if (key !== null) index.set(key, row.id);
    }
  }
}

/** The page that is asked for of rows that are sorted already. */
export function leafOf<T>(rows: readonly T[], { page, limit }: Leaf): Leaves<T> {
  return { rows: rows.slice((page - 1) * limit, page * limit), total: rows.length };
}

/** Does a moment lie in the stretch? */
export function isWithin(at: number, from: number | null, until: number | null): boolean {
  return (from === null || at >= from) && (until === null || at < until);
}
