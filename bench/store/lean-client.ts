import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Ask } from './lanes.ts';

/** A connection that sends messages as they are and only looks at how long the answers are. */
export class LeanClient {
  readonly #socket: Socket;
  readonly #waiting: { resolve: (reply: Buffer) => void; reject: (error: Error) => void }[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #corked = false;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (piece: Buffer) => this.#receive(piece));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server hung up')));
  }

  /** @param path of a socket. */
  static async open(path: string): Promise<LeanClient> {
    const socket = connect(path);
    await once(socket, 'connect');
    return new LeanClient(socket);
  }

  /** What is asked in one turn of the event loop goes out together; answers come in the order of the questions. */
  ask: Ask = (message) =>
    new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#cork();
      this.#socket.write(message);
    });

  close(): void {
    this.#socket.removeAllListeners('close').destroy();
  }

  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#socket.cork();
    process.nextTick(() => {
      this.#corked = false;
      this.#socket.uncork();
    });
  }

  #receive(piece: Buffer): void {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    while (bytes.length >= 4 && bytes.length >= bytes.readInt32LE(0)) {
      const length = bytes.readInt32LE(0);
      this.#waiting.shift()?.resolve(bytes.subarray(0, length));
      bytes = bytes.subarray(length);
    }
    this.#rest = bytes;
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.splice(0)) reject(error);
  }
}
