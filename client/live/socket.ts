import { io, type Socket } from 'socket.io-client';
import { awayFor } from '../../shared/away.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { ClientToServer, ClosingCode, ServerToClient } from '../../shared/sockets.ts';

export type LiveSocket = Socket<ServerToClient, ClientToServer>;

type Closing = Parameters<ServerToClient['closing']>[0];

export type Ear = {
  connected: () => void;
  disconnected: () => void;
  pushed: (event: LoggedEvent) => void;
  revoked: (stream: string) => void;
  /** The server will not have us back with what we have. */
  refused: (code: ClosingCode) => void;
};

/** Access tokens; `renewed` comes from the server, however good the last one looks. */
export type Tokens = { fresh: () => Promise<string>; renewed: () => Promise<string> };

/** A connection that lasted so long was a good one: the next break is a new matter. */
const GOOD_MS = 10_000;

/** A socket that comes back by itself, with a fresh token each time, until it is refused or closed. */
export function openSocket(tokens: Tokens, ear: Ear): LiveSocket {
  const socket: LiveSocket = io({
    path: '/socket.io',
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // Where several nodes serve, all that one page polls has to reach the same one: the balancer goes by this name.
    query: { client: Math.random().toString(36).slice(2) },
    reconnection: false,
    auth: (give) => {
      tokens.fresh().then(
        (token) => give({ token }),
        () => comeBack(),
      );
    },
  });
  let renewed = false;
  let closing: Closing | null = null;
  let tries = 0;
  let connectedAt = 0;
  let away: ReturnType<typeof setTimeout> | undefined;

  socket.on('connect', () => {
    renewed = false;
    closing = null;
    connectedAt = performance.now();
    ear.connected();
  });
  socket.on('disconnect', () => {
    if (performance.now() - connectedAt > GOOD_MS) tries = 0;
    ear.disconnected();
    closed();
  });
  socket.on('connect_error', (error) => {
    const { data } = error as Error & { data?: { code?: string } };
    if (data?.code === 'unauthorized') retryOnce();
    else comeBack();
  });
  socket.on('closing', (notice) => {
    closing = notice;
  });
  socket.on('revoked', ({ stream }) => ear.revoked(stream));
  socket.onAny((_type: string, payload: unknown) => {
    if (isEvent(payload)) ear.pushed(payload);
  });

  function closed(): void {
    const { code, retryAfterMs } = closing ?? {};
    if (code === 'revoked' || code === 'suspended') ear.refused(code);
    else if (code === 'unauthorized') retryOnce();
    else comeBack(retryAfterMs);
  }

  /** The token may just have run out; a second refusal is meant. */
  function retryOnce(): void {
    if (renewed) ear.refused('unauthorized');
    else
      tokens.renewed().then(
        () => wanted() && socket.connect(),
        () => comeBack(),
      );
    renewed = true;
  }

  function comeBack(retryAfterMs?: number): void {
    if (socket.connected) return;
    socket.disconnect();
    clearTimeout(away);
    away = setTimeout(() => wanted() && socket.connect(), awayFor(tries, retryAfterMs));
    tries += 1;
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
