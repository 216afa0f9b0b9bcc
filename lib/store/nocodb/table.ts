/**
 * One table as the areas use it: rows that match, inserts under unique keys,
 * updates of copies. Every list that NocoDB answers also counts and sorts all
 * rows that match, so the conditions must keep that set small.
 */
import { StoreUnavailable } from '../port';
import type { NocoClient, WireRow } from './client';
import { foreignKey } from './columns';
import { isFailure, NocoError } from './errors';
import { type AnyOf, type Condition, filterParam, matchesNothing, where } from './filter';
import { jitter } from './limiter';
import { type BaseMeta, tableOf } from './meta';
import { placeOf, rangesOf } from './place';
import { specOf, type TableTitle } from './schema';

export interface FindOptions {
  /** Title of a unique whole-number column; with a leading `-` the largest first. */
  sort: string;
  limit: number;
  /** All of the conditions, or any. */
  join?: 'and' | 'or';
  /** Only these columns, beside Id; all when left out. */
  fields?: readonly string[];
}

/** How an insert whose outcome is unknown is told apart from somebody else's row. */
export interface Settle {
  /** Reads the rows that hold the keys; null when they are not the very rows sent. */
  readOwn(): Promise<WireRow[] | null>;
  /** Look also when the first answer was a clear "taken": equal content counts as ours. */
  always?: boolean;
}

export interface NocoTable {
  find(conditions: readonly (Condition | AnyOf)[], options: FindOptions): Promise<WireRow[]>;
  /** Rows whose `column` is one of `values`, in as many requests as addresses allow. */
  findIn(
    column: string,
    values: readonly (string | number)[],
    options: FindOptions,
  ): Promise<WireRow[]>;
  /** Rows of many parents by their `column` of places, by it; at most `limit` of 50 parents. */
  findOfParents(column: string, parents: readonly number[], limit: number): Promise<WireRow[]>;
  one(conditions: readonly Condition[]): Promise<WireRow | null>;
  /**
   * The n-th page (from 1) of a list that people leaf through, and how many rows
   * match in all. `sort` is made definite by the Id. At most PAGE rows.
   */
  leaf(
    conditions: readonly (Condition | AnyOf)[],
    options: { sort: string; page: number; limit: number },
  ): Promise<{ rows: WireRow[]; total: number }>;
  count(conditions: readonly (Condition | AnyOf)[]): Promise<number>;
  /** Sum of a number column over matching rows, made by PostgreSQL. */
  sum(column: string, conditions: readonly Condition[]): Promise<number>;
  /** Rows with an Id above `after`, by Id, for jobs that read the whole table. */
  scan(after: number, limit: number): Promise<WireRow[]>;
  /** Matching rows with an Id below `before` (null: from the newest), newest first. */
  newest(
    conditions: readonly (Condition | AnyOf)[],
    before: number | null,
    limit: number,
    fields?: FindOptions['fields'],
  ): Promise<WireRow[]>;
  /** All or none; `null` when a unique field is taken by rows that are not these. */
  insert(rows: readonly WireRow[], settle: Settle): Promise<WireRow[] | null>;
  /** Changes the given columns of one row. */
  update(id: number, fields: WireRow): Promise<WireRow>;
  /** For derived rows and unused promo codes only; a row that is gone already is no error. */
  remove(id: number): Promise<void>;
}

/** NocoDB's limit of a page; its cloud cuts at 100, so pages are followed. */
const PAGE = 1000;
/** Values of one `in`: addresses stay well below what servers accept. */
const VALUES_AT_ONCE = 50;
/** Ranges of one filter: each takes some 400 letters of the address. */
const RANGES_AT_ONCE = 20;
const INSERT_TRIES = 5;
/** No further try after this long: a request's caller does not wait for ever. */
const INSERT_DEADLINE_MS = 20_000;
const INSERT_PAUSE_MS = 100;

