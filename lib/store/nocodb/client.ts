/**
 * The only place that speaks HTTP to NocoDB. It knows how to ask and what a
 * refusal means, nothing about our tables. docs/nocodb.md says what NocoDB does.
 */
import { z } from 'zod';
import { classifyAnswer, isFailure, NocoError } from './errors';
import { createLimiter, jitter } from './limiter';

export interface NocoConfig {
  /** Such as `http://localhost:8080`. */
  url: string;
  /** An API token of a user who may edit the base. */
  token: string;
  timeoutMs?: number;
  maxConcurrent?: number;
  /** Id of the request being served, passed on in `x-request-id`. */
  requestId?: () => string | undefined;
  /** Sees every request when it is over, for tests and metrics. */
  onRequest?: (request: NocoRequest) => void;
}

export interface NocoRequest {
  method: Method;
  /** Without the query. */
  path: string;
  /** By `performance.now()`, ms: two that do not overlap were sequential. */
  startedAt: number;
  endedAt: number;
  ok: boolean;
  /** 0; more for a read that is repeated. */
  attempt: number;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export interface NocoFile {
  name: string;
  /** Media type. */
  type: string;
  bytes: Uint8Array;
}

/** A row as NocoDB answers it: by column titles, with `Id`. */
export type WireRow = Record<string, unknown>;

export interface ListQuery {
  fields: readonly string[];
  /** From `filterParam`; `null` = all rows. */
  filter: string | null;
  /** A title, or several with commas; with a leading `-` the largest first. */
  sort: string;
  limit: number;
  /** Rows to leave out at the start; not past the end, which is an error. */
  offset?: number;
}

export interface ListAnswer {
  rows: WireRow[];
  /** How many rows the filter holds in all. */
  total: number;
  isLast: boolean;
}

export interface NocoClient {
  list(tableId: string, query: ListQuery): Promise<ListAnswer>;
  /** Sum of a column by its id over the rows of a filter; `title` is its title. */
  sum(tableId: string, column: { id: string; title: string }, filter: string): Promise<number>;
  /** One v3 insert, all or nothing: the rows as read again, in the order sent. */
  insert(baseId: string, tableId: string, rows: readonly WireRow[]): Promise<WireRow[]>;
  /** One statement; answers the whole row. */
  update(baseId: string, tableId: string, id: number, fields: WireRow): Promise<WireRow>;
  remove(baseId: string, tableId: string, id: number): Promise<void>;
  /** Puts a file into an attachment cell, behind those that are there. */
  attach(
    baseId: string,
    tableId: string,
    id: number,
    columnId: string,
    file: NocoFile,
  ): Promise<void>;
  /** A file by its path on this server, or by its address elsewhere; null when it is gone. */
  download(address: string): Promise<Uint8Array | null>;
  /** A request to the metadata API; GET is repeated on failure. */
  meta<T>(method: Method, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T>;
}

const READ_TRIES = 4;
const READ_PAUSE_MS = 60;

const wireRow = z.record(z.string(), z.unknown());
const listSchema = z.object({
  list: z.array(wireRow),
  pageInfo: z.object({ totalRows: z.number(), isLastPage: z.boolean() }),
});
const insertSchema = z.object({
  records: z.array(z.object({ id: z.number(), fields: wireRow })),
});

export function createNocoClient(config: NocoConfig): NocoClient {
  const { timeoutMs = 10_000, maxConcurrent = 16 } = config;
  const origin = config.url.replace(/\/+$/, '');
  const limit = createLimiter(maxConcurrent);

  async function send(method: Method, path: string, body: unknown): Promise<unknown> {
    const what = `NocoDB ${method} ${path.split('?')[0]}`;
    const requestId = config.requestId?.();
    const answer = await fetch(origin + path, {
      method,
      headers: {
        'xc-token': config.token,
        'content-type': 'application/json',
        ...(requestId ? { 'x-request-id': requestId } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
      .then(async (r) => ({ ok: r.ok, status: r.status, text: await r.text() }))
      .catch((cause: unknown) => {
        const reason = cause instanceof Error ? cause.name : 'no answer';
        throw new NocoError({ kind: 'unavailable', reason }, what, { cause });
      });
    const json = parseJson(answer.text);
    if (!answer.ok) throw new NocoError(classifyAnswer(json, answer.status), what);
    return json;
  }

  function once<T>(
    method: Method,
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
    attempt = 0,
  ): Promise<T> {
    return limit(async () => {
      const startedAt = performance.now();
      let ok = false;
      try {
        const parsed = schema.safeParse(await send(method, path, body));
        if (!parsed.success) {
          const what = `NocoDB ${method} ${path.split('?')[0]}`;
          throw new NocoError({ kind: 'unavailable', reason: parsed.error.message }, what);
        }
        ok = true;
        return parsed.data;
      } finally {
        const endedAt = performance.now();
        const bare = path.split('?')[0] ?? path;
        config.onRequest?.({ method, path: bare, startedAt, endedAt, ok, attempt });
      }
    });
  }

  /** Reads can be repeated blindly; writes never are. */
  async function read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await once('GET', path, schema, undefined, attempt);
      } catch (e) {
        if (attempt + 1 >= READ_TRIES || !isFailure(e, 'unavailable')) throw e;
        await jitter(READ_PAUSE_MS, attempt);
      }
    }
  }

  return {
    async list(tableId, query) {
      const params = new URLSearchParams({
        limit: String(query.limit),
        fields: query.fields.join(','),
        sort: query.sort,
      });
      if (query.offset) params.set('offset', String(query.offset));
      if (query.filter !== null) params.set('filterArrJson', query.filter);
      const { list, pageInfo } = await read(
        `/api/v2/tables/${tableId}/records?${params}`,
        listSchema,
      );
      return { rows: list, total: pageInfo.totalRows, isLast: pageInfo.isLastPage };
    },
    async sum(tableId, { id, title }, filter) {
      const aggregation = JSON.stringify([{ field: id, type: 'sum' }]);
      const params = new URLSearchParams({ aggregation, filterArrJson: filter });
      const path = `/api/v2/tables/${tableId}/aggregate?${params}`;
      const sums = await read(path, z.record(z.string(), z.coerce.number().nullable()));
      const sum = sums[title];
      // A column that NocoDB does not know is left out without a word.
      if (sum === undefined) {
        throw new NocoError({ kind: 'unavailable', reason: `no sum of ${title}` }, 'NocoDB sum');
      }
      return sum ?? 0;
    },
    async insert(baseId, tableId, rows) {
      const body = rows.map((fields) => ({ fields }));
      const path = `/api/v3/data/${baseId}/${tableId}/records`;
      const { records } = await once('POST', path, insertSchema, body);
      if (records.length !== rows.length) {
        const reason = `${records.length} of ${rows.length} rows came back`;
        throw new NocoError({ kind: 'unavailable', reason }, `NocoDB POST ${path}`);
      }
      return records.map((r) => ({ ...r.fields, Id: r.id }));
    },
    async update(baseId, tableId, id, fields) {
      const path = `/api/v1/db/data/noco/${baseId}/${tableId}/${id}`;
      return once('PATCH', path, wireRow, fields);
    },
    async remove(baseId, tableId, id) {
      await once('DELETE', `/api/v1/db/data/noco/${baseId}/${tableId}/${id}`, z.unknown());
    },
    async attach(baseId, tableId, id, columnId, { name, type, bytes }) {
      const path = `/api/v3/data/${baseId}/${tableId}/records/${id}/fields/${columnId}/upload`;
      const file = Buffer.from(bytes).toString('base64');
      await once('POST', path, z.unknown(), { contentType: type, filename: name, file });
    },
    download(address) {
      return limit(async () => {
        // Files are served to whoever knows their address: our token stays here.
        const answer = await fetch(address.startsWith('/') ? origin + address : address, {
          cache: 'no-store',
          signal: AbortSignal.timeout(timeoutMs),
        })
          .then(async (r) => ({ status: r.status, bytes: new Uint8Array(await r.arrayBuffer()) }))
          .catch((cause: unknown) => {
            throw new NocoError({ kind: 'unavailable', reason: 'no answer' }, 'NocoDB file', {
              cause,
            });
          });
        if (answer.status === 404) return null;
        if (answer.status === 200) return answer.bytes;
        const reason = `status ${answer.status}`;
        throw new NocoError({ kind: 'unavailable', reason }, 'NocoDB file');
      });
    },
    meta(method, path, schema, body) {
      return method === 'GET' ? read(path, schema) : once(method, path, schema, body);
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
