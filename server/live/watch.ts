import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';
import { parseStream, type Stream } from '../../shared/streams.ts';
import { liveSession } from '../accounts/actions.ts';
import { answer } from './answer.ts';
import type { Backlog } from './backlog.ts';
import type { Cursors } from './cursors.ts';
import { permittedStreams } from './permissions.ts';
import { sentAwayBy } from './revocation.ts';
import type { LiveSocket } from './rooms.ts';

/** What a node needs to have its sockets watch; `answerBytes`: about how large an answer may be. */
export type Watching = { cursors: Cursors; backlog: Backlog; answerBytes: number };

/**
 * Lets a socket listen to streams, and tells it what it missed.
 *
 * The order matters. First the node tracks the stream, so that it meets every later revocation. Then permission is
 * established; if a revocation came by meanwhile it is established again. Then the socket joins, in the same turn.
 * Last the log is read: what is delivered during the read is pushed *and* may be in the answer, and the client drops
 * the second. The log may be ahead of this node and tell of a revocation the node has not met: then permission is
 * established once more.
 *
 * @param requested for each stream the seq of the last event the client has; null to begin now.
 */
export async function watch(
  socket: LiveSocket,
  { cursors, backlog, answerBytes }: Watching,
  requested: Record<string, number | null>,
): Promise<Record<string, Watched>> {
  const names = Object.keys(requested);
  const streams = names.filter((name): name is Stream => parseStream(name) !== null);
  const hold = cursors.track(streams);
  try {
    await hold.ready;
    const joined = await join(socket, cursors, streams);
    const asked = [...joined].map((stream) => ({ stream, last: requested[stream]! }));
    const told = new Map<string, Watched>(await answer(asked, backlog, answerBytes));
    await withhold(socket, told);
    return Object.fromEntries(names.map((name) => [name, told.get(name) ?? { denied: true }]));
  } finally {
    hold.release();
  }
}

async function join(socket: LiveSocket, cursors: Cursors, streams: Stream[]): Promise<Set<Stream>> {
  const joined = new Set<Stream>();
  let open = streams;
  while (open.length > 0 && socket.connected) {
    const before = new Map(open.map((stream) => [stream, cursors.revocations(stream)]));
    const permitted = await permittedStreams(socket.data.accountId, open);
    const settled = open.filter((stream) => cursors.revocations(stream) === before.get(stream));
    for (const stream of settled.filter((stream) => permitted.has(stream) && socket.connected)) {
      void socket.join(stream);
      joined.add(stream);
    }
    open = open.filter((stream) => !settled.includes(stream));
  }
  return joined;
}

/** Takes back what goes on after the end of the socket's permission. */
async function withhold(socket: LiveSocket, told: Map<string, Watched>): Promise<void> {
  const { accountId, sessionId } = socket.data;
  const ends = (event: LoggedEvent) => {
    const sent = sentAwayBy(event);
    if (sent?.from === 'stream') return sent.accountId === null || sent.accountId === accountId;
    return sent?.sessionId === sessionId;
  };
  const ended = [...told].flatMap(([stream, watched]) =>
    'events' in watched && watched.events.some(ends) ? [stream as Stream] : [],
  );
  if (ended.length === 0) return;
  // One who was removed may have come back since, and where a group was closed its members stay.
  const [session, permitted] = await Promise.all([liveSession(sessionId), permittedStreams(accountId, ended)]);
  for (const stream of ended) {
    if (session && permitted.has(stream)) continue;
    void socket.leave(stream);
    told.set(stream, { denied: true });
  }
}
