import type { Step } from '../../shared/cursor.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import { WATCH_LIMIT, type Watched } from '../../shared/sockets.ts';
import type { Fault } from '../measured.ts';
import type { Heard, Mark } from '../oracle/heard.ts';
import type { Verdict } from '../oracle/verdict.ts';
import { Following } from './following.ts';
import type { Tally } from './tally.ts';

/** What the devices of a process share. */
export type Surroundings = { heard: Heard; tally: Tally; verdict: Verdict };

export type WatchingParts = {
  /** Whose it is, for what is found. */
  name: string;
  streams: string[];
  /** A stream it must not get, and asks for all the same on its first connection. */
  forbidden: string | null;
  around: Surroundings;
  watch: (streams: Seqs) => Promise<Record<string, Watched>>;
  apply: (stream: string, events: LoggedEvent[]) => void;
  /** Everything that was asked for has been answered. */
  caughtUp: () => void;
};

type Seqs = Record<string, number | null>;

const ASK_AGAIN_MS = 1_500;

/** All streams of a device: asks for what it misses, over reconnections and gaps, as the web client does. */
export class Watching {
  readonly followed = new Map<string, Following>();
  readonly #parts: WatchingParts;
  readonly #due = new Set<string>();
  #online = false;
  #connection = 0;
  /** Requests that have not been answered. */
  #open = 0;

  constructor(parts: WatchingParts) {
    this.#parts = parts;
    const complain = (fault: Fault, what: string, times?: number) =>
      parts.around.verdict.found(fault, `${parts.name}: ${what}`, times);
    for (const stream of parts.streams) this.followed.set(stream, new Following(stream, complain));
  }

  connected(): void {
    this.#online = true;
    this.#connection += 1;
    this.#open = 0;
    for (const following of this.followed.values()) {
      following.begin();
      this.#askFor(following);
    }
  }

  disconnected(): void {
    this.#online = false;
    this.#due.clear();
    for (const following of this.followed.values()) {
      following.conclude();
      following.lose();
    }
  }

  /** @returns what is known of the event, if it was news to the device; null where it was not. */
  pushed(event: LoggedEvent): Mark | null {
    const { heard, verdict, tally } = this.#parts.around;
    const { name } = this.#parts;
    const mark = heard.pushed(event, name);
    tally.deliveries += 1;
    const following = this.followed.get(event.stream);
    if (!following) {
      verdict.found('leaked', `${name}: ${event.stream} ${event.seq}, which it does not watch`);
      return null;
    }
    const news = event.seq > following.told;
    this.#take(following, following.pushed(event));
    return news ? mark : null;
  }

  /** Taken out of a stream: it asks again, as whoever it is now. */
  revoked(stream: string): void {
    const following = this.followed.get(stream);
    if (!following) return;
    following.begin();
    this.#askFor(following);
  }

  #askFor({ stream }: Following): void {
    if (this.#due.size === 0) queueMicrotask(() => this.#ask());
    this.#due.add(stream);
  }

  #ask(): void {
    if (!this.#online) return;
    const asked: Seqs = {};
    for (const stream of [...this.#due].slice(0, WATCH_LIMIT - 1)) {
      this.#due.delete(stream);
      asked[stream] = this.followed.get(stream)!.last;
    }
    if (Object.keys(asked).length === 0) return;
    if (this.#parts.forbidden && this.#connection === 1) asked[this.#parts.forbidden] = 0;
    this.#open += 1;
    const connection = this.#connection;
    const current = () => this.#online && connection === this.#connection;
    this.#parts.watch(asked).then(
      (answers) => current() && this.#answered(asked, answers),
      (error) => current() && this.#failed(asked, error),
    );
    this.#ask();
  }

  #answered(asked: Seqs, answers: Record<string, Watched>): void {
    this.#open -= 1;
    for (const [stream, watched] of Object.entries(answers)) this.#hear(stream, asked[stream] ?? null, watched);
    if (this.#open === 0 && this.#due.size === 0) this.#parts.caughtUp();
  }

  #hear(stream: string, asked: number | null, watched: Watched): void {
    const { name, around } = this.#parts;
    if ('events' in watched) for (const event of watched.events) around.heard.answered(event, name);
    if ('reset' in watched) around.tally.problem('watch answered reset');
    const following = this.followed.get(stream);
    if (following) {
      const step = following.answered(asked, watched);
      if (step) this.#take(following, step);
    } else if (!('denied' in watched)) around.verdict.found('leaked', `${name}: was let into ${stream}`);
  }

  #failed(asked: Seqs, error: Error): void {
    this.#open -= 1;
    this.#parts.around.tally.problem(`watch: ${error.message}`);
    const again = () => {
      const streams = Object.keys(asked).flatMap((stream) => this.followed.get(stream) ?? []);
      if (this.#online) for (const following of streams) this.#askFor(following);
    };
    setTimeout(again, ASK_AGAIN_MS * (1 + Math.random()));
  }

  #take(following: Following, { apply, ask }: Step): void {
    if (apply.length > 0) this.#parts.apply(following.stream, apply);
    if (ask) this.#askFor(following);
  }
}
