import { WebSocket } from 'ws';
import { awayFor } from '../../shared/away.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Answer, ClosingCode } from '../../shared/sockets.ts';
import type { Connect, Line, LineListener } from './line.ts';
import { readPacket } from './packets.ts';

const ANSWER_MS = 30_000;
/** A connection that lasted so long was a good one: the next break is a new matter. */
const GOOD_MS = 10_000;

export type LeanOptions = {
  url: string;
  /** The freshest access token there is. */
  token: () => string;
  /** Milliseconds before the next try, after so many; as the web client does unless told. */
  away?: (tries: number, atLeast?: number) => number;
  /** A connection is being tried. */
  trying?: () => void;
  /** Why a connection was not had, or was lost: a code of the system or the server. */
  trouble?: (code: string) => void;
};

/**
 * A line that speaks only as much of Engine.IO and Socket.IO as it takes, over a bare websocket, so that a process can
 * have thousands of them.
 */
export const leanLine =
  (options: LeanOptions): Connect =>
  (listener) =>
    new LeanLine(options, listener);

type Pending = { resolve: (answer: Answer<never>) => void; reject: (error: Error) => void };

export class LeanLine implements Line {
  readonly #options: LeanOptions;
  readonly #address: string;
  readonly #listener: LineListener;
  #socket: WebSocket | null = null;
  #pending = new Map<number, Pending>();
  #asked = 0;
  #tries = 0;
  #refusals = 0;
  #closed = false;
  #connectedAt: number | null = null;
  #stayAway: number | undefined;
  #opening: NodeJS.Timeout | undefined;
  #silence: NodeJS.Timeout | undefined;

  constructor(options: LeanOptions, listener: LineListener) {
    this.#options = options;
    this.#address = `${options.url.replace(/^http/, 'ws').replace(/\/$/, '')}/socket.io/?EIO=4&transport=websocket`;
    this.#listener = listener;
    // Whoever made it has to have it before it tells anything.
    queueMicrotask(() => this.#open());
  }

  watch: Line['watch'] = (streams) => this.ask('watch', { streams });

  unwatch(streams: string[]): void {
    this.ask('unwatch', { streams }).catch(() => {});
  }

  async settled(): Promise<void> {
    await this.ask('unwatch', { streams: [] });
  }

  /** Breaks the connection as a network does that goes away; the line comes back. */
  cut(): void {
    if (this.#connectedAt !== null) this.#socket!.terminate();
  }

  /** @param politely says goodbye; otherwise the connection is just gone. */
  close(politely = false): void {
    this.#closed = true;
    clearTimeout(this.#opening);
    if (politely && this.#connectedAt !== null) {
      this.#socket!.send('41');
      this.#socket!.close();
    } else this.#socket?.terminate();
  }

  async ask<Data>(name: string, payload: unknown): Promise<Data> {
    const id = this.#asked++;
    const reply = new Promise<Answer<Data>>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
    });
    const late = setTimeout(() => this.#pending.get(id)?.reject(new Error('no answer')), ANSWER_MS);
    if (this.#connectedAt !== null) this.#socket!.send(`42${id}${JSON.stringify([name, payload])}`);
    const answer = await reply.finally(() => {
      clearTimeout(late);
      this.#pending.delete(id);
    });
    if (!answer.ok) throw new Error(answer.code);
    return answer.data;
  }

  #open(): void {
    if (this.#closed) return;
    this.#options.trying?.();
    const socket = new WebSocket(this.#address, { perMessageDeflate: false, skipUTF8Validation: true });
    this.#socket = socket;
    socket.on('error', (error: NodeJS.ErrnoException) => this.#options.trouble?.(error.code ?? error.message));
    socket.on('close', () => this.#lost());
    socket.on('message', (message: Buffer) => this.#hear(message));
  }

  #lost(): void {
    clearTimeout(this.#silence);
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(new Error('the connection is lost'));
    if (this.#connectedAt !== null) {
      if (performance.now() - this.#connectedAt > GOOD_MS) this.#tries = 0;
      this.#connectedAt = null;
      this.#listener.disconnected();
    }
    if (this.#closed) return;
    this.#opening = setTimeout(() => this.#open(), (this.#options.away ?? awayFor)(this.#tries, this.#stayAway));
    this.#tries += 1;
    this.#stayAway = undefined;
  }

  #hear(message: Buffer): void {
    if (this.#closed) return;
    const packet = readPacket(message);
    if (packet.kind === 'told') this.#told(packet.name, packet.payload);
    else if (packet.kind === 'answer') this.#pending.get(packet.id)?.resolve(packet.answer);
    else if (packet.kind === 'ping') this.#pong();
    else if (packet.kind === 'open') this.#greet(packet.silenceMs);
    else if (packet.kind === 'admitted') this.#admitted();
    else if (packet.kind === 'turned away') this.#turnedAway(packet.code);
    else if (packet.kind === 'disconnected') this.#socket?.close();
  }

  #greet(silenceMs: number): void {
    this.#socket!.send(`40${JSON.stringify({ token: this.#options.token() })}`);
    // One timer for each connection, pushed on by each ping.
    this.#silence = setTimeout(() => this.#socket?.terminate(), silenceMs);
  }

  #pong(): void {
    this.#socket!.send('3');
    this.#silence?.refresh();
  }

  #admitted(): void {
    this.#refusals = 0;
    this.#connectedAt = performance.now();
    this.#listener.connected();
  }

  /** The token may just have run out; a second refusal is meant. */
  #turnedAway(code: string): void {
    this.#options.trouble?.(code);
    if (code === 'unauthorized' && ++this.#refusals > 1) this.#refused();
    this.#socket?.terminate();
  }

  #told(name: string, payload: object): void {
    if ('seq' in payload) this.#listener.pushed(payload as LoggedEvent);
    else if (name === 'revoked') this.#listener.revoked((payload as { stream: string }).stream);
    else if (name === 'closing') this.#closing(payload as { code: ClosingCode; retryAfterMs?: number });
  }

  #closing({ code, retryAfterMs }: { code: ClosingCode; retryAfterMs?: number }): void {
    this.#stayAway = retryAfterMs;
    this.#options.trouble?.(`closing ${code}`);
    this.#listener.closing(code);
    if (code === 'revoked' || code === 'suspended') this.#refused();
  }

  #refused(): void {
    this.#closed = true;
    this.#listener.refused();
  }
}
