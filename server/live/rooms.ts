import type { Server, Socket } from 'socket.io';
import type { LoggedEvent } from '../../shared/events.ts';
import type { ClientToServer, ClosingCode, RevokedReason, ServerToClient } from '../../shared/sockets.ts';
import type { Stream } from '../../shared/streams.ts';
import { breakOff } from './connection.ts';
import type { FanOut } from './fan-out.ts';
import type { Members } from './members.ts';
import { sentAwayBy } from './revocation.ts';

/** Who is at the other end of a socket, and what it was let in with. */
export type SocketData = {
  accountId: string;
  sessionId: string;
  /** How many revocations the account's stream had seen when the session was looked up. */
  revocations: number;
};
export type LiveServer = Server<ClientToServer, ServerToClient, Record<string, never>, SocketData>;
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/**
 * The rooms of this node alone: other nodes read the log themselves and tell their own. A stream's listeners sit in the
 * room of its name.
 */
export class Rooms {
  readonly #fanOut: FanOut;
  readonly #members: Members;
  /** How many times an event has been sent to a socket, since the start. */
  delivered = 0;

  constructor(fanOut: FanOut, members: Members) {
    this.#fanOut = fanOut;
    this.#members = members;
  }

  /** Sends an event to its stream's listeners, after those it sends away are out. */
  deliver(event: LoggedEvent): void {
    const sent = sentAwayBy(event);
    if (sent?.from === 'stream') this.#evict(sent.accountId, event.stream, sent.reason);
    if (sent?.from === 'everything') this.#close(sent.sessionId, event.stream, sent.code);
    this.delivered += this.#fanOut.send(event.stream, event.type, event);
  }

  #evict(accountId: string | null, stream: Stream, reason: RevokedReason): void {
    const sockets = accountId === null ? this.#members.sockets() : this.#members.socketsOf(accountId);
    for (const socket of sockets) {
      if (!socket.rooms.has(stream)) continue;
      void socket.leave(stream);
      socket.emit('revoked', { stream, reason });
    }
  }

  #close(sessionId: string | null, accountStream: Stream, code: ClosingCode): void {
    for (const socket of this.#members.socketsOf(accountStream.slice('account:'.length))) {
      if (sessionId === null || socket.data.sessionId === sessionId) close(socket, code);
    }
  }
}

const GOODBYE_MS = 3_000;

/**
 * Says why, and closes. Nothing reaches the socket after it; one that doesn't take the message soon is broken off.
 * @param retryAfterMs asks the client to stay away for so long.
 */
export function close(socket: LiveSocket, code: ClosingCode, retryAfterMs?: number): void {
  socket.emit('closing', { code, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  socket.disconnect(true);
  setTimeout(() => breakOff(socket.conn), GOODBYE_MS).unref();
}
