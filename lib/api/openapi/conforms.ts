/** Does an answer look as the document says? For tests of the API. */
import type { z } from 'zod';
import { problemStatuses } from '../../server/problems';
import { problemSchema } from './answers-common';
import { type Operation, problemsOf } from './operation';
import { operations } from './operations';

/** The endpoint that answers this address; a fixed path goes before one with a parameter. */
export function operationAt(method: string, address: string): Operation | undefined {
  const path = address.split('?')[0] ?? address;
  return operations
    .filter((op) => op.method === method && matches(op.path, path))
    .sort((a, b) => parametersIn(a.path) - parametersIn(b.path))[0];
}

function parametersIn(template: string): number {
  return template.split('{').length;
}

function matches(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, i) => (part.startsWith('{') ? given[i] !== '' : part === given[i]))
  );
}

/** What is wrong with an answer; empty when all is well. Fields that nothing describes are wrong. */
export function nonconformities(
  method: string,
  address: string,
  status: number,
  body: unknown,
): string[] {
  const at = `${method} ${address} ${status}`;
  const op = operationAt(method, address);
  if (!op) return [`${at}: not in the document`];
  const wanted = op.answers[status];
  if (typeof wanted === 'string' || wanted === null) return [];
  if (wanted) return issues(at, wanted.safeParse(body));
  const wrong = issues(at, problemSchema.safeParse(body));
  if (wrong.length > 0) return wrong;
  const { code, status: said } = problemSchema.parse(body);
  const codes: string[] = problemsOf(op).filter((c) => problemStatuses[c] === status);
  if (said !== status) wrong.push(`${at}: the body says ${said}`);
  if (!codes.includes(code)) wrong.push(`${at}: ${code} is not among ${codes.join(', ')}`);
  return wrong;
}

function issues(at: string, parsed: z.ZodSafeParseResult<unknown>): string[] {
  if (parsed.success) return [];
  return parsed.error.issues.map((i) => `${at}: ${i.path.join('.')}: ${i.message}`);
}

/** Throws with all that is wrong. */
export function assertConforms(
  method: string,
  address: string,
  status: number,
  body: unknown,
): void {
  const wrong = nonconformities(method, address, status, body);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}
