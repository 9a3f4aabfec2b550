import { io, type Socket } from 'socket.io-client';
import type { EventOf, EventType, LoggedEvent } from '../../shared/events.ts';
import { EVENT_TYPES } from '../../shared/events.ts';
import type { Answer, ClientToServer, ServerToClient, Watched } from '../../shared/sockets.ts';

type Notice = { type: string; payload: unknown };
type Waiter = { matches: (notice: Notice) => boolean; resolve: (notice: Notice) => void };

/** How long an answer may take; longer with more sockets than usual in this process. */
const WAIT_MS = 20_000 + 60 * Number(process.env.STORM_SOCKETS ?? 0);

/** A socket that remembers all it hears, and can be waited on. */
export class Ear {
  readonly socket: Socket<ServerToClient, ClientToServer>;
  readonly heard: Notice[] = [];
  #waiters: Waiter[] = [];

  private constructor(socket: Ear['socket']) {
    this.socket = socket;
    for (const type of [...EVENT_TYPES, 'presence', 'typing', 'attendance', 'revoked', 'closing'] as const) {
      (socket as Socket).on(type, (payload: unknown) => this.#hear({ type, payload }));
    }
    socket.on('disconnect', (reason) => this.#hear({ type: 'disconnect', payload: reason }));
  }

  /** @throws the connect_error the server answered with. */
  static async open(url: string, token: unknown, transport: 'websocket' | 'polling' = 'websocket'): Promise<Ear> {
    const ear = new Ear(
      io(url, { auth: { token }, transports: [transport], forceNew: true, reconnection: false, timeout: WAIT_MS }),
    );
    await new Promise<void>((resolve, reject) => {
      ear.socket.once('connect', resolve);
      ear.socket.once('connect_error', reject);
    });
    return ear;
  }

  async watch(streams: Record<string, number | null>): Promise<Record<string, Watched>> {
    const answer = await this.ask<Record<string, Watched>>('watch', { streams });
    if (!answer.ok) throw new Error(answer.code);
    return answer.data;
  }

  /** Any socket request, also a wrong one. */
  ask<Data>(name: string, payload: unknown): Promise<Answer<Data>> {
    return (this.socket as Socket).timeout(WAIT_MS).emitWithAck(name, payload);
  }

  /** Comes back when all that was sent to this socket before has been heard. */
  async settled(): Promise<void> {
    await this.ask('unwatch', { streams: [] });
  }

  /** The next logged event of a type, heard already or to come, that matches; each is given once. */
  async next<Type extends EventType>(
    type: Type,
    matches: (event: EventOf<Type>) => boolean = () => true,
  ): Promise<EventOf<Type>> {
    const notice = await this.notice((heard) => heard.type === type && matches(heard.payload as EventOf<Type>));
    return notice.payload as EventOf<Type>;
  }

  /** The next message of any kind that matches. */
  async notice(matches: (notice: Notice) => boolean): Promise<Notice> {
    const index = this.heard.findIndex((notice) => matches(notice) && !this.#given.has(notice));
    const notice = index >= 0 ? this.heard[index]! : await this.#wait(matches);
    this.#given.add(notice);
    return notice;
  }

  /** The logged events heard so far, of one stream if given. */
  events(stream?: string): LoggedEvent[] {
    const logged = this.heard.filter(({ type }) => (EVENT_TYPES as string[]).includes(type));
    return logged.map(({ payload }) => payload as LoggedEvent).filter((event) => !stream || event.stream === stream);
  }

  /** Reads nothing more from the connection, not even pings, until what is returned is called. */
  pause(): () => void {
    const { ws } = this.socket.io.engine.transport as unknown as { ws: { pause(): void; resume(): void } };
    ws.pause();
    return () => ws.resume();
  }

  close(): void {
    this.socket.disconnect();
  }

  readonly #given = new Set<Notice>();

  #wait(matches: Waiter['matches']): Promise<Notice> {
    return new Promise((resolve, reject) => {
      const late = () =>
        reject(new Error(`Not heard within 10 s. Heard: ${this.heard.map(({ type }) => type).join(', ')}`));
      const timer = setTimeout(late, 10_000);
      this.#waiters.push({
        matches,
        resolve: (notice) => {
          clearTimeout(timer);
          resolve(notice);
        },
      });
    });
  }

  #hear(notice: Notice): void {
    this.heard.push(notice);
    const waiter = this.#waiters.find(({ matches }) => matches(notice));
    if (!waiter) return;
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    waiter.resolve(notice);
  }
}
