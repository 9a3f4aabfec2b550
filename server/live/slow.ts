import type { LiveBounds } from '../config.ts';
import { AppError } from '../lib/errors.ts';
import type { Logger } from '../lib/log.ts';
import { type Connection, dropWaiting, waitingBytes } from './connection.ts';
import { close, type LiveServer, type LiveSocket } from './rooms.ts';

const COME_BACK_MS = 2_000;

type Bounds = Pick<LiveBounds, 'socketBytes' | 'nodeBytes'>;

/**
 * Cuts those who don't take what they are sent, before it piles up. They lose nothing: they come back and say how far
 * they got.
 */
export class SlowConsumers {
  readonly #io: LiveServer;
  readonly #bounds: Bounds;
  readonly #log: Logger;
  /** How many have been cut, since the start. */
  cut = 0;

  constructor(io: LiveServer, bounds: Bounds, log: Logger) {
    this.#io = io;
    this.#bounds = bounds;
    this.#log = log;
  }

  /** The bytes that wait for all connections, also those that are being closed. */
  get waiting(): number {
    const { clients } = this.#io.engine as unknown as { clients: Record<string, Connection> };
    return Object.values(clients).reduce((bytes, connection) => bytes + waitingBytes(connection), 0);
  }

  /** Cuts all beyond the bound of one client, and the worst of the others while all together are beyond theirs. */
  look(): void {
    const waiting = this.#behind();
    let total = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { socket, bytes } of waiting) {
      if (bytes <= this.#bounds.socketBytes && total <= this.#bounds.nodeBytes) break;
      this.#cut(socket, bytes);
      total -= bytes;
    }
  }

  /** Before something large is answered: who asks on and on without reading is cut. @throws AppError then. */
  check(socket: LiveSocket): void {
    const bytes = waitingBytes(socket.conn);
    if (socket.connected && bytes <= this.#bounds.socketBytes) return;
    if (socket.connected) this.#cut(socket, bytes);
    throw new AppError('rate_limited');
  }

  /** The sockets for which something waits, the fullest first. */
  #behind(): { socket: LiveSocket; bytes: number }[] {
    const behind: { socket: LiveSocket; bytes: number }[] = [];
    for (const socket of this.#io.of('/').sockets.values()) {
      const bytes = waitingBytes(socket.conn);
      if (bytes > 0) behind.push({ socket, bytes });
    }
    return behind.sort((a, b) => b.bytes - a.bytes);
  }

  #cut(socket: LiveSocket, bytes: number): void {
    this.cut += 1;
    this.#log.warn({ accountId: socket.data.accountId, bytes }, 'a client that does not keep up was cut');
    // What it has not got is in the log. Dropping the end leaves no gap before what is still on its way to it.
    dropWaiting(socket.conn);
    close(socket, 'slow', COME_BACK_MS);
  }
}
