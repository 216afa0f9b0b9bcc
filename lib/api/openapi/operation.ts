/** An endpoint as the document describes it. */
import type { z } from 'zod';
import { isStaffRole, type StaffRole } from '../../customers/roles';
import type { ProblemCode } from '../../server/problems';

export type Access = 'public' | 'customer' | StaffRole | 'cron' | 'clock' | 'hook' | 'metrics';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Operation {
  method: Method;
  /** As in the address, parameters in braces: `/api/orders/{id}`. */
  path: string;
  access: Access;
  tag: string;
  summary: string;
  /** The schemas that the route parses with. */
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  bodyOptional?: true;
  /** The body is a file of one of these media types. */
  file?: { types: readonly string[]; mostBytes: number };
  idempotencyKey?: true;
  /** By status; null: an empty body; a string: another media type than JSON. */
  answers: Record<number, z.ZodType | string | null>;
  /** Codes of refusals beside those that follow from access and schemas. */
  problems?: readonly ProblemCode[];
}

const WRITES: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/** Every code that the endpoint can answer with. */
export function problemsOf(op: Operation): ProblemCode[] {
  const codes = new Set<ProblemCode>([
    'INTERNAL',
    'STORE_UNAVAILABLE',
    'TOO_MANY_REQUESTS',
    'LEDGER_STOPPED',
  ]);
  const add = (...more: ProblemCode[]) => {
    for (const code of more) codes.add(code);
  };
  if (op.access !== 'public') add('UNAUTHORIZED');
  if (op.access === 'customer' || isStaffRole(op.access)) {
    add('FORBIDDEN', 'TOKEN_EXPIRED');
    if (WRITES.includes(op.method)) add('CROSS_SITE');
  } else if (op.access !== 'public') {
    // Where its secret is not set the endpoint does not exist.
    add('NOT_FOUND');
  }
  if (op.params) add('NOT_FOUND');
  if (op.query) add('VALIDATION');
  if (op.body) add('INVALID_JSON', 'BODY_TOO_LARGE', 'VALIDATION');
  if (op.file) add('BODY_TOO_LARGE');
  if (op.idempotencyKey) add('IDEMPOTENCY_KEY_REQUIRED', 'IDEMPOTENCY_MISMATCH');
  add(...(op.problems ?? []));
  return [...codes];
}
