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
  };
  if (error.retryAfter !== undefined) response.set('Retry-After', String(error.retryAfter));
  response.set('Cache-Control', 'no-store');
  response.status(status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What body-parser and Express's own router refuse (broken JSON, a malformed escape in the path) is a refusal too. */
function asRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') return new AppError('too_large');
  const unreadable = /^(entity|encoding|charset)\./.test(type ?? '') || status === 400;
  return unreadable ? new AppError('invalid_request', 'The request could not be read.') : asAppError(error);
}
