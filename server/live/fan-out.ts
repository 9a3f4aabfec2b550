import type { ServerToClient } from '../../shared/sockets.ts';
import type { Logger } from '../lib/log.ts';
import type { Connection } from './connection.ts';
import { encode, type Message } from './frame.ts';
import { Line } from './line.ts';
import type { LiveServer } from './rooms.ts';
import { Run } from './run.ts';

type Name = keyof ServerToClient;

/**
 * Sends a message to a room of this node at little more than the cost of the writes themselves: it is encoded once, and
 * what falls into one turn of the loop leaves in one write for each connection, past Socket.IO. Whoever cannot be
 * written to like that is sent the same by Socket.IO.
 *
 * The order holds over everything a connection is sent. What is gathered for one is written before Socket.IO writes
 * anything to it ("flush"), and nothing is gathered while something waits in Socket.IO's buffer.
 */
export class FanOut {
  readonly #io: LiveServer;
  readonly #log: Logger;
  readonly #lines = new WeakMap<Connection, Line>();
  /** The lines of rooms that have been told something since someone came or went. */
  readonly #rooms = new Map<string, Line[]>();
  #gathering: Line[] = [];
  #start = new Run();
  /** Whether the libraries can be written past; null until someone has a websocket. */
  #direct: boolean | null = null;

  constructor(io: LiveServer, log: Logger) {
    this.#io = io;
    this.#log = log;
    io.engine.on('flush', (connection: Connection) => {
      if (this.#gathering.length > 0) this.#lines.get(connection)?.release();
    });
    for (const change of ['join-room', 'leave-room', 'delete-room']) {
      io.of('/').adapter.on(change, (room: string) => this.#rooms.delete(room));
    }
  }

  /** @returns how many sockets are in the room. */
  send(room: string, name: Name, payload: unknown): number {
    const size = this.#io.of('/').adapter.rooms.get(room)?.size ?? 0;
    if (size === 0) return 0;
    const lines = this.#linesOf(room);
    const message = this.#isDirect(lines) ? encode(this.#io, name, payload) : null;
    if (message) this.#sendTo(lines, message);
    // The types cannot see that the name and the payload of any message belong together.
    else (this.#io.local.to(room) as { emit(name: Name, payload: unknown): void }).emit(name, payload);
    return size;
  }

  /** Writes at once what would be written at the end of this turn. */
  flush(): void {
    const lines = this.#gathering;
    this.#gathering = [];
    this.#start = new Run();
    for (const line of lines) line.release();
  }

  #isDirect(lines: Line[]): boolean {
    for (let index = 0; this.#direct === null && index < lines.length; index += 1) {
      this.#direct = lines[index]!.isAsExpected();
      if (this.#direct === false) this.#log.warn('engine.io or ws is not as expected: all is sent by Socket.IO');
    }
    return this.#direct !== false;
  }

  #sendTo(lines: Line[], message: Message): void {
    for (const line of lines) {
      const gathered = line.gather(message.frame, this.#start);
      if (gathered === 'first') this.#awaitEnd(line);
      else if (gathered === 'refused') line.send(message);
    }
  }

  #awaitEnd(line: Line): void {
    if (this.#gathering.length === 0) setImmediate(() => this.flush());
    this.#gathering.push(line);
  }

  #linesOf(room: string): Line[] {
    const known = this.#rooms.get(room);
    if (known) return known;
    const { adapter, sockets } = this.#io.of('/');
    const lines: Line[] = [];
    for (const id of adapter.rooms.get(room) ?? []) {
      const socket = sockets.get(id);
      if (socket) lines.push(this.#lineOf(socket.conn));
    }
    this.#rooms.set(room, lines);
    return lines;
  }

  #lineOf(connection: Connection): Line {
    const line = this.#lines.get(connection) ?? new Line(connection);
    this.#lines.set(connection, line);
    return line;
  }
}
