import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';
import type { Stream } from '../../shared/streams.ts';
import { lastSeq, readAfter } from '../events/log.ts';
import type { Cursors } from './cursors.ts';
import { Recent, Stretch } from './recent.ts';

/** A read that has not begun yet. */
type Reading = { from: number; stretch: Promise<Stretch> };

/**
 * Tells clients what they missed, however many ask at once: of each stream one read is under way at a time, and serves
 * all who asked before it began. What it brought is kept for a while and goes on with what is delivered, so that a
 * storm of clients costs a stream two reads: one as far back as the first of them ask, and where that is not far
 * enough one of all that is told at all.
 *
 * Ask in the turn in which the socket has joined the stream's room. Whatever comes after this node's cursor then is
 * going to be pushed, so an answer has to reach to the cursor; it may well reach further.
 */
export class Backlog {
  /** How many missed events are told; one more, and the client has to fetch afresh. */
  readonly limit: number;
  readonly #recent: Recent;
  readonly #cursors: Cursors;
  readonly #waiting = new Map<Stream, Reading>();
  readonly #running = new Map<Stream, Promise<void>>();

  constructor(cursors: Cursors, limit: number) {
    this.limit = limit;
    this.#recent = new Recent(limit);
    this.#cursors = cursors;
  }

  /** How many events a client has missed, as far as this node knows. */
  missed({ stream, last }: { stream: Stream; last: number | null }): number {
    return last === null ? 0 : Math.max(0, this.#cursors.cursor(stream) - last);
  }

  /** Everything after `last`, or `reset`. */
  async since(stream: Stream, last: number | null): Promise<Watched> {
    const cursor = this.#cursors.cursor(stream);
    if (last === null || last === cursor) return { events: [], head: cursor };
    if (last > cursor) return aheadOfUs(stream, last);
    if (cursor - last > this.limit) return this.reset(stream);
    const stretch = this.#recent.find(stream, last, cursor) ?? (await this.#read(stream, last));
    const events = stretch.end < cursor ? null : stretch.after(last);
    return events ? { events, head: stretch.end } : this.reset(stream);
  }

  /** An event that has just been delivered. */
  heard(event: LoggedEvent): void {
    this.#recent.add(event);
  }

  reset(stream: Stream): Watched {
    return { reset: true, head: this.#cursors.cursor(stream) };
  }

  /** Joins the read that comes next. */
  #read(stream: Stream, last: number): Promise<Stretch> {
    const waiting = this.#waiting.get(stream);
    if (!waiting) return this.#queue(stream, last);
    waiting.from = Math.min(waiting.from, last);
    return waiting.stretch;
  }

  #queue(stream: Stream, last: number): Promise<Stretch> {
    const running = this.#running.get(stream) ?? Promise.resolve();
    const stretch = running.then(() => {
      this.#waiting.delete(stream);
      return this.#load(stream, reading.from);
    });
    const reading: Reading = { from: last, stretch };
    this.#waiting.set(stream, reading);
    const done: Promise<void> = stretch.then(
      () => this.#end(stream, done),
      () => this.#end(stream, done),
    );
    this.#running.set(stream, done);
    return stretch;
  }

  #end(stream: Stream, done: Promise<void>): void {
    if (this.#running.get(stream) === done) this.#running.delete(stream);
  }

  async #load(stream: Stream, last: number): Promise<Stretch> {
    const cursor = this.#cursors.cursor(stream);
    const known = this.#recent.find(stream, last, cursor);
    if (known) return known;
    // Whoever asks for more than someone before is seldom the last to do so.
    const again = this.#recent.find(stream, cursor, cursor) !== null;
    const from = again ? Math.max(0, Math.min(last, cursor - this.limit)) : last;
    // What is delivered during the read may not be in it.
    if (!again) this.#recent.keep(stream, new Stretch(cursor, []));
    const stretch = new Stretch(from, await readAfter(stream, from, 2 * this.limit));
    for (const event of this.#recent.find(stream, cursor, cursor)?.events ?? []) stretch.add(event);
    this.#recent.keep(stream, stretch);
    return stretch;
  }
}

/** A client may have heard more on another node than this one has. The log decides whether it can have. */
async function aheadOfUs(stream: Stream, last: number): Promise<Watched> {
  const seq = (await lastSeq(stream))!;
  return last <= seq ? { events: [], head: last } : { reset: true, head: seq };
}
