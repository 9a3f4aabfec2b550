/** How long the first change waits for others to go with it. */
const GATHER_MS = 40;

type Rest = { timer: NodeJS.Timeout; marked: boolean };

/** Lets changes of many things out at a bounded pace: soon after a quiet time, then not before a rest is over. */
export class Pulse {
  readonly #rests = new Map<string, Rest>();
  readonly #beat: (key: string) => void;
  readonly #restMs: (key: string) => number;
  #closed = false;

  /** @param restMs how long after a beat the next one of the same key may come. */
  constructor(beat: (key: string) => void, restMs: (key: string) => number) {
    this.#beat = beat;
    this.#restMs = restMs;
  }

  /** Something about this has changed. */
  mark(key: string): void {
    if (this.#closed) return;
    const rest = this.#rests.get(key);
    if (rest) rest.marked = true;
    else this.#rest(key, GATHER_MS, true);
  }

  /** Lets out at once what waits, and nothing after it. */
  close(): void {
    this.#closed = true;
    for (const [key, { timer, marked }] of this.#rests) {
      clearTimeout(timer);
      if (marked) this.#beat(key);
    }
    this.#rests.clear();
  }

  #rest(key: string, ms: number, marked: boolean): void {
    this.#rests.set(key, { timer: setTimeout(() => this.#over(key), ms), marked });
  }

  #over(key: string): void {
    const marked = this.#rests.get(key)?.marked;
    this.#rests.delete(key);
    if (!marked) return;
    this.#rest(key, this.#restMs(key), false);
    this.#beat(key);
  }
}
