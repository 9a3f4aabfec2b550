/** What is measured, as often as can be. */
export const READS = ['read by _id', 'read by another index', 'read 64 by _id in one $in'] as const;
export const WRITES = ['create', '$inc', 'transaction'] as const;

export type Operation = (typeof READS)[number] | (typeof WRITES)[number];

export const isRead = (operation: Operation): boolean => READS.some((one) => one === operation);

/** How often an operation is to be done: one after another, or so many that wait for their answers together. */
export type Work = { operation: Operation; atOnce: number; ms: number };

/** `done` counts what was asked for: a `$in` of 64 counts as 64. `cpuMs` is the process's that was asked. */
export type Run = { done: number; ms: number; cpuMs: number };

export const IN_ONE = 64;

/** How much one operation counts for. */
export const weightOf = (operation: Operation): number => (operation === 'read 64 by _id in one $in' ? IN_ONE : 1);

/** Numbers of documents to work on. Those that work at once take different ones, and so don't conflict. */
export class Numbers {
  readonly #documents: number;
  #next: number;

  constructor(documents: number) {
    this.#documents = documents;
    this.#next = documents;
  }

  /** One that is there. @param lane which of the up to 64 at once asks. */
  existing(lane: number): number {
    return Math.floor(Math.random() * Math.floor(this.#documents / LANES)) * LANES + lane;
  }

  /** One that isn't there yet. */
  fresh(): number {
    return this.#next++;
  }
}

export const LANES = 64;
