import type { z } from 'zod';
import type { Answer, ClientToServer } from '../../shared/sockets.ts';
import { AppError, asAppError } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';
import type { LiveSocket } from './rooms.ts';

type RequestName = keyof ClientToServer;
type Handler = (payload: unknown) => Promise<unknown>;

/** A socket request's schema and what answers it. */
export function request<Schema extends z.ZodType>(
  schema: Schema,
  handle: (payload: z.output<Schema>) => Promise<unknown>,
): Handler {
  return async (payload) => {
    const parsed = schema.safeParse(payload);
    if (parsed.success) return handle(parsed.data);
    const issue = parsed.error.issues[0]!;
    throw new AppError('invalid_request', [issue.path.join('.'), issue.message].filter(Boolean).join(': '));
  };
}

/**
 * Has a socket's requests worked on one after the other, so that large answers are made only as fast as they are sent.
 * @param limit how many may wait; more are refused.
 */
export function oneAtATime(limit: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    if (waiting >= limit) throw new AppError('rate_limited', undefined, { retryAfter: 1 });
    waiting += 1;
    const turn = last.then(work).finally(() => {
      waiting -= 1;
    });
    last = turn.catch(() => {});
    return turn;
  };
}

/** Answers every request of a socket, also those there are not, with `{ ok: true, data }` or `{ ok: false, code }`. */
export function answerRequests(socket: LiveSocket, handlers: Record<RequestName, Handler>, log: Logger): void {
  socket.onAny((name: string, payload: unknown, answer: unknown) => {
    if (typeof answer !== 'function') return;
    const handle = Object.hasOwn(handlers, name) ? handlers[name as RequestName] : noSuchRequest(name);
    handle(payload).then(
      (data) => answer({ ok: true, data }),
      (error) => answer(refused(error, log)),
    );
  });
}

/** What Socket.IO hands to the client as `connect_error`. */
export function connectError(error: unknown, log: Logger): Error {
  const { code, message } = refused(error, log);
  return Object.assign(new Error(message), { data: { code } });
}

function refused(error: unknown, log: Logger): Extract<Answer<never>, { ok: false }> {
  const { code, message, retryAfter } = asAppError(error);
  if (code === 'internal' || code === 'busy') log.error({ err: error }, 'a socket request failed');
  return { ok: false, code, message, ...(retryAfter !== undefined && { retryAfter }) };
}

const noSuchRequest = (name: string) => async () => {
  throw new AppError('not_found', `There is no socket request named ${name.slice(0, 60)}.`);
};
