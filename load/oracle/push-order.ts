import type { Fault } from '../measured.ts';

/** Gaps longer than this are not looked into one by one. */
const GAP_LIMIT = 10_000;

/**
 * The order of what a node pushes of one stream over one connection: one event after the other from where it began, and
 * that is no later than where the answer to `watch` ended.
 */
export class PushOrder {
  #first: number | null = null;
  #last: number | null = null;
  /** Where an answer ended before anything was pushed. */
  #answered: number | null = null;
  #missing: Set<number> | null = null;

  /** @returns what is wrong with this push at once; what is missing may still come. */
  pushed(seq: number): Fault | null {
    const last = this.#last ?? Math.min(seq - 1, this.#answered ?? Number.POSITIVE_INFINITY);
    this.#first ??= seq;
    if (seq === this.#last) return 'duplicated';
    if (this.#last !== null && seq < this.#last) {
      this.#missing?.delete(seq);
      return 're-ordered';
    }
    this.#miss(last + 1, seq);
    this.#last = seq;
    return null;
  }

  /** `watch` was answered with everything up to there. */
  answered(head: number): void {
    if (this.#last === null) this.#answered = head;
    else this.#miss(head + 1, this.#first!);
  }

  /** What is lacking for good, if nothing more comes. */
  missing(): number[] {
    return [...(this.#missing ?? [])];
  }

  #miss(from: number, to: number): void {
    for (let seq = from; seq < Math.min(to, from + GAP_LIMIT); seq += 1) {
      this.#missing ??= new Set();
      this.#missing.add(seq);
    }
  }
}
