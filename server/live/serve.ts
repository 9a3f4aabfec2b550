import { Unwatch, Watch } from '../../shared/sockets.ts';
import { parseStream } from '../../shared/streams.ts';
import type { Limits } from '../lib/limits.ts';
import type { Logger } from '../lib/log.ts';
import { stillAdmitted } from './admission.ts';
import type { Presence } from './presence/presence.ts';
import { presenceRequests } from './presence/requests.ts';
import { answerRequests, oneAtATime, request } from './requests.ts';
import type { LiveSocket, Rooms } from './rooms.ts';
import type { SlowConsumers } from './slow.ts';
import { type Watching, watch } from './watch.ts';

/** How many `watch` and `unwatch` of one socket may wait. */
const REQUESTS_WAITING = 20;

export type Serving = {
  rooms: Rooms;
  watching: Watching;
  slow: SlowConsumers;
  presence: Presence;
  limits: Limits;
  log: Logger;
};

/** Answers what a socket asks, from when it is let in. */
export function serve(socket: LiveSocket, { rooms, watching, slow, presence, limits, log }: Serving): void {
  rooms.enter(socket);
  stillAdmitted(socket, watching.cursors).catch((error) =>
    log.error({ err: error }, 'a session was not checked again'),
  );
  const inTurn = oneAtATime(REQUESTS_WAITING);
  const handlers = {
    watch: request(Watch, async ({ streams }) => {
      await limits.use('watch', socket.data.accountId);
      return inTurn(async () => {
        const answer = await watch(socket, watching, streams);
        slow.check(socket);
        return answer;
      });
    }),
    unwatch: request(Unwatch, ({ streams }) =>
      inTurn(async () => {
        for (const stream of streams) if (parseStream(stream)) void socket.leave(stream);
        return {};
      }),
    ),
    ...presenceRequests(socket, presence),
  };
  answerRequests(socket, handlers, log);
}
