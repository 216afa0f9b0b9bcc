/** What can go wrong between the page and the API. */
import type { Problem } from '../api/answers';

/** The API answered with a problem document: a definite "no". */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}`);
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }
}

/** No answer arrived (or one that proves nothing): the outcome is unknown. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}

/** Is this a refusal with one of these codes? */
export function hasCode(error: unknown, ...codes: string[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}

export function isUnauthorized(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

/**
 * May the request have been carried out although it failed? A broken connection
 * or a server error proves nothing; a refusal does.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof ApiError ? error.status >= 500 : true;
}
