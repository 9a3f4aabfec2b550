import { type FieldError, PROBLEMS, type ProblemCode } from '../../shared/problems.ts';

/** A refusal that the caller can understand: answered as a problem document or `{ ok: false, code }`. */
export class AppError extends Error {
  readonly code: ProblemCode;
  readonly errors?: FieldError[];
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
  /** What is there instead, where it was refused for that. */
  readonly current?: unknown;

  constructor(
    code: ProblemCode,
    detail?: string,
    more: { errors?: FieldError[]; retryAfter?: number; current?: unknown } = {},
  ) {
    super(detail ?? PROBLEMS[code].title);
    this.name = 'AppError';
    this.code = code;
    this.errors = more.errors;
    this.retryAfter = more.retryAfter;
    this.current = more.current;
  }

  get status(): number {
    return PROBLEMS[this.code].status;
  }
}

/** Refuses unless the condition holds. Policies answer with a boolean; actions turn it into a refusal with this. */
export function authorize(permitted: unknown, code: ProblemCode = 'forbidden', detail?: string): asserts permitted {
  if (!permitted) throw new AppError(code, detail);
}

/** What is wrong with one field of a request, to be thrown. */
export const invalidField = (path: string, message: string): AppError =>
  new AppError('invalid_request', `${path}: ${message}`, { errors: [{ path, message }] });

/** The value, or `not_found` when there is none. */
export function found<Value>(value: Value | null | undefined, detail?: string): Value {
  if (value === null || value === undefined) throw new AppError('not_found', detail);
  return value;
}

/** What to answer for any error: itself where it is a refusal, `busy` while the store is away, else `internal`. */
export function asAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  return storeIsAway(error)
    ? new AppError('busy', 'The store does not answer.', { retryAfter: 2 })
    : new AppError('internal');
}

function storeIsAway(error: unknown): boolean {
  const { name = '', code = '', errorResponse } = error as { name?: string; code?: unknown; errorResponse?: unknown };
  // Of a write of several documents the driver tells in an error around what happened.
  if (errorResponse instanceof Error) return storeIsAway(errorResponse);
  return STORE_AWAY.test(name) || CONNECTION_LOST.test(String(code));
}

const STORE_AWAY =
  /^Mongo(Network|NetworkTimeout|ServerSelection|NotConnected|PoolCleared|PoolClosed|OperationTimeout|WaitQueueTimeout|TopologyClosed)Error$|^(MongooseServerSelection|PoolClearedOnNetwork)Error$/;

/** What the driver passes on as it came from the socket. The store is the only thing a node connects to. */
const CONNECTION_LOST = /^(EPIPE|ECONNRESET|ECONNREFUSED)$/;

/** Something the person who starts the server has to mend; told in one line, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
