import type { ErrorRequestHandler, Response } from 'express';
import { PROBLEMS, type Problem } from '../../shared/problems.ts';
import { AppError, asAppError } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';

/** The one place where a failed request is answered. What is not an AppError is a bug: logged whole, answered `internal`. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = asRefusal(error);
    if (problem.code === 'internal' || problem.code === 'busy') {
      log.error({ err: error, requestId: request.id }, 'a request failed');
    }
    sendProblem(response, problem);
  };
}

export function sendProblem(response: Response, error: AppError): void {
  const { title, status } = PROBLEMS[error.code];
  const problem: Problem = {
    type: `urn:guildhall:problem:${error.code}`,
    title,
    status,
    code: error.code,
    detail: error.message,
    ...(error.errors && { errors: error.errors }),
    ...(error.current !== undefined && { current: error.current }),
  };
  if (error.retryAfter !== undefined) response.set('Retry-After', String(error.retryAfter));
  response.set('Cache-Control', 'no-store');
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What Express and its parts refuse themselves (broken JSON, a malformed escape, a file there is not) is a refusal, too. */
function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { status = 500 } = error as { status?: number };
  if (status === 404) return new AppError('not_found');
  if (status === 413) return new AppError('too_large');
  const refused = status >= 400 && status < 500;
  return refused ? new AppError('invalid_request', 'The request could not be read.') : asAppError(error);
}
