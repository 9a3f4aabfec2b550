import { AppError } from '../lib/errors.ts';
import type { LiveSocket } from './rooms.ts';

type Queue = { waiting: number; last: Promise<unknown> };

/**
 * Has what a socket asks worked on one after the other, so that large answers are made only as fast as they are sent.
 * Nothing is kept of a socket for which nothing is worked on.
 */
export class Turns {
  readonly #queues = new Map<LiveSocket, Queue>();
  readonly #limit: number;

  /** @param limit how many of one socket may wait; more are refused. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws AppError rate_limited when too many wait. */
  async take<Result>(socket: LiveSocket, work: () => Promise<Result>): Promise<Result> {
    const queue = this.#queues.get(socket) ?? { waiting: 0, last: Promise.resolve() };
    if (queue.waiting >= this.#limit) throw new AppError('rate_limited', undefined, { retryAfter: 1 });
    this.#queues.set(socket, queue);
    queue.waiting += 1;
    const turn = queue.last.then(work).finally(() => {
      queue.waiting -= 1;
      if (queue.waiting === 0) this.#queues.delete(socket);
    });
    queue.last = turn.catch(() => {});
    return turn;
  }
}
