import type { FieldError, ProblemCode } from '../../shared/problems.ts';

/** What can go wrong with a request: the server's codes, or no answer at all. */
export type FailureCode = ProblemCode | 'unreachable';

/** A refused or failed request. `retryAfter` is in seconds. */
export class ApiProblem extends Error {
  readonly code: FailureCode;
  readonly status: number;
  readonly errors: FieldError[];
  readonly retryAfter: number | null;
  /** What the server has instead, where it refused for that. */
  current: unknown = null;

  constructor(code: FailureCode, status: number, detail: string, errors: FieldError[] = [], retryAfter?: number) {
    super(detail);
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.errors = errors;
    this.retryAfter = retryAfter ?? null;
  }
}

/** Whether the same request may succeed if sent again unchanged. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status === 429 || error.status >= 500);
}

export function hasCode(error: unknown, ...codes: FailureCode[]): error is ApiProblem {
  return error instanceof ApiProblem && codes.includes(error.code);
}
