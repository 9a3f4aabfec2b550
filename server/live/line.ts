import type { Connection } from './connection.ts';
import type { Message } from './frame.ts';
import type { Run } from './run.ts';
import { canTake, hasWaiting, isAsExpected, isWebSocket, writeFrames } from './wire.ts';

/** How much may leave in one write. */
const MOST_BYTES = 65_536;

/** What fan-out knows of a connection: what it has gathered for it in this turn of the loop, and not written yet. */
export class Line {
  readonly #connection: Connection;
  #gathered: Run | null = null;
  /** Whether it took all it was written last. While it does, this spares a look at what lies scattered in memory. */
  #takes = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Gathers a frame, to be written by `release`. Refuses when something that was sent before might come after it: one who
   * polls or is about to stop polling, or for whom something waits. It is then for Socket.IO to send.
   * @param start an empty run that all share who are written to together.
   */
  gather(frame: Buffer, start: Run): 'first' | 'more' | 'refused' {
    if (this.#gathered && this.#gathered.bytes + frame.length > MOST_BYTES) this.release();
    if (hasWaiting(this.#connection)) return 'refused';
    this.#takes ||= canTake(this.#connection);
    if (!this.#takes) return 'refused';
    const before = this.#gathered;
    this.#gathered = (before ?? start).with(frame);
    return before ? 'more' : 'first';
  }

  /** Sends by Socket.IO, behind all that waits there. */
  send({ text, frame }: Message): void {
    // A frame that is ready is taken over from Socket.IO's own adapter; the types don't tell.
    const options: { compress?: boolean; wsPreEncodedFrame: Buffer[] } = { wsPreEncodedFrame: [frame] };
    this.#connection.write(text, options);
  }

  /** Writes what has been gathered. */
  release(): void {
    const gathered = this.#gathered;
    if (!gathered) return;
    this.#gathered = null;
    this.#takes = writeFrames(this.#connection, gathered.joined());
  }

  /** Whether it can be written to past Socket.IO, as far as the libraries go; null for one that polls. */
  isAsExpected(): boolean | null {
    return isWebSocket(this.#connection) ? isAsExpected(this.#connection) : null;
  }
}
