import type { Server as HttpServer } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { Server } from 'socket.io';
import type { LoggedEvent } from '../../shared/events.ts';
import { Unwatch, Watch } from '../../shared/sockets.ts';
import { parseStream, type Stream } from '../../shared/streams.ts';
import type { Tokens } from '../accounts/tokens.ts';
import { onCommitted } from '../events/write.ts';
import { every } from '../lib/every.ts';
import type { Limits } from '../lib/limits.ts';
import type { Logger } from '../lib/log.ts';
import type { Redis } from '../lib/redis.ts';
import { admit, stillAdmitted } from './admission.ts';
import { Cursors, type Hold } from './cursors.ts';
import { adapterOn, Nodes } from './nodes.ts';
import { answerRequests, connectError, request } from './requests.ts';
import { close, type LiveServer, type LiveSocket, Rooms, revokes } from './rooms.ts';
import { watch } from './watch.ts';

export type LiveCounts = {
  sockets: number;
  streams: number;
  /** Since the start: how many times an event was sent to a socket, and how many events no hint brought. */
  delivered: number;
  read: number;
};

/** The live side of a node. */
export type Live = {
  /** For metrics. */
  counts(): LiveCounts;
  /** Sends all sockets to other nodes, a few at a time, and lets none in any more. Those who wait their turn are served. */
  drain(): Promise<void>;
  /** Stops reading the log, and closes what is left. */
  close(): Promise<void>;
};

type Parts = {
  tokens: Tokens;
  limits: Limits;
  log: Logger;
  backlog: number;
  redis: Redis | null;
  /** What those who share the store are called on Redis. */
  community: string;
};

/** Less than a second, so that what the sweep finds has its effect within one. */
const SWEEP_MS = 800;
const MESSAGE_BYTES = 100_000;

/** Puts Socket.IO on the HTTP server and connects it with the log. */
export function startLive(http: HttpServer, parts: Parts): Live {
  const { tokens, log, redis, community } = parts;
  const io: LiveServer = new Server(http, {
    ...(redis && { adapter: adapterOn(redis, community) }),
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES,
    // Compressing each message for each socket costs far more than writing it.
    perMessageDeflate: false,
  });
  const nodes = new Nodes(io, redis, log);
  const rooms = new Rooms(io);
  const cursors = new Cursors((event) => rooms.deliver(event), revokes, log);
  followRooms(io, cursors, log);
  io.use((socket, next) => {
    admit(socket, tokens, cursors).then(
      () => next(),
      (error) => next(connectError(error, log)),
    );
  });
  let draining = false;
  io.on('connection', (socket) => {
    if (draining) close(socket, 'draining');
    else serve(socket, rooms, cursors, parts);
  });
  // Hints only save time: should one be lost, the sweep finds the event in the log.
  const hint = (events: LoggedEvent[]) => {
    for (const event of events) cursors.hint(event);
  };
  nodes.on('committed', hint);
  const stopHints = onCommitted((events) => {
    hint(events);
    nodes.send('committed', events);
  });
  const stopSweeps = every(SWEEP_MS, 'the sweep', () => cursors.sweep(), log);
  return {
    counts: () => ({
      sockets: io.of('/').sockets.size,
      streams: cursors.streams,
      delivered: rooms.delivered,
      read: cursors.read,
    }),
    async drain() {
      draining = true;
      await dismiss([...io.of('/').sockets.values()]);
    },
    async close() {
      stopHints();
      await stopSweeps();
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

/** Spreads the closing, so that the other nodes are not met by all at once. */
async function dismiss(sockets: LiveSocket[]): Promise<void> {
  const batch = Math.max(DRAIN_BATCH, Math.ceil(sockets.length / DRAIN_TICKS));
  for (let from = 0; from < sockets.length; from += batch) {
    if (from > 0) await wait(DRAIN_TICK_MS);
    for (const socket of sockets.slice(from, from + batch)) close(socket, 'draining');
  }
}

const DRAIN_TICK_MS = 100;
/** Sockets closed in a tick; more where it would take more ticks than these. */
const DRAIN_BATCH = 50;
const DRAIN_TICKS = 100;

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
