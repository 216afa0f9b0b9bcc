/**
 * What NocoDB's refusals mean. Told apart by the `error` and `code` fields of
 * the answer, never by status (it answers 400 when PostgreSQL is away) and never
 * by message text.
 */
import { z } from 'zod';

export type NocoFailure =
  /** A unique field of the row is taken. Nothing was written. */
  | { kind: 'unique'; field: string | null }
  /** The request itself is wrong: a bug of ours or a table that changed. Nothing was written. */
  | { kind: 'invalid'; code: string; message: string }
  | { kind: 'not-found'; code: string }
  /** No answer, or one that says nothing. A write may have landed, or may land yet. */
  | { kind: 'unavailable'; reason: string };

export class NocoError extends Error {
  override readonly name = 'NocoError';

  constructor(
    readonly failure: NocoFailure,
    what: string,
    options?: ErrorOptions,
  ) {
    super(`${what}: ${describe(failure)}`, options);
  }
}

function describe(f: NocoFailure): string {
  switch (f.kind) {
    case 'unique':
      return `unique field ${f.field ?? ''} is taken`;
    case 'invalid':
      return `${f.code} ${f.message}`;
    case 'not-found':
      return f.code;
    case 'unavailable':
      return `no usable answer (${f.reason})`;
  }
}

const refusalSchema = z.object({
  error: z.string().optional(),
  code: z.union([z.string(), z.number()]).optional(),
  message: z.string().optional(),
  fieldName: z.string().optional(),
  details: z.object({ column: z.string().optional() }).optional(),
});

const UNIQUE = 'FIELD_UNIQUE_CONSTRAINT_VIOLATION';
const PG_UNIQUE = '23505';

const notFound = new Set([
  'ERR_RECORD_NOT_FOUND',
  'ERR_TABLE_NOT_FOUND',
  'ERR_BASE_NOT_FOUND',
  'ERR_GENERIC_NOT_FOUND',
]);

/** Refusals that NocoDB makes before it touches the data. */
const invalid = new Set([
  'ERR_AUTHENTICATION_REQUIRED',
  'ERR_FORBIDDEN',
  'ERR_PERMISSION_DENIED',
  'ERR_INSUFFICIENT_PRIVILEGE',
  'ERR_API_TOKEN_NOT_ALLOWED',
  'ERR_FIELD_NOT_FOUND',
  'ERR_INVALID_FILTER',
  'ERR_FILTER_VERIFICATION_FAILED',
  'ERR_UNSUPPORTED_FILTER_OPERATION',
  'ERR_INVALID_JSON',
  'ERR_INVALID_LIMIT_VALUE',
  'ERR_INVALID_OFFSET_VALUE',
  'ERR_INVALID_PAGE_VALUE',
  'ERR_INVALID_PK_VALUE',
  'ERR_INVALID_REQUEST_BODY',
  'ERR_INVALID_VALUE_FOR_FIELD',
  'ERR_MAX_PAYLOAD_LIMIT_EXCEEDED',
  'ERR_METHOD_NOT_ALLOWED',
  'ERR_NOT_IMPLEMENTED',
  'ERR_REQUIRED_FIELD_MISSING',
  'ERR_DUPLICATE_IN_ALIAS',
  'ERR_FEATURE_NOT_SUPPORTED',
]);

/** PostgreSQL's classes of errors that a statement gets for what it says: data, integrity, syntax. */
const refusedByPostgres = /^(22|23|42)[0-9A-Z]{3}$/;

/** What an answer that is not a success means. */
export function classifyAnswer(body: unknown, status: number): NocoFailure {
  const parsed = refusalSchema.safeParse(body);
  if (!parsed.success) return { kind: 'unavailable', reason: `status ${status}` };
  const { error = '', message = '', fieldName, details } = parsed.data;
  const code = String(parsed.data.code ?? '');
  if (error === UNIQUE || code === PG_UNIQUE) {
    return { kind: 'unique', field: fieldName ?? details?.column ?? null };
  }
  if (refusedByPostgres.test(code)) return { kind: 'invalid', code, message };
  if (notFound.has(error)) return { kind: 'not-found', code: error };
  if (invalid.has(error)) return { kind: 'invalid', code: error, message };
  return { kind: 'unavailable', reason: `${error || 'status'} ${code || status}` };
}

export function isFailure<K extends NocoFailure['kind']>(e: unknown, kind: K): e is NocoError {
  return e instanceof NocoError && e.failure.kind === kind;
}

/** A NocoDB that must not be used, with what to do about it. */
export class SetupRefused extends Error {
  override readonly name = 'SetupRefused';
}
