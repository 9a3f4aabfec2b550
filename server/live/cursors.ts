import type { LoggedEvent } from '../../shared/events.ts';
import type { Stream } from '../../shared/streams.ts';
import { Lately } from '../events/lately.ts';
import { headsOf, lastSeq, readAfter } from '../events/log.ts';
import type { Logger } from '../lib/log.ts';

/** What this node knows of a stream someone here listens to. */
type Tracked = {
  /** The seq of the last event delivered here. */
  cursor: number;
  /** The highest seq known to be in the log. */
  head: number;
  holders: number;
  /** Counts events that may have ended someone's permission: see `settled`. */
  revocations: number;
  reading: boolean;
  opened: Promise<void>;
};

/** A claim on streams: once it is `ready`, no event of theirs is missed until it is released. */
export type Hold = { ready: Promise<void>; release(): void };

const PAGE = 500;
const OPENED = Promise.resolve();

/**
 * Reads the log for the streams that have listeners on this node, and delivers each stream's events in order, without
 * gaps and once. A committed event comes as a hint that carries it; on a gap the log is read first. A hint may be lost
 * at any time: `sweep` finds what the log has beyond the cursors.
 */
export class Cursors {
  /** How many events, since the start, no hint delivered: they were read from the log. */
  read = 0;
  readonly #tracked = new Map<Stream, Tracked>();
  readonly #lately = new Lately();
  readonly #deliver: (event: LoggedEvent) => void;
  readonly #revokes: (event: LoggedEvent) => boolean;
  readonly #log: Logger;

  /**
   * @param deliver hands an event to the local listeners.
   * @param revokes tells whether an event may end someone's permission to listen.
   */
  constructor(deliver: (event: LoggedEvent) => void, revokes: (event: LoggedEvent) => boolean, log: Logger) {
    this.#deliver = deliver;
    this.#revokes = revokes;
    this.#log = log;
  }

  get streams(): number {
    return this.#tracked.size;
  }

  /** Tracks these streams until the hold is released. */
  track(streams: Stream[]): Hold {
    const fresh = streams.filter((stream) => !this.#tracked.has(stream));
    if (fresh.length > 0) this.#open(fresh);
    const held = streams.map((stream) => this.#tracked.get(stream)!);
    for (const tracked of held) tracked.holders += 1;
    const release = () => {
      streams.forEach((stream, index) => {
        this.#release(stream, held[index]!);
      });
    };
    return { ready: Promise.all(held.map((tracked) => tracked.opened)).then(() => {}), release };
  }

  /** The seq of the last event delivered here. */
  cursor(stream: Stream): number {
    return this.#tracked.get(stream)?.cursor ?? 0;
  }

  /** Compare before and after establishing a permission: if it differs, what was established may be out of date. */
  revocations(stream: Stream): number {
    return this.#tracked.get(stream)?.revocations ?? 0;
  }

  /** A committed event, from this node or another. May come late, twice, out of order or not at all. */
  hint(event: LoggedEvent): void {
    const tracked = this.#tracked.get(event.stream);
    if (!tracked) return;
    tracked.head = Math.max(tracked.head, event.seq);
    if (event.seq <= tracked.cursor) return;
    if (event.seq === tracked.cursor + 1) this.#next(tracked, event);
    if (tracked.head > tracked.cursor) void this.#catchUp(event.stream, tracked);
  }

  /** Compares the cursors with the log's heads and reads what is missing. One indexed query when nothing is. */
  async sweep(): Promise<void> {
    const heads = (await this.#lately.heads(this.#tracked.size)) ?? (await headsOf([...this.#tracked.keys()]));
    for (const [stream, head] of heads) {
      const tracked = this.#tracked.get(stream);
      if (!tracked || head <= tracked.cursor) continue;
      tracked.head = Math.max(tracked.head, head);
      void this.#catchUp(stream, tracked);
    }
  }

  #release(stream: Stream, tracked: Tracked): void {
    tracked.holders -= 1;
    if (tracked.holders === 0 && this.#tracked.get(stream) === tracked) this.#tracked.delete(stream);
  }

  #open(streams: Stream[]): void {
    const opened = Promise.all(streams.map(lastSeq)).then((seqs) => {
      streams.forEach((stream, index) => {
        const tracked = this.#tracked.get(stream);
        if (tracked?.opened === opened) this.#begin(stream, tracked, seqs[index]!);
      });
    });
    opened.catch(() => {
      for (const stream of streams) if (this.#tracked.get(stream)?.opened === opened) this.#tracked.delete(stream);
    });
    // Until it is known where the stream stands nothing is delivered: no seq is above Infinity.
    const fresh = { cursor: Number.POSITIVE_INFINITY, head: 0, holders: 0, revocations: 0, reading: false, opened };
    for (const stream of streams) this.#tracked.set(stream, { ...fresh });
  }

  #begin(stream: Stream, tracked: Tracked, cursor: number): void {
    tracked.cursor = cursor;
    // One for all: of most streams there is little else to keep in memory.
    tracked.opened = OPENED;
    // A hint that came meanwhile may be of an event the answer does not know yet.
    if (tracked.head > cursor) void this.#catchUp(stream, tracked);
    else tracked.head = cursor;
  }

  #next(tracked: Tracked, event: LoggedEvent): void {
    tracked.cursor = event.seq;
    if (this.#revokes(event)) tracked.revocations += 1;
    this.#deliver(event);
  }

  async #catchUp(stream: Stream, tracked: Tracked): Promise<void> {
    if (tracked.reading) return;
    tracked.reading = true;
    try {
      while (tracked.head > tracked.cursor && this.#tracked.get(stream) === tracked) {
        const before = tracked.cursor;
        const events = await readAfter(stream, before, PAGE);
        // A hint may have delivered some of these while they were being read.
        for (const event of events) {
          if (event.seq !== tracked.cursor + 1) continue;
          this.read += 1;
          this.#next(tracked, event);
        }
        // Nothing readable yet: the sweep comes by again.
        if (tracked.cursor === before) break;
      }
    } catch (error) {
      this.#log.error({ err: error, stream }, 'the log could not be read; the next sweep tries again');
    } finally {
      tracked.reading = false;
    }
  }
}
