/**
 * What every route handler is wrapped in: sign-in, parsing, problem documents.
 * A handler itself calls one operation and answers.
 */
import { timingSafeEqual } from 'node:crypto';
import { after, type NextRequest } from 'next/server';
import type { z } from 'zod';
import type { Context } from '../context';
import { isAtLeast, isStaffRole, type StaffRole } from '../customers/roles';
import { LedgerContention } from '../loyalty/append';
import { LedgerStopped } from '../loyalty/stopped';
import type { Refusal } from '../refusal';
import { staffNow } from '../staff/access';
import { StoreUnavailable } from '../store/port';
import { addressOf } from './client-address';
import { CodeNotSent } from './code-sender';
import { createLogger } from './log';
import { metrics } from './metrics';
import { type ProblemCode, type ProblemMore, problemResponse, type Reader } from './problems';
import { requestIdOf } from './request-id';
import { inRequest } from './request-scope';
import { contextOf, getSite, type Site } from './site';
import { ADMIN_COOKIE, CUSTOMER_COOKIE, readToken } from './tokens';

/** Longest request body, bytes. */
const MOST_BYTES = 64 * 1024;
/** A longer one is read on for so long: a client still sending would not see the answer. */
const MOST_BYTES_READ = 64 * MOST_BYTES;

/** A staff role lets those above it in as well (SPEC 5). */
type Access = 'public' | 'customer' | StaffRole | 'cron' | 'clock' | 'hook' | 'metrics';

interface RouteSpec<B, Q, P> {
  access: Access;
  body?: z.ZodType<B>;
  /** The body is a file, read as it is. */
  file?: FileSpec;
  /** An empty body counts as `{}`. */
  bodyOptional?: true;
  query?: z.ZodType<Q>;
  params?: z.ZodType<P>;
  /** Counted by address and for fewer requests: codes and passwords could be guessed here. */
  limit?: 'codes' | 'passwords';
}

/** Which files an endpoint takes; what a file really is, its bytes say. */
export interface FileSpec {
  types: readonly string[];
  mostBytes: number;
}

export interface Call<B, Q, P> {
  site: Site;
  ctx: Context;
  request: NextRequest;
  body: B;
  query: Q;
  params: P;
  /** Empty where the endpoint takes no file. */
  file: Uint8Array;
  /** The signed-in customer's or admin's id; 0 where nobody need be. */
  userId: number;
  /** Name of the session that the request's token is from, if it is from one. */
  session: string | null;
}

export type Problem = { ok: false; code: ProblemCode } & ProblemMore &
  Partial<Omit<Refusal, 'ok' | 'code'>>;

/** A problem for a handler to return. */
export function problem(code: ProblemCode, more: ProblemMore = {}): Problem {
  return { ok: false, code, ...more };
}

/** Wraps a handler; it returns a Response, or a refusal that becomes a problem document. */
export function route<B = undefined, Q = undefined, P = undefined>(
  spec: RouteSpec<B, Q, P>,
  handle: (call: Call<B, Q, P>) => Promise<Response | Problem | Refusal>,
) {
  const handler = async (
    request: NextRequest,
    { params }: { params: Promise<Record<string, string | string[] | undefined>> },
  ): Promise<Response> => {
    const requestId = requestIdOf(request.headers.get('x-request-id'));
    const instance = request.nextUrl.pathname;
    const startedAt = performance.now();
    const answer = await answerOf(request, requestId, async (site, ctx) => {
      const principal = await authorize(site, request, spec.access);
      const wait = await takeOne(site, request, spec, principal);
      if (wait > 0) return problem('TOO_MANY_REQUESTS', { retryAfter: wait });
      if ('ok' in principal) return principal;
      const [path, query, body] = [
        parse(spec.params, await params),
        parse(spec.query, Object.fromEntries(request.nextUrl.searchParams)),
        spec.body
          ? await parseBody(spec.body, request, spec.bodyOptional)
          : { data: undefined as B },
      ];
      if ('ok' in path) return spec.params ? problem('NOT_FOUND') : path;
      if ('ok' in query) return query;
      if ('ok' in body) return body;
      const file = spec.file ? await readBytes(request, spec.file.mostBytes) : new Uint8Array();
      if (file === null) return problem('BODY_TOO_LARGE');
      return handle({
        site,
        ctx,
        request,
        body: body.data,
        query: query.data,
        params: path.data,
        file,
        userId: principal.id,
        session: principal.session ?? null,
      });
    });
    const response =
      answer instanceof Response ? answer : problemResponse(answer, instance, await readerOf());
    response.headers.set('x-request-id', requestId);
    // A route without parameters is given none, whatever its type says.
    const endpoint = endpointOf(instance, (await params) ?? {});
    const labels = { method: request.method, endpoint, status: response.status };
    metrics.requests.observe(labels, (performance.now() - startedAt) / 1000);
    return response;
  };
  // The OpenAPI test compares the document with what the route really accepts.
  return Object.assign(handler, { spec });
}

/** Counts a request; seconds to wait when it is one too many. What machines show a secret for is not limited. */
async function takeOne(
  { limits }: Site,
  request: NextRequest,
  { access, limit }: { access: Access; limit?: 'codes' | 'passwords' },
  principal: { id: number } | Problem,
): Promise<number> {
  if (limit) return limits.take(limit, addressOf(request));
  if ('ok' in principal || access === 'public') return limits.take('address', addressOf(request));
  if (access === 'customer') return limits.take('customer', String(principal.id));
  return isStaffRole(access) ? limits.take('staff', String(principal.id)) : 0;
}

