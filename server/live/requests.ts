import type { z } from 'zod';
import type { Answer, ClientToServer } from '../../shared/sockets.ts';
import { AppError, asAppError } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';
import { Premade } from './premade.ts';
import type { LiveSocket } from './rooms.ts';

type RequestName = keyof ClientToServer;
export type Handler = (socket: LiveSocket, payload: unknown) => Promise<unknown>;

/** A socket request's schema and what answers it. */
export function request<Schema extends z.ZodType>(
  schema: Schema,
  handle: (socket: LiveSocket, payload: z.output<Schema>) => Promise<unknown>,
): Handler {
  return async (socket, payload) => {
    const parsed = schema.safeParse(payload);
    if (parsed.success) return handle(socket, parsed.data);
    const issue = parsed.error.issues[0]!;
    throw new AppError('invalid_request', [issue.path.join('.'), issue.message].filter(Boolean).join(': '));
  };
}

/**
 * What listens to all that sockets ask: one for all of them, as each would cost memory for as long as its socket lives.
 * It answers every request, also those there are not, with `{ ok: true, data }` or `{ ok: false, code }`.
 */
export function answering(handlers: Record<RequestName, Handler>, log: Logger) {
  return function (this: LiveSocket, name: string, payload: unknown, answer: unknown): void {
    if (typeof answer !== 'function') return;
    const handle = Object.hasOwn(handlers, name) ? handlers[name as RequestName] : noSuchRequest(name);
    handle(this, payload).then(
      (data) => answer(accepted(data)),
      (error) => answer(refused(error, log)),
    );
  };
}

/** What Socket.IO hands to the client as `connect_error`. */
export function connectError(error: unknown, log: Logger): Error {
  const { code, message } = refused(error, log);
  return Object.assign(new Error(message), { data: { code } });
}

const accepted = (data: unknown) =>
  data instanceof Premade ? new Premade(`{"ok":true,"data":${data.json}}`) : { ok: true, data };

function refused(error: unknown, log: Logger): Extract<Answer<never>, { ok: false }> {
  const { code, message, retryAfter } = asAppError(error);
  if (code === 'internal' || code === 'busy') log.error({ err: error }, 'a socket request failed');
  return { ok: false, code, message, ...(retryAfter !== undefined && { retryAfter }) };
}

const noSuchRequest = (name: string) => async () => {
  throw new AppError('not_found', `There is no socket request named ${name.slice(0, 60)}.`);
};
