/** Inserts as bare requests to NocoDB, without any of our code: what the site is measured against. */
import { randomUUID } from 'node:crypto';
import { type TableTitle, tables } from '@/lib/store/nocodb/schema';
import type { TestBase } from '../support/base';

type Row = Record<string, unknown>;

export interface BareTable {
  /** Inserts rows like the table's newest ones, under new keys. */
  insertLike(count: number): Promise<void>;
}

let number = 4_000_000_000_000_000;

/** A table of the base, with its newest rows as the pattern; they must be there. */
export async function bareTable(base: TestBase, title: TableTitle): Promise<BareTable> {
  const headers = { 'xc-token': base.token, 'content-type': 'application/json' };
  const get = async <T>(path: string): Promise<T> => {
    const answer = await fetch(base.url + path, { headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json() as Promise<T>;
  };
  const [row] = await base.sql(`select '%s' as name`);
  const baseId = String(row?.name).replaceAll('"', '');
  const { list } = await get<{ list: { id: string; title: string }[] }>(
    `/api/v2/meta/bases/${baseId}/tables`,
  );
  const id = list.find((table) => table.title === title)?.id;
  if (!id) throw new Error(`no table ${title}`);
  const columns = Object.entries(tables[title].columns) as [string, { unique?: boolean }][];
  const names = columns.map(([name]) => name);
  const unique = new Set(columns.filter(([, column]) => column.unique).map(([name]) => name));
  const found = await get<{ list: Row[] }>(
    `/api/v2/tables/${id}/records?limit=4&sort=-Id&fields=${encodeURIComponent(names.join(','))}`,
  );
  const patterns = found.list.map((pattern) =>
    Object.fromEntries(names.map((name) => [name, wire(pattern[name])])),
  );
  const fresh = (pattern: Row): Row =>
    Object.fromEntries(
      Object.entries(pattern).map(([name, value]) => {
        if (!unique.has(name) || value === null) return [name, value];
        return [name, typeof value === 'number' ? number++ : randomUUID()];
      }),
    );
  return {
    async insertLike(count) {
      const rows = Array.from({ length: count }, (_, i) => ({
        fields: fresh(patterns[i % patterns.length] ?? {}),
      }));
      const answer = await fetch(`${base.url}/api/v3/data/${baseId}/${id}/records`, {
        method: 'POST',
        headers,
        body: JSON.stringify(rows),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${title}: ${answer.status} ${text.slice(0, 300)}`);
    },
  };
}

/** A value as it was read, as it is sent. */
function wire(value: unknown): unknown {
  if (value === undefined) return null;
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value;
}
