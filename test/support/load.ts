import { setTimeout as wait } from 'node:timers/promises';
import { Conditions } from '../../load/conditions.ts';
import type { Author } from './author.ts';

/** People take their time, and the machine has other tests to run. */
const PACE_MS = 30;

/** Authors who post in turn into topics, until they are stopped. */
export class Load {
  readonly #conditions = new Conditions();
  readonly #working: Promise<void>[];
  #acknowledged = 0;
  #stopped = false;
  #failure: Error | null = null;

  /** @param paceMs what an author takes between two posts, on average. */
  constructor(authors: Author[], topics: string[], paceMs = PACE_MS) {
    this.#working = authors.map((author) => this.#work(author, topics, paceMs));
  }

  /** Comes back when so many posts more are acknowledged. @throws what an author met. */
  async acknowledged(count: number): Promise<void> {
    const target = this.#acknowledged + count;
    const what = () => `${target} posts acknowledged, of which there are ${this.#acknowledged}`;
    await this.#conditions.until(() => this.#failure !== null || this.#acknowledged >= target, what, 120_000);
    if (this.#failure) throw this.#failure;
  }

  /** Comes back when all that was begun is acknowledged. @throws what an author met. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#working);
    if (this.#failure) throw this.#failure;
  }

  async #work(author: Author, topics: string[], paceMs: number): Promise<void> {
    try {
      for (let turn = 0; !this.#stopped; turn += 1) {
        const topic = topics[turn % topics.length]!;
        const { post } = await author.post(topic);
        // Something on the author's own stream, too.
        if (turn % 3 === 0) await author.insist('PUT', `/topics/${topic}/read`, { number: post!.number });
        this.#acknowledged += 1;
        this.#conditions.changed();
        await wait(paceMs * (0.5 + Math.random()));
      }
    } catch (error) {
      this.#failure ??= error as Error;
      this.#conditions.changed();
    }
  }
}
