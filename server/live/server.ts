import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';
import { parseStream, type Stream } from '../../shared/streams.ts';
import type { Tokens } from '../accounts/tokens.ts';
import type { LiveBounds } from '../config.ts';
import { onCommitted } from '../events/write.ts';
import { every } from '../lib/every.ts';
import type { Limits } from '../lib/limits.ts';
import type { Logger } from '../lib/log.ts';
import type { Redis } from '../lib/redis.ts';
import { admit, takeHold } from './admission.ts';
import { Backlog } from './backlog.ts';
import { Claims } from './claims.ts';
import { Cursors, type Hold } from './cursors.ts';
import { dismiss } from './dismiss.ts';
import { FanOut } from './fan-out.ts';
import { Members } from './members.ts';
import { adapterOn, Nodes } from './nodes.ts';
import { premadeParser } from './premade.ts';
import { Attendances } from './presence/attendance.ts';
import { Presence } from './presence/presence.ts';
import { connectError } from './requests.ts';
import { revokes } from './revocation.ts';
import { close, type LiveServer, Rooms } from './rooms.ts';
import { serving } from './serve.ts';
import { SlowConsumers } from './slow.ts';
import { Waiting } from './waiting.ts';

export type LiveCounts = {
  sockets: number;
  streams: number;
  /** Since the start: how many times an event was sent to a socket, and how many events no hint brought. */
  delivered: number;
  read: number;
  /** Bytes that wait to be taken by clients, and how many clients were cut for not taking them. */
  waiting: number;
  slow: number;
};

/** The live side of a node. */
export type Live = {
  /** For metrics. */
  counts(): LiveCounts;
  /** What comes after `last` on a stream that anyone may listen to; see `Waiting`. */
  after(stream: Stream, last: number, over: AbortSignal): Promise<Watched>;
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
  bounds?: Partial<LiveBounds>;
};

const BOUNDS: LiveBounds = {
  // Room for two of the largest answers, and for what happens while a slow line takes them.
  socketBytes: 4_000_000,
  nodeBytes: 256_000_000,
  pingInterval: 25_000,
  pingTimeout: 20_000,
};

/** Less than a second, so that what the sweep finds has its effect within one. */
const SWEEP_MS = 800;
const MESSAGE_BYTES = 100_000;
const LOOK_MS = 250;

/** Puts Socket.IO on the HTTP server and connects it with the log. */
export function startLive(http: HttpServer, parts: Parts): Live {
  const { tokens, limits, log, redis } = parts;
  const bounds = { ...BOUNDS, ...parts.bounds };
  const io = socketServer(http, parts, bounds);
  const nodes = new Nodes(io, redis, log);
  const fanOut = new FanOut(io, log);
  const members = new Members();
  const rooms = new Rooms(fanOut, members);
  const topicOf = (socketId: string) => presence.topicOf(socketId);
  const attendances = new Attendances({ io, fanOut, nodes, limits, log, topicOf });
  const presence = new Presence(io, fanOut, nodes, limits, (groupId) => attendances.changed(groupId));
  const claims = new Claims(io, members, log);
  const deliver = (event: LoggedEvent) => {
    rooms.deliver(event);
    presence.heard(event);
    attendances.heard(event);
    claims.heard(event);
    backlog.heard(event);
    waiting.heard(event);
  };
  const cursors = new Cursors(deliver, revokes, log);
  const backlog = new Backlog(cursors, parts.backlog);
  const waiting = new Waiting(cursors, backlog);
  const watching = { cursors, backlog, answerBytes: bounds.socketBytes / 2 };
  const slow = new SlowConsumers(io, bounds, log);
  const serve = serving({ members, watching, slow, presence, attendances, limits, log });
  followRooms(io, cursors, log);
  let draining = false;
  io.use((socket, next) => {
    admit(socket, tokens, cursors).then(
      () => {
        next();
        // By then it is connected and served, or never will be: its transport may have broken meanwhile.
        setImmediate(() => takeHold(socket)?.());
      },
      (error) => next(connectError(error, log)),
    );
  });
  io.on('connection', (socket) => {
    if (draining) close(socket, 'draining');
    else serve(socket);
  });
  const stopHints = hint(cursors, nodes);
  const stopSweeps = every(SWEEP_MS, 'the sweep', () => cursors.sweep().then(() => presence.current()), log);
  const stopLooks = every(LOOK_MS, 'looking for slow consumers', async () => slow.look(), log);
  return {
    counts: () => ({
      sockets: io.of('/').sockets.size,
      streams: cursors.streams,
      delivered: rooms.delivered,
      read: cursors.read,
      waiting: slow.waiting,
      slow: slow.cut,
    }),
    after: (stream, last, over) => waiting.after(stream, last, over),
    async drain() {
      draining = true;
      await dismiss([...io.of('/').sockets.values()]);
    },
    async close() {
      stopHints();
      await presence.close();
      attendances.close();
      await stopSweeps();
      await stopLooks();
      fanOut.flush();
      await io.close();
      await claims.close();
    },
  };
}

function socketServer(http: HttpServer, { redis, community }: Parts, bounds: LiveBounds): LiveServer {
  const { pingInterval, pingTimeout } = bounds;
  return new Server(http, {
    ...(redis && { adapter: adapterOn(redis, community) }),
    parser: premadeParser,
    path: '/socket.io',
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES,
    pingInterval,
    pingTimeout,
    // Compressing each message for each socket costs far more than writing it.
    perMessageDeflate: false,
  });
}

/** What is committed here or on another node is told at once. Hints only save time: should one be lost, the sweep finds the event. */
function hint(cursors: Cursors, nodes: Nodes): () => void {
  const heed = (events: LoggedEvent[]) => {
    for (const event of events) cursors.hint(event);
  };
  nodes.on('committed', heed);
  return onCommitted((events) => {
    heed(events);
    nodes.send('committed', events);
  });
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
