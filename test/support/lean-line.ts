import { WebSocket } from 'ws';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Answer, ClosingCode } from '../../shared/sockets.ts';
import type { Connect, Line, LineListener } from './line.ts';

const ANSWER_MS = 30_000;
const SOON_MS = 500;
const LATE_MS = 5_000;

/**
 * A line that speaks only as much of Engine.IO and Socket.IO as it takes, over a bare websocket, so that a process can
 * have a thousand of them. @param token makes a fresh one.
 */
export function leanLine(url: string, token: () => string): Connect {
  return (listener) => new LeanLine(url, token, listener);
}

type Pending = { resolve: (answer: Answer<never>) => void; reject: (error: Error) => void };

class LeanLine implements Line {
  readonly #address: string;
  readonly #token: () => string;
  readonly #listener: LineListener;
  #socket: WebSocket | null = null;
  #pending = new Map<number, Pending>();
  #asked = 0;
  #failures = 0;
  #closed = false;
  #connected = false;
  #silence: NodeJS.Timeout | undefined;
  #silenceMs = 0;

  constructor(url: string, token: () => string, listener: LineListener) {
    this.#address = `${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.#token = token;
    this.#listener = listener;
    // Whoever made it has to have it before it tells anything.
    queueMicrotask(() => this.#open());
  }

  watch: Line['watch'] = (streams) => this.#ask('watch', { streams });

  unwatch(streams: string[]): void {
    this.#ask('unwatch', { streams }).catch(() => {});
  }

  async settled(): Promise<void> {
    await this.#ask('unwatch', { streams: [] });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#silence);
    this.#socket?.terminate();
  }

  #open(): void {
    if (this.#closed) return;
    const socket = new WebSocket(this.#address, { perMessageDeflate: false, skipUTF8Validation: true });
    this.#socket = socket;
    socket.on('error', () => {});
    socket.on('close', () => this.#lost());
    socket.on('message', (message: Buffer) => this.#hear(message.toString()));
  }

  #lost(): void {
    clearTimeout(this.#silence);
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(new Error('the connection is lost'));
    if (this.#connected) this.#listener.disconnected();
    this.#connected = false;
    this.#failures += 1;
    // Anywhere between now and ever later: a whole crowd may be coming back.
    setTimeout(() => this.#open(), Math.random() * Math.min(SOON_MS * 2 ** this.#failures, LATE_MS));
  }

  #hear(text: string): void {
    if (text.startsWith('42')) this.#told(text);
    else if (text.startsWith('43')) this.#answered(text);
    else if (text.startsWith('40')) this.#admitted();
    else if (text.startsWith('44')) this.#turnedAway(text);
    else if (text.startsWith('41')) this.#socket?.close();
    else if (text.startsWith('0')) this.#greet(text);
    else if (text === '2') this.#pong();
  }

  #admitted(): void {
    this.#failures = 0;
    this.#connected = true;
    this.#listener.connected();
  }

  #turnedAway(text: string): void {
    if (text.includes('"unauthorized"')) this.#refused();
    this.#socket?.terminate();
  }

  #greet(text: string): void {
    const { pingInterval, pingTimeout } = JSON.parse(text.slice(1)) as { pingInterval: number; pingTimeout: number };
    this.#silenceMs = pingInterval + pingTimeout;
    this.#socket!.send(`40${JSON.stringify({ token: this.#token() })}`);
    this.#expectPing();
  }

  #pong(): void {
    this.#socket!.send('3');
    this.#expectPing();
  }

  #expectPing(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket?.terminate(), this.#silenceMs);
  }

  #told(text: string): void {
    const [name, payload] = parsed(text);
    if (name === 'closing') this.#closing((payload as { code: ClosingCode }).code);
    else if (name === 'revoked') this.#listener.revoked((payload as { stream: string }).stream);
    else if ('seq' in payload) this.#listener.pushed(payload as LoggedEvent);
  }

  #closing(code: ClosingCode): void {
    this.#listener.closing(code);
    if (code === 'revoked') this.#refused();
  }

  #refused(): void {
    this.#closed = true;
    this.#listener.refused();
  }

  #answered(text: string): void {
    const begin = text.indexOf('[');
    const id = Number(text.slice(2, begin));
    const [answer] = JSON.parse(text.slice(begin)) as [Answer<never>];
    this.#pending.get(id)?.resolve(answer);
    this.#pending.delete(id);
  }

  async #ask<Data>(name: string, payload: unknown): Promise<Data> {
    const id = this.#asked++;
    const reply = new Promise<Answer<Data>>((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
    });
    const late = setTimeout(() => this.#pending.get(id)?.reject(new Error('no answer')), ANSWER_MS);
    if (this.#connected) this.#socket!.send(`42${id}${JSON.stringify([name, payload])}`);
    const answer = await reply.finally(() => clearTimeout(late));
    if (!answer.ok) throw new Error(answer.code);
    return answer.data;
  }
}

/** What many lines of a process are told in the same words is parsed, and kept, once. */
function parsed(text: string): [string, object] {
  const known = told.get(text);
  if (known) return known;
  if (told.size >= REMEMBERED) told.clear();
  const fresh = JSON.parse(text.slice(2)) as [string, object];
  told.set(text, fresh);
  return fresh;
}

const told = new Map<string, [string, object]>();
const REMEMBERED = 200;
