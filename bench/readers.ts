import { Child } from './child.ts';
import type { Asking } from './processes/reader.ts';
import type { Arrival, Opening, State } from './processes/readers.ts';

const AT_ONCE = 1_000;

/** Lean clients in a process of their own. */
export class Readers {
  readonly #child = new Child('bench/processes/readers.ts', { place: 'other core' });

  /** Connects them; how long it took until all were ready, and how many missed events they were told together. */
  open(url: string, askings: Asking[], atOnce = AT_ONCE): Promise<{ ms: number; missed: number }> {
    return this.#child.ask('open', { url, askings, atOnce } satisfies Opening);
  }

  /** Breaks all connections off. */
  close = () => this.#child.ask<void>('close');

  /** Comes back when all have heard the event with this seq. */
  reached = (seq: number) => this.#child.ask<void>('reached', seq);

  /** When the events since the last time had come to all of them. */
  arrivals = () => this.#child.ask<Arrival[]>('arrivals');

  /** @param last the seq of the stream's last event. */
  state = (last: number) => this.#child.ask<State>('state', last);

  cpuMs = () => this.#child.ask<number>('cpuMs');

  stop = () => this.#child.stop();
}
