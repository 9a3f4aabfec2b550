import type { LoggedEvent } from '../../shared/events.ts';
import type { Stream } from '../../shared/streams.ts';
import { bytesOf } from './premade.ts';

/** The end of a stream: what the log had after `since` when it was read, and what has been delivered from then on. */
export class Stretch {
  /** How far back the log was read. */
  since: number;
  /** The seq before the first of `events`; later than `since` where the log no longer has what was in between. */
  from: number;
  /** Without gaps, oldest first. */
  events: LoggedEvent[];

  constructor(since: number, read: LoggedEvent[]) {
    const gap = read.findLastIndex((event, index) => event.seq !== (read[index - 1]?.seq ?? since) + 1);
    this.since = since;
    this.events = gap === -1 ? read : read.slice(gap);
    this.from = gap === -1 ? since : this.events[0]!.seq - 1;
  }

  /** The seq of the last event. */
  get end(): number {
    return this.from + this.events.length;
  }

  /** Takes the event if it is the next one. */
  add(event: LoggedEvent): void {
    if (event.seq === this.end + 1) this.events.push(event);
  }

  /** What comes after `last`; null where some of it is gone from the log. */
  after(last: number): LoggedEvent[] | null {
    return last < this.from ? null : this.events.slice(last - this.from);
  }
}

type Kept = { stretch: Stretch; bytes: number; idle: NodeJS.Timeout };

const KEPT_BYTES = 64_000_000;
const IDLE_MS = 10_000;

/** The ends of streams that many may be asking for just now, for as long as someone does. */
export class Recent {
  readonly #kept = new Map<Stream, Kept>();
  readonly #limit: number;
  #bytes = 0;

  /** @param limit how many of a stream's events there is use for. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** A stretch that begins no later than `since` and reaches at least to `end`. */
  find(stream: Stream, since: number, end: number): Stretch | null {
    const kept = this.#kept.get(stream);
    if (!kept || kept.stretch.since > since || kept.stretch.end < end) return null;
    kept.idle.refresh();
    return kept.stretch;
  }

  keep(stream: Stream, stretch: Stretch): void {
    this.#drop(stream);
    const bytes = stretch.events.reduce((sum, event) => sum + bytesOf(event), 0);
    const idle = setTimeout(() => this.#drop(stream), IDLE_MS).unref();
    this.#kept.set(stream, { stretch, bytes, idle });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) if (this.#bytes > KEPT_BYTES) this.#drop(oldest);
  }

  /** The next event of a stream. */
  add(event: LoggedEvent): void {
    const kept = this.#kept.get(event.stream);
    if (!kept || event.seq <= kept.stretch.end) return;
    // Nobody listened for a while, or there is more of it than anyone is told.
    if (event.seq > kept.stretch.end + 1 || kept.stretch.events.length >= 2 * this.#limit) {
      this.#drop(event.stream);
      return;
    }
    kept.stretch.add(event);
    kept.bytes += bytesOf(event);
    this.#bytes += bytesOf(event);
  }

  #drop(stream: Stream): void {
    const kept = this.#kept.get(stream);
    if (!kept) return;
    clearTimeout(kept.idle);
    this.#kept.delete(stream);
    this.#bytes -= kept.bytes;
  }
}
