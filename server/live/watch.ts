import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';
import { parseStream, type Stream } from '../../shared/streams.ts';
import { toId } from '../db/id.ts';
import { headOf, readAfter } from '../events/log.ts';
import type { Cursors } from './cursors.ts';
import { permittedStreams } from './permissions.ts';
import type { LiveSocket } from './rooms.ts';

/**
 * Lets a socket listen to streams, and tells it what it missed.
 *
 * The order matters. First the node tracks the stream, so that it meets every later revocation. Then permission is
 * established; if a revocation came by meanwhile it is established again. Then the socket joins, in the same turn.
 * Last the log is read: what commits during the read is pushed *and* in the answer, and the client drops the second.
 *
 * @param requested for each stream the seq of the last event the client has; null to begin now.
 * @param backlog how many missed events are told; one more, and the client has to fetch afresh.
 */
export async function watch(
  socket: LiveSocket,
  cursors: Cursors,
  requested: Record<string, number | null>,
  backlog: number,
): Promise<Record<string, Watched>> {
  const names = Object.keys(requested);
  const streams = names.filter((name): name is Stream => parseStream(name) !== null);
  const hold = cursors.track(streams);
  try {
    await hold.ready;
    const joined = await join(socket, cursors, streams);
    const answers = names.map(async (name): Promise<[string, Watched]> => {
      if (!joined.has(name as Stream)) return [name, { denied: true }];
      return [name, await missed(name as Stream, requested[name]!, cursors, backlog)];
    });
    return Object.fromEntries(await Promise.all(answers));
  } finally {
    hold.release();
  }
}

async function join(socket: LiveSocket, cursors: Cursors, streams: Stream[]): Promise<Set<Stream>> {
  const joined = new Set<Stream>();
  let open = streams;
  while (open.length > 0 && socket.connected) {
    const before = new Map(open.map((stream) => [stream, cursors.revocations(stream)]));
    const permitted = await permittedStreams(toId(socket.data.accountId), open);
    const settled = open.filter((stream) => cursors.revocations(stream) === before.get(stream));
    for (const stream of settled.filter((stream) => permitted.has(stream) && socket.connected)) {
      void socket.join(stream);
      joined.add(stream);
    }
    open = open.filter((stream) => !settled.includes(stream));
  }
  return joined;
}

async function missed(stream: Stream, last: number | null, cursors: Cursors, backlog: number): Promise<Watched> {
  const cursor = cursors.cursor(stream);
  if (last === null || last === cursor) return { events: [], head: cursor };
  const events = await readAfter(stream, last, backlog + 1);
  const head = await headAfter(stream, last, events, cursors.cursor(stream));
  const complete = events.length <= backlog && (events[0]?.seq ?? last + 1) === last + 1 && last <= head;
  return complete ? { events, head } : { reset: true, head };
}

/** Where the stream stands. A client may be ahead of this node's cursor, having heard more on another; the log decides. */
async function headAfter(stream: Stream, last: number, events: LoggedEvent[], cursor: number): Promise<number> {
  const known = Math.max(cursor, events.at(-1)?.seq ?? 0);
  return last <= known ? known : (await headOf(stream)).seq;
}
