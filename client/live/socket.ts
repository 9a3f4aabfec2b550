import { io, type Socket } from 'socket.io-client';
import type { LoggedEvent } from '../../shared/events.ts';
import type { ClientToServer, ClosingCode, ServerToClient } from '../../shared/sockets.ts';
import { freshToken, renewToken } from '../api/token.ts';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

export type Ear = {
  connected: () => void;
  disconnected: () => void;
  pushed: (event: LoggedEvent) => void;
  revoked: (stream: string) => void;
  /** The server will not have us back with what we have. */
  refused: (code: ClosingCode) => void;
};

const BACK_MS = 800;

/** A socket that comes back by itself, with a fresh token each time, until it is refused or closed. */
export function openSocket(ear: Ear): LiveSocket {
  const socket: LiveSocket = io({
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // Where several nodes serve, all that one page polls has to reach the same one: the balancer goes by this name.
    query: { client: Math.random().toString(36).slice(2) },
    reconnectionDelay: 400,
    reconnectionDelayMax: 5_000,
    randomizationFactor: 0.5,
    auth: (give) => {
      freshToken().then((token) => give({ token }), comeBack);
    },
  });
  let renewed = false;
  let closing: ClosingCode | null = null;

  socket.on('connect', () => {
    renewed = false;
    closing = null;
    ear.connected();
  });
  socket.on('disconnect', (reason) => {
    ear.disconnected();
    if (closing || reason === 'io server disconnect') closed();
  });
  socket.on('connect_error', (error) => {
    const { data } = error as Error & { data?: { code?: string } };
    if (data?.code === 'unauthorized') retryOnce();
    else if (!socket.active) comeBack();
  });
  socket.on('closing', (notice) => {
    closing = notice.code;
  });
  socket.on('revoked', ({ stream }) => ear.revoked(stream));
  socket.onAny((_type: string, payload: unknown) => {
    if (isEvent(payload)) ear.pushed(payload);
  });

  function closed(): void {
    if (closing === 'revoked' || closing === 'suspended') ear.refused(closing);
    else if (closing === 'unauthorized') retryOnce();
    else comeBack();
  }

  /** The token may just have run out; a second refusal is meant. */
  function retryOnce(): void {
    if (renewed) ear.refused('unauthorized');
    else renewToken().then(() => socket.connect(), comeBack);
    renewed = true;
  }

  /** Not all at once: a whole server's worth of clients may be coming back. */
  function comeBack(): void {
    if (socket.connected) return;
    socket.disconnect();
    setTimeout(() => wanted() && socket.connect(), BACK_MS * (1 + Math.random() * 2));
  }

  const wanted = () => !dismissed.has(socket);
  return socket;
}

/** Closes for good. */
export function closeSocket(socket: LiveSocket): void {
  dismissed.add(socket);
  socket.removeAllListeners();
  socket.offAny();
  socket.disconnect();
}

const dismissed = new WeakSet<LiveSocket>();

function isEvent(payload: unknown): payload is LoggedEvent {
  return typeof payload === 'object' && payload !== null && 'seq' in payload && 'stream' in payload;
}
