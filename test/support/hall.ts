import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type ServerOptions } from 'socket.io';
import { io, type ManagerOptions, type Socket } from 'socket.io-client';
import type { Logger } from '../../server/lib/log.ts';
import { FanOut } from '../../server/live/fan-out.ts';
import { Members } from '../../server/live/members.ts';
import { type LiveServer, type LiveSocket, Rooms } from '../../server/live/rooms.ts';

/** The rooms of a node with nothing behind them: who comes says which ones they sit in, and what they are called. */
export type Hall = {
  url: string;
  io: LiveServer;
  rooms: Rooms;
  fanOut: FanOut;
  log: Logger;
  /** What was logged as a warning. */
  warnings: string[];
  socketOf(listener: Listener): LiveSocket;
  close(): Promise<void>;
};

export async function openHall(options: Partial<ServerOptions> = {}): Promise<Hall> {
  const http = createServer();
  const server: LiveServer = new Server(http, { perMessageDeflate: false, ...options });
  const warnings: string[] = [];
  const warn = (...said: unknown[]) => void warnings.push(said.at(-1) as string);
  const log = { warn, error: warn } as unknown as Logger;
  const fanOut = new FanOut(server, log);
  const members = new Members();
  const rooms = new Rooms(fanOut, members);
  server.on('connection', (socket) => {
    const { seats, name } = socket.handshake.auth as { seats: string[]; name: string };
    socket.data = { accountId: name, sessionId: name, revocations: 0 };
    members.enter(socket, () => {});
    void socket.join(seats);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    io: server,
    rooms,
    fanOut,
    log,
    warnings,
    socketOf: ({ socket }) => server.of('/').sockets.get(socket.id!)!,
    close: () => server.close(),
  };
}

type Heard = { name: string; payload: unknown };
type Openness = Partial<Pick<ManagerOptions, 'transports' | 'parser'>> & { name?: string };

/** A client of a hall that keeps all it hears. */
export class Listener {
  readonly socket: Socket;
  readonly heard: Heard[] = [];
  readonly gone: Promise<void>;
  #waiting: { count: number; resolve: () => void } | null = null;

  private constructor(socket: Socket) {
    this.socket = socket;
    this.gone = new Promise((resolve) => socket.once('disconnect', () => resolve()));
    socket.onAny((name: string, payload: unknown) => {
      this.heard.push({ name, payload });
      if (this.#waiting && this.heard.length >= this.#waiting.count) this.#waiting.resolve();
    });
  }

  static async open(url: string, seats: string[], { name = 'someone', ...rest }: Openness = {}): Promise<Listener> {
    const options = { transports: ['websocket'], forceNew: true, reconnection: false, auth: { seats, name }, ...rest };
    const listener = new Listener(io(url, options));
    await new Promise<void>((resolve, reject) => {
      listener.socket.once('connect', resolve);
      listener.socket.once('connect_error', reject);
    });
    return listener;
  }

  /** Comes back when it has heard so many messages in all. */
  async hears(count: number): Promise<void> {
    if (this.heard.length >= count) return;
    await new Promise<void>((resolve) => {
      this.#waiting = { count, resolve };
    });
  }

  /** @returns what is answered, and how much had been heard when it was. */
  ask(question: string): Promise<{ answer: unknown; heard: number }> {
    return new Promise((resolve) => {
      this.socket.emit(question, null, (answer: unknown) => resolve({ answer, heard: this.heard.length }));
    });
  }

  /** Reads nothing more until what is returned is called. */
  pause(): () => void {
    const { ws } = this.socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } };
    ws.pause();
    return () => ws.resume();
  }
}