/** `/api/orders/17` -> `/api/orders/{id}`: a label has few values, whatever is asked for. */
function endpointOf(path: string, params: Record<string, string | string[] | undefined>): string {
  const own = Object.entries(params);
  if (own.some(([, value]) => Array.isArray(value))) return 'other';
  return own.reduce(
    (left, [name, value]) =>
      left
        .split('/')
        .map((part) =>
          part === value || part === encodeURIComponent(String(value)) ? `{${name}}` : part,
        )
        .join('/'),
    path,
  );
}

/** Days in texts are the restaurant's. A site that does not start has no clock: now will do. */
async function readerOf(): Promise<Reader | undefined> {
  const site = await getSite().catch(() => null);
  return site ? { timeZone: site.config.BUSINESS_TZ, now: site.clock.now() } : undefined;
}

async function answerOf(
  request: NextRequest,
  requestId: string,
  run: (site: Site, ctx: Context) => Promise<Response | Problem | Refusal>,
): Promise<Response | Problem | Refusal> {
  try {
    const site = await getSite();
    const ctx = contextOf(site, requestId, (task) => after(task));
    return await inRequest(requestId, () => run(site, ctx));
  } catch (error) {
    const log = createLogger({ requestId });
    const where = { method: request.method, path: request.nextUrl.pathname, error: String(error) };
    if (error instanceof StoreUnavailable || error instanceof LedgerContention) {
      log.warn('request.unavailable', where);
      return problem('STORE_UNAVAILABLE', { retryAfter: 1 });
    }
    if (error instanceof LedgerStopped) {
      log.error('request.ledger_stopped', where);
      return problem('LEDGER_STOPPED');
    }
    if (error instanceof CodeNotSent) {
      log.warn('request.code_not_sent', where);
      return problem('STORE_UNAVAILABLE', { retryAfter: 10 });
    }
    log.error('request.failed', { ...where, stack: error instanceof Error ? error.stack : null });
    return problem('INTERNAL');
  }
}

async function authorize(
  site: Site,
  request: NextRequest,
  access: Access,
): Promise<{ id: number; session?: string } | Problem> {
  if (access === 'public') return { id: 0 };
  const { config } = site;
  const bearer = /^Bearer (\S+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? null;
  if (access === 'cron' || access === 'clock' || access === 'hook' || access === 'metrics') {
    const { CRON_SECRET: cron, CLOCK_SECRET: clock, HOOK_SECRET: hook } = config;
    const secret = { cron, clock, hook, metrics: config.METRICS_SECRET }[access];
    if (secret === undefined) return problem('NOT_FOUND');
    return bearer !== null && sameText(bearer, secret) ? { id: 0 } : problem('UNAUTHORIZED');
  }
  const isStaff = isStaffRole(access);
  const cookie = request.cookies.get(isStaff ? ADMIN_COOKIE : CUSTOMER_COOKIE)?.value;
  const token = bearer ?? cookie;
  const read = token ? await readToken(token, config.JWT_SECRET) : null;
  if (!read) return problem('UNAUTHORIZED');
  const { principal, expired } = read;
  // Genuine, so it can be renewed by POST /api/auth/refresh (docs/sign-in.md).
  if (expired) return problem('TOKEN_EXPIRED');
  if (principal.kind !== (isStaff ? 'admin' : access)) return problem('FORBIDDEN');
  if (bearer === null && isCrossSite(request)) return problem('CROSS_SITE');
  if (isStaff) {
    // The account as it stands now, not as it was when the token was made.
    const role = await staffNow(site.store, principal);
    if (!role) return problem('UNAUTHORIZED');
    if (!isAtLeast(role, access)) return problem('FORBIDDEN');
  }
  const { id, session } = principal;
  return { id, ...(session && { session }) };
}

/** A browser says where a writing request comes from; another site may not use our cookie. */
export function isCrossSite(request: NextRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return false;
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** Compares secrets without telling how much of them matched. */
export function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function parse<T>(schema: z.ZodType<T> | undefined, value: unknown): { data: T } | Problem {
  if (!schema) return { data: undefined as T };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { data: parsed.data };
  const fields = parsed.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
  }));
  return problem('VALIDATION', { fields });
}

async function parseBody<T>(
  schema: z.ZodType<T>,
  request: NextRequest,
  optional = false,
): Promise<{ data: T } | Problem> {
  const text = await readText(request);
  if (text === null) return problem('BODY_TOO_LARGE');
  if (text === '' && optional) return parse(schema, {});
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return problem('INVALID_JSON');
  }
  return parse(schema, value);
}

/** The body as text; null when it is longer than allowed. */
async function readText(request: NextRequest): Promise<string | null> {
  return (await readBytes(request, MOST_BYTES))?.toString('utf8') ?? null;
}

/** The body; null when it is longer than allowed. */
async function readBytes(request: NextRequest, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes <= most) chunks.push(chunk);
    else if (bytes > most + MOST_BYTES_READ) return null;
  }
  return bytes > most ? null : Buffer.concat(chunks);
}
