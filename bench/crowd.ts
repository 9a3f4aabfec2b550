import { Child } from './child.ts';
import type { Opening } from './processes/crowd.ts';
import type { Greeting } from './processes/listener.ts';

/** Listeners in a process of their own. */
export class Crowd {
  readonly #child = new Child('bench/processes/crowd.ts', { place: 'other core' });
  /** How many listeners there are. */
  size = 0;

  /** Adds a listener for each greeting; comes back when all are ready. */
  async open(url: string, greetings: Greeting[]): Promise<void> {
    await this.#child.ask<void>('open', { url, greetings } satisfies Opening);
    this.size += greetings.length;
  }

  /** Posts heard so far, by all together. */
  heard = () => this.#child.ask<number>('heard');

  /** The last post one of them heard, as it was sent. */
  last = () => this.#child.ask<string>('last');

  cpuMs = () => this.#child.ask<number>('cpuMs');

  /** Comes back when every listener has heard everything of `work`, which tells how many posts it made. */
  async hears<Result>(posts: (result: Result) => number, work: () => Promise<Result>): Promise<Result> {
    const before = await this.heard();
    const result = await work();
    await this.#child.ask<void>('reached', before + posts(result) * this.size);
    return result;
  }

  /** Comes back when every listener has heard that so many more posts were removed. */
  async hearsRemoved(posts: number, work: () => Promise<unknown>): Promise<void> {
    const before = await this.#child.ask<number>('removals');
    const heard = this.#child.ask<void>('removalsReached', before + posts * this.size);
    await Promise.all([heard, work()]);
  }

  stop = () => this.#child.stop();
}