/** A table of a base whose description was read. */
export function openTable(client: NocoClient, base: BaseMeta, title: TableTitle): NocoTable {
  const { id: tableId, columns } = tableOf(base, title);
  const columnIds = new Map(columns.map((c) => [c.title, c.id]));
  const spec = specOf(title);
  const fields = ['Id', ...Object.keys(spec.columns), ...(spec.kept ?? [])];
  const writable = new Set(Object.keys(spec.columns));
  if (spec.parent) writable.add(foreignKey(spec.parent.table));

  /** Highest Id seen by this process: where the newest rows are at least. */
  let highestSeen = 0;

  function see(rows: readonly WireRow[]): WireRow[] {
    for (const row of rows) highestSeen = Math.max(highestSeen, Number(row.Id));
    return [...rows];
  }

  /** NocoDB drops unknown fields without a word. */
  function known(row: WireRow): WireRow {
    for (const name of Object.keys(row)) {
      if (!writable.has(name)) throw new Error(`${title} has no column "${name}"`);
    }
    return row;
  }

  async function page(conditions: readonly (Condition | AnyOf)[], options: FindOptions) {
    const { sort, limit, join } = options;
    const query = {
      fields: options.fields ? ['Id', ...options.fields] : fields,
      filter: filterParam(conditions, columnIds, join),
      sort,
      limit: Math.min(limit, PAGE),
    };
    return available(client.list(tableId, query));
  }

  async function find(
    conditions: readonly (Condition | AnyOf)[],
    options: FindOptions,
  ): Promise<WireRow[]> {
    if (matchesNothing(conditions)) return [];
    const descending = options.sort.startsWith('-');
    const column = options.sort.replace('-', '');
    const rows: WireRow[] = [];
    let rest: Condition[] = [];
    for (;;) {
      const left = options.limit - rows.length;
      const answer = await page([...conditions, ...rest], { ...options, limit: left });
      rows.push(...see(answer.rows));
      const last = answer.rows.at(-1)?.[column];
      if (answer.isLast || rows.length >= options.limit || last === undefined) return rows;
      // A server that gives smaller pages than asked for: go on behind the last row.
      if (options.join === 'or') return rows;
      const bound = Number(last);
      rest = [descending ? where.lt(column, bound) : where.gt(column, bound)];
    }
  }

  async function insert(sent: readonly WireRow[], settle: Settle): Promise<WireRow[] | null> {
    const rows = sent.map(known);
    const startedAt = performance.now();
    let unknown = false;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return see(await client.insert(base.id, tableId, rows));
      } catch (e) {
        if (isFailure(e, 'unique')) {
          // Without a lost answer before it, "taken" can only mean by another.
          if (!unknown && !settle.always) return null;
          return settle.readOwn();
        }
        if (!isFailure(e, 'unavailable')) throw e;
        unknown = true;
        const late = performance.now() - startedAt > INSERT_DEADLINE_MS;
        if (late || attempt + 1 >= INSERT_TRIES) {
          throw new StoreUnavailable(`insert into ${title}: outcome unknown`, { cause: e });
        }
      }
      await jitter(INSERT_PAUSE_MS, attempt);
    }
  }

  return {
    find,
    insert,
    async findIn(column, values, options) {
      const found = await Promise.all(
        chunksOf(values, VALUES_AT_ONCE).map((chunk) => find([where.in(column, chunk)], options)),
      );
      return found.flat();
    },
    async findOfParents(column, parents, limit) {
      const wanted = new Set(parents);
      const sorted = [...wanted].sort((a, b) => a - b);
      const filters = chunksOf(sorted, VALUES_AT_ONCE).flatMap((chunk) => {
        const ranges = rangesOf(chunk).map(({ from, to }) => ({
          all: [where.gte(column, from), where.lt(column, to)],
        }));
        return chunksOf(ranges, RANGES_AT_ONCE);
      });
      const found = await Promise.all(
        filters.map((ranges) => find([where.any(...ranges)], { sort: column, limit })),
      );
      return found.flat().filter((row) => wanted.has(placeOf(Number(row[column])).parent));
    },
    async one(conditions) {
      return (await find(conditions, { sort: 'Id', limit: 1 }))[0] ?? null;
    },
    async leaf(conditions, { sort, page: n, limit }) {
      if (matchesNothing(conditions)) return { rows: [], total: 0 };
      const filter = filterParam(conditions, columnIds);
      const query = { fields, filter, sort: `${sort},-Id`, limit: Math.min(limit, PAGE) };
      try {
        const offset = (n - 1) * query.limit;
        const { rows, total } = await available(client.list(tableId, { ...query, offset }));
        return { rows: see(rows), total };
      } catch (e) {
        const past = isFailure(e, 'invalid') && e.failure.kind === 'invalid';
        if (!past || e.failure.code !== 'ERR_INVALID_OFFSET_VALUE') throw e;
        const { total } = await available(client.list(tableId, { ...query, limit: 1 }));
        return { rows: [], total };
      }
    },
    async count(conditions) {
      if (matchesNothing(conditions)) return 0;
      return (await page(conditions, { sort: 'Id', limit: 1 })).total;
    },
    async sum(column, conditions) {
      const id = columnIds.get(column);
      const filter = filterParam(conditions, columnIds);
      if (id === undefined || filter === null) throw new Error(`${title}: no sum of "${column}"`);
      return available(client.sum(tableId, { id, title: column }, filter));
    },
    async scan(after, limit) {
      // Ids are nearly dense: a bounded window spares NocoDB the count of all the rest.
      const window = [where.gt('Id', after), where.lte('Id', after + 2 * limit)];
      const rows = await find(window, { sort: 'Id', limit });
      if (rows.length >= limit) return rows;
      const last = Number(rows.at(-1)?.Id ?? after);
      const options = { sort: 'Id', limit: limit - rows.length };
      return [...rows, ...(await find([where.gt('Id', last)], options))];
    },
    async newest(conditions, before, limit, fields) {
      const upTo = before === null ? [] : [where.lt('Id', before)];
      const wanted = [...conditions, ...upTo];
      const options = { sort: '-Id', limit, ...(fields && { fields }) };
      // Everything above a recent Id is a small set; if it fills the page, it is the answer.
      const from = (before ?? highestSeen) - 4 * limit;
      if (from > 0) {
        const rows = await find([...wanted, where.gt('Id', from)], options);
        if (rows.length >= limit) return rows;
      }
      return find(wanted, options);
    },
    async update(id, changed) {
      return available(client.update(base.id, tableId, id, known(changed)));
    },
    async remove(id) {
      try {
        await available(client.remove(base.id, tableId, id));
      } catch (e) {
        if (!isFailure(e, 'not-found')) throw e;
      }
    },
  };
}

function chunksOf<T>(list: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let i = 0; i < list.length; i += size) chunks.push(list.slice(i, i + size));
  return chunks;
}

async function available<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (e) {
    if (e instanceof NocoError && e.failure.kind === 'unavailable') {
      throw new StoreUnavailable(e.message, { cause: e });
    }
    throw e;
  }
}
