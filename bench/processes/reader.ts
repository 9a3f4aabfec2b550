import { connect, type Socket } from 'node:net';
import { clientFrame, Frames, upgradeRequest } from './wire.ts';

/** What a reader asks for. Without streams it is ready once it is let in. */
export type Asking = { token: string; streams?: Record<string, number | null> };

type Hear = (reader: Reader, seq: number) => void;

/** Type and stream of an event stand before its seq. */
const BEGINNING = 160;
const SEQ = Buffer.from('"seq":');
const PONG = clientFrame('3');
const [PACKET_MESSAGE, PACKET_PING, EVENT] = [...Buffer.from('422')] as [number, number, number];

// One for all: what is read is dealt with before anyone reads on.
const space = Buffer.allocUnsafe(256 * 1_024);

/**
 * A member's client on a bare TCP connection, which reads of each event only where it stands in its stream: it costs so
 * little that a thousand of them keep up with a server on a core of its own.
 */
export class Reader {
  /** The seq of the last event heard; 0 before the first. */
  last = 0;
  /** How often an event was not the next one. */
  gaps = 0;
  /** How many events the answer to `watch` brought. */
  missed = 0;
  readonly ready: Promise<void>;
  readonly #socket: Socket;
  readonly #frames = new Frames((bytes, start, length) => this.#see(bytes, start, length), BEGINNING);
  readonly #asking: Asking;
  readonly #hear: Hear;
  #upgraded = false;
  #isReady = () => {};
  #failed: (error: Error) => void = () => {};

  constructor(url: string, asking: Asking, hear: Hear) {
    const { hostname, port, host } = new URL(url);
    this.#asking = asking;
    this.#hear = hear;
    this.ready = new Promise((resolve, reject) => {
      this.#isReady = resolve;
      this.#failed = reject;
    });
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: { buffer: space, callback: (count) => this.#take(space.subarray(0, count)) },
    });
    this.#socket.on('error', (error) => this.#failed(error));
    this.#socket.on('close', () => this.#failed(new Error('closed')));
    this.#socket.write(upgradeRequest(host, '/socket.io/?EIO=4&transport=websocket'));
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): boolean {
    if (this.#upgraded) this.#frames.take(bytes);
    else this.#begin(bytes);
    return true;
  }

  /** The answer to the upgrade comes in one piece, and may have the first frame behind it. */
  #begin(bytes: Buffer): void {
    const end = bytes.indexOf('\r\n\r\n');
    this.#upgraded = end !== -1 && bytes.toString('latin1', 9, 12) === '101';
    if (this.#upgraded) this.#frames.take(bytes.subarray(end + 4));
    else this.#failed(new Error('not upgraded'));
  }

  #see(bytes: Buffer, start: number, length: number): void {
    if (bytes[start] === PACKET_PING) this.#socket.write(PONG);
    else if (this.#frames.whole) this.#greet(bytes, start, length);
    else if (bytes[start] === PACKET_MESSAGE && bytes[start + 1] === EVENT) this.#event(bytes, start);
  }

  #event(bytes: Buffer, start: number): void {
    const at = bytes.indexOf(SEQ, start);
    if (at === -1 || at > start + BEGINNING) return;
    let seq = 0;
    for (let place = at + SEQ.length; bytes[place]! >= 48 && bytes[place]! <= 57; place += 1) {
      seq = seq * 10 + bytes[place]! - 48;
    }
    if (this.last !== 0 && seq !== this.last + 1) this.gaps += 1;
    this.last = seq;
    this.#hear(this, seq);
  }

  /** What is said until it is ready. */
  #greet(bytes: Buffer, start: number, length: number): void {
    const text = bytes.toString('latin1', start, start + length);
    const { token, streams } = this.#asking;
    if (text.startsWith('0{')) this.#say(`40${JSON.stringify({ token })}`);
    else if (text.startsWith('40') && streams) this.#say(`420${JSON.stringify(['watch', { streams }])}`);
    else if (text.startsWith('40')) this.#begun();
    else if (text.startsWith('430[{"ok":true') && !/"denied"|"reset"/.test(text)) this.#answered(text);
    else if (/^4[34]/.test(text)) this.#failed(new Error(`refused: ${text.slice(0, 200)}`));
  }

  #answered(text: string): void {
    this.missed = text.split('"actor":').length - 1;
    this.#begun();
  }

  #begun(): void {
    this.#frames.whole = false;
    this.#isReady();
  }

  #say(text: string): void {
    this.#socket.write(clientFrame(text));
  }
}
