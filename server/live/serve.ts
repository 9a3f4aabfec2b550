import type { DisconnectReason } from 'socket.io';
import { Unwatch, Watch } from '../../shared/sockets.ts';
import { parseStream } from '../../shared/streams.ts';
import type { Limits } from '../lib/limits.ts';
import type { Logger } from '../lib/log.ts';
import { stillAdmitted, takeHold } from './admission.ts';
import { breakOff, forgetRequest } from './connection.ts';
import type { Members } from './members.ts';
import { premade } from './premade.ts';
import type { Attendances } from './presence/attendance.ts';
import type { Presence } from './presence/presence.ts';
import { presenceRequests } from './presence/requests.ts';
import { answering, type Handler, request } from './requests.ts';
import type { LiveSocket } from './rooms.ts';
import type { SlowConsumers } from './slow.ts';
import { Turns } from './turns.ts';
import { type Watching, watch } from './watch.ts';

/** How many `watch` and `unwatch` of one socket may wait. */
const REQUESTS_WAITING = 20;

export type Serving = {
  members: Members;
  watching: Watching;
  slow: SlowConsumers;
  presence: Presence;
  attendances: Attendances;
  limits: Limits;
  log: Logger;
};

/**
 * What serves a socket from when it is let in: answers what it asks, and clears up after it. All that listens to a socket is
 * shared with the others: most of them are idle, and what is made for each is what they cost.
 */
export function serving(parts: Serving): (socket: LiveSocket) => void {
  const { members, watching, log } = parts;
  const listen = answering({ ...watchRequests(parts), ...presenceRequests(parts.presence, parts.attendances) }, log);
  const left = function (this: LiveSocket, reason: DisconnectReason): void {
    members.leave(this);
    // Whoever has not answered a ping will not answer a farewell either.
    if (reason === 'ping timeout') breakOff(this.conn);
  };
  return (socket) => {
    members.enter(socket, takeHold(socket)!);
    forgetRequest(socket);
    socket.onAny(listen);
    socket.on('disconnect', left);
    stillAdmitted(socket, watching.cursors).catch((error) =>
      log.error({ err: error }, 'a session was not checked again'),
    );
  };
}

function watchRequests({ watching, slow, limits }: Serving): Record<'watch' | 'unwatch', Handler> {
  const turns = new Turns(REQUESTS_WAITING);
  return {
    watch: request(Watch, async (socket, { streams }) => {
      await limits.use('watch', socket.data.accountId);
      return turns.take(socket, async () => {
        const answer = await watch(socket, watching, streams);
        slow.check(socket);
        return premade(answer);
      });
    }),
    unwatch: request(Unwatch, (socket, { streams }) =>
      turns.take(socket, async () => {
        for (const stream of streams) if (parseStream(stream)) void socket.leave(stream);
        return {};
      }),
    ),
  };
}
