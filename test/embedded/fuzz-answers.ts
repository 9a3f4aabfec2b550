import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type Document, deserialize } from 'bson';
import { opMsg, rawClient } from './raw-client.ts';

/** A connection whose answers are taken apart as they come, however many there are to one message. */
export class Answers {
  readonly socket: Socket;
  isClosed = false;
  private bytes = Buffer.alloc(0);
  private found: { to: number; body: Document }[] = [];
  private wake: () => void = () => {};

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (piece) => this.take(piece as Buffer));
    socket.on('close', () => {
      this.isClosed = true;
      this.wake();
    });
  }

  close(): void {
    this.isClosed = true;
    this.socket.destroy();
  }

  /** Sends a ping and gives all answers before its own, or before the connection closes. */
  async untilPing(): Promise<Document[]> {
    const ping = opMsg({ ping: 1, $db: 'admin' });
    const id = ping.readInt32LE(4);
    this.socket.write(ping);
    while (!this.isClosed && !this.found.some((one) => one.to === id))
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    const before = this.found.filter((one) => one.to !== id).map((one) => one.body);
    this.found = [];
    return before;
  }

  private take(piece: Buffer): void {
    this.bytes = Buffer.concat([this.bytes, piece]);
    while (this.bytes.length >= 16 && this.bytes.length >= this.bytes.readInt32LE(0)) {
      const length = this.bytes.readInt32LE(0);
      const start = this.bytes.readInt32LE(12) === 1 ? 36 : 21;
      const body = deserialize(this.bytes.subarray(start, length), {
        promoteValues: false,
        validation: { utf8: false },
      });
      this.found.push({ to: this.bytes.readInt32LE(8), body: plain(body) });
      this.bytes = this.bytes.subarray(length);
    }
    this.wake();
  }
}

function plain(body: Document): Document {
  return { code: Number(body.code ?? 0), errmsg: body.errmsg, cursor: body.cursor };
}

export async function connectTo(uri: string): Promise<Answers> {
  const { socket } = await rawClient(uri);
  if (socket.connecting) await once(socket, 'connect');
  return new Answers(socket);
}
