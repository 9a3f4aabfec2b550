import type { Socket } from 'node:net';
import type { Reply } from '../bson/encode.ts';
import { answer, failure } from '../commands/dispatch.ts';
import type { Engine } from '../commands/engine.ts';
import { Framing } from './framing.ts';
import { formatReply, type Incoming, parseMessage } from './message.ts';

const MOST_WAITING = 16;
let lastReplyId = 0;

/** One client: its commands are answered one after another, in order. */
export class Connection {
  private readonly socket: Socket;
  private readonly engine: Engine;
  private readonly framing = new Framing();
  private readonly waiting: Buffer[] = [];
  private busy = false;
  private ending = false;
  private idle: () => void = () => {};

  constructor(socket: Socket, engine: Engine) {
    this.socket = socket;
    this.engine = engine;
    socket.setNoDelay(true);
    socket.on('data', (piece: Buffer) => this.receive(piece));
    socket.on('error', () => socket.destroy());
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
      this.waiting.push(...this.framing.push(piece));
    } catch {
      this.cut();
      return;
    }
    if (this.waiting.length > MOST_WAITING) this.socket.pause();
    if (!this.busy) void this.work();
  }

  private async work(): Promise<void> {
    this.busy = true;
    for (
      let bytes = this.waiting.shift();
      bytes && !this.ending && !this.socket.destroyed;
      bytes = this.waiting.shift()
    ) {
      await this.serve(bytes);
      if (this.waiting.length <= MOST_WAITING) this.socket.resume();
    }
    this.busy = false;
    this.idle();
  }

  private async serve(bytes: Buffer): Promise<void> {
    const message = this.parsed(bytes);
    if (!message) return;
    const reply = await answer(this.engine, message.command);
    if (message.wantsAnswer) await this.send(formatted(message, reply));
  }

  private parsed(bytes: Buffer): Incoming | undefined {
    try {
      return parseMessage(bytes);
    } catch {
      this.cut();
      return undefined;
    }
  }

  /** Waits for a slow reader, so that answers it doesn't take don't pile up here. */
  private async send(bytes: Buffer): Promise<void> {
    if (this.socket.destroyed || this.socket.write(bytes)) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        this.socket.off('drain', done);
        this.socket.off('close', done);
        resolve();
      };
      this.socket.on('drain', done);
      this.socket.on('close', done);
    });
  }

  /** Who doesn't keep to the protocol can't be answered within it. */
  private cut(): void {
    this.waiting.length = 0;
    this.socket.destroy();
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
