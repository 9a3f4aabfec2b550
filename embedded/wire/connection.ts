import type { Socket } from 'node:net';
import type { Reply } from '../bson/encode.ts';
import { answer, failure } from '../commands/dispatch.ts';
import type { Engine } from '../commands/engine.ts';
import { inTurns } from '../commands/pace.ts';
import { Framing } from './framing.ts';
import { formatReply, type Incoming, ProtocolError, parseMessage, parseSteps, unreadable } from './message.ts';
import type { Passage, Traffic } from './traffic.ts';

const MOST_WAITING = 16;
const MUCH_TO_PARSE = 256 * 1024;
let lastReplyId = 0;

/** One client: its commands are answered one after another, in order. */
export class Connection {
  private readonly socket: Socket;
  private readonly engine: Engine;
  private readonly traffic: Traffic;
  private readonly framing = new Framing();
  private readonly waiting: Buffer[] = [];
  /** The message that is coming in. */
  private arrival: Passage | undefined;
  private busy = false;
  private ending = false;
  private idle: () => void = () => {};
  private passed: () => void = () => {};

  constructor(socket: Socket, engine: Engine, traffic: Traffic) {
    this.socket = socket;
    this.engine = engine;
    this.traffic = traffic;
    socket.setNoDelay(true);
    socket.on('data', (piece: Buffer) => this.receive(piece));
    socket.on('error', () => socket.destroy());
    socket.on('drain', () => this.passed());
    socket.on('close', () => {
      this.passed();
      this.dropWaiting();
    });
  }

  /** Answers what is being worked on, then hangs up. */
  async end(): Promise<void> {
    this.ending = true;
    if (this.busy) await new Promise<void>((resolve) => (this.idle = resolve));
    this.socket.end();
    this.socket.destroySoon();
  }

  private receive(piece: Buffer): void {
    try {
      const messages = this.framing.push(piece);
      for (const message of messages) this.traffic.hold(message.length);
      this.waiting.push(...messages);
      this.noteArrival(messages.length > 0);
    } catch {
      this.cut();
      return;
    }
    if (this.waiting.length > MOST_WAITING) this.pause();
    if (!this.busy) void this.work();
  }

  private noteArrival(another: boolean): void {
    const { pending } = this.framing;
    if (another || pending === 0) this.endArrival();
    if (pending === 0) return;
    this.arrival ??= this.traffic.begin(() => this.cut());
    this.traffic.grow(this.arrival, pending);
  }

  private endArrival(): void {
    if (this.arrival) this.traffic.end(this.arrival);
    this.arrival = undefined;
  }

  /** What stays away because it isn't read is not late. */
  private pause(): void {
    this.socket.pause();
    this.endArrival();
  }

  private resume(): void {
    this.socket.resume();
    this.noteArrival(false);
  }

  private async work(): Promise<void> {
    this.busy = true;
    for (
      let bytes = this.waiting.shift();
      bytes && !this.ending && !this.socket.destroyed;
      bytes = this.waiting.shift()
    ) {
      const rest = this.serve(bytes);
      if (rest) await rest;
      this.traffic.hold(-bytes.length);
      if (this.socket.isPaused() && this.waiting.length <= MOST_WAITING) this.resume();
    }
    this.busy = false;
    this.idle();
  }

  /** A promise only where there is something to wait for. */
  private serve(bytes: Buffer): Promise<void> | undefined {
    if (bytes.length > MUCH_TO_PARSE) return this.serveMuch(bytes);
    let message: Incoming;
    try {
      message = parseMessage(bytes);
    } catch (error) {
      return this.refuse(bytes, error);
    }
    return this.answer(message);
  }

  /** Parses a message with many documents without holding up the other clients. */
  private async serveMuch(bytes: Buffer): Promise<void> {
    let message: Incoming;
    try {
      message = await inTurns(parseSteps(bytes), Number.POSITIVE_INFINITY);
    } catch (error) {
      return this.refuse(bytes, error);
    }
    return this.answer(message);
  }

  private answer(message: Incoming): Promise<void> | undefined {
    const reply = answer(this.engine, message.command);
    return reply instanceof Promise ? reply.then((later) => this.send(message, later)) : this.send(message, reply);
  }

  private refuse(bytes: Buffer, error: unknown): Promise<void> | undefined {
    if (!(error instanceof ProtocolError)) return this.send(unreadable(bytes), failure(error));
    this.cut();
    return undefined;
  }

  private send(to: Incoming, reply: Reply): Promise<void> | undefined {
    if (!to.wantsAnswer || this.socket.destroyed) return undefined;
    if (this.waiting.length > 0) this.gather();
    return this.socket.write(formatted(to, reply)) ? undefined : this.taken();
  }

  /** The answers to messages that came together go out together. */
  private gather(): void {
    if (this.socket.writableCorked > 0) return;
    this.socket.cork();
    process.nextTick(() => this.socket.uncork());
  }

  /** Waits for a slow reader, so that answers it doesn't take don't pile up here. */
  private async taken(): Promise<void> {
    const departure = this.traffic.begin(() => this.cut());
    const passed = new Promise<void>((resolve) => {
      this.passed = resolve;
    });
    this.traffic.grow(departure, this.socket.writableLength);
    await passed;
    this.traffic.end(departure);
  }

  /** Who doesn't keep to the protocol can't be answered within it. */
  private cut(): void {
    if (!this.socket.destroyed) this.engine.connections.cut++;
    this.socket.destroy();
  }

  private dropWaiting(): void {
    this.endArrival();
    for (const bytes of this.waiting.splice(0)) this.traffic.hold(-bytes.length);
  }
}

function formatted(to: Incoming, reply: Reply): Buffer {
  const id = ++lastReplyId & 0x7fffffff;
  try {
    return formatReply(to, id, reply);
  } catch (error) {
    return formatReply(to, id, failure(error));
  }
}
