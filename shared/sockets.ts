import { z } from 'zod';
import type { EventOf, EventType, LoggedEvent } from './events.ts';
import type { Attendance, Attending, Gathering, Typing, Viewing } from './presence.ts';
import type { ProblemCode } from './problems.ts';

/** Every socket request is answered with one of these; `retryAfter`: the seconds after which it may work. */
export type Answer<Data> =
  | { ok: true; data: Data }
  | { ok: false; code: ProblemCode; message: string; retryAfter?: number };

/** How many streams one `watch` may name. */
export const WATCH_LIMIT = 500;

const StreamName = z.string().max(60);

/** For each stream the seq of the last event the client has, or null to hear only what comes from now on. */
export const Watch = z.strictObject({
  streams: z
    .record(StreamName, z.int().min(0).nullable())
    .refine((streams) => Object.keys(streams).length <= WATCH_LIMIT, `must name at most ${WATCH_LIMIT} streams`),
});
export type Watch = z.infer<typeof Watch>;

export const Unwatch = z.strictObject({ streams: z.array(StreamName).max(WATCH_LIMIT) });
export type Unwatch = z.infer<typeof Unwatch>;

/**
 * The answer for one stream: everything after the client's seq; or `reset`, when that is more than is kept for
 * catching up (fetch what is shown again; `head` is where the stream stood); or `denied`.
 * Never a part of the events.
 */
export type Watched = { events: LoggedEvent[]; head: number } | { reset: true; head: number } | { denied: true };

export type RevokedReason = 'removed' | 'left' | 'banned' | 'closed' | 'role';

/** Why the server closes a socket. On all but the last three a client must not come back with what it has. */
export type ClosingCode = 'unauthorized' | 'revoked' | 'suspended' | 'role' | 'slow' | 'draining';

export type ClientToServer = {
  watch: (request: Watch, answer: (answer: Answer<Record<string, Watched>>) => void) => void;
  unwatch: (request: Unwatch, answer: (answer: Answer<Record<string, never>>) => void) => void;
  viewing: (request: Viewing, answer: (answer: Answer<Record<string, never>>) => void) => void;
  typing: (request: Typing, answer: (answer: Answer<Record<string, never>>) => void) => void;
  attending: (request: Attending, answer: (answer: Answer<Record<string, never>>) => void) => void;
};

export type ServerToClient = { [Type in EventType]: (event: EventOf<Type>) => void } & {
  /** The socket has left this stream: no further event of it will come. */
  revoked: (notice: { stream: string; reason: RevokedReason }) => void;
  /** Who views the topic one views, and who writes there. */
  presence: (gathering: Gathering) => void;
  typing: (gathering: Gathering) => void;
  /** Which members of the group one attends to are there. */
  attendance: (attendance: Attendance) => void;
  /** The last message before the server closes the socket. A client that comes back stays away for `retryAfterMs`. */
  closing: (notice: { code: ClosingCode; retryAfterMs?: number }) => void;
};
