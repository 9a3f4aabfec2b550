import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { type ClosingCode, Unwatch, Watch } from '../../shared/sockets.ts';
import { parseStream, type Stream } from '../../shared/streams.ts';
import type { Tokens } from '../accounts/tokens.ts';
import { onCommitted } from '../events/write.ts';
import { every } from '../lib/every.ts';
import type { Limits } from '../lib/limits.ts';
import type { Logger } from '../lib/log.ts';
import { admit, stillAdmitted } from './admission.ts';
import { Cursors, type Hold } from './cursors.ts';
import { answerRequests, connectError, request } from './requests.ts';
import { close, type LiveServer, type LiveSocket, Rooms, revokes } from './rooms.ts';
import { watch } from './watch.ts';

/** The live side of a node. */
export type Live = {
  /** For metrics. */
  counts(): { sockets: number; streams: number; delivered: number };
  /** Closes every socket, saying why, and stops reading the log. */
  close(code: ClosingCode): Promise<void>;
};

type Parts = { tokens: Tokens; limits: Limits; log: Logger; backlog: number };

const SWEEP_MS = 1_000;
const MESSAGE_BYTES = 100_000;

/** Puts Socket.IO on the HTTP server and connects it with the log. */
export function startLive(http: HttpServer, parts: Parts): Live {
  const { tokens, log } = parts;
  const io: LiveServer = new Server(http, {
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES,
    // Compressing each message for each socket costs far more than writing it.
    perMessageDeflate: false,
  });
  const rooms = new Rooms(io);
  const cursors = new Cursors((event) => rooms.deliver(event), revokes, log);
  followRooms(io, cursors, log);
  io.use((socket, next) => {
    admit(socket, tokens, cursors).then(
      () => next(),
      (error) => next(connectError(error, log)),
    );
  });
  io.on('connection', (socket) => serve(socket, rooms, cursors, parts));
  // Hints only save time: should one be lost, the sweep finds the event in the log.
  const stopHints = onCommitted((events) => {
    for (const event of events) cursors.hint(event);
  });
  const stopSweeps = every(SWEEP_MS, 'the sweep', () => cursors.sweep(), log);
  return {
    counts: () => ({ sockets: io.of('/').sockets.size, streams: cursors.streams, delivered: rooms.delivered }),
    async close(code) {
      stopHints();
      await stopSweeps();
      for (const socket of io.of('/').sockets.values()) close(socket, code);
      await io.close();
    },
  };
}

function serve(socket: LiveSocket, rooms: Rooms, cursors: Cursors, { limits, backlog, log }: Parts): void {
  rooms.enter(socket);
  stillAdmitted(socket, cursors).catch((error) => log.error({ err: error }, 'a session was not checked again'));
  const handlers = {
    watch: request(Watch, async ({ streams }) => {
      await limits.use('watch', socket.data.accountId);
      return watch(socket, cursors, streams, backlog);
    }),
    unwatch: request(Unwatch, async ({ streams }) => {
      for (const stream of streams) if (parseStream(stream)) void socket.leave(stream);
      return {};
    }),
  };
  answerRequests(socket, handlers, log);
}

/** A stream is read as long as its room has someone in it. */
function followRooms(io: LiveServer, cursors: Cursors, log: Logger): void {
  const holds = new Map<string, Hold>();
  const { adapter } = io.of('/');
  adapter.on('create-room', (room: string) => {
    if (!parseStream(room)) return;
    const hold = cursors.track([room as Stream]);
    hold.ready.catch((error) => log.error({ err: error, room }, 'a stream was not opened'));
    holds.set(room, hold);
  });
  adapter.on('delete-room', (room: string) => {
    holds.get(room)?.release();
    holds.delete(room);
  });
}
