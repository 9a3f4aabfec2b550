import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';
import type { Stream } from '../../shared/streams.ts';
import type { Backlog } from './backlog.ts';
import type { Cursors } from './cursors.ts';

/**
 * Lets requests wait for what comes next on a stream. They are told what sockets are pushed, by the same cursors: from this node, from
 * another, or from the log. Whoever asks has to know that the stream may be listened to.
 */
export class Waiting {
  readonly #cursors: Cursors;
  readonly #backlog: Backlog;
  readonly #waiting = new Map<Stream, Set<(event: LoggedEvent) => void>>();

  constructor(cursors: Cursors, backlog: Backlog) {
    this.#cursors = cursors;
    this.#backlog = backlog;
  }

  /** What comes after `last`: at once where there is something, else with the next event; nothing when it is `over` before. */
  async after(stream: Stream, last: number, over: AbortSignal): Promise<Watched> {
    const hold = this.#cursors.track([stream]);
    try {
      await hold.ready;
      while (true) {
        const told = await this.#backlog.since(stream, last);
        if (!('events' in told) || told.events.length > 0 || over.aborted) return told;
        // What came during the read is there already.
        if (this.#cursors.cursor(stream) <= last) await this.#next(stream, last, over);
      }
    } finally {
      hold.release();
    }
  }

  /** An event that has just been delivered. */
  heard(event: LoggedEvent): void {
    for (const hear of this.#waiting.get(event.stream) ?? []) hear(event);
  }

  #next(stream: Stream, last: number, over: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const here = this.#waiting.get(stream) ?? new Set();
      const end = () => {
        here.delete(hear);
        if (here.size === 0) this.#waiting.delete(stream);
        over.removeEventListener('abort', end);
        resolve();
      };
      const hear = ({ seq }: LoggedEvent) => {
        if (seq > last) end();
      };
      this.#waiting.set(stream, here.add(hear));
      over.addEventListener('abort', end);
    });
  }
}
